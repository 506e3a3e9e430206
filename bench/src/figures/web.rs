//! The web client in a browser of its own, on a copy of the made store: what is written there is in no other figure.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::id::{CompanyId, Id, PersonId, QueueId, UserId};
use serde_json::Value;

use crate::load::{READ, SEED};
use crate::maker::{Made, Maker};
use crate::raw::RawPlace;
use crate::requests::body;
use crate::server::Server;
use crate::workshop::{SECRETS_KEY, Workshop};
use crate::{Failure, Stores};

/// Rows in the store, however many the other figures ask for.
const ROWS: u64 = 1_000_000;
/// What was said to and by the busiest borrower.
const CARDS: u64 = 100_000;
/// Other words than those of the store.
const BUSY: u64 = 0x4255_5359;
/// Who looks at the pages: an administrator, who sees all that came directly and through the queues.
const EMAIL: &str = "desk@example.com";
const PASSWORD: &str = "a password for the bench alone";

/// A figure with a bar: what the script calls it, what the table does, its unit, at most.
const FIGURES: [(&str, &str, &str, f64); 8] = [
    ("firstLoadKb", "web: script of the first page, compressed", "KB", 250.0),
    ("signInMs", "web: sign-in to rows of the history, cold, slowest of 5", "ms", 1_500.0),
    ("filterMs", "web: filter pressed to its rows drawn, p95", "ms", 150.0),
    ("overlayMs", "web: card pressed to the overlay's content drawn, p95", "ms", 100.0),
    ("liveMs", "web: commit to its row drawn, p95", "ms", 100.0),
    ("longTaskMs", "web: longest task while 5,000 rows are scrolled", "ms", 50.0),
    (
        "cardsLongTaskMs",
        "web: longest task while 5,000 of a borrower's 100,000 cards are scrolled",
        "ms",
        50.0,
    ),
    ("heapGrowthMb", "web: heap that 1,000 live events leave", "MB", 1.0),
];

pub(crate) async fn measure(workshop: &mut Workshop, store: Stores) -> Result<(), Failure> {
    let rows = workshop.rows.min(ROWS);
    let place = workshop.copy(store, rows).await?;
    let borrower = busiest(rows)?;
    fill(workshop, &place, rows, borrower)?;
    let key = workshop.key(&place, READ, "administrator")?;
    let server = Server::start(&workshop.program, &place, &[SECRETS_KEY]).await?;
    rest().await?;
    let told = browse(&server, &key, borrower);
    drop(server);
    workshop.forget(&place).await?;
    tell(workshop, store, &told?)
}

/// Somebody of the store, whom the next interactions are with.
fn busiest(rows: u64) -> Result<PersonId, Failure> {
    let person = Maker::since(SEED, rows).find_map(|made| made.person);
    person.map(PersonId::of).ok_or_else(|| Failure("the store has nobody".to_owned()))
}

/// What was said with one borrower alone, what happened between the made rows and now, and somebody to sign in.
fn fill(workshop: &Workshop, place: &RawPlace, rows: u64, borrower: PersonId) -> Result<(), Failure> {
    let file = workshop.folder.join("since.ndjson");
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for made in Maker::new(BUSY, CARDS) {
        writeln!(lines, "{}", line_with(&made, borrower))?;
    }
    for made in Maker::since(SEED, rows) {
        writeln!(lines, "{}", line(&made))?;
    }
    lines.flush()?;
    let company = CompanyId::of(READ).to_string();
    let imported = Command::new(&workshop.program)
        .arg("import")
        .arg(&file)
        .args(["--company", &company])
        .args(place.options())
        .stdin(Stdio::null())
        .output()?;
    std::fs::remove_file(&file)?;
    said_yes(&imported)?;
    let user = ["user", "create", "--email", EMAIL, "--name", "Dana Desk", "--role", "administrator"];
    let mut child = Command::new(&workshop.program)
        .args(user)
        .args(["--password-stdin", "--company", &company])
        .args(place.options())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "{PASSWORD}")?;
    }
    said_yes(&child.wait_with_output()?)
}

fn said_yes(output: &std::process::Output) -> Result<(), Failure> {
    match output.status.success() {
        true => Ok(()),
        false => Err(Failure(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// As a file of the command `import` has it, with how it was handled.
fn line(made: &Made) -> Value {
    let handled = &made.handled;
    let mut line = body(made);
    let fields = [
        ("personId", made.person.map(|key| PersonId::of(key).to_string().into())),
        ("medium", handled.medium.map(Into::into)),
        ("campaign", handled.campaign.clone().map(Into::into)),
        ("advisorId", handled.advisor.map(|key| UserId::of(key).to_string().into())),
        ("queueId", handled.queue.map(|key| QueueId::of(key).to_string().into())),
        ("customerAddress", handled.customer_address.clone().map(Into::into)),
        ("waitingDuration", handled.waiting.map(Into::into)),
        ("wrapUpDuration", handled.wrap_up.map(Into::into)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            line[name] = value;
        }
    }
    line
}

/// Of this person, whoever it was made for; its external id may be one of the store.
fn line_with(made: &Made, borrower: PersonId) -> Value {
    let mut line = body(made);
    line["personId"] = borrower.to_string().into();
    if let Some(fields) = line.as_object_mut() {
        fields.remove("externalId");
    }
    line
}

/// Waits until the machine has done what an import leaves to do: merging the search index, vacuuming. Three minutes at
/// most: who shares the machine with something else gets figures all the same.
async fn rest() -> Result<(), Failure> {
    const LOOK: Duration = Duration::from_millis(500);
    const LOOKS: usize = 360;
    let mut quiet = 0;
    let (mut busy, mut all) = processors()?;
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK).await;
        let now = processors()?;
        let is_quiet = (now.0 - busy) * 20 <= now.1 - all;
        quiet = if is_quiet { quiet + 1 } else { 0 };
        if quiet == 6 {
            break;
        }
        (busy, all) = now;
    }
    Ok(())
}

/// Time in which a processor worked, and all time there was, of all of them since the machine began (proc(5), `stat`).
fn processors() -> Result<(u64, u64), Failure> {
    let stat = std::fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().unwrap_or_default();
    let times: Vec<u64> =
        line.split_whitespace().skip(1).take(8).filter_map(|time| time.parse().ok()).collect();
    let all: u64 = times.iter().sum();
    let idle: u64 = times.iter().skip(3).take(2).sum();
    Ok((all - idle, all))
}

/// Runs the script that browses; what it tells.
fn browse(server: &Server, key: &str, borrower: PersonId) -> Result<Value, Failure> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/bench/figures.js");
    let output = Command::new("node")
        .arg(script)
        .env("SWITCHBOARD_ADDRESS", server.address.to_string())
        .env("SWITCHBOARD_KEY", key)
        .env("SWITCHBOARD_BORROWER", borrower.to_string())
        .env("SWITCHBOARD_EMAIL", EMAIL)
        .env("SWITCHBOARD_PASSWORD", PASSWORD)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(Failure("web/bench/figures.js failed".to_owned()));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn tell(workshop: &mut Workshop, store: Stores, told: &Value) -> Result<(), Failure> {
    let value = |name: &str| told[name].as_f64().ok_or_else(|| Failure(format!("the script told no {name}")));
    for (name, figure, unit, most) in FIGURES {
        workshop.table.limit(store, figure, (value(name)?, unit), most, false);
    }
    let empty = value("emptyFrameRate")?;
    for (name, what) in [("frameRate", "rows"), ("cardsFrameRate", "cards")] {
        let figure = format!("web: frames while {what} are scrolled against an empty table (raw)");
        workshop.table.compare(store, &figure, (value(name)?, empty), "/s", crate::table::Bar::Least(0.8));
    }
    for (name, figure) in [("filterP50", "web: filter, p50"), ("liveP50", "web: commit to row, p50")] {
        workshop.table.note(store, figure, (value(name)?, "ms"));
    }
    Ok(())
}
