//! What became of an import.

use domain::problem::Problems;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::beside::Imported;
use crate::http::problem::BadField;

/// What became of the lines of an import.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Imported)]
pub struct ImportedBody {
    /// Lines that were added.
    #[schema(minimum = 0)]
    imported: i64,
    /// Lines that took the place of an earlier record with the same external id.
    #[schema(minimum = 0)]
    replaced: i64,
    /// Lines that were not taken in.
    #[schema(minimum = 0)]
    refused: usize,
    /// Which, and why: mend these and import them again.
    refusals: Vec<RefusedLine>,
}

/// A line that was not taken in.
#[derive(Debug, Serialize, ToSchema)]
struct RefusedLine {
    /// Its number, from 1.
    #[schema(minimum = 1)]
    line: usize,
    errors: Vec<BadField>,
}

impl From<Imported> for ImportedBody {
    fn from(Imported { imported, replaced, refusals }: Imported) -> Self {
        let show =
            |(line, problems): (usize, Problems)| RefusedLine { line, errors: BadField::all(&problems) };
        let refusals: Vec<_> = refusals.into_iter().map(show).collect();
        Self { imported, replaced, refused: refusals.len(), refusals }
    }
}
