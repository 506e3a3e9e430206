//! May each of many contacts happen?

use axum::extract::State;
use domain::can_interact::read_batch;
use domain::id::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Verdict;
use super::can_interact::QuestionBody;
use crate::app::guard::{Judged, Unknown};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Whether each of up to 10,000 contacts may happen, in the same order. Writes nothing
#[utoipa::path(
    post,
    path = "/api/can-interact/batch",
    tag = "complianceGuard",
    operation_id = "canInteractBatch",
    request_body = inline(super::can_interact_batch::BatchBody),
    responses((status = 200, body = One<Vec<BatchVerdict>>)),
    extensions(("x-permission" = json!("interaction:check")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Vec<BatchVerdict>>, AppError> {
    let asked = read_batch(&body)?;
    let judged = app::guard::can_interact_batch(&app, &caller, asked).await?;
    Ok(one(judged.into_iter().map(BatchVerdict::from).collect()))
}

/// What a body may ask of many.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read_batch` reads")]
pub struct BatchBody {
    #[schema(max_items = 10_000)]
    proposals: Vec<ProposalBody>,
}

/// One question of a batch.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read_batch` reads")]
pub struct ProposalBody {
    /// Id, or `ext-` and the external id.
    person_id: String,
    #[schema(inline)]
    #[serde(flatten)]
    question: QuestionBody,
}

/// The answer to one question of a batch.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum BatchVerdict {
    /// It was judged.
    Judged(JudgedBody),
    /// It names something that is not there.
    Failed(FailedBody),
}

/// An answer, and about whom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JudgedBody {
    /// About whom.
    person_id: Option<PersonId>,
    #[serde(flatten)]
    verdict: Verdict,
}

/// A question that could not be judged: the contact must not happen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FailedBody {
    /// About whom, where there is such a person.
    person_id: Option<PersonId>,
    /// Always false.
    result: bool,
    /// What is wrong.
    error: ItemProblem,
}

/// What is wrong with one question of a batch.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemProblem {
    /// The status the question would have alone.
    status: u16,
    /// The field.
    field: &'static str,
    /// What is wrong, in words.
    message: String,
}

impl From<Judged> for BatchVerdict {
    fn from(judged: Judged) -> Self {
        let person_id = judged.person;
        match judged.answer {
            Ok(decision) => Self::Judged(JudgedBody { person_id, verdict: decision.into() }),
            Err(unknown) => Self::Failed(FailedBody { person_id, result: false, error: unknown.into() }),
        }
    }
}

impl From<Unknown> for ItemProblem {
    fn from(unknown: Unknown) -> Self {
        Self { status: unknown.status(), field: unknown.field, message: unknown.message() }
    }
}
