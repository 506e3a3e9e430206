//! The table of targets: add a row here and a few good inputs in `fuzz/corpus/NAME/`, nothing else.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use channels::mail::{Addressing, Explained, Reader, Tokens, explain};
use channels::{Arrival, Channel, ReceivedBody, Surroundings};
use domain::id::{AnyId, CompanyId, Id, InteractionId, PersonId};
use domain::interaction::{CreatedBy, Draft, Found, InteractionBody, Setting, create};
use domain::template::TemplateContent;
use domain::time::{Instant, Offset};
use domain::vocabulary::ChannelKind;
use serde_json::{Value, json};
use server::http::interactions::params;
use server::http::query::Query;
use templates::{Context, Letter};

/// A parser under attack.
pub(crate) struct Target {
    /// Its name on the command line and its folder in `fuzz/corpus/`.
    pub(crate) name: &'static str,
    /// Takes any bytes; panics when a promise is broken. Refusing the input is no failure.
    pub(crate) run: fn(&[u8]),
    /// Words of the language, put into inputs now and then: what chance would never spell.
    pub(crate) words: &'static [&'static str],
}

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    Target { name: "ids", run: ids, words: &["IN-", "BO-", "ext-", "-", "VDS6", "LKH2", "ZZZZZ"] },
    Target {
        name: "times",
        run: times,
        words: &["T", "Z", "+00:00", "-00:00", ".", "[UTC]", "9999", "24:00", "60", "2024-02-29"],
    },
    Target {
        name: "filters",
        run: filters,
        words: &[
            "channel=",
            "status=null",
            "&",
            ",",
            "%00",
            "%FF",
            "sortBy=",
            "+",
            "-",
            "contentContains=",
            "createdAtAfter=",
            "scheduledAtToBefore=",
            "2024-01-01T00:00:00 02:00",
            "limit=",
            "caseIds=",
        ],
    },
    Target {
        name: "import_line",
        run: import_line,
        words: &[
            "\"channel\":\"email\"",
            "\"theme\":null",
            "\"content\":{",
            "\\u0000",
            "\\ud800",
            "null",
            "{}",
            "[]",
            "\"createdBy\":{",
            "\"statusDetails\":",
            "\"externalId\":",
            "1e999",
            "\"startedAt\":\"2024-01-01\"",
        ],
    },
    Target {
        name: "twilio_item",
        run: twilio_item,
        words: &[
            "{\"hook\":\"status\",\"query\":\"ix=IN-7K3Q-9XTD\",\"body\":\"",
            "{\"hook\":\"inbound\",\"query\":\"\",\"body\":\"",
            "MessageSid=SM1",
            "&MessageStatus=undelivered",
            "&ErrorCode=30005",
            "&From=%2B15550100123",
            "&NumMedia=99999999999",
            "&MediaUrl0=",
            "&Body=STOP",
            "&OptOutType=STOP",
            "\"}",
            "%FF",
            "\\u0000",
        ],
    },
    Target {
        name: "smpp_item",
        run: smpp_item,
        words: &[
            "id:1 sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:001 text:",
            "\0\u{1}\u{1}15550100123\0",
            "\u{5}\0\u{3}\u{9}\u{2}\u{1}",
            "\0\u{1e}\0\u{3}abc",
            "\u{4}\u{27}\0\u{1}\u{2}",
            "\u{4}\u{24}\0\u{10}",
            "\u{1b}",
            "{\"id\":\"x\",\"frames\":[\"",
        ],
    },
    Target {
        name: "templates",
        run: templates,
        words: &[
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "{%-",
            " if ",
            "elif ",
            "else",
            " endif ",
            "for a in list",
            "endfor",
            "set a = ",
            "with a = ",
            "endwith",
            "loop.index",
            " is defined",
            " | ",
            "default('')",
            "join(list)",
            "money",
            "date('%Y')",
            "person.name",
            "[0]",
            "('x', 1)",
            "not ",
            " in ",
            " == ",
            "raw",
            "endraw",
        ],
    },
    Target {
        name: "markup",
        run: markup,
        words: &[
            "<p>",
            "</p>",
            "<br>",
            "<b>",
            "</b>",
            "<ul>",
            "<ol>",
            "<li>",
            "</li>",
            "</ul>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</tr>",
            "<th>",
            "<a href=\"x\">",
            "</a>",
            "<h1>",
            "<pre>",
            "<!--",
            "-->",
            "<script>",
            "&amp;",
            "&#0;",
            "<hr>",
            "\u{301}",
            "\u{200B}",
        ],
    },
    Target {
        name: "mail",
        run: mail,
        words: &[
            "\r\n",
            "\r\n\r\n",
            "--x\r\n",
            "--x--",
            "Content-Type: multipart/report; boundary=x\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Type: message/delivery-status\r\n",
            "Content-Type: message/feedback-report\r\n",
            "Content-Type: text/html; charset=utf-7\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Disposition: attachment; filename*=utf-8''%00%ff\r\n",
            "Final-Recipient: rfc822; a@b.example",
            "Action: failed",
            "From: =?utf-8?Q?=ff?= <a@b.example>\r\n",
            "To: support+",
            "550 5.1.1",
            "<blockquote>",
            "<table><tr><td>",
            "\u{202e}",
            "@",
        ],
    },
];

/// An id has one spelling: what is read is printed as it was written.
fn ids(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    match AnyId::<InteractionId>::read(text) {
        AnyId::Ours(id) => assert_eq!(id.to_string(), text),
        AnyId::External(external) => assert_eq!(format!("ext-{external}"), text),
        AnyId::Neither => {}
    }
}

/// What was read and printed again reads as the same moment.
fn times(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let Ok(instant) = Instant::read(text, Offset::Optional) else { return };
    if (0..253_402_300_800_000_000).contains(&instant.0) {
        assert_eq!(Instant::read(&instant.to_string(), Offset::Required), Ok(instant));
    }
}

/// Any query is read or refused; a refusal names what is wrong.
fn filters(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let mut query = Query::new("/api/interactions", text);
    let _ = params::read_filter(&mut query);
    let _ = params::read_wanted(&mut query);
    let _ = query.paging();
    let _ = query.finish();
}

/// A line that is good makes an interaction, and that interaction is a good line again.
fn import_line(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let Ok(draft) = Draft::read_import(text) else { return };
    let Ok(interaction) = create(draft, Found::default(), setting()) else { return };
    let line = serde_json::to_string(&InteractionBody::from(interaction)).unwrap_or_default();
    let again = Draft::read_import(&line);
    assert!(again.is_ok(), "{line} is refused: {again:?}");
}

/// Any item is read or refused, and the same bytes mean the same.
fn twilio_item(input: &[u8]) {
    static CHANNEL: LazyLock<Arc<dyn Channel>> = LazyLock::new(|| {
        let settings = json!({"accountSid": format!("AC{}", "0".repeat(32))});
        opened(ChannelKind::Twilio, &settings, &json!({"authToken": "x"}))
    });
    assert_eq!(CHANNEL.read(input), CHANNEL.read(input));
}

/// As it is, and as the body of a message that came over the line.
fn smpp_item(input: &[u8]) {
    static CHANNEL: LazyLock<Arc<dyn Channel>> = LazyLock::new(|| {
        let settings = json!({"url": "smpp://gateway.example", "systemId": "x"});
        opened(ChannelKind::Smpp, &settings, &json!({"password": "x"}))
    });
    assert_eq!(CHANNEL.read(input), CHANNEL.read(input));
    let header = [&[0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1], input].concat();
    let length = u32::try_from(header.len()).unwrap_or_default().to_be_bytes();
    let frame = STANDARD.encode([&length, &header[4..]].concat());
    let item = json!({"id": "x", "frames": [frame, frame]}).to_string();
    let _ = CHANNEL.read(item.as_bytes());
}

fn opened(kind: ChannelKind, settings: &Value, secrets: &Value) -> Arc<dyn Channel> {
    let surroundings =
        Surroundings { hooks: None, folder: PathBuf::new(), token_key: [0; 32], house: "fuzz".to_owned() };
    let Ok(channel) = channels::open(kind, settings, secrets, &surroundings) else {
        unreachable!("the settings are good")
    };
    channel
}

/// Any template is refused or filled in; what its check refuses is never filled in.
fn templates(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let template = TemplateContent {
        html: Some(text.to_owned()),
        body: Some(text.to_owned()),
        ..TemplateContent::default()
    };
    let facts =
        serde_json::json!({"person": {"name": {"firstName": "Ana"}}, "list": [1, 2.5, "three", null, true]});
    let facts = facts.as_object().cloned().unwrap_or_default();
    let Ok(context) = Context::new(facts) else { return };
    let good = templates::check(&template).is_ok();
    let rendered = templates::render(&template, &context);
    assert!(good || rendered.is_err(), "it was refused and rendered");
}

/// Any HTML has a plain text, and fits on paper or says why not.
fn markup(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let message = TemplateContent { html: Some(text.to_owned()), ..TemplateContent::default() };
    let _ = templates::as_text(&message);
    let paper = Letter { sender: &[], recipient: &[], date: None, message: &message };
    if let Ok(pdf) = templates::letter(&paper) {
        assert!(pdf.starts_with(b"%PDF-"));
    }
}

/// Any bytes are a mail or none: what is read of it names addresses that are some, and files without paths.
fn mail(input: &[u8]) {
    let tokens = Tokens::new([7; 32]);
    let addressing = Addressing { tokens, delimiter: "+".to_owned(), bounce_domain: None };
    let reader = Reader { addressing, house: "house".to_owned() };
    for explained in explain(input) {
        if let Explained::Recipient { recipient: Some(recipient), .. } = explained {
            assert!(recipient.contains('@') && !recipient.contains(char::is_whitespace), "{recipient:?}");
        }
    }
    let Ok(Arrival::Received(received)) = reader.read(input) else { return };
    let ReceivedBody::Email { files, .. } = received.body else { return };
    for file in files {
        let plain = !file.name.is_empty() && !file.name.contains(['/', '\\']);
        assert!(plain && !file.name.contains(char::is_control), "{:?}", file.name);
    }
}

fn setting() -> Setting {
    Setting {
        company: CompanyId::of(1),
        person: Some(PersonId::of(1)),
        created_by: CreatedBy { descriptor: "system".to_owned(), id: None, name: None },
        is_external: true,
        now: Instant(1_700_000_000_000_000),
    }
}
