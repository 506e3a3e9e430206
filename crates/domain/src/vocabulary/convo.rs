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
