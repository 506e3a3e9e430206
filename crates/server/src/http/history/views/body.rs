//! Bodies of saved views.

use domain::id::TeamId;
use domain::saved_view::SavedView;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::saved_views::Seen;

/// What a body may say about a saved view; `name` is needed for a new one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `SavedViewDraft::read` reads")]
pub(super) struct SavedViewBody {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// What the page is narrowed to and ordered by: the query of its address.
    #[schema(max_length = 4000, example = "flow=voice&handlingStatus=aborted")]
    search: Option<String>,
    /// The columns that are shown, in their order; null: as everybody has set their page.
    #[schema(max_items = 50)]
    columns: Option<Vec<String>>,
    /// The team that it is shared with; null: it is one's own.
    team_id: Option<TeamId>,
}

/// A saved view as somebody sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeenView)]
pub struct SeenBody {
    #[serde(flatten)]
    view: SavedView,
    /// The name of its owner.
    owner: Option<String>,
    /// Whether it is your own.
    mine: bool,
}

impl From<Seen> for SeenBody {
    fn from(Seen { view, owner, mine }: Seen) -> Self {
        Self { view, owner, mine }
    }
}
