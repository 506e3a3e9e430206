//! Codes in what a mail server says: `550 5.1.1`.

/// The first status code of RFC 3463 in a text, and a failure's before any other.
pub(super) fn dsn(text: &str) -> Option<String> {
    let words: Vec<&str> = numbers(text).take(200).collect();
    // What stands right behind a reply code is what the last server said itself.
    let behind = words.windows(2).find(|pair| is_reply(pair[0]) && is_dsn(pair[1])).map(|pair| pair[1]);
    let mut all = words.iter().copied().filter(|word| is_dsn(word));
    let first = all.clone().next();
    behind.or_else(|| all.find(|code| !code.starts_with('2'))).or(first).map(str::to_owned)
}

/// The first SMTP reply code in a text that says something failed.
pub(super) fn reply(text: &str) -> Option<String> {
    let code = numbers(text).find(|word| is_reply(word))?;
    Some(code.get(..3)?.to_owned())
}

/// Of two codes the one that says more: `5.1.1` more than `5.0.0`.
pub(super) fn telling(said: Option<String>, status: Option<String>) -> Option<String> {
    let vague = |code: &String| code.ends_with(".0.0");
    match (said, status) {
        (Some(said), Some(status)) if vague(&said) || !vague(&status) => Some(status),
        (said, status) => said.or(status),
    }
}

/// Runs of digits and dots that stand alone: neither a piece of a word nor of an IP address.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "()[]<>#,;:-\"'=".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.starts_with(['2', '4', '5']))
}

fn is_dsn(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let small = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 1 && parts[1..].iter().all(small)
}

fn is_reply(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 3
        && matches!(bytes[0], b'4' | b'5')
        && bytes[1] <= b'7'
        && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_addresses_of_machines_are_not() {
        assert_eq!(dsn("host mx[192.0.2.1] said: 550-5.1.1 <a@b> unknown").as_deref(), Some("5.1.1"));
        assert_eq!(reply("host mx[192.0.2.1]:25 said: 550-5.1.1 unknown").as_deref(), Some("550"));
        assert_eq!(dsn("(#5.2.2) mailbox full").as_deref(), Some("5.2.2"));
        assert_eq!(dsn("250 2.0.0 sent, then 4.4.7").as_deref(), Some("4.4.7"));
        assert_eq!(dsn("5.1.1.1 and 15.1.1 and version 5.1"), None);
        assert_eq!(reply("after 5 days and 2050 tries, 5501"), None);
        assert_eq!(reply("SMTP error: 452.").as_deref(), Some("452"));
    }
}
