//! What bodies say.

use domain::time::Instant;
use serde::Serialize;
use utoipa::ToSchema;

/// What a body says of a new one; `Beside::read` reads it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct QualificationBody {
    /// Your own id of it; a line of an import that has one replaces the record that has it.
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// What the interaction was qualified as.
    #[schema(min_length = 1, max_length = 300, example = "Promise to pay")]
    label: String,
    /// The branches of the tree above the label, outermost first.
    #[schema(max_items = 10, example = json!(["Collections", "Reached"]))]
    path: Option<Vec<String>>,
    #[schema(max_length = 5000)]
    comment: Option<String>,
    /// Who qualified it.
    #[schema(min_length = 1, max_length = 300)]
    qualified_by: Option<String>,
    /// When; now where it is left out.
    qualified_at: Option<Instant>,
}

/// Lines of an import; `beside::read_lines` reads them.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `beside::read_lines` reads")]
pub(super) struct QualificationLines {
    #[schema(max_items = 1000, inline)]
    lines: Vec<QualificationLine>,
}

/// A line of an import.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QualificationLine {
    /// The interaction: its id, or `ext-` and its external id.
    interaction_id: String,
    #[serde(flatten)]
    record: QualificationBody,
}
