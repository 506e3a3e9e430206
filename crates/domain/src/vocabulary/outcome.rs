//! What an agent says came of an interaction.

vocabulary! {
    /// The human outcome of an interaction according to an agent.
    pub enum AgentOutcome: "agent outcome" {
        /// Agent spoke with borrower
        VoiceSpokeWithFirstParty = "voiceSpokeWithFirstParty",
        /// Agent spoke with someone other than the borrower
        VoiceSpokeWithThirdParty = "voiceSpokeWithThirdParty",
        /// Agent left voicemail
        VoiceLeftVoicemail = "voiceLeftVoicemail",
        /// Agent reached busy phone line
        VoiceLineBusyNoRing = "voiceLineBusyNoRing",
        /// Agent reached voicemail but did not leave a message
        VoiceReachedVoicemailNoMessageLeft = "voiceReachedVoicemailNoMessageLeft",
        /// Phone rang, no voicemail was reached, and the call ended, or the agent hung up
        VoiceRangNoPickup = "voiceRangNoPickup",
        /// Agent heard call pick up and immediate hang up
        VoicePickedHungUp = "voicePickedHungUp",
        /// Outbound voice call could not start for some reason
        VoiceFailedToInitiate = "voiceFailedToInitiate",
        /// Outbound voice call to disconnected phone number
        VoiceNumberDisconnected = "voiceNumberDisconnected",
        /// The call was unexpectedly disconnected
        VoiceUnexpectedDisconnect = "voiceUnexpectedDisconnect",
        /// Caller hung up while on hold
        VoiceDisconnectedWhileQueuedOnHold = "voiceDisconnectedWhileQueuedOnHold",
    }
}
