//! Interactions go out as lines that an import reads: what they name is named so that another store
//! can find it.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use domain::id::{AnyId, Id, InteractionId, QueueId};
use domain::interaction::{Interaction, InteractionBody};
use domain::vocabulary::{Permission, Role};
use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};
use store::event::{NewEvent, Object};
use store::interactions::{self, Filter, View};
use store::lookup::{self, Table};
use store::{StoreError, Tx, cases, queues};

use crate::app::{App, AppError, Caller};

/// Rows read at once.
const CHUNK: i64 = 500;

/// A line: its fields by name, each as JSON text.
pub type Fields = BTreeMap<String, Box<RawValue>>;

/// An export under way.
pub struct Export<'a> {
    app: &'a App,
    caller: Caller,
    role: Role,
    view: View,
    filter: Filter,
    after: Option<InteractionId>,
    rows: u64,
    sensitive: u64,
}

impl<'a> Export<'a> {
    /// Begins an export of what a role may see.
    pub fn begin(app: &'a App, caller: &Caller, role: Role, filter: Filter) -> Result<Self, AppError> {
        let caller = Caller { role: Some(role), permissions: role.permissions().collect(), ..caller.clone() };
        caller.require(Permission::InteractionRead)?;
        if filter.has_no_person == Some(true) {
            caller.require(Permission::InteractionReadUnassociated)?;
        }
        // Roles are held by users, and no user ever sees account credentials (section 3 of the contract).
        let view = View { credentials: false, ..caller.view() };
        Ok(Self { app, caller, role, view, filter, after: None, rows: 0, sensitive: 0 })
    }

    /// The next lines, oldest first; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Fields>, AppError> {
        let rows = interactions::walk(&self.app.store, &self.view, &self.filter, self.after, CHUNK).await?;
        let Some(last) = rows.last() else { return Ok(Vec::new()) };
        self.after = Some(last.id);
        self.rows += rows.len() as u64;
        self.sensitive += rows.iter().filter(|row| row.sensitive && row.content.is_some()).count() as u64;
        self.lines(rows).await
    }

    /// Says in the log what was read, if any of it was sensitive.
    pub async fn finish(self) -> Result<u64, AppError> {
        if self.sensitive == 0 {
            return Ok(self.rows);
        }
        let told =
            json!({"export": {"rows": self.rows, "sensitive": self.sensitive, "role": self.role.as_str()}});
        let (at, changes) = (self.app.clock.now(), told.to_string());
        let object = Object::Company(self.caller.company);
        let change = async move |tx: &Tx| {
            let changes = changes.clone();
            tx.record(NewEvent { verb: "read", object, person: None, changes, at, credentials: false });
            Ok::<_, StoreError>(())
        };
        self.app.store.write(self.caller.author(), change).await?;
        Ok(self.rows)
    }

    async fn lines(&self, rows: Vec<Interaction>) -> Result<Vec<Fields>, AppError> {
        let people = self.names(Table::People, rows.iter().filter_map(|row| row.person)).await?;
        let contacts = self.names(Table::Contacts, rows.iter().filter_map(|row| row.contact)).await?;
        let loans = self.names(Table::Loans, rows.iter().flat_map(|row| row.loans.iter().copied())).await?;
        let previous = self.names(Table::Interactions, rows.iter().filter_map(|row| row.previous)).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let links = cases::linked_ids(&self.app.store, self.caller.company, &ids).await?;
        let cases = self.names(Table::Cases, links.iter().map(|(_, case)| *case)).await?;
        let queues = self.queues(&rows).await?;
        let mut linked: HashMap<InteractionId, Vec<String>> = HashMap::new();
        for (interaction, case) in &links {
            linked.entry(*interaction).or_default().push(named(&cases, *case));
        }
        let line = |row: Interaction| {
            let mut set: Vec<(&str, serde_json::Value)> = vec![
                ("personId", row.person.map(|id| named(&people, id)).into()),
                ("contactId", row.contact.map(|id| named(&contacts, id)).into()),
                ("loanId", row.loans.first().map(|id| named(&loans, *id)).into()),
                ("loanIds", row.loans.iter().map(|id| named(&loans, *id)).collect()),
                ("caseIds", linked.remove(&row.id).unwrap_or_default().into()),
            ];
            if let Some(contact) = row.contact {
                set.push(("contactExternalId", contacts.get(&contact).cloned().flatten().into()));
            }
            // One that is deleted is not in the export, so nothing can continue it elsewhere.
            let before = row.previous.and_then(|id| {
                let external = previous.get(&id)?.clone();
                Some(format!("ext-{}", external.unwrap_or_else(|| id.to_string())))
            });
            set.push(("previousInteractionId", before.into()));
            set.extend(handled(&row, &queues));
            let recorded_by = row.created_by.user() == row.handling.advisor;
            let mut line = fields(InteractionBody::from(row).named_by_its_id(), set)?;
            if recorded_by {
                // Follows from who recorded it, as far as that is somebody where the line is read.
                line.remove("advisorId");
            }
            Ok(line)
        };
        rows.into_iter().map(line).collect()
    }

    /// The queues of these rows by their references, where they have one.
    async fn queues(&self, rows: &[Interaction]) -> Result<HashMap<QueueId, Option<String>>, StoreError> {
        let mut ids: Vec<_> = rows.iter().filter_map(|row| row.handling.queue).collect();
        ids.sort();
        ids.dedup();
        let names = queues::names(&self.app.store, self.caller.company, &ids).await?;
        Ok(names.into_iter().map(|(id, _, reference)| (id, reference)).collect())
    }

    /// The external ids of these rows, where they have one.
    async fn names<T: Id + Hash + Send + 'static>(
        &self,
        table: Table,
        ids: impl Iterator<Item = T>,
    ) -> Result<HashMap<T, Option<String>>, StoreError> {
        let names: Vec<_> = ids.map(AnyId::Ours).collect();
        let found = lookup::find(&self.app.store, self.caller.company, table, &names).await?;
        Ok(found.into_values().map(|known| (known.id, known.external_id)).collect())
    }
}

/// `ext-…` where it has an external id, else its own.
fn named<T: Id + Hash>(names: &HashMap<T, Option<String>>, id: T) -> String {
    match names.get(&id) {
        Some(Some(external)) => format!("ext-{external}"),
        _ => id.to_string(),
    }
}

/// How it was handled, as it was said: what was derived is derived again where the line is read.
fn handled(
    row: &Interaction,
    queues: &HashMap<QueueId, Option<String>>,
) -> [(&'static str, serde_json::Value); 5] {
    let said = &row.handling;
    [
        ("queueId", said.queue.map(|id| named(queues, id)).into()),
        ("handlingStatus", said.status.map(|word| word.as_str()).into()),
        ("handlingReason", said.reason.clone().into()),
        ("currentRouting", said.current_routing.map(|word| word.as_str()).into()),
        ("handlingDuration", said.handling.into()),
    ]
}

fn fields(body: InteractionBody, set: Vec<(&str, serde_json::Value)>) -> Result<Fields, AppError> {
    let read = || -> serde_json::Result<Fields> {
        let mut fields: Fields = serde_json::from_str(&serde_json::to_string(&body)?)?;
        for (name, value) in set {
            fields.insert(name.to_owned(), to_raw_value(&value)?);
        }
        Ok(fields)
    };
    read().map_err(|error| StoreError::Inconsistent(format!("an interaction: {error}")).into())
}
