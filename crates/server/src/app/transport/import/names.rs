//! What lines name: people, contacts, loans, cases, earlier interactions; found for a chunk at once.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use domain::id::{AnyId, CaseId, ContactId, Id, InteractionId, LoanId, PersonId, QueueId, UserId};
use domain::interaction::{Draft, Found};
use domain::patch::Patch;
use domain::person::PersonDraft;
use domain::problem::Problems;
use store::event::{NewEvent, Object};
use store::lookup::{self, Known, Table};
use store::{StoreError, Tx, contacts, people, users};

use super::followed;
use crate::app::interactions::references::NO_QUEUE;
use crate::app::users::NO_USER;
use crate::app::{App, AppError, Caller};

/// People remembered between chunks.
const REMEMBERED: usize = 200_000;
pub(super) const NO_PREVIOUS: &str = "names an interaction that is neither there nor in the file";
const NO_PERSON: &str = "names no person; record the person first, or import with --create-people";
const NO_CONTACT: &str = "names no contact of this person; record the contact first";

/// What the lines at hand name.
pub(super) struct Names<'a> {
    app: &'a App,
    caller: &'a Caller,
    create_people: bool,
    people: HashMap<AnyId<PersonId>, PersonId>,
    contacts: HashMap<AnyId<ContactId>, Known<ContactId>>,
    loans: HashMap<AnyId<LoanId>, Known<LoanId>>,
    cases: HashMap<AnyId<CaseId>, Known<CaseId>>,
    previous: HashMap<AnyId<InteractionId>, Known<InteractionId>>,
    queues: HashMap<AnyId<QueueId>, Known<QueueId>>,
    /// Users by their ids, and by their emails as they are written.
    users: HashMap<AnyId<UserId>, Option<UserId>>,
    /// Numbers and addresses of the contacts.
    addresses: HashMap<ContactId, String>,
}

/// What one line names.
#[derive(Default)]
pub(super) struct Named {
    pub(super) person: Option<PersonId>,
    pub(super) found: Found,
    pub(super) cases: Vec<CaseId>,
    pub(super) follows: Option<String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(app: &'a App, caller: &'a Caller, create_people: bool) -> Self {
        Self {
            app,
            caller,
            create_people,
            people: HashMap::new(),
            contacts: HashMap::new(),
            loans: HashMap::new(),
            cases: HashMap::new(),
            previous: HashMap::new(),
            queues: HashMap::new(),
            users: HashMap::new(),
            addresses: HashMap::new(),
        }
    }

    /// Finds all that these lines name.
    pub(super) async fn find(&mut self, drafts: &[(u64, Draft)]) -> Result<(), AppError> {
        let references = || drafts.iter().map(|(_, draft)| &draft.references);
        self.find_people(references().filter_map(|named| named.person.as_value())).await?;
        let contacts = references().filter_map(contact).map(|(_, name)| name);
        self.contacts = self.look(Table::Contacts, contacts).await?;
        let loans = references().flat_map(|named| {
            named.loan.as_value().into_iter().chain(named.loans.as_value().into_iter().flatten()).cloned()
        });
        self.loans = self.look(Table::Loans, loans).await?;
        let cases = references().flat_map(|named| named.cases.as_value().into_iter().flatten().cloned());
        self.cases = self.look(Table::Cases, cases).await?;
        let previous = drafts.iter().filter_map(|(_, draft)| followed(draft).cloned());
        self.previous = self.look(Table::Interactions, previous).await?;
        let queues = references().filter_map(|named| named.queue.as_value().cloned());
        self.queues = self.look(Table::Queues, queues).await?;
        let ids: Vec<_> = self.contacts.values().map(|known| known.id).collect();
        let company = self.caller.company;
        self.addresses = contacts::values_of(&self.app.store, company, &ids).await?.into_iter().collect();
        self.find_users(drafts).await
    }

    /// Those who handled the interactions, and those who recorded them.
    async fn find_users(&mut self, drafts: &[(u64, Draft)]) -> Result<(), AppError> {
        if self.users.len() > REMEMBERED {
            self.users.clear();
        }
        let named = drafts.iter().flat_map(|(_, draft)| {
            let recorded_by = draft.recorded_by().map(AnyId::Ours);
            draft.references.advisor.as_value().cloned().into_iter().chain(recorded_by)
        });
        let unknown: HashSet<_> = named.filter(|name| !self.users.contains_key(name)).collect();
        let ids: Vec<_> = unknown
            .iter()
            .filter_map(|name| if let AnyId::Ours(id) = name { Some(*id) } else { None })
            .collect();
        let there = users::find_all(&self.app.store, self.caller.company, &ids).await?;
        let there: HashSet<UserId> = there.into_iter().map(|user| user.id).collect();
        for name in unknown {
            let found = match &name {
                AnyId::Ours(id) => there.get(id).copied(),
                AnyId::External(email) => {
                    let found = users::find_by_email(&self.app.store, self.caller.company, email).await?;
                    found.map(|user| user.id)
                }
                AnyId::Neither => None,
            };
            self.users.insert(name, found);
        }
        Ok(())
    }

    /// Whether a line continues one that is not there, or not yet.
    pub(super) fn may_follow(&self, draft: &Draft) -> bool {
        followed(draft)
            .is_some_and(|name| matches!(name, AnyId::External(_)) && !self.previous.contains_key(name))
    }

    /// What one of these lines names, and which names nobody carries.
    pub(super) fn of(&self, draft: &Draft) -> (Named, Problems) {
        let mut problems = Problems::new();
        let mut named = Named::default();
        if let Some(name) = draft.references.person.as_value() {
            named.person = self.people.get(name).copied();
            if named.person.is_none() {
                problems.push("personId", NO_PERSON);
            }
        }
        named.found = Found {
            contact: self.contact_of(draft, &named, &mut problems),
            loans: self.loans_of(draft, &mut problems),
            previous: self.previous_of(draft, &mut named.follows, &mut problems),
            advisor: self.advisor_of(draft, &mut problems),
            queue: self.queue_of(draft, &mut problems),
            address: None,
        };
        let contact = named.found.contact.as_value().map(|(id, _)| *id);
        named.found.address = contact.and_then(|id| self.addresses.get(&id).cloned());
        named.cases = self.cases_of(draft, named.person, &mut problems);
        (named, problems)
    }

    async fn look<T: Id + Hash + Send + 'static>(
        &self,
        table: Table,
        names: impl Iterator<Item = AnyId<T>>,
    ) -> Result<HashMap<AnyId<T>, Known<T>>, StoreError> {
        let names: Vec<_> = names.collect::<HashSet<_>>().into_iter().collect();
        if names.is_empty() {
            return Ok(HashMap::new());
        }
        lookup::find(&self.app.store, self.caller.company, table, &names).await
    }

    async fn find_people<'d>(
        &mut self,
        names: impl Iterator<Item = &'d AnyId<PersonId>>,
    ) -> Result<(), AppError> {
        if self.people.len() > REMEMBERED {
            self.people.clear();
        }
        let mut unknown: Vec<_> = names.filter(|name| !self.people.contains_key(name)).cloned().collect();
        let mut seen = HashSet::new();
        unknown.retain(|name| seen.insert(name.clone()));
        let found = self.look(Table::People, unknown.iter().cloned()).await?;
        self.people.extend(found.into_iter().map(|(name, known)| (name, known.id)));
        if !self.create_people {
            return Ok(());
        }
        let missing = unknown.into_iter().filter(|name| !self.people.contains_key(name));
        let missing: Vec<String> = missing
            .filter_map(|name| if let AnyId::External(external) = name { Some(external) } else { None })
            .collect();
        self.make_people(missing).await
    }

    async fn make_people(&mut self, missing: Vec<String>) -> Result<(), AppError> {
        if missing.is_empty() {
            return Ok(());
        }
        let now = self.app.clock.now();
        let drafts =
            missing.iter().map(|external| PersonDraft::known_as(external).create(PersonId::of(0), now));
        let new = drafts.collect::<Result<Vec<_>, _>>()?;
        let change = async move |tx: &Tx| {
            let added = people::insert_missing(tx, &new).await?;
            for (id, _) in &added {
                tx.record(NewEvent {
                    verb: "created",
                    object: Object::Person(*id),
                    person: Some(*id),
                    changes: "{}".to_owned(),
                    at: now,
                    credentials: false,
                });
            }
            Ok::<_, StoreError>(added)
        };
        let added = self.app.store.write(self.caller.author(), change).await?;
        let short = added.len() < missing.len();
        self.people.extend(added.into_iter().map(|(id, external)| (AnyId::External(external), id)));
        if short {
            // Somebody else made them in between.
            let found = self.look(Table::People, missing.into_iter().map(AnyId::External)).await?;
            self.people.extend(found.into_iter().map(|(name, known)| (name, known.id)));
        }
        Ok(())
    }

    fn contact_of(
        &self,
        draft: &Draft,
        named: &Named,
        problems: &mut Problems,
    ) -> Patch<(ContactId, Option<String>)> {
        let references = &draft.references;
        let Some((field, name)) = contact(references) else { return Patch::Absent };
        let of_this_person =
            |known: &&Known<ContactId>| named.person.is_none_or(|person| known.person == Some(person.key()));
        let Some(known) = self.contacts.get(&name).filter(of_this_person) else {
            problems.push(field, NO_CONTACT);
            return Patch::Absent;
        };
        if let (Some(_), Some(external)) =
            (references.contact.as_value(), references.contact_external_id.as_value())
            && known.external_id.as_ref() != Some(external)
        {
            problems.push("contactExternalId", "names another contact than contactId");
        }
        Patch::Value((known.id, known.external_id.clone()))
    }

    fn loans_of(&self, draft: &Draft, problems: &mut Problems) -> Patch<Vec<LoanId>> {
        let references = &draft.references;
        let first = references.loan.as_value().map(|loan| ("loanId", loan));
        let others = references.loans.as_value().into_iter().flatten().map(|loan| ("loanIds", loan));
        let mut found = Vec::new();
        for (field, name) in first.into_iter().chain(others) {
            match self.loans.get(name) {
                Some(known) if found.contains(&known.id) => {}
                Some(known) => found.push(known.id),
                None => problems.push(field, "names a loan that is not there; record the loan first"),
            }
        }
        if found.is_empty() { Patch::Absent } else { Patch::Value(found) }
    }

    fn previous_of(
        &self,
        draft: &Draft,
        follows: &mut Option<String>,
        problems: &mut Problems,
    ) -> Patch<InteractionId> {
        let Some(name) = followed(draft) else { return Patch::Absent };
        if let Some(known) = self.previous.get(name) {
            return Patch::Value(known.id);
        }
        match name {
            AnyId::External(external) => *follows = Some(external.clone()),
            _ => problems.push("previousInteractionId", NO_PREVIOUS),
        }
        Patch::Absent
    }

    /// Who is named. Else whoever recorded it, if that is one of ours: the file may be another company's.
    fn advisor_of(&self, draft: &Draft, problems: &mut Problems) -> Patch<UserId> {
        let name = match &draft.references.advisor {
            Patch::Null => return Patch::Null,
            Patch::Absent => {
                let Some(id) = draft.recorded_by() else { return Patch::Absent };
                return self.user(&AnyId::Ours(id)).map_or(Patch::Null, Patch::Value);
            }
            Patch::Value(name) => name,
        };
        if self.user(name).is_none() {
            problems.push("advisorId", NO_USER);
        }
        self.user(name).map_or(Patch::Absent, Patch::Value)
    }

    fn user(&self, name: &AnyId<UserId>) -> Option<UserId> {
        self.users.get(name).copied().flatten()
    }

    fn queue_of(&self, draft: &Draft, problems: &mut Problems) -> Patch<QueueId> {
        let name = match &draft.references.queue {
            Patch::Absent => return Patch::Absent,
            Patch::Null => return Patch::Null,
            Patch::Value(name) => name,
        };
        let Some(known) = self.queues.get(name) else {
            problems.push("queueId", NO_QUEUE);
            return Patch::Absent;
        };
        Patch::Value(known.id)
    }

    fn cases_of(&self, draft: &Draft, person: Option<PersonId>, problems: &mut Problems) -> Vec<CaseId> {
        let mut found = Vec::new();
        for name in draft.references.cases.as_value().into_iter().flatten() {
            let key = person.map(Id::key);
            match self.cases.get(name).filter(|known| key.is_some() && known.person == key) {
                Some(known) if found.contains(&known.id) => {}
                Some(known) => found.push(known.id),
                None => problems.push("caseIds", "names no case of this person; record the case first"),
            }
        }
        found
    }
}

/// The contact a line names, and in which field.
fn contact(references: &domain::interaction::References) -> Option<(&'static str, AnyId<ContactId>)> {
    match (&references.contact, &references.contact_external_id) {
        (Patch::Value(name), _) => Some(("contactId", name.clone())),
        (_, Patch::Value(external)) => Some(("contactExternalId", AnyId::External(external.clone()))),
        _ => None,
    }
}
