//! Status details and what each goes with (A5 of the API reference; directions and free statuses D12).

use super::{Channel, Direction, Status};

const VOICE: Option<Channel> = Some(Channel::Voice);
const EMAIL: Option<Channel> = Some(Channel::Email);
const MAIL: Option<Channel> = Some(Channel::Mail);
const CHAT: Option<Channel> = Some(Channel::Chat);
const TEXT: Option<Channel> = Some(Channel::Text);
const EVERY: Option<Channel> = None;

const SUCCEEDED: &[Status] = &[Status::Succeeded];
const ATTEMPTED: &[Status] = &[Status::Attempted];
const FAILED: &[Status] = &[Status::Failed];
const REACHED: &[Status] = &[Status::Attempted, Status::Succeeded];
const HINDERED: &[Status] = &[Status::Failed, Status::Attempted];

const OUT: Option<Direction> = Some(Direction::Outbound);
const IN: Option<Direction> = Some(Direction::Inbound);
const BOTH: Option<Direction> = None;

vocabulary! {
    /// More about the technical status of an interaction.
    pub enum StatusDetail: "status detail" (
        /// The channel it belongs to; none: every channel.
        0 => channel: Option<Channel>,
        /// The statuses it goes with; a single one is forced.
        1 => statuses: &'static [Status],
        /// The direction it fits; none: both.
        2 => direction: Option<Direction>,
    ) {
        /// Agent spoke with borrower
        VoiceSpokeWithFirstParty = "voiceSpokeWithFirstParty" (VOICE, REACHED, BOTH),
        /// Agent spoke with someone other than the borrower
        VoiceSpokeWithThirdParty = "voiceSpokeWithThirdParty" (VOICE, REACHED, BOTH),
        /// Agent left voicemail for the borrower
        VoiceLeftVoicemailFirstParty = "voiceLeftVoicemailFirstParty" (VOICE, REACHED, OUT),
        /// Agent left voicemail for someone other than the borrower
        VoiceLeftVoicemailThirdParty = "voiceLeftVoicemailThirdParty" (VOICE, REACHED, OUT),
        /// Agent left voicemail
        VoiceLeftVoicemail = "voiceLeftVoicemail" (VOICE, REACHED, OUT),
        /// Agent reached busy phone line
        VoiceLineBusyNoRing = "voiceLineBusyNoRing" (VOICE, HINDERED, OUT),
        /// Agent reached voicemail but did not leave a message
        VoiceReachedVoicemailNoMessageLeft = "voiceReachedVoicemailNoMessageLeft" (VOICE, REACHED, BOTH),
        /// Phone rang, no voicemail was reached, and the call ended, or the agent hung up
        VoiceRangNoPickup = "voiceRangNoPickup" (VOICE, REACHED, OUT),
        /// Agent heard call pick up and immediate hang up
        VoicePickedHungUp = "voicePickedHungUp" (VOICE, REACHED, BOTH),
        /// Outbound voice call could not start for some reason
        VoiceFailedToInitiate = "voiceFailedToInitiate" (VOICE, FAILED, OUT),
        /// Outbound voice call to disconnected phone number
        VoiceNumberDisconnected = "voiceNumberDisconnected" (VOICE, FAILED, OUT),
        /// Caller tried to contact the lender outside designated business hours
        VoiceReceivedOutsideOpenHours = "voiceReceivedOutsideOpenHours" (VOICE, ATTEMPTED, IN),
        /// The call was unexpectedly disconnected
        VoiceUnexpectedDisconnect = "voiceUnexpectedDisconnect" (VOICE, REACHED, BOTH),
        /// Caller hung up while on hold
        VoiceDisconnectedWhileQueuedOnHold = "voiceDisconnectedWhileQueuedOnHold" (VOICE, REACHED, IN),
        /// Inbound call received while lender had no agents to answer it
        VoiceReceivedNoAgentsAvailable = "voiceReceivedNoAgentsAvailable" (VOICE, FAILED, IN),
        /// Inbound call received while lender has inbound voice call disabled
        VoiceLenderDisabledInboundCalls = "voiceLenderDisabledInboundCalls" (VOICE, FAILED, IN),
        /// Voice call connected successfully
        VoiceConnected = "voiceConnected" (VOICE, ATTEMPTED, BOTH),
        /// Invalid 'To' Phone Number
        VoiceNumberInvalid = "voiceNumberInvalid" (VOICE, FAILED, OUT),
        /// Email was sent, but delivery cannot be confirmed
        EmailSent = "emailSent" (EMAIL, ATTEMPTED, OUT),
        /// The email was successfully delivered
        EmailDelivered = "emailDelivered" (EMAIL, SUCCEEDED, OUT),
        /// Receiving server could not or would not accept the message temporarily
        EmailBlocked = "emailBlocked" (EMAIL, FAILED, OUT),
        /// Receiving server could not or would not accept mail to this recipient permanently
        EmailBounced = "emailBounced" (EMAIL, FAILED, OUT),
        /// The email was opened
        EmailOpened = "emailOpened" (EMAIL, SUCCEEDED, OUT),
        /// A link in the email was clicked
        EmailClick = "emailClick" (EMAIL, SUCCEEDED, OUT),
        /// Email rejected for a number of reasons: rejected as SPAM, Unsubscribed Address, Bounced
        /// Address, Email Invalid
        EmailDropped = "emailDropped" (EMAIL, FAILED, OUT),
        /// Not currently in use - reserved for future use
        EmailFailedToSend = "emailFailedToSend" (EMAIL, FAILED, OUT),
        /// Email was delivered, but later reported as SPAM by recipient
        EmailReportedAsSpam = "emailReportedAsSpam" (EMAIL, FAILED, OUT),
        /// Letter is successfully created
        LetterCreated = "letterCreated" (MAIL, ATTEMPTED, OUT),
        /// Request to create the letter failed. Provider did not return 200 OK status code
        LetterFailedToCreate = "letterFailedToCreate" (MAIL, FAILED, OUT),
        /// Letter's PDF proof is successfully rendered
        LetterRenderedPdf = "letterRenderedPdf" (MAIL, ATTEMPTED, OUT),
        /// Letter's thumbnails are successfully rendered
        LetterRenderedThumbnails = "letterRenderedThumbnails" (MAIL, ATTEMPTED, OUT),
        /// Letter is in the local area
        LetterProcessedForDelivery = "letterProcessedForDelivery" (MAIL, ATTEMPTED, OUT),
        /// Letter is re-routed
        LetterRerouted = "letterRerouted" (MAIL, ATTEMPTED, OUT),
        /// Letter is in the local area
        LetterInLocalArea = "letterInLocalArea" (MAIL, ATTEMPTED, OUT),
        /// Letter received an "In Transit" event
        LetterInTransit = "letterInTransit" (MAIL, ATTEMPTED, OUT),
        /// The letter is successfully delivered
        LetterDelivered = "letterDelivered" (MAIL, SUCCEEDED, OUT),
        /// Letter is returned to the sender
        LetterReturnedToSender = "letterReturnedToSender" (MAIL, FAILED, OUT),
        /// Letter is successfully canceled
        LetterDeleted = "letterDeleted" (MAIL, FAILED, OUT),
        /// Chat message sent
        ChatPosted = "chatPosted" (CHAT, ATTEMPTED, BOTH),
        /// The chat message was read
        ChatRead = "chatRead" (CHAT, SUCCEEDED, BOTH),
        /// The chat ended because the borrower did not answer
        ChatBorrowerInactivity = "chatBorrowerInactivity" (CHAT, REACHED, BOTH),
        /// Borrower wrote outside designated business hours
        ChatReceivedOutsideOpenHours = "chatReceivedOutsideOpenHours" (CHAT, REACHED, IN),
        /// This text conversation was closed automatically due to a timeout
        TextConvoTimeoutAutoclose = "textConvoTimeoutAutoclose" (TEXT, ATTEMPTED, BOTH),
        /// (DEPRECATED) An open but outdated text conversation was closed automatically when a new text
        /// conversation was started. New text conversations should never enter into this state, but old
        /// conversations may be in this state
        TextConvoClosedStale = "textConvoClosedStale" (TEXT, ATTEMPTED, BOTH),
        /// This text was received from an unknown number, and so was rejected
        TextConvoUnknownNumberRejected = "textConvoUnknownNumberRejected" (TEXT, FAILED, IN),
        /// The agent manually marked the text conversation as ended
        TextConvoClosedByAgent = "textConvoClosedByAgent" (TEXT, ATTEMPTED, BOTH),
        /// The inbound text was not received because the lender does not have inbound texting enabled
        TextLenderDisabledInboundTexts = "textLenderDisabledInboundTexts" (TEXT, FAILED, IN),
        /// The person you are trying to message has opted out of receiving messages from your Twilio
        /// phone number, Channels sender, or Messaging Service
        TextUnsubscribedRecipient = "textUnsubscribedRecipient" (TEXT, FAILED, OUT),
        /// Too many messages were queued to be sent, and some were dropped as a result
        TextQueueOverflow = "textQueueOverflow" (TEXT, FAILED, OUT),
        /// The account was suspended between message queuing and delivery
        TextAccountSuspended = "textAccountSuspended" (TEXT, FAILED, OUT),
        /// The destination phone number temporarily could not be reached - it was turned off, out of
        /// service area, etc
        TextDeviceUnreachable = "textDeviceUnreachable" (TEXT, FAILED, OUT),
        /// The destination phone number is blocked from receiving the message
        TextMessageBlocked = "textMessageBlocked" (TEXT, FAILED, OUT),
        /// The destination phone number could not be reached and may be disconnected
        TextNumberDisconnected = "textNumberDisconnected" (TEXT, FAILED, OUT),
        /// The destination phone number could not receive the message. Reasons include the destination
        /// number being a landline phone or the carrier being temporarily unavailable
        TextLandlineOrUnreachableCarrier = "textLandlineOrUnreachableCarrier" (TEXT, FAILED, OUT),
        /// The message was flagged as 'objectionable' or 'spam' by the phone carrier and was blocked
        TextCarrierViolation = "textCarrierViolation" (TEXT, FAILED, OUT),
        /// An unknown error occurred when attempting to send the message
        TextUnknownError = "textUnknownError" (TEXT, FAILED, OUT),
        /// One or more parts of a multipart message were not received
        TextMissingSegment = "textMissingSegment" (TEXT, FAILED, OUT),
        /// The price of the message exceeds the max price parameter
        TextMessagePriceExceedsMax = "textMessagePriceExceedsMax" (TEXT, FAILED, OUT),
        /// The text was not sent because the lender has not registered this phone number with an A2P
        /// campaign
        TextA2PCampaignUnregistered = "textA2PCampaignUnregistered" (TEXT, FAILED, OUT),
        /// Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To'
        /// number
        TextRegionInvalid = "textRegionInvalid" (TEXT, FAILED, OUT),
        /// Compliance Guard did not allow the interaction
        BlockedByComplianceGuard = "blockedByComplianceGuard" (EVERY, HINDERED, OUT),
        /// The contact cannot be reached that way
        InvalidContact = "invalidContact" (EVERY, HINDERED, BOTH),
    }
}

impl StatusDetail {
    /// Whether it goes with a channel.
    pub fn fits_channel(self, channel: Channel) -> bool {
        self.channel().is_none_or(|own| own == channel)
    }

    /// Whether it goes with a status.
    pub fn fits_status(self, status: Status) -> bool {
        self.statuses().contains(&status)
    }

    /// Whether it goes with a direction.
    pub fn fits_direction(self, direction: Direction) -> bool {
        self.direction().is_none_or(|own| own == direction)
    }

    /// The status it brings along when none is said: the forced one, or `failed` for a contact that never began.
    pub fn default_status(self) -> Option<Status> {
        match (self, self.statuses()) {
            (_, [forced]) => Some(*forced),
            (Self::BlockedByComplianceGuard | Self::InvalidContact, _) => Some(Status::Failed),
            _ => None,
        }
    }
}
