//! The columns of a row of the history: narrow, and without a content.

use domain::history::{HistoryRow, Named, Reached};
use domain::id::{ContactId, Id, PersonId, QueueId, UserId};
use domain::vocabulary::{
    Channel, ContactType, Direction, Flow, HandlingStatus, Medium, Routing, Status, StatusDetail,
};

use super::Sight;
use crate::error::StoreError;
use crate::interactions::sort::{JOIN_ADVISOR, JOIN_QUEUE};
use crate::row::Row;
use crate::{Read, Sql, cases, templates};

const COLUMNS: &str = "i.key, i.started_at, i.ended_at, i.channel, i.medium, i.flow, i.handling_status, \
     i.handling_reason, i.status, i.status_details, i.direction, i.original_routing, i.current_routing, a.key, \
     a.first_name, a.last_name, a.email, q.key, q.name, p.key, p.full_name, c.key, c.contact_type, c.value, \
     i.customer_address, i.campaign, i.template_version_id, i.waiting_duration, i.handling_duration, \
     i.wrap_up_duration, i.sensitive";

/// `SELECT … FROM` rows `i` whose keys the statement `found` finds, with what they name.
pub(super) fn select(found: &Sql) -> Sql {
    let mut sql = Sql::new(found.dialect());
    sql.push("SELECT ").push(COLUMNS).push(" FROM (").append(found);
    sql.push(") AS found JOIN interactions i ON i.key = found.key").push(JOIN_ADVISOR).push(JOIN_QUEUE);
    sql.push(" LEFT JOIN people p ON p.key = i.person AND p.company = i.company AND p.deleted_at IS NULL");
    sql.push(" LEFT JOIN contacts c ON c.key = i.contact AND c.company = i.company AND c.deleted_at IS NULL");
    sql
}

/// Reads a row of `select`.
pub(super) fn map(row: &mut Row<'_>, sight: &Sight) -> Result<HistoryRow, StoreError> {
    let mut read = HistoryRow {
        id: row.id()?,
        started_at: row.instant()?,
        ended_at: row.maybe_instant()?,
        channel: row.word(Channel::parse)?,
        medium: row.maybe_word(Medium::parse)?,
        flow: row.maybe_word(Flow::parse)?,
        handling_status: row.maybe_word(HandlingStatus::parse)?,
        handling_reason: row.maybe_text()?,
        status: row.word(Status::parse)?,
        status_details: row.maybe_word(StatusDetail::parse)?,
        direction: row.word(Direction::parse)?,
        original_routing: row.word(Routing::parse)?,
        current_routing: row.word(Routing::parse)?,
        advisor: advisor(row)?,
        queue: named::<QueueId>(row)?,
        person: named::<PersonId>(row)?,
        contact: reached(row)?,
        customer_address: row.maybe_text()?,
        campaign: row.maybe_text()?,
        template_version_id: row.maybe_text()?,
        template_name: None,
        waiting_duration: row.maybe_int()?,
        handling_duration: row.maybe_int()?,
        wrap_up_duration: row.maybe_int()?,
        case_ids: Vec::new(),
        sensitive: row.flag()?,
        locked: false,
    };
    read.locked = read.sensitive && !sight.view.sensitive;
    Ok(read)
}

fn advisor(row: &mut Row<'_>) -> Result<Option<Named>, StoreError> {
    let id = row.maybe_id::<UserId>()?;
    let parts = [row.maybe_text()?, row.maybe_text()?];
    let email = row.maybe_text()?;
    let full = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = if full.is_empty() { email } else { Some(full) };
    Ok(id.map(|id| Named { id: id.to_string(), name }))
}

fn named<T: Id>(row: &mut Row<'_>) -> Result<Option<Named>, StoreError> {
    let (id, name) = (row.maybe_id::<T>()?, row.maybe_text()?);
    Ok(id.map(|id| Named { id: id.to_string(), name }))
}

fn reached(row: &mut Row<'_>) -> Result<Option<Reached>, StoreError> {
    let id = row.maybe_id::<ContactId>()?;
    let (kind, value) = (row.maybe_word(ContactType::parse)?, row.maybe_text()?);
    Ok(id.zip(kind).map(|(id, kind)| Reached { id, kind, value }))
}

/// Says of rows which cases they are linked to, and the names of their templates.
pub(super) async fn complete(
    read: &impl Read,
    sight: &Sight,
    rows: &mut [HistoryRow],
) -> Result<(), StoreError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let versions: Vec<_> =
        rows.iter().filter_map(|row| row.template_version_id.as_ref()?.parse().ok()).collect();
    let company = sight.view.company;
    let (links, names) = futures::try_join!(
        cases::linked_ids(read, company, &ids),
        templates::versions::names_of(read, company, &versions)
    )?;
    for row in rows {
        let linked = links.iter().filter(|(interaction, _)| *interaction == row.id);
        row.case_ids = linked.map(|(_, case)| *case).collect();
        let name = names.iter().find(|(id, _)| row.template_version_id == Some(id.to_string()));
        row.template_name = name.map(|(_, name)| name.clone());
    }
    Ok(())
}
