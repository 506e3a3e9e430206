//! A postal address.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::patch::Patch;

/// Longest line, in characters.
const LINE_LENGTH: usize = 320;

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Always `address`.
    #[serde(skip_deserializing, default = "address")]
    pub object: &'static str,
    /// House number and street.
    pub address_line1: Option<String>,
    /// Apartment, floor, …
    pub address_line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// County or region.
    pub county_or_region: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Post office box.
    // A4 of the API reference: the samples capitalise it so.
    #[serde(rename = "POBox")]
    pub po_box: Option<String>,
}

impl Address {
    /// Reads a field of a body.
    pub(crate) fn read(fields: &mut Fields<'_>, field: &str) -> Patch<Self> {
        let mut inner = match fields.open(field) {
            Patch::Absent => return Patch::Absent,
            Patch::Null => return Patch::Null,
            Patch::Value(inner) => inner,
        };
        let mut line = |name| inner.text(name, 0, LINE_LENGTH).value();
        let read = Self {
            object: address(),
            address_line1: line("addressLine1"),
            address_line2: line("addressLine2"),
            city: line("city"),
            county_or_region: line("countyOrRegion"),
            state: line("state"),
            postal_code: line("postalCode"),
            country: line("country"),
            po_box: line("POBox"),
        };
        fields.close(inner);
        Patch::Value(read)
    }
}

fn address() -> &'static str {
    "address"
}
