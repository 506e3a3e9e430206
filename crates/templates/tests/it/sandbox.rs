//! Hostile templates end soon, with a word about why. The stack is that of a server's thread.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;
use templates::{Fault, Reason, Unprintable, as_text, check, letter, render};

use crate::{context, email, text};

/// What none of them may reach, in a debug build on a busy machine.
const SOON: Duration = Duration::from_secs(8);
/// Of a thread of the server.
const STACK: usize = 2 * 1024 * 1024;

/// What becomes of a template with a large text and a large list, on a thread as small as the server's.
fn attack(template: &str) -> Result<String, Fault> {
    let template = text(template);
    let work = move || {
        let began = Instant::now();
        let numbers: Vec<u32> = (0..2000).collect();
        let facts =
            context(json!({"big": "ä".repeat(10_000), "list": numbers, "list2": numbers, "name": "Ana"}));
        let outcome = check(&template).and_then(|()| render(&template, &facts));
        assert!(began.elapsed() < SOON, "it took {:?}: {template:?}", began.elapsed());
        outcome.map(|message| message.body.unwrap())
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

#[test]
fn loops_end() {
    let nested =
        "{% for a in list %}{% for b in list %}{% for c in list %}{% endfor %}{% endfor %}{% endfor %}";
    assert_eq!(attack(nested).unwrap_err().reason, Reason::TooMuchWork);
    let comparing =
        "{% for a in list %}{% for b in list %}{% if list == list2 %}{% endif %}{% endfor %}{% endfor %}";
    assert_eq!(attack(comparing).unwrap_err().reason, Reason::TooMuchWork);
    let filtering = "{% for a in list %}{% if big | upper | lower | title == 'x' %}{% endif %}{% endfor %}";
    assert_eq!(attack(filtering).unwrap_err().reason, Reason::TooMuchWork);
    let characters = "{% for a in big %}{% for b in big %}{% endfor %}{% endfor %}";
    assert_eq!(attack(characters).unwrap_err().reason, Reason::TooMuchWork);
}

#[test]
fn output_ends() {
    let much = "{% for a in list %}{{ big }}{% endfor %}";
    assert_eq!(attack(much).unwrap_err().reason, Reason::TooLarge);
    let raw = format!("{{% for a in list %}}{}{{% endfor %}}", "x".repeat(60_000));
    assert_eq!(attack(&raw).unwrap_err().reason, Reason::TooLarge);
}

#[test]
fn nothing_grows_out_of_nothing() {
    for template in [
        "{% set a = big ~ big %}",
        "{{ 'a' * 100000000 }}",
        "{{ 'a' * 1000 * 1000 * 1000 }}",
        "{{ 2 ** 1000000 }}",
        "{{ name + name }}",
        "{% set a = [big, big] %}",
        "{% set a = {'b': big} %}",
        "{% set a %}{{ big }}{{ big }}{% endset %}",
        "{% filter upper %}{{ big }}{% endfilter %}",
        "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
        "{% for a in list recursive %}{{ loop(list) }}{% endfor %}",
        "{{ range(1000000000) | join }}",
        "{% set ns = namespace(x='a') %}",
        "{{ name.upper() }}",
        "{{ name.__class__.__mro__() }}",
        "{{ big[::2] }}",
        "{{ list | join(big) | join(big) }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        "{% do name %}",
        "{{ name | safe }}",
        "{{ debug() }}",
        "{{ self }}",
        "{{ [1][*list] }}",
    ] {
        let fault = attack(template).unwrap_err();
        assert!(!fault.reason.to_string().is_empty(), "{template}: {fault}");
    }
}

#[test]
fn deep_nesting_is_refused_before_anybody_goes_down() {
    let around = |open: &str, inside: &str, close: &str, times: usize| {
        format!("{}{inside}{}", open.repeat(times), close.repeat(times))
    };
    for template in [
        around("{% if name %}", "", "{% endif %}", 3000),
        around("{% for a in list %}", "", "{% endfor %}", 60),
        around("{% with a = 1 %}", "", "{% endwith %}", 2000),
        format!("{{% if name %}}{}{{% endif %}}", "{% elif name %}".repeat(4000)),
        format!("{{{{ name{} }}}}", ".a".repeat(30_000)),
        format!("{{{{ name{} }}}}", " | upper".repeat(7000)),
        format!("{{{{ 1{} }}}}", " - 1".repeat(15_000)),
        format!("{{{{ 1{} }}}}", " if name else name".repeat(3000)),
        format!("{{{{ {}name }}}}", "not ".repeat(15_000)),
        format!("{{{{ {} }}}}", around("(", "name", ")", 5000)),
        format!("{{{{ {} }}}}", around("[", "1", "]", 5000)),
        format!("{{{{ name[{}] }}}}", around("name[", "1", "]", 5000)),
    ] {
        let fault = attack(&template).unwrap_err();
        assert!(fault.line.is_some() && fault.to_string().len() < 300, "{fault}");
    }
    let deepest = around("{% if name %}", "{{ name }}", "{% endif %}", 50);
    assert_eq!(attack(&deepest).unwrap(), "Ana");
}

#[test]
fn what_ordinary_letters_need_is_far_below_the_limits() {
    let facts = context(json!({"rows": (0..500).collect::<Vec<u32>>()}));
    let rows = text(
        "{% for row in rows %}{% if row is even %}{{ loop.index }}. {{ row | money }}\n{% endif %}{% endfor %}",
    );
    assert!(render(&rows, &facts).unwrap().body.unwrap().ends_with("499. $498.00\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_a_template_or_has_a_fault(template in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}|[a-z. |()\\[\\]'+*~,=-]{0,6}|if |for |in |set |elif |else |end(if|for)){0,24}") {
        let template = text(&template);
        let facts = context(json!({"a": {"b": [1, 2]}, "c": "d"}));
        if check(&template).is_err() {
            prop_assert!(render(&template, &facts).is_err());
        } else {
            let _ = render(&template, &facts);
        }
    }

    #[test]
    fn any_html_has_a_text_and_a_page(html in "(</?(p|b|i|ul|ol|li|table|tr|td|th|h1|a href='x'|pre|br|hr|script|div)>|[a-zé&;< >\"-]{0,9}){0,30}") {
        let message = email("x", &html);
        let _ = as_text(&message);
        let paper = templates::Letter { sender: &[], recipient: &[], date: None, message: &message };
        match letter(&paper) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF-")),
            // An entity such as &ac; may be a sign that the font lacks.
            Err(why) => prop_assert!(matches!(why, Unprintable::NoSign(_)), "{why}"),
        }
    }
}
