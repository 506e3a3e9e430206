//! Notes: why they were written.

vocabulary! {
    /// Why a note was written.
    pub enum NoteCategory: "note category" {
        Generic = "generic",
        EscalationCreateReason = "escalationCreateReason",
        EscalationUpdateReason = "escalationUpdateReason",
        EscalationCancelReason = "escalationCancelReason",
    }
    default { Generic }
}
