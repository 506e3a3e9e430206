//! Link an interaction to a person.

use axum::extract::State;
use domain::fields::Fields;
use domain::interaction::InteractionBody;
use domain::patch::Patch;

use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// The person an interaction belongs to.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what the handler reads")]
pub struct Association {
    /// Id or `ext-…`; null unlinks.
    #[schema(required)]
    person_id: Option<String>,
}

/// Link an interaction to a person, or unlink it with null
#[utoipa::path(
    put,
    path = "/api/interactions/{interactionId}/person",
    tag = "interactions",
    operation_id = "associateInteraction",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = Association,
    responses((status = 200, body = One<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:associate")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<InteractionBody>, AppError> {
    let mut fields = Fields::read(&body)?;
    let person = fields.any_id("personId");
    if matches!(person, Patch::Absent) && !fields.mentions("personId") {
        fields.refuse("personId", "is required; null unlinks");
    }
    let person = fields.finish(person.value())?;
    Ok(one(interactions::associate(&app, &caller, Named::alone(&interaction), person).await?.into()))
}
