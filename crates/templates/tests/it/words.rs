//! What a template says, and what it says when it cannot.

use serde_json::json;
use templates::{Reason, as_html, as_text, check, render};

use crate::{context, email, facts, said, text};

#[test]
fn a_reminder_says_who_owes_what_until_when() {
    let template = "{{ person.name.firstName }}, {{ loan.amountDue | money }} on {{ loan.displayId }} is due \
                    {{ loan.dueDate | date }}{% if not loan.isPaid %} and open{% endif %}. Call {{ contact.value | phone }}.";
    assert_eq!(
        said(template).unwrap(),
        "Ana, $1,250.50 on L-7 is due March 1, 2026 and open. Call (202) 555-0143."
    );
}

#[test]
fn loops_choices_and_filters_do_what_jinja_does() {
    assert_eq!(said("{% for one in loans %}{{ loop.index }}:{{ one.displayId }}{% if not loop.last %}, {% endif %}{% endfor %}").unwrap(), "1:L-7, 2:L-8");
    assert_eq!(said("{% set n = loans | length %}{{ n + 1 }}{{ ' x' if n == 2 else ' y' }}").unwrap(), "3 x");
    assert_eq!(
        said("{{ person.name.lastName | upper }} {{ 'ANA MARÍA' | title }} {{ ' x ' | trim }}").unwrap(),
        "NÚÑEZ Ana María x"
    );
    assert_eq!(
        said("{{ ['a', 'b'] | join(', ') }} {{ loan.status in ['active', 'frozen'] }}").unwrap(),
        "a, b True"
    );
    assert_eq!(
        said("{% if nobody is defined %}x{% else %}y{% endif %}{{ nobody | default('z') }}").unwrap(),
        "yz"
    );
    assert_eq!(said("{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{# unseen #}").unwrap(), "12");
}

#[test]
fn what_is_undefined_is_named_with_its_path_and_line() {
    for (template, name, line) in [
        ("one\ntwo {{ nobody }}", "nobody", 2),
        ("{{ person.name.nickname }}", "person.name.nickname", 1),
        ("{{ person.nmae.firstName }}", "person.nmae", 1),
        ("\n{% if loan.paid %}x{% endif %}", "loan.paid", 2),
        ("{% for one in lons %}x{% endfor %}", "lons", 1),
        ("{{ loan.state | upper }}", "loan.state", 1),
        ("{{ loans[0].displayId | trim }}{{ loans[7] | upper | lower }}", "loans[7]", 1),
        ("{{ nobody | money }}", "nobody", 1),
        ("{{ nobody | date }}", "nobody", 1),
        ("{{ nobody | join }}", "nobody", 1),
        ("{{ nobody | length }}", "nobody", 1),
        ("{{ nobody + 1 }}", "nobody", 1),
    ] {
        let fault = said(template).unwrap_err();
        assert_eq!((fault.reason.variable(), fault.line), (Some(name), Some(line)), "{template}: {fault}");
        assert!(
            fault.to_string().starts_with(&format!("body, line {line}: `{name}` is undefined")),
            "{fault}"
        );
    }
}

#[test]
fn nobody_reads_none_or_the_insides_of_an_object() {
    let fault = said("Dear {{ person.displayId }}").unwrap_err();
    assert_eq!(fault.reason, Reason::Empty("person.displayId".to_owned()));
    assert_eq!(said("Dear {{ person.displayId | default('customer') }}").unwrap(), "Dear customer");
    // What stands in its place may be null too: then the next is asked.
    let chain = "{{ person.displayId | default(person.displayId) | default('customer') }}";
    assert_eq!(said(chain).unwrap(), "customer");
    assert!(said("{{ person }}").unwrap_err().to_string().contains("print one of its values"));
    assert!(said("{{ loans }}").is_err());
    assert!(said("{{ person.displayId | upper }}").is_err());
}

#[test]
fn html_is_escaped_and_text_is_not() {
    let hostile = context(json!({"name": "<script>alert('1')</script> & Co"}));
    let mail = render(&email("{{ name }}", "<p title=\"{{ name }}\">{{ name }}</p>"), &hostile).unwrap();
    assert!(!mail.html.as_deref().unwrap().contains("<script>"), "{mail:?}");
    assert!(!mail.html.as_deref().unwrap().contains("('1')"), "{mail:?}");
    assert_eq!(mail.subject_line.as_deref(), Some("<script>alert('1')</script> & Co"));
    assert_eq!(as_text(&mail), "<script>alert('1')</script> & Co");
    let plain = render(&text("{{ name }}"), &hostile).unwrap();
    assert_eq!(as_html(&plain), "<p>&lt;script&gt;alert('1')&lt;/script&gt; &amp; Co</p>\n");
}

#[test]
fn a_subject_line_stays_one_line() {
    let hostile = context(json!({"name": "Ana\r\nBcc: everybody@example.com"}));
    let mail = render(&email("Hello {{ name }}\n", "x"), &hostile).unwrap();
    assert_eq!(mail.subject_line.as_deref(), Some("Hello Ana Bcc: everybody@example.com"));
}

#[test]
fn the_variables_are_facts_and_never_templates() {
    let sly = context(json!({"name": "{{ loan.displayId }}{% for x in y %}"}));
    assert_eq!(
        render(&text("{{ name }}"), &sly).unwrap().body.unwrap(),
        "{{ loan.displayId }}{% for x in y %}"
    );
}

#[test]
fn a_broken_template_says_where_and_why() {
    for (template, line) in [("a\nb\n{{ loan.", 3), ("{% if %}", 1), ("{% if a %}\n", 1), ("{{ 'a }}", 1)] {
        let fault = check(&text(template)).unwrap_err();
        assert!(matches!(fault.reason, Reason::Syntax(_)), "{template}: {fault:?}");
        assert_eq!(fault.line, Some(line), "{template}: {fault}");
    }
    let fault = check(&text("{{ a | uper }}")).unwrap_err();
    assert!(fault.to_string().contains("no filter `uper`; there are abs, "), "{fault}");
    assert!(check(&text("{{ a is divisible }}")).is_err());
}

#[test]
fn the_variables_together_have_a_limit() {
    let large = json!({"note": "x".repeat(70_000)});
    assert_eq!(
        templates::Context::new(large.as_object().unwrap().clone()).unwrap_err(),
        Reason::TooManyFacts
    );
    assert!(templates::Context::new(facts().as_object().unwrap().clone()).is_ok());
}
