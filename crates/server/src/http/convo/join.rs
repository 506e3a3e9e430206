//! Join a conversation.

use axum::extract::State;
use domain::convo::Convo;
use domain::fields::Fields;
use domain::vocabulary::JoinType;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, convo};
use crate::http::body::MaybeJsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// How to join a conversation.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what the handler reads")]
pub struct Joining {
    /// Default `solo`.
    join_type: Option<JoinType>,
}

/// Join a conversation
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/convo/join",
    tag = "conversations",
    operation_id = "joinConvo",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body(content = Joining, description = "May be left out: then `solo`"),
    responses((status = 200, body = One<Convo>)),
    extensions(("x-permission" = json!("convo:join")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    _: NoQuery,
    MaybeJsonText(body): MaybeJsonText,
) -> Result<One<Convo>, AppError> {
    let mut fields = Fields::read(&body)?;
    let how = fields.word::<JoinType>("joinType").value().unwrap_or(JoinType::Solo);
    let how = fields.finish(how)?;
    Ok(one(convo::join(&app, &caller, &Named::alone(&interaction), how).await?))
}
