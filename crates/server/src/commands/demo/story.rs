//! The invented history: the same on every run but for the hour it ends in.

use std::fmt::Write as _;

use domain::time::{DAY, Instant};
use serde_json::{Value, json};

use super::company::{has_case, has_loan};
use super::floor::QUEUES;

/// People of the demo.
pub(super) const PEOPLE: u64 = 400;
/// Interactions of the demo.
pub(super) const INTERACTIONS: u64 = 6_000;
const DAYS: i64 = 90;
/// Microseconds.
const HOUR: i64 = DAY / 24;

/// Their first names.
pub(super) const FIRST: [&str; 20] = [
    "Amara", "Bruno", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Keiko",
    "Lucía", "Mateo", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Sven", "Thandi",
];
/// Their last names.
pub(super) const LAST: [&str; 20] = [
    "Okafor",
    "Silva",
    "Moretti",
    "Volkov",
    "García",
    "Haddad",
    "Thompson",
    "Tanaka",
    "Duarte",
    "Lindqvist",
    "Mori",
    "Fernández",
    "Rojas",
    "Petrov",
    "Khalil",
    "Sharma",
    "Dubois",
    "Navarro",
    "Berg",
    "Dlamini",
];
pub(super) const SENTENCES: [&str; 16] = [
    "I would like to move my payment to the end of the month.",
    "My hours were cut and I am asking about the hardship program.",
    "Thank you, the payment arrived this morning.",
    "Could you send the statement for last year again?",
    "I was charged a late fee although I paid on time.",
    "We agreed on a plan of four payments, is that still right?",
    "My address has changed, please update it.",
    "Please call me after five, I am at work until then.",
    "The confirmation number you gave me does not work.",
    "Can I pay the whole balance today?",
    "¿Puedo cambiar la fecha de mi próximo pago?",
    "Gracias por su ayuda, ya recibí el comprobante.",
    "Quiero saber cuánto me queda por pagar.",
    "Je voudrais recevoir mes relevés par courriel.",
    "Merci, le virement est bien arrivé.",
    "Pouvez-vous m'expliquer ces frais de retard ?",
];

/// The interactions as the lines of an import, oldest first, up to `now`.
pub(super) fn lines(now: Instant) -> String {
    let mut dice = Dice(42);
    let end = now.0 / HOUR * HOUR;
    let mut text = String::new();
    let step = DAYS * DAY / INTERACTIONS as i64;
    for number in 0..INTERACTIONS {
        let at = Instant(end - DAYS * DAY + step * number as i64);
        let _ = writeln!(text, "{}", line(number, at, &mut dice));
    }
    text
}

fn line(number: u64, at: Instant, dice: &mut Dice) -> Value {
    let direction = if dice.below(3) == 0 { "inbound" } else { "outbound" };
    let channel =
        ["email", "email", "text", "text", "text", "voice", "voice", "chat"][dice.below(8) as usize];
    let theme = ["opsCollDebt", "opsServicingDebtValidation", "opsCollDebt", "opsCollLocateBorrower"]
        [dice.below(4) as usize];
    let status = ["succeeded", "succeeded", "succeeded", "attempted", "failed"][dice.below(5) as usize];
    let mut line = json!({
        "externalId": format!("demo-{number}"),
        "channel": channel,
        "direction": direction,
        "status": status,
        "theme": theme,
        "content": content(channel, dice),
        "startedAt": at.to_string(),
        "endedAt": at.plus_seconds(60 + dice.below(900) as i64).to_string(),
        "createdAt": at.to_string(),
        "sensitive": dice.below(40) == 0,
    });
    if dice.below(200) == 0 {
        line["theme"] = Value::from("opsAccountCredentials");
    }
    if channel == "chat" && number + 60 > INTERACTIONS {
        // Still going on.
        line["status"] = Value::from("inProgress");
        line["endedAt"] = Value::Null;
    }
    if direction == "inbound" && dice.below(50) == 0 {
        line["customerAddress"] = Value::from(format!("+1313555{:04}", number % 10_000));
        return line;
    }
    handle(&mut line, channel, direction, number);
    // A few people are heard from often, most of them seldom.
    let person = 1 + (dice.below(PEOPLE) * dice.below(PEOPLE)) / PEOPLE;
    name(&mut line, channel, person, dice);
    line
}

/// Who handled it, through which queue, how long it took: falls without dice, so that what is said stays as it was.
fn handle(line: &mut Value, channel: &str, direction: &str, number: u64) {
    let advisors = ["grace", "tomas", "nadia", "grace", "tomas", "sven", "ines"];
    let advisor = advisors[(number / 3) as usize % advisors.len()];
    line["advisorId"] = Value::from(format!("ext-{advisor}@demo.example"));
    let by_queue = direction == "inbound" || number.is_multiple_of(4);
    if by_queue {
        let (reference, _) = QUEUES[(number / 7) as usize % QUEUES.len()];
        line["queueId"] = Value::from(format!("ext-{reference}"));
        line["waitingDuration"] = Value::from(4 + number * 37 % 190);
    }
    if matches!(channel, "voice" | "chat") {
        line["wrapUpDuration"] = Value::from(10 + number * 13 % 80);
    }
    match channel {
        "voice" if direction == "outbound" && number.is_multiple_of(5) => {
            line["campaign"] = Value::from("Early reminders");
        }
        "chat" => {
            let media = ["webchat", "whatsapp", "webchat", "messenger", "whatsapp", "telegram", "instagram"];
            line["medium"] = Value::from(media[(number / 2) as usize % media.len()]);
        }
        _ => {}
    }
}

/// Names the person, the way it went, and what it was about.
fn name(line: &mut Value, channel: &str, person: u64, dice: &mut Dice) {
    line["personId"] = Value::from(format!("ext-demo-{person}"));
    match channel {
        "email" => line["contactId"] = Value::from(format!("ext-demo-email-{person}")),
        "voice" | "text" => line["contactId"] = Value::from(format!("ext-demo-phone-{person}")),
        _ => {}
    }
    if has_loan(person) {
        line["loanIds"] = json!([format!("ext-demo-loan-{person}")]);
    }
    if has_case(person) && dice.below(3) == 0 {
        line["caseIds"] = json!([format!("ext-demo-case-{person}")]);
    }
}

fn content(channel: &str, dice: &mut Dice) -> Value {
    let (said, answered) = (dice.of(&SENTENCES), dice.of(&SENTENCES));
    match channel {
        "email" => json!({"subject": "Your account", "bodyText": format!("{said} {answered}")}),
        "text" => json!({"body": said}),
        "voice" => {
            json!({"durationSec": 30 + dice.below(900), "holdDurationSec": dice.below(120), "transcript": said})
        }
        _ => {
            json!({"messages": [{"author": "customer", "body": said}, {"author": "agent", "body": answered}]})
        }
    }
}

/// Dice that fall the same way on every run (Steele and others, "Fast Splittable Pseudorandom Number Generators").
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(super) fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }
}
