//! What a body says about a profile.

use domain::id::UserId;
use domain::vocabulary::Flow;
use utoipa::ToSchema;

/// What a body may say about a profile; `name` is needed for a new one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ProfileDraft::read` reads")]
pub(super) struct ProfileBody {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Whether its holders have the history of interactions.
    #[schema(default = true)]
    history: Option<bool>,
    /// Queues whose smart interactions its holders may see: ids, or `ext-` and the reference.
    #[schema(max_items = 1000)]
    queue_ids: Option<Vec<String>>,
    /// The flows of these that an administrator may see; null: every one.
    flows: Option<Vec<Flow>>,
    /// The users who hold it.
    #[schema(max_items = 1000)]
    user_ids: Option<Vec<UserId>>,
}
