//! Conversations.

vocabulary! {
    /// The method of joining a conversation.
    pub enum JoinType: "join type" {
        /// Only add the agent if no other agent is in the conversation
        Solo = "solo",
        /// Add the agent to those already there
        Add = "add",
        /// Remove all other agents, then add the agent
        Takeover = "takeover",
    }
    default { Solo }
}

vocabulary! {
    /// Whether a conversation goes on.
    pub enum ConvoState: "conversation state" {
        /// Messages may follow
        Open = "open",
        /// It has ended
        Closed = "closed",
    }
}

vocabulary! {
    /// Who wrote a message.
    pub enum AuthorType: "author type" {
        /// The person the interaction is with
        Borrower = "borrower",
        /// Somebody of the company
        Agent = "agent",
        /// A program
        System = "system",
    }
}
