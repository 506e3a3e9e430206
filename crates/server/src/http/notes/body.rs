//! What a body may say about a note.

/// What a body may say about a note; a new one needs `content`.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `NoteDraft` reads")]
pub struct NoteBody {
    #[schema(min_length = 1, max_length = 20000)]
    content: Option<String>,
    category: Option<domain::vocabulary::NoteCategory>,
    important: Option<bool>,
    pinned: Option<bool>,
}
