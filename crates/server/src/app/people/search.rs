//! People by what somebody typed.

use domain::contact::Contact;
use domain::person::search::{FoundPerson, Wanted};
use domain::vocabulary::Permission;
use store::page::{Page, Slice};
use store::{contacts, people};

use crate::app::{App, AppError, Caller};

/// The people somebody may have meant, newest first; contacts only for those who may read them.
pub async fn search(
    app: &App,
    caller: &Caller,
    wanted: Wanted,
    slice: Slice,
) -> Result<Page<FoundPerson>, AppError> {
    caller.require(Permission::PersonRead)?;
    let reads_contacts = caller.may(Permission::ContactRead);
    let wanted = if reads_contacts { wanted } else { wanted.without_contacts() };
    let page = people::search(&app.store, caller.company, &wanted, slice).await?;
    let ids: Vec<_> = page.rows.iter().filter(|_| reads_contacts).map(|person| person.id).collect();
    let contacts = contacts::of_people(&app.store, caller.company, &ids).await?;
    let rows = page.rows.into_iter().map(|person| {
        let own: Vec<&Contact> = contacts.iter().filter(|contact| contact.person_id == person.id).collect();
        FoundPerson::new(person, &wanted, &own)
    });
    Ok(Page {
        rows: rows.collect(),
        total: page.total,
        exact: page.exact,
        more_after: page.more_after,
        more_before: page.more_before,
    })
}
