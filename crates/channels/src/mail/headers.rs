//! The headers of an outgoing mail beyond the everyday ones, and what may stand in a header at all.

use crate::mail::address::Addressing;
use crate::message::Email;

/// RFC 5322 section 3.6.4 sets no limit; long threads keep where they began and where they are.
const ENDS_OF_A_THREAD: usize = 20;
/// RFC 5322 section 2.1.1 allows 998 octets a line.
const LONGEST_ID: usize = 900;

/// A text fit for one header: control characters, line breaks among them, become spaces.
pub fn clean(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The headers every mail of ours carries beside From, To, Subject and Date: name and value, values of plain ASCII with
/// a space wherever a line may be folded.
pub fn further_headers(
    email: &Email,
    from: &str,
    interaction: &str,
    addressing: &Addressing,
    house: &str,
) -> Vec<(&'static str, String)> {
    let mut headers = Vec::new();
    headers.extend(bracketed(&email.message_id).map(|id| ("Message-ID", id)));
    headers.extend(email.in_reply_to.as_deref().and_then(bracketed).map(|id| ("In-Reply-To", id)));
    headers.extend(references(email).map(|ids| ("References", ids)));
    if email.automatic {
        headers.push(("Auto-Submitted", "auto-generated".to_owned()));
        headers.push(("X-Auto-Response-Suppress", "OOF, AutoReply".to_owned()));
    }
    if let Some(url) = email.unsubscribe.as_deref().and_then(bracketed) {
        let mail = addressing.unsubscribe(from, interaction);
        let mail = mail.map(|address| format!(", <mailto:{address}?subject=unsubscribe>"));
        headers.push(("List-Unsubscribe", url + mail.as_deref().unwrap_or_default()));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    headers.extend(printable(house).map(|house| ("X-Switchboard-Loop", house.to_owned())));
    headers
}

fn references(email: &Email) -> Option<String> {
    let mut ids: Vec<&str> = email.references.iter().map(String::as_str).collect();
    if let Some(last) = email.in_reply_to.as_deref()
        && ids.last() != Some(&last)
    {
        ids.push(last);
    }
    let ids: Vec<String> = ids.into_iter().filter_map(bracketed).collect();
    let middle_ends = ids.len().saturating_sub(ENDS_OF_A_THREAD);
    let kept = ids.iter().enumerate().filter(|(at, _)| *at < ENDS_OF_A_THREAD || *at >= middle_ends);
    let kept = kept.map(|(_, id)| id.as_str()).collect::<Vec<_>>().join(" ");
    (!kept.is_empty()).then_some(kept)
}

/// `<text>`; none where it cannot stand between angle brackets.
fn bracketed(text: &str) -> Option<String> {
    printable(text).filter(|text| !text.contains(['<', '>'])).map(|text| format!("<{text}>"))
}

fn printable(text: &str) -> Option<&str> {
    let good =
        !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(|byte| byte.is_ascii_graphic());
    good.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::token::Tokens;

    fn headers(email: &Email) -> Vec<(&'static str, String)> {
        let tokens = Tokens::new([1; 32]);
        let addressing = Addressing { tokens, delimiter: "+".to_owned(), bounce_domain: None };
        further_headers(email, "a@b.example", "IN-2222-2222", &addressing, "house-1")
    }

    #[test]
    fn a_long_thread_keeps_its_ends() {
        let references = (0..100).map(|n| format!("{n}@x")).collect();
        let email = Email { references, in_reply_to: Some("100@x".to_owned()), ..Email::default() };
        let references = headers(&email).into_iter().find(|(name, _)| *name == "References").unwrap().1;
        let ids: Vec<&str> = references.split(' ').collect();
        assert_eq!(
            (ids.len(), ids[0], ids[19], ids[20], ids[39]),
            (40, "<0@x>", "<19@x>", "<81@x>", "<100@x>")
        );
    }

    #[test]
    fn an_agents_mail_is_not_marked_automatic_and_a_transactional_one_has_no_unsubscribe() {
        let names: Vec<&str> = headers(&Email { message_id: "1@x".to_owned(), ..Email::default() })
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["Message-ID", "X-Switchboard-Loop"]);
    }

    #[test]
    fn nothing_gets_into_a_header_that_ends_it() {
        let email = Email {
            message_id: "1@x>\r\nBcc: everybody@x".to_owned(),
            references: vec!["good@x".to_owned(), "a b@x".to_owned(), "\n@x".to_owned()],
            unsubscribe: Some("https://x/\r\nX: y".to_owned()),
            ..Email::default()
        };
        let references = ("References", "<good@x>".to_owned());
        assert_eq!(headers(&email), [references, ("X-Switchboard-Loop", "house-1".to_owned())]);
        assert_eq!(clean("Your\r\nBcc: loan\t 1\u{0}"), "Your Bcc: loan 1");
    }
}
