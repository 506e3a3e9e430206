//! What bodies say.

use domain::time::Instant;
use serde::Serialize;
use utoipa::ToSchema;

/// What a body says of a new one; `Beside::read` reads it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SurveyAnswerBody {
    /// Your own id of it; a line of an import that has one replaces the record that has it.
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// The name of the survey.
    #[schema(min_length = 1, max_length = 300, example = "After the call")]
    survey: String,
    #[schema(min_length = 1, max_length = 300)]
    question: String,
    #[schema(min_length = 1, max_length = 5000)]
    answer: String,
    /// The answer as a score, where it is one.
    #[schema(minimum = 0, maximum = 100)]
    score: Option<i64>,
    /// When; now where it is left out.
    answered_at: Option<Instant>,
}

/// Lines of an import; `beside::read_lines` reads them.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `beside::read_lines` reads")]
pub(super) struct SurveyAnswerLines {
    #[schema(max_items = 1000, inline)]
    lines: Vec<SurveyAnswerLine>,
}

/// A line of an import.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SurveyAnswerLine {
    /// The interaction: its id, or `ext-` and its external id.
    interaction_id: String,
    #[serde(flatten)]
    record: SurveyAnswerBody,
}
