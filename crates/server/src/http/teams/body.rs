//! What a body says about a team.

use domain::id::UserId;
use utoipa::ToSchema;

/// What a body may say about a team; `name` is needed for a new one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `TeamDraft::read` reads")]
pub(super) struct TeamBody {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// The users who manage it; they see what its members did.
    #[schema(max_items = 1000)]
    manager_ids: Option<Vec<UserId>>,
    #[schema(max_items = 1000)]
    member_ids: Option<Vec<UserId>>,
}
