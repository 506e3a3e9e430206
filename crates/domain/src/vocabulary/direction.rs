//! Directions.

vocabulary! {
    /// Who contacted whom.
    pub enum Direction: "direction" {
        /// From the lender to the borrower
        Outbound = "outbound",
        /// From the borrower to the lender
        Inbound = "inbound",
    }
}
