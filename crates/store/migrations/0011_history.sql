-- What the history of interactions shows: how each was handled, by whom, through which queue; and who sees which.

ALTER TABLE interactions ADD COLUMN medium {text};
ALTER TABLE interactions ADD COLUMN campaign {text};
ALTER TABLE interactions ADD COLUMN given_handling_status {text};
ALTER TABLE interactions ADD COLUMN given_handling_reason {text};
ALTER TABLE interactions ADD COLUMN original_routing {text} NOT NULL DEFAULT 'direct';
ALTER TABLE interactions ADD COLUMN given_routing {text};
ALTER TABLE interactions ADD COLUMN advisor BIGINT;
ALTER TABLE interactions ADD COLUMN queue BIGINT;
ALTER TABLE interactions ADD COLUMN customer_address {text};
ALTER TABLE interactions ADD COLUMN waiting_duration BIGINT;
ALTER TABLE interactions ADD COLUMN given_handling_duration BIGINT;
ALTER TABLE interactions ADD COLUMN wrap_up_duration BIGINT;
-- What follows from the rest, written with it: domain::history::shown says how.
ALTER TABLE interactions ADD COLUMN flow {text};
ALTER TABLE interactions ADD COLUMN handling_status {text};
ALTER TABLE interactions ADD COLUMN handling_reason {text};
ALTER TABLE interactions ADD COLUMN current_routing {text} NOT NULL DEFAULT 'direct';
ALTER TABLE interactions ADD COLUMN handling_duration BIGINT;
ALTER TABLE interactions ADD COLUMN address_key {text};

-- What is there already. The same as domain::history says it now; a test holds them together.
UPDATE interactions SET
  flow = CASE channel WHEN 'voice' THEN 'voice' WHEN 'email' THEN 'email' WHEN 'text' THEN 'sms'
    WHEN 'chat' THEN 'chat' WHEN 'mail' THEN 'mail' END,
  handling_status = CASE
    WHEN status IN ('scheduled', 'inProgress') THEN NULL
    WHEN status = 'canceled' THEN 'aborted'
    WHEN channel = 'voice' AND agent_outcome IN ('voiceSpokeWithFirstParty', 'voiceSpokeWithThirdParty', 'voiceLeftVoicemail') THEN 'processed'
    WHEN channel = 'voice' AND agent_outcome IS NOT NULL THEN 'aborted'
    WHEN status_details IN (
      'voiceSpokeWithFirstParty', 'voiceSpokeWithThirdParty', 'voiceLeftVoicemailFirstParty',
      'voiceLeftVoicemailThirdParty', 'voiceLeftVoicemail', 'voiceConnected', 'emailSent', 'letterCreated',
      'letterRenderedPdf', 'letterRenderedThumbnails', 'letterProcessedForDelivery', 'letterRerouted',
      'letterInLocalArea', 'letterInTransit', 'chatPosted', 'textConvoTimeoutAutoclose', 'textConvoClosedStale',
      'textConvoClosedByAgent'
    ) THEN 'processed'
    WHEN status_details IN (
      'emailDelivered', 'emailOpened', 'emailClick', 'letterDelivered', 'chatRead'
    ) THEN 'delivered'
    WHEN status_details IN (
      'emailBlocked', 'emailBounced', 'emailDropped', 'emailReportedAsSpam'
    ) THEN 'warning'
    WHEN status_details IN (
      'voiceReceivedOutsideOpenHours', 'voiceReceivedNoAgentsAvailable', 'voiceLenderDisabledInboundCalls',
      'chatReceivedOutsideOpenHours', 'textConvoUnknownNumberRejected', 'textLenderDisabledInboundTexts'
    ) THEN 'dissuaded'
    WHEN status_details IS NOT NULL THEN 'aborted'
    WHEN status = 'failed' THEN 'aborted'
    WHEN status = 'succeeded' AND direction = 'outbound' AND channel IN ('email', 'text', 'chat', 'mail', 'fax') THEN 'delivered'
    ELSE 'processed'
  END,
  handling_duration = CASE WHEN channel IN ('voice', 'chat') AND ended_at >= started_at
    THEN (ended_at - started_at) / 1000000 END,
  advisor = coalesce(
    (SELECT u.key FROM users u WHERE u.key = created_by_user AND u.company = interactions.company),
    (SELECT c.user_key FROM convo_participants c WHERE c.interaction = interactions.key ORDER BY c.key LIMIT 1)),
  customer_address = (SELECT c.value FROM contacts c WHERE c.key = contact AND c.company = interactions.company);
UPDATE interactions SET handling_reason = coalesce(failure_short,
  CASE WHEN channel = 'voice' THEN CASE agent_outcome
    WHEN 'voiceSpokeWithFirstParty' THEN 'Agent spoke with borrower'
    WHEN 'voiceSpokeWithThirdParty' THEN 'Agent spoke with someone other than the borrower'
    WHEN 'voiceLeftVoicemail' THEN 'Agent left voicemail'
    WHEN 'voiceLineBusyNoRing' THEN 'Agent reached busy phone line'
    WHEN 'voiceReachedVoicemailNoMessageLeft' THEN 'Agent reached voicemail but did not leave a message'
    WHEN 'voiceRangNoPickup' THEN 'Phone rang, no voicemail was reached, and the call ended, or the agent hung up'
    WHEN 'voicePickedHungUp' THEN 'Agent heard call pick up and immediate hang up'
    WHEN 'voiceFailedToInitiate' THEN 'Outbound voice call could not start for some reason'
    WHEN 'voiceNumberDisconnected' THEN 'Outbound voice call to disconnected phone number'
    WHEN 'voiceUnexpectedDisconnect' THEN 'The call was unexpectedly disconnected'
    WHEN 'voiceDisconnectedWhileQueuedOnHold' THEN 'Caller hung up while on hold'
  END END,
  CASE status_details
    WHEN 'voiceSpokeWithFirstParty' THEN 'Agent spoke with borrower'
    WHEN 'voiceSpokeWithThirdParty' THEN 'Agent spoke with someone other than the borrower'
    WHEN 'voiceLeftVoicemailFirstParty' THEN 'Agent left voicemail for the borrower'
    WHEN 'voiceLeftVoicemailThirdParty' THEN 'Agent left voicemail for someone other than the borrower'
    WHEN 'voiceLeftVoicemail' THEN 'Agent left voicemail'
    WHEN 'voiceLineBusyNoRing' THEN 'Agent reached busy phone line'
    WHEN 'voiceReachedVoicemailNoMessageLeft' THEN 'Agent reached voicemail but did not leave a message'
    WHEN 'voiceRangNoPickup' THEN 'Phone rang, no voicemail was reached, and the call ended, or the agent hung up'
    WHEN 'voicePickedHungUp' THEN 'Agent heard call pick up and immediate hang up'
    WHEN 'voiceFailedToInitiate' THEN 'Outbound voice call could not start for some reason'
    WHEN 'voiceNumberDisconnected' THEN 'Outbound voice call to disconnected phone number'
    WHEN 'voiceReceivedOutsideOpenHours' THEN 'Caller tried to contact the lender outside designated business hours'
    WHEN 'voiceUnexpectedDisconnect' THEN 'The call was unexpectedly disconnected'
    WHEN 'voiceDisconnectedWhileQueuedOnHold' THEN 'Caller hung up while on hold'
    WHEN 'voiceReceivedNoAgentsAvailable' THEN 'Inbound call received while lender had no agents to answer it'
    WHEN 'voiceLenderDisabledInboundCalls' THEN 'Inbound call received while lender has inbound voice call disabled'
    WHEN 'voiceConnected' THEN 'Voice call connected successfully'
    WHEN 'voiceNumberInvalid' THEN 'Invalid ''To'' Phone Number'
    WHEN 'emailSent' THEN 'Email was sent, but delivery cannot be confirmed'
    WHEN 'emailDelivered' THEN 'The email was successfully delivered'
    WHEN 'emailBlocked' THEN 'Receiving server could not or would not accept the message temporarily'
    WHEN 'emailBounced' THEN 'Receiving server could not or would not accept mail to this recipient permanently'
    WHEN 'emailOpened' THEN 'The email was opened'
    WHEN 'emailClick' THEN 'A link in the email was clicked'
    WHEN 'emailDropped' THEN 'Email rejected for a number of reasons: rejected as SPAM, Unsubscribed Address, Bounced Address, Email Invalid'
    WHEN 'emailFailedToSend' THEN 'Not currently in use - reserved for future use'
    WHEN 'emailReportedAsSpam' THEN 'Email was delivered, but later reported as SPAM by recipient'
    WHEN 'letterCreated' THEN 'Letter is successfully created'
    WHEN 'letterFailedToCreate' THEN 'Request to create the letter failed. Provider did not return 200 OK status code'
    WHEN 'letterRenderedPdf' THEN 'Letter''s PDF proof is successfully rendered'
    WHEN 'letterRenderedThumbnails' THEN 'Letter''s thumbnails are successfully rendered'
    WHEN 'letterProcessedForDelivery' THEN 'Letter is in the local area'
    WHEN 'letterRerouted' THEN 'Letter is re-routed'
    WHEN 'letterInLocalArea' THEN 'Letter is in the local area'
    WHEN 'letterInTransit' THEN 'Letter received an "In Transit" event'
    WHEN 'letterDelivered' THEN 'The letter is successfully delivered'
    WHEN 'letterReturnedToSender' THEN 'Letter is returned to the sender'
    WHEN 'letterDeleted' THEN 'Letter is successfully canceled'
    WHEN 'chatPosted' THEN 'Chat message sent'
    WHEN 'chatRead' THEN 'The chat message was read'
    WHEN 'chatBorrowerInactivity' THEN 'The chat ended because the borrower did not answer'
    WHEN 'chatReceivedOutsideOpenHours' THEN 'Borrower wrote outside designated business hours'
    WHEN 'textConvoTimeoutAutoclose' THEN 'This text conversation was closed automatically due to a timeout'
    WHEN 'textConvoClosedStale' THEN '(DEPRECATED) An open but outdated text conversation was closed automatically when a new text conversation was started. New text conversations should never enter into this state, but old conversations may be in this state'
    WHEN 'textConvoUnknownNumberRejected' THEN 'This text was received from an unknown number, and so was rejected'
    WHEN 'textConvoClosedByAgent' THEN 'The agent manually marked the text conversation as ended'
    WHEN 'textLenderDisabledInboundTexts' THEN 'The inbound text was not received because the lender does not have inbound texting enabled'
    WHEN 'textUnsubscribedRecipient' THEN 'The person you are trying to message has opted out of receiving messages from your Twilio phone number, Channels sender, or Messaging Service'
    WHEN 'textQueueOverflow' THEN 'Too many messages were queued to be sent, and some were dropped as a result'
    WHEN 'textAccountSuspended' THEN 'The account was suspended between message queuing and delivery'
    WHEN 'textDeviceUnreachable' THEN 'The destination phone number temporarily could not be reached - it was turned off, out of service area, etc'
    WHEN 'textMessageBlocked' THEN 'The destination phone number is blocked from receiving the message'
    WHEN 'textNumberDisconnected' THEN 'The destination phone number could not be reached and may be disconnected'
    WHEN 'textLandlineOrUnreachableCarrier' THEN 'The destination phone number could not receive the message. Reasons include the destination number being a landline phone or the carrier being temporarily unavailable'
    WHEN 'textCarrierViolation' THEN 'The message was flagged as ''objectionable'' or ''spam'' by the phone carrier and was blocked'
    WHEN 'textUnknownError' THEN 'An unknown error occurred when attempting to send the message'
    WHEN 'textMissingSegment' THEN 'One or more parts of a multipart message were not received'
    WHEN 'textMessagePriceExceedsMax' THEN 'The price of the message exceeds the max price parameter'
    WHEN 'textA2PCampaignUnregistered' THEN 'The text was not sent because the lender has not registered this phone number with an A2P campaign'
    WHEN 'textRegionInvalid' THEN 'Permission to send an SMS or MMS has not been enabled for the region indicated by the ''To'' number'
    WHEN 'blockedByComplianceGuard' THEN 'Compliance Guard did not allow the interaction'
    WHEN 'invalidContact' THEN 'The contact cannot be reached that way'
  END)
WHERE handling_status IN ('aborted', 'dissuaded', 'warning');

-- @sqlite
UPDATE interactions SET customer_address = content ->> '$.from' WHERE customer_address IS NULL AND direction = 'inbound' AND json_type(content, '$.from') = 'text' AND (content ->> '$.from' LIKE '_%@_%' OR substr(content ->> '$.from', 1, 1) = '+' AND substr(content ->> '$.from', 2) NOT GLOB '*[^0-9]*') AND length(content ->> '$.from') <= 255;
-- @postgres
UPDATE interactions SET customer_address = content::json ->> 'from' WHERE customer_address IS NULL AND direction = 'inbound' AND content NOT LIKE '%\u0000%' AND json_typeof(content::json -> 'from') = 'string' AND (content::json ->> 'from' LIKE '_%@_%' OR content::json ->> 'from' ~ '^[+][0-9]+$') AND length(content::json ->> 'from') <= 255;
UPDATE interactions SET address_key = CASE WHEN substr(customer_address, 1, 1) = '+' THEN
    substr(customer_address, 16, 1) || substr(customer_address, 15, 1) || substr(customer_address, 14, 1) || substr(customer_address, 13, 1) || substr(customer_address, 12, 1)
    || substr(customer_address, 11, 1) || substr(customer_address, 10, 1) || substr(customer_address, 9, 1) || substr(customer_address, 8, 1) || substr(customer_address, 7, 1)
    || substr(customer_address, 6, 1) || substr(customer_address, 5, 1) || substr(customer_address, 4, 1) || substr(customer_address, 3, 1) || substr(customer_address, 2, 1)
  ELSE lower(customer_address) END
WHERE customer_address IS NOT NULL;

-- Its order is that of the history, and it holds what the history filters, sorts and counts by.
DROP INDEX interactions_started;
CREATE INDEX interactions_started ON interactions (company, started_at, key, theme, flow, handling_status, direction,
  original_routing, current_routing, advisor, queue, person, ended_at, waiting_duration, handling_duration, wrap_up_duration)
  WHERE deleted_at IS NULL;
CREATE INDEX interactions_of_advisor ON interactions (company, advisor, started_at, key)
  WHERE deleted_at IS NULL AND advisor IS NOT NULL;
CREATE INDEX interactions_of_queue ON interactions (company, queue, started_at, key)
  WHERE deleted_at IS NULL AND queue IS NOT NULL;
CREATE INDEX interactions_by_address ON interactions (company, address_key, started_at, key)
  WHERE deleted_at IS NULL AND address_key IS NOT NULL;

CREATE TABLE queues (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  name_sort {text} NOT NULL,
  reference {text},
  description {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE INDEX queues_newest ON queues (company, key);
CREATE UNIQUE INDEX queues_reference ON queues (company, reference) WHERE reference IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE teams (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX teams_newest ON teams (company, key);

-- Managers and members, in the order they were named.
CREATE TABLE team_people (
  team BIGINT NOT NULL,
  manages BOOLEAN NOT NULL,
  user_key BIGINT NOT NULL,
  place BIGINT NOT NULL,
  company BIGINT NOT NULL,
  PRIMARY KEY (team, manages, user_key)
){tail};
CREATE INDEX team_people_of ON team_people (company, user_key, manages);

CREATE TABLE profiles (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  history BOOLEAN NOT NULL,
  flows {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX profiles_newest ON profiles (company, key);

CREATE TABLE profile_queues (
  profile BIGINT NOT NULL,
  queue BIGINT NOT NULL,
  place BIGINT NOT NULL,
  company BIGINT NOT NULL,
  PRIMARY KEY (profile, queue)
){tail};
CREATE INDEX profile_queues_of ON profile_queues (company, queue);

-- Who holds a profile; of several, the one given first works until another is made active.
CREATE TABLE profile_users (
  profile BIGINT NOT NULL,
  user_key BIGINT NOT NULL,
  place BIGINT NOT NULL,
  company BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (profile, user_key)
){tail};
CREATE INDEX profile_users_of ON profile_users (company, user_key);

ALTER TABLE users ADD COLUMN active_profile BIGINT;
