//! Letters on paper.

use domain::template::TemplateContent;
use templates::{Letter, Unprintable, letter};

use crate::{email, text};

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn paper(message: &TemplateContent) -> Result<Vec<u8>, Unprintable> {
    let (sender, recipient) =
        (lines("Łódź Lending, Inc.\n1 Main Street"), lines("Ana Núñez\nApt 4\nBoston, MA 02110"));
    letter(&Letter {
        sender: &sender,
        recipient: &recipient,
        date: Some("2026-03-01".parse().unwrap()),
        message,
    })
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    let message =
        email("Your loan", "<p>Dear Ana Núñez,</p><p>please <b>pay</b>.</p><ul><li>card<li>check</ul>");
    let (one, other) = (paper(&message).unwrap(), paper(&message).unwrap());
    assert_eq!(one, other);
    assert!(one.starts_with(b"%PDF-") && one.len() < 100_000, "{} bytes", one.len());
    assert_ne!(one, paper(&email("Your loan", "<p>Dear Ana,</p>")).unwrap());
}

#[test]
fn names_in_latin_greek_and_cyrillic_are_printed_composed_or_not() {
    for name in [
        "Łukasz Żółć",
        "Zoë Müller",
        "Nguye\u{302}\u{303}n",
        "Ελένη",
        "Дмитрий",
        "O’Neil–Ruiz",
        "a\u{200B}b\u{A0}c\td",
    ] {
        assert!(paper(&text(name)).is_ok(), "{name}");
    }
}

#[test]
fn what_the_font_cannot_print_is_refused_rather_than_left_out() {
    assert_eq!(paper(&text("Dear 漢")).unwrap_err(), Unprintable::NoSign('漢'));
    let told = paper(&email("x", "<p>\u{1F600}</p>")).unwrap_err().to_string();
    assert!(told.contains("U+1F600"), "{told}");
}

#[test]
fn a_long_letter_has_numbered_pages_and_an_endless_one_is_refused() {
    let page = |count: usize| {
        paper(&email("x", &"<p>All work and no play makes Jack a dull boy.</p>".repeat(count)))
    };
    let pages = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("/Type/Page/").count();
    let (short, long) = (page(3).unwrap(), page(100).unwrap());
    assert_eq!((pages(&short), pages(&long)), (1, 4));
    assert_eq!(page(20_000).unwrap_err(), Unprintable::TooLong);
}

#[test]
fn odd_shapes_fit_the_page() {
    let word = "x".repeat(3000);
    let cells = "<td>cell</td>".repeat(200);
    for html in [
        format!("<p>{word}</p>"),
        format!("<table><tr>{cells}</tr></table>"),
        "<ul>".repeat(500) + "<li>deep",
    ] {
        assert!(paper(&email("x", &html)).is_ok(), "{}", &html[..20]);
    }
}
