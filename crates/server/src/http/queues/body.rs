//! What a body says about a queue.

use utoipa::ToSchema;

/// What a body may say about a queue; `name` is needed for a new one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `QueueDraft::read` reads")]
pub(super) struct QueueBody {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// The owner's own id; `ext-` and it names the queue wherever its id does.
    #[schema(min_length = 1, max_length = 255)]
    reference: Option<String>,
    #[schema(max_length = 2000)]
    description: Option<String>,
}
