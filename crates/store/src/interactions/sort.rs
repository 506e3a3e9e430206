//! The orders of the lists, and the place of a row in them.
//!
//! NULL is the smallest value on both engines. The key ends every order, in the direction of its
//! first field, so that no two rows are equal in it.

use super::View;
use crate::error::StoreError;
use crate::{Read, Sql, Value};
use domain::id::Id;

/// A field lists can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortField {
    /// Order of creation.
    Id,
    /// `createdAt`.
    CreatedAt,
    /// `startedAt`.
    StartedAt,
    /// Time on hold.
    HoldDuration,
    /// Name of the contact.
    ContactName,
    /// `scheduledAtFrom`.
    ScheduledAtFrom,
    /// `scheduledAtTo`.
    ScheduledAtTo,
    /// Channel, by its spelling.
    Channel,
    /// Direction, by its spelling.
    Direction,
    /// Status, by its spelling.
    Status,
    /// First name of the user who recorded it.
    EmployeeFirstName,
    /// Last name of the user who recorded it.
    EmployeeLastName,
    /// Email of the user who recorded it.
    EmployeeEmail,
    /// Full name, or else email, of the user who recorded it.
    EmployeeFullNameOrEmail,
    /// `endedAt`.
    EndedAt,
    /// How it flows, by its spelling.
    Flow,
    /// What became of it, by its spelling.
    HandlingStatus,
    /// How it first found whoever handles it, by its spelling.
    OriginalRouting,
    /// How it finds them now, by its spelling.
    CurrentRouting,
    /// Full name, or else email, of the user who handles it.
    Advisor,
    /// Name of the queue.
    Queue,
    /// The number or mail address on the customer's side.
    CustomerAddress,
    /// The campaign.
    Campaign,
    /// Seconds until somebody took it.
    WaitingDuration,
    /// Seconds somebody worked on it.
    HandlingDuration,
    /// Seconds of work after it.
    WrapUpDuration,
}

impl SortField {
    /// Every field with its spelling (A6 of the API reference).
    pub const ALL: [(&'static str, SortField); 14] = [
        ("id", SortField::Id),
        ("createdAt", SortField::CreatedAt),
        ("startedAt", SortField::StartedAt),
        ("holdDuration", SortField::HoldDuration),
        ("contactName", SortField::ContactName),
        ("scheduledAtFrom", SortField::ScheduledAtFrom),
        ("scheduledAtTo", SortField::ScheduledAtTo),
        ("channel", SortField::Channel),
        ("direction", SortField::Direction),
        ("status", SortField::Status),
        ("createdBy.employeeFirstName", SortField::EmployeeFirstName),
        ("createdBy.employeeLastName", SortField::EmployeeLastName),
        ("createdBy.employeeEmail", SortField::EmployeeEmail),
        ("createdBy.employeeFullNameOrEmail", SortField::EmployeeFullNameOrEmail),
    ];

    /// Every field of the history with its spelling.
    pub const HISTORY: [(&'static str, SortField); 14] = [
        ("startedAt", SortField::StartedAt),
        ("endedAt", SortField::EndedAt),
        ("flow", SortField::Flow),
        ("handlingStatus", SortField::HandlingStatus),
        ("direction", SortField::Direction),
        ("originalRouting", SortField::OriginalRouting),
        ("currentRouting", SortField::CurrentRouting),
        ("advisor", SortField::Advisor),
        ("queue", SortField::Queue),
        ("customerAddress", SortField::CustomerAddress),
        ("campaign", SortField::Campaign),
        ("waitingDuration", SortField::WaitingDuration),
        ("handlingDuration", SortField::HandlingDuration),
        ("wrapUpDuration", SortField::WrapUpDuration),
    ];

    fn column(self) -> &'static str {
        match self {
            SortField::Id => "i.key",
            SortField::CreatedAt => "i.created_at",
            SortField::StartedAt => "i.started_at",
            SortField::HoldDuration => "i.hold_duration",
            SortField::ContactName => "c.name_sort",
            SortField::ScheduledAtFrom => "i.scheduled_from",
            SortField::ScheduledAtTo => "i.scheduled_to",
            SortField::Channel => "i.channel",
            SortField::Direction => "i.direction",
            SortField::Status => "i.status",
            SortField::EmployeeFirstName => "u.first_name_sort",
            SortField::EmployeeLastName => "u.last_name_sort",
            SortField::EmployeeEmail => "u.email_sort",
            SortField::EmployeeFullNameOrEmail => "u.full_name_sort",
            SortField::EndedAt => "i.ended_at",
            SortField::Flow => "i.flow",
            SortField::HandlingStatus => "i.handling_status",
            SortField::OriginalRouting => "i.original_routing",
            SortField::CurrentRouting => "i.current_routing",
            SortField::Advisor => "a.full_name_sort",
            SortField::Queue => "q.name_sort",
            SortField::CustomerAddress => "i.customer_address",
            SortField::Campaign => "i.campaign",
            SortField::WaitingDuration => "i.waiting_duration",
            SortField::HandlingDuration => "i.handling_duration",
            SortField::WrapUpDuration => "i.wrap_up_duration",
        }
    }

    fn is_text(self) -> bool {
        use SortField::{
            CreatedAt, EndedAt, HandlingDuration, HoldDuration, Id, ScheduledAtFrom, ScheduledAtTo,
            StartedAt, WaitingDuration, WrapUpDuration,
        };
        !matches!(
            self,
            Id | CreatedAt
                | StartedAt
                | EndedAt
                | HoldDuration
                | ScheduledAtFrom
                | ScheduledAtTo
                | WaitingDuration
                | HandlingDuration
                | WrapUpDuration
        )
    }

    fn may_be_null(self) -> bool {
        use SortField::{
            Channel, CreatedAt, CurrentRouting, Direction, Id, OriginalRouting, StartedAt, Status,
        };
        !matches!(
            self,
            Id | CreatedAt | StartedAt | Channel | Direction | Status | OriginalRouting | CurrentRouting
        )
    }
}

/// Who handles an interaction `i`.
pub(crate) const JOIN_ADVISOR: &str = " LEFT JOIN users a ON a.key = i.advisor AND a.company = i.company";
/// The queue an interaction `i` came through.
pub(crate) const JOIN_QUEUE: &str = " LEFT JOIN queues q ON q.key = i.queue AND q.company = i.company";

/// A field and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: SortField,
    /// Largest first.
    pub descending: bool,
}

/// A whole order, the key at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order(Vec<Sort>);

impl Order {
    /// The order asked for; newest first where nothing is.
    pub(crate) fn new(asked: &[Sort]) -> Self {
        let mut sorts: Vec<Sort> = Vec::new();
        for sort in asked {
            if sorts.iter().any(|known| known.field == sort.field) {
                continue;
            }
            sorts.push(*sort);
            // Nothing after the key can decide.
            if sort.field == SortField::Id {
                return Self(sorts);
            }
        }
        let descending = sorts.first().is_none_or(|first| first.descending);
        sorts.push(Sort { field: SortField::Id, descending });
        Self(sorts)
    }

    /// The same rows from the other end.
    pub(crate) fn reversed(&self) -> Self {
        Self(self.0.iter().map(|sort| Sort { descending: !sort.descending, ..*sort }).collect())
    }

    /// Its direction, if it is by the key alone.
    pub(super) fn by_key(&self) -> Option<bool> {
        (self.0[0].field == SortField::Id).then_some(self.0[0].descending)
    }

    /// The index that has its order already, as a hint.
    pub(super) fn index(&self) -> Option<&'static str> {
        match self.0[0].field {
            SortField::Id => Some(" INDEXED BY interactions_newest"),
            SortField::CreatedAt => Some(" INDEXED BY interactions_created"),
            SortField::StartedAt => Some(" INDEXED BY interactions_started"),
            _ => None,
        }
    }

    /// The other tables it needs.
    pub(crate) fn joins(&self, sql: &mut Sql) {
        let needs = |prefix: &str| self.0.iter().any(|sort| sort.field.column().starts_with(prefix));
        if needs("c.") {
            sql.push(" LEFT JOIN contacts c ON c.key = i.contact");
        }
        if needs("u.") {
            sql.push(" LEFT JOIN users u ON u.key = i.created_by_user AND u.company = i.company");
        }
        if needs("a.") {
            sql.push(JOIN_ADVISOR);
        }
        if needs("q.") {
            sql.push(JOIN_QUEUE);
        }
    }

    /// ` ORDER BY …`
    pub(crate) fn clause(&self, sql: &mut Sql) {
        for (index, sort) in self.0.iter().enumerate() {
            sql.push(if index == 0 { " ORDER BY " } else { ", " }).push(sort.field.column());
            sql.push(if sort.descending { " DESC" } else { " ASC" });
            if sort.field.may_be_null() {
                let nulls = sql.dialect().nulls(sort.descending);
                sql.push(nulls);
            }
        }
    }

    /// The place of a row: its values in this order.
    pub(crate) async fn place(
        &self,
        read: &impl Read,
        view: &View,
        key: i64,
    ) -> Result<Option<Vec<Value>>, StoreError> {
        if self.by_key().is_some() {
            return Ok(Some(vec![Value::Int(key)]));
        }
        let mut sql = read.sql();
        for (index, sort) in self.0.iter().enumerate() {
            sql.push(if index == 0 { "SELECT " } else { ", " }).push(sort.field.column());
        }
        sql.push(" FROM interactions i");
        self.joins(&mut sql);
        sql.push(" WHERE i.company = ").bind(view.company.key()).push(" AND i.key = ").bind(key);
        let texts: Vec<bool> = self.0.iter().map(|sort| sort.field.is_text()).collect();
        read.row(sql, move |row| {
            let read = |text: &bool| {
                Ok(if *text { Value::from(row.maybe_text()?) } else { Value::from(row.maybe_int()?) })
            };
            texts.iter().map(read).collect()
        })
        .await
    }

    /// The rows that come after a place, with ` AND ` in front.
    pub(crate) fn after(&self, place: &[Value], sql: &mut Sql) {
        let one_way = self.0.iter().all(|sort| sort.descending == self.0[0].descending);
        if one_way && !self.0.iter().any(|sort| sort.field.may_be_null()) {
            self.after_by_row_values(place, sql);
        } else {
            self.after_step_by_step(place, sql);
        }
    }

    /// `(a, b) < (?, ?)`: both engines walk an index with it; the OR form they do not.
    fn after_by_row_values(&self, place: &[Value], sql: &mut Sql) {
        sql.push(" AND (");
        for (index, sort) in self.0.iter().enumerate() {
            sql.push(if index == 0 { "" } else { ", " }).push(sort.field.column());
        }
        sql.push(if self.0[0].descending { ") < (" } else { ") > (" });
        sql.bind_all(place.iter().cloned()).push(")");
    }

    fn after_step_by_step(&self, place: &[Value], sql: &mut Sql) {
        sql.push(" AND (");
        for last in 0..self.0.len() {
            sql.push(if last == 0 { "(" } else { " OR (" });
            for (index, sort) in self.0[..=last].iter().enumerate() {
                sql.push(if index == 0 { "" } else { " AND " });
                if index < last {
                    equals(sort.field.column(), &place[index], sql);
                } else {
                    beyond(*sort, &place[index], sql);
                }
            }
            sql.push(")");
        }
        sql.push(")");
    }
}

fn equals(column: &str, value: &Value, sql: &mut Sql) {
    match value {
        Value::Null => sql.push(column).push(" IS NULL"),
        value => sql.push(column).push(" = ").bind(value.clone()),
    };
}

fn beyond(sort: Sort, value: &Value, sql: &mut Sql) {
    let column = sort.field.column();
    match (value, sort.descending) {
        // Nothing is smaller than NULL, everything else is larger.
        (Value::Null, true) => sql.push("1 = 0"),
        (Value::Null, false) => sql.push(column).push(" IS NOT NULL"),
        (value, false) => sql.push(column).push(" > ").bind(value.clone()),
        (value, true) if sort.field.may_be_null() => {
            sql.push("(").push(column).push(" < ").bind(value.clone());
            sql.push(" OR ").push(column).push(" IS NULL)")
        }
        (value, true) => sql.push(column).push(" < ").bind(value.clone()),
    };
}
