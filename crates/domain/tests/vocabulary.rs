//! Every table as it goes over the wire, compared with `vocabulary.txt`, so that a change is a visible diff.
//!
//! Run with `SWITCHBOARD_BLESS=1` to accept a change.

use std::{env, fs, path::Path};

use domain::vocabulary::{
    Affiliation, AgentOutcome, ArrivalState, BorrowerType, CaseStatus, CaseType, Channel, ChannelKind,
    CollectionsIntensity, ConsentKind, ContactLabel, ContactStatus, ContactType, DataType, Direction,
    DurationUnit, Flow, GuardOutcome, HandlingStatus, HistoryAccess, JoinType, LegalRepresentativeStatus,
    Line, LoanStatus, Medium, NoteCategory, Operator, OutboxState, Permission, PersonStatus, PretendedEvent,
    RenderFormat, Role, Routing, Security, ServicedBy, Status, StatusDetail, Subject, Theme, Vocabulary,
};

#[test]
fn the_tables_are_as_written_down() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vocabulary.txt");
    let printed = all_tables();
    if env::var_os("SWITCHBOARD_BLESS").is_some() {
        fs::write(&file, &printed).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    let changed = printed.lines().find(|line| !written.lines().any(|known| known == *line));
    assert!(
        printed == written,
        "vocabulary.txt is out of date at {changed:?}; run again with SWITCHBOARD_BLESS=1 and look at the diff"
    );
}

fn all_tables() -> String {
    [
        plain::<Channel>(),
        plain::<Status>(),
        plain::<Direction>(),
        plain::<Theme>(),
        table("implied theme, mark", |subject: Subject| {
            format!("{}, {:?}", or(subject.implied_theme(), "none"), subject.mark())
        }),
        table("channel, statuses, direction, default status", details),
        plain::<AgentOutcome>(),
        plain::<BorrowerType>(),
        plain::<PersonStatus>(),
        plain::<CollectionsIntensity>(),
        plain::<ContactType>(),
        plain::<ContactLabel>(),
        plain::<Affiliation>(),
        plain::<ContactStatus>(),
        plain::<LoanStatus>(),
        plain::<NoteCategory>(),
        plain::<ServicedBy>(),
        plain::<CaseType>(),
        table("followers", |status: CaseStatus| words(status.followers())),
        plain::<Role>(),
        table("roles", |permission: Permission| words(permission.roles())),
        plain::<JoinType>(),
        plain::<GuardOutcome>(),
        plain::<ConsentKind>(),
        table("orders", |operator: Operator| operator.orders().to_string()),
        plain::<DataType>(),
        plain::<DurationUnit>(),
        plain::<LegalRepresentativeStatus>(),
        plain::<ChannelKind>(),
        plain::<OutboxState>(),
        plain::<ArrivalState>(),
        plain::<PretendedEvent>(),
        plain::<RenderFormat>(),
        plain::<Line>(),
        plain::<Security>(),
        plain::<Medium>(),
        plain::<Flow>(),
        plain::<HandlingStatus>(),
        plain::<Routing>(),
        plain::<HistoryAccess>(),
    ]
    .join("\n")
}

fn details(detail: StatusDetail) -> String {
    format!(
        "{}, {}, {}, {}",
        or(detail.channel(), "any"),
        words(detail.statuses()),
        or(detail.direction(), "any"),
        or(detail.default_status(), "none"),
    )
}

fn plain<V: Vocabulary>() -> String {
    table("", |_: V| String::new())
}

fn table<V: Vocabulary>(columns: &str, row: impl Fn(V) -> String) -> String {
    let title = format!("# {} ({}): {columns}", V::NAME, V::accepted().len());
    let rows = V::ALL.iter().map(|value| format!("{:<48}{}", value.as_str(), row(*value)));
    let replaced = V::DEPRECATED.iter().map(|(old, successor)| format!("{old:<48}-> {}", successor.as_str()));
    let aliases = V::ALIASES.iter().map(|(alias, meant)| format!("{alias:<48}=> {}", meant.as_str()));
    let lines = std::iter::once(title).chain(rows).chain(replaced).chain(aliases);
    lines.map(|line| line.trim_end_matches([' ', ':']).to_owned() + "\n").collect()
}

fn or<V: Vocabulary>(value: Option<V>, absent: &'static str) -> &'static str {
    value.map_or(absent, |value| value.as_str())
}

fn words<V: Vocabulary>(values: &[V]) -> String {
    values.iter().map(|value| value.as_str()).collect::<Vec<_>>().join("|")
}
