//! The technical status of an interaction.

vocabulary! {
    /// The status of an interaction; `failed` ones do not count against a legal allotment of contacts.
    pub enum Status: "status" {
        /// It was sent or tried; presumed successful
        Attempted = "attempted",
        /// It is known to have reached its recipient
        Succeeded = "succeeded",
        /// A part of connecting or completing it failed
        Failed = "failed",
        /// It is to take place in the future
        Scheduled = "scheduled",
        /// It was scheduled and then called off
        Canceled = "canceled",
        /// It is taking place
        InProgress = "inProgress",
    }
}
