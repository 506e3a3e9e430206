//! The words by which somebody stops our texts, starts them again, or asks who we are.
//!
//! 47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel, unsubscribe, and any other wording a reasonable
//! person would understand so. The whole text must be such a wording: `I can't stop by today` stops nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::arrival::Word;

/// A word that was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// What it means.
    pub word: Word,
    /// Whether it is one of the single words that a provider who looks after opt-outs answers itself.
    pub keyword: bool,
}

/// What the whole text asks for, if it is nothing but asking. Case, accents, punctuation and courtesy do not matter.
pub fn heard(text: &str) -> Option<Heard> {
    // A longer text says something else besides; who reads it decides.
    if text.len() > LONGEST {
        return None;
    }
    let plain = plain(text);
    let find = |said: &str| PHRASES.iter().find(|(phrase, ..)| *phrase == said);
    if let Some((_, word, keyword)) = find(&plain) {
        return Some(Heard { word: *word, keyword: *keyword });
    }
    // `Yes please` answers a question; only the bare word consents.
    let (_, word, _) = find(without_courtesy(&plain)).filter(|(_, word, _)| *word != Word::Start)?;
    Some(Heard { word: *word, keyword: false })
}

/// Bytes of the longest text that may be a request and nothing else.
const LONGEST: usize = 200;

/// Lower case, no accents, one space between words, and nothing else but letters and digits.
fn plain(text: &str) -> String {
    let folded = text.nfkd().filter(|character| !is_combining_mark(*character) && !is_apostrophe(*character));
    let spaced: String =
        folded.flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | '´')
}

fn without_courtesy(said: &str) -> &str {
    let mut rest = said;
    loop {
        let shorter = COURTESY.iter().find_map(|polite| {
            let before = rest.strip_prefix(polite).filter(|rest| rest.starts_with(' '));
            before.or_else(|| rest.strip_suffix(polite).filter(|rest| rest.ends_with(' '))).map(str::trim)
        });
        match shorter {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

const COURTESY: [&str; 8] = ["please", "pls", "plz", "thanks", "thank you", "now", "hi", "hello"];

/// The wording, what it means, and whether providers who look after opt-outs know it: they know single words only
/// (Twilio's list for long codes and toll-free numbers).
#[rustfmt::skip]
const PHRASES: &[(&str, Word, bool)] = &[
    ("stop", Word::Stop, true),
    ("stopall", Word::Stop, true),
    ("unsubscribe", Word::Stop, true),
    ("cancel", Word::Stop, true),
    ("end", Word::Stop, true),
    ("quit", Word::Stop, true),
    ("revoke", Word::Stop, true),
    ("optout", Word::Stop, true),
    ("start", Word::Start, true),
    ("yes", Word::Start, true),
    ("unstop", Word::Start, true),
    ("help", Word::Help, true),
    ("info", Word::Help, true),

    ("opt out", Word::Stop, false),
    ("opt me out", Word::Stop, false),
    ("i opt out", Word::Stop, false),
    ("i want to opt out", Word::Stop, false),
    ("stop all", Word::Stop, false),
    ("stop it", Word::Stop, false),
    ("stop text", Word::Stop, false),
    ("stop texts", Word::Stop, false),
    ("stop texting", Word::Stop, false),
    ("stop texting me", Word::Stop, false),
    ("stop messages", Word::Stop, false),
    ("stop messaging", Word::Stop, false),
    ("stop messaging me", Word::Stop, false),
    ("stop contacting me", Word::Stop, false),
    ("stop sending me texts", Word::Stop, false),
    ("stop sending me messages", Word::Stop, false),
    ("stop sending texts", Word::Stop, false),
    ("stop sending messages", Word::Stop, false),
    ("stop this", Word::Stop, false),
    ("do not text", Word::Stop, false),
    ("do not text me", Word::Stop, false),
    ("do not text me again", Word::Stop, false),
    ("do not text me anymore", Word::Stop, false),
    ("do not text this number", Word::Stop, false),
    ("do not message me", Word::Stop, false),
    ("do not contact me", Word::Stop, false),
    ("do not contact me again", Word::Stop, false),
    ("do not contact me anymore", Word::Stop, false),
    ("dont text me", Word::Stop, false),
    ("dont text me again", Word::Stop, false),
    ("dont text me anymore", Word::Stop, false),
    ("dont text this number", Word::Stop, false),
    ("dont message me", Word::Stop, false),
    ("dont contact me", Word::Stop, false),
    ("dont contact me again", Word::Stop, false),
    ("dont contact me anymore", Word::Stop, false),
    ("no more texts", Word::Stop, false),
    ("no more messages", Word::Stop, false),
    ("unsubscribe me", Word::Stop, false),
    ("i want to unsubscribe", Word::Stop, false),
    ("remove me", Word::Stop, false),
    ("remove my number", Word::Stop, false),
    ("remove me from your list", Word::Stop, false),
    ("remove me from this list", Word::Stop, false),
    ("take me off your list", Word::Stop, false),
    ("take me off this list", Word::Stop, false),
    ("leave me alone", Word::Stop, false),
    ("revoke consent", Word::Stop, false),
    ("revoke my consent", Word::Stop, false),
    ("i revoke consent", Word::Stop, false),
    ("i revoke my consent", Word::Stop, false),
    ("cancel texts", Word::Stop, false),
    ("cancel messages", Word::Stop, false),
    ("end texts", Word::Stop, false),
    ("end messages", Word::Stop, false),
    ("quit texting me", Word::Stop, false),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_words_are_heard_in_any_case_with_any_punctuation() {
        for text in
            ["STOP", "stop.", " Stop!! ", "\"QUIT\"", "End", "revoke", "CANCEL 🛑", "ＳＴＯＰ", "OptOut"]
        {
            assert_eq!(heard(text), Some(Heard { word: Word::Stop, keyword: true }), "{text}");
        }
        for (text, word) in [("start", Word::Start), ("Unstop", Word::Start), ("HELP?", Word::Help)] {
            assert_eq!(heard(text), Some(Heard { word, keyword: true }), "{text}");
        }
    }

    #[test]
    fn plain_wording_stops_too_but_no_provider_answers_it() {
        for text in [
            "Stop texting me",
            "please stop",
            "Don’t text me anymore!",
            "opt-out",
            "OPT OUT",
            "Please unsubscribe, thank you",
            "Hello, please remove me from your list",
            "stop, please",
        ] {
            assert_eq!(heard(text), Some(Heard { word: Word::Stop, keyword: false }), "{text}");
        }
    }

    #[test]
    fn a_word_inside_a_sentence_is_no_request() {
        for text in [
            "",
            "please",
            "?!",
            "I can't stop by today",
            "yes I will pay at the end of the month",
            "don't stop",
            "stopp",
            "when does it end",
            "can you help",
            "cancel my payment",
            "yes please",
        ] {
            assert_eq!(heard(text), None, "{text}");
        }
        assert_eq!(heard(&format!("stop{}", " ".repeat(300))), None);
    }

    #[test]
    fn the_table_is_written_as_texts_are_compared() {
        for (index, (phrase, ..)) in PHRASES.iter().enumerate() {
            assert_eq!(plain(phrase), *phrase);
            assert!(PHRASES[..index].iter().all(|(earlier, ..)| earlier != phrase), "{phrase} twice");
        }
    }
}
