//! Ways to reach people.

use domain::contact::Contact;
use domain::id::{AnyId, CompanyId, ContactId, Id, PersonId};
use domain::text::fold;
use domain::vocabulary::{Affiliation, ContactLabel, ContactStatus, ContactType, Line};
use serde::Serialize;

use crate::error::StoreError;
use crate::lookup::keys;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

/// Keys in one statement.
const CHUNK: usize = 4096;

const COLUMNS: &str = "key, person, external_id, contact_type, label, affiliation, status, name, value, \
     address, valid, verified, receive_text_messages, consent_at, authorized_third_party, \
     power_of_attorney, line, reassigned_checked_at, refused_by_employer, disconnection, meta_data, \
     created_at, updated_at, deleted_at";

fn map(row: &mut Row<'_>) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: row.id()?,
        object: Contact::OBJECT,
        person_id: row.id()?,
        external_id: row.maybe_text()?,
        contact_type: row.word(ContactType::parse)?,
        label: row.maybe_word(ContactLabel::parse)?,
        affiliation: row.maybe_word(Affiliation::parse)?.unwrap_or_default(),
        status: row.word(ContactStatus::parse)?,
        name: row.maybe_text()?,
        value: row.maybe_text()?,
        address: row.maybe_text()?.and_then(|json| serde_json::from_str(&json).ok()),
        valid: row.flag()?,
        verified: row.flag()?,
        receive_text_messages: row.flag()?,
        receive_text_messages_last_consent_at: row.maybe_instant()?,
        authorized_third_party: row.flag()?,
        power_of_attorney: row.flag()?,
        line: row.maybe_word(Line::parse)?,
        reassigned_checked_at: row.maybe_instant()?,
        refused_by_employer: row.flag()?,
        phone_disconnection_details: row.maybe_text()?.and_then(|json| serde_json::from_str(&json).ok()),
        meta_data: row.maybe_json()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

/// The numbers and addresses of these contacts.
pub async fn values_of(
    read: &impl Read,
    company: CompanyId,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, String)>, StoreError> {
    let mut all = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let mut sql = read.sql();
        sql.push("SELECT key, value FROM contacts WHERE value IS NOT NULL AND company = ")
            .bind(company.key());
        sql.push(" AND ").among("key", &keys(chunk));
        all.extend(read.rows(sql, |row| Ok((row.id()?, row.text()?))).await?);
    }
    Ok(all)
}

/// The contact with this id, if it is the company's, the person's where one is named, and not deleted.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    id: &AnyId<ContactId>,
) -> Result<Option<Contact>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM contacts WHERE company = ").bind(company.key());
    match id {
        AnyId::Ours(id) => sql.push(" AND key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND external_id = ").bind(external.as_str()),
        AnyId::Neither => return Ok(None),
    };
    if let Some(person) = person {
        sql.push(" AND person = ").bind(person.key());
    }
    sql.push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The contact with the owner's own id, as `find`.
pub async fn find_by_external(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    external_id: &str,
) -> Result<Option<Contact>, StoreError> {
    find(read, company, person, &AnyId::External(external_id.to_owned())).await
}

/// The contacts with these ids, deleted ones too, in no order.
pub async fn find_all(
    read: &impl Read,
    company: CompanyId,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM contacts WHERE company = ").bind(company.key());
    sql.push(" AND key IN (").bind_all(ids.iter().map(|id| id.key())).push(")");
    read.rows(sql, map).await
}

/// The contacts of these people; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<Contact>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "contacts", condition: " AND deleted_at IS NULL" };
    rows.rows(read, company, people, map).await
}

/// The contacts of one kind with this number or address, of people who are still there, oldest first.
pub async fn by_value(
    read: &impl Read,
    company: CompanyId,
    kind: ContactType,
    value: &str,
) -> Result<Vec<Contact>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM contacts WHERE company = ").bind(company.key());
    sql.push(" AND value_folded = ").bind(fold(value)).push(" AND contact_type = ").bind(kind.as_str());
    sql.push(" AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM people p WHERE p.company = ");
    sql.bind(company.key()).push(" AND p.key = contacts.person AND p.deleted_at IS NULL) ORDER BY key");
    read.rows(sql, map).await
}

/// The contacts of a person, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Contact>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "contacts",
        condition: "company = ? AND person = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a contact; its id.
pub async fn insert(tx: &Tx, contact: &Contact) -> Result<ContactId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO contacts (company, person, external_id, contact_type, label, affiliation, status, name, \
         name_sort, value, value_folded, address, valid, verified, receive_text_messages, consent_at, \
         authorized_third_party, power_of_attorney, line, reassigned_checked_at, refused_by_employer, \
         disconnection, meta_data, created_at, updated_at, deleted_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(contact)).push(") RETURNING key");
    Ok(ContactId::of(tx.insert(&sql).await?))
}

/// Writes a changed contact back.
pub async fn update(tx: &Tx, contact: &Contact) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE contacts SET person = ?, external_id = ?, contact_type = ?, label = ?, affiliation = ?, \
         status = ?, name = ?, name_sort = ?, value = ?, value_folded = ?, address = ?, valid = ?, \
         verified = ?, receive_text_messages = ?, consent_at = ?, authorized_third_party = ?, \
         power_of_attorney = ?, line = ?, reassigned_checked_at = ?, refused_by_employer = ?, \
         disconnection = ?, meta_data = ?, created_at = ?, updated_at = ?, deleted_at = ?",
        values(contact),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(contact.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(contact: &Contact) -> Vec<Value> {
    vec![
        contact.person_id.key().into(),
        contact.external_id.clone().into(),
        contact.contact_type.as_str().into(),
        contact.label.map(ContactLabel::as_str).into(),
        contact.affiliation.as_str().into(),
        contact.status.as_str().into(),
        contact.name.clone().into(),
        contact.name_sort().into(),
        contact.value.clone().into(),
        contact.value_folded().into(),
        json(contact.address.as_ref()),
        contact.valid.into(),
        contact.verified.into(),
        contact.receive_text_messages.into(),
        contact.receive_text_messages_last_consent_at.into(),
        contact.authorized_third_party.into(),
        contact.power_of_attorney.into(),
        contact.line.map(Line::as_str).into(),
        contact.reassigned_checked_at.into(),
        contact.refused_by_employer.into(),
        json(contact.phone_disconnection_details.as_ref()),
        contact.meta_data.as_ref().map(|json| json.get().to_owned()).into(),
        contact.created_at.into(),
        contact.updated_at.into(),
        contact.deleted_at.into(),
    ]
}

fn json<T: Serialize>(value: Option<&T>) -> Value {
    value.and_then(|value| serde_json::to_string(value).ok()).into()
}
