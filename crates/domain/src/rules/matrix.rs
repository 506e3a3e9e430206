//! Every detail with every status, channel and direction, against the source's own groupings.
//!
//! The groups are written out from the source text, not derived from the table they test.

use super::*;

/// "considered status=succeeded"
const SUCCEEDED: &str = "\
    emailDelivered emailOpened emailClick letterDelivered chatRead \
";

/// "considered status=attempted"
const ATTEMPTED: &str = "\
    voiceReceivedOutsideOpenHours voiceConnected emailSent letterCreated letterRenderedPdf \
    letterRenderedThumbnails letterProcessedForDelivery letterRerouted letterInLocalArea letterInTransit \
    chatPosted textConvoTimeoutAutoclose textConvoClosedStale textConvoClosedByAgent \
";

/// "considered status=failed"
const FAILED: &str = "\
    voiceFailedToInitiate voiceNumberDisconnected voiceReceivedNoAgentsAvailable \
    voiceLenderDisabledInboundCalls voiceNumberInvalid emailBlocked emailBounced emailDropped \
    emailFailedToSend emailReportedAsSpam letterFailedToCreate letterReturnedToSender letterDeleted \
    textConvoUnknownNumberRejected textLenderDisabledInboundTexts textUnsubscribedRecipient \
    textQueueOverflow textAccountSuspended textDeviceUnreachable textMessageBlocked \
    textNumberDisconnected textLandlineOrUnreachableCarrier textCarrierViolation textUnknownError \
    textMissingSegment textMessagePriceExceedsMax textA2PCampaignUnregistered textRegionInvalid \
";

/// Not assigned by the source; failed or attempted (D12).
const HINDERED: &str = "blockedByComplianceGuard invalidContact voiceLineBusyNoRing";

/// "can only be set for inbound", with D12.
const INBOUND_ONLY: &str = "\
    voiceReceivedNoAgentsAvailable voiceReceivedOutsideOpenHours voiceLenderDisabledInboundCalls \
    voiceDisconnectedWhileQueuedOnHold chatReceivedOutsideOpenHours textConvoUnknownNumberRejected \
    textLenderDisabledInboundTexts \
";

/// Fits either direction (D12: "the rest either").
const EITHER: &str = "\
    voiceSpokeWithFirstParty voiceSpokeWithThirdParty voiceReachedVoicemailNoMessageLeft voicePickedHungUp \
    voiceUnexpectedDisconnect voiceConnected chatPosted chatRead chatBorrowerInactivity \
    textConvoTimeoutAutoclose textConvoClosedStale textConvoClosedByAgent invalidContact \
";

#[test]
fn every_combination_is_judged_as_the_source_groups_it() {
    let mut accepted = 0;
    for details in StatusDetail::ALL {
        for channel in Channel::ALL {
            for status in Status::ALL {
                for direction in Direction::ALL {
                    let fits = channel_fits(details.as_str(), *channel)
                        && status_fits(details.as_str(), *status)
                        && direction_fits(details.as_str(), *direction);
                    accepted += usize::from(fits);
                    let terms = terms(*details, *channel, *status, *direction);
                    assert_eq!(settle(&terms).is_ok(), fits, "{terms:?}");
                }
            }
        }
    }
    assert!(accepted > StatusDetail::ALL.len());
}

#[test]
fn every_detail_can_be_used() {
    for details in StatusDetail::ALL {
        let possible = Channel::ALL.iter().any(|channel| {
            Status::ALL.iter().any(|status| {
                Direction::ALL.iter().any(|way| settle(&terms(*details, *channel, *status, *way)).is_ok())
            })
        });
        assert!(possible, "{details}");
    }
}

#[test]
fn the_groups_name_only_details_that_exist() {
    for group in [SUCCEEDED, ATTEMPTED, FAILED, HINDERED, INBOUND_ONLY, EITHER] {
        for word in group.split_whitespace() {
            assert!(StatusDetail::parse(word).is_some(), "{word}");
        }
    }
}

fn channel_fits(details: &str, channel: Channel) -> bool {
    if matches!(details, "invalidContact" | "blockedByComplianceGuard") {
        return true;
    }
    let prefix = if channel == Channel::Mail { "letter" } else { channel.as_str() };
    details.starts_with(prefix)
}

fn status_fits(details: &str, status: Status) -> bool {
    let statuses = match details {
        _ if is_in(SUCCEEDED, details) => vec![Succeeded],
        _ if is_in(ATTEMPTED, details) => vec![Attempted],
        _ if is_in(FAILED, details) => vec![Failed],
        _ if is_in(HINDERED, details) => vec![Failed, Attempted],
        _ => vec![Attempted, Succeeded],
    };
    statuses.contains(&status)
}

fn direction_fits(details: &str, direction: Direction) -> bool {
    match direction {
        Direction::Inbound => is_in(INBOUND_ONLY, details) || is_in(EITHER, details),
        Direction::Outbound => !is_in(INBOUND_ONLY, details),
    }
}

fn is_in(group: &str, word: &str) -> bool {
    group.split_whitespace().any(|member| member == word)
}

fn terms(details: StatusDetail, channel: Channel, status: Status, direction: Direction) -> Terms {
    Terms {
        channel,
        direction,
        status: Some(status),
        details: Some(details),
        theme: Some(Theme::OpsServicing),
        subject: None,
    }
}
