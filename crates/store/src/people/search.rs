//! People by what somebody typed.

use domain::id::{CompanyId, Id};
use domain::person::Person;
use domain::person::search::Wanted;

use super::{COLUMNS, map};
use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::{Read, Value};

/// The people somebody may have meant, newest first.
pub async fn search(
    read: &impl Read,
    company: CompanyId,
    wanted: &Wanted,
    slice: Slice,
) -> Result<Page<Person>, StoreError> {
    let position = read.dialect().position();
    let mut values = vec![Value::Int(company.key())];
    let words: Vec<String> = wanted.words.iter().map(|_| format!("{position}(search_text, ?) > 0")).collect();
    values.extend(wanted.words.iter().map(|word| Value::Text(word.clone())));
    let mut ways = vec![format!("({})", words.join(" AND "))];
    if let Some(id) = wanted.id {
        ways.push("key = ?".to_owned());
        values.push(id.key().into());
    }
    if let Some(external) = &wanted.external_id {
        ways.push("external_id = ?".to_owned());
        values.push(external.clone().into());
    }
    for (kind, part) in [("phone", &wanted.digits), ("email", &wanted.email)] {
        let Some(part) = part else { continue };
        ways.push(format!(
            "key IN (SELECT person FROM contacts WHERE company = ? AND contact_type = '{kind}' \
             AND value_folded IS NOT NULL AND {position}(value_folded, ?) > 0 AND deleted_at IS NULL)"
        ));
        values.extend([Value::Int(company.key()), Value::Text(part.clone())]);
    }
    let list = Newest {
        columns: COLUMNS,
        table: "people",
        condition: format!("company = ? AND deleted_at IS NULL AND ({})", ways.join(" OR ")),
        values,
    };
    list.page(read, slice, map).await
}
