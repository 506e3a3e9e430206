//! Other people's phones, workplaces and the chain of command.

use domain::id::{ContactId, Id};
use domain::vocabulary::{Affiliation, Channel, ContactLabel, ContactType, Theme};
use guard::Proposal;
use guard::facts::ContactFacts;

use crate::story::{Story, allowed, call, denied, email};

const NOON: &str = "2026-06-01T12:00";

fn somebody(affiliation: Affiliation) -> ContactFacts {
    let mut contact = ContactFacts::new(ContactId::of(9), ContactType::Phone);
    (contact.affiliation, contact.value) = (affiliation, Some("+15185550109".to_owned()));
    contact
}

fn calling(contact: ContactFacts, proposal: &Proposal) -> guard::Decision {
    let mut story = Story::in_albany();
    let contact = Some(story.add_contact(contact));
    story.ask(&Proposal { contact, ..proposal.clone() }, NOON)
}

#[test]
fn who_is_one_with_the_person_may_be_told() {
    for affiliation in [Affiliation::Spouse, Affiliation::Guardian, Affiliation::Executor] {
        allowed(&calling(somebody(affiliation), &call()));
    }
    let servicing = Proposal::about(Channel::Voice, Theme::OpsServicing);
    for affiliation in [
        Affiliation::Parent,
        Affiliation::Friend,
        Affiliation::Employer,
        Affiliation::CoBorrower,
        Affiliation::Attorney,
    ] {
        denied(&calling(somebody(affiliation), &call()), &["CG-TP-DISCLOSURE"]);
        denied(&calling(somebody(affiliation), &servicing), &["CG-TP-DISCLOSURE"]);
    }
    allowed(&calling(
        ContactFacts { authorized_third_party: true, ..somebody(Affiliation::Parent) },
        &call(),
    ));
    allowed(&calling(ContactFacts { power_of_attorney: true, ..somebody(Affiliation::Friend) }, &call()));
}

#[test]
fn each_other_person_may_be_asked_once_where_the_borrower_is() {
    let mut story = Story::in_albany();
    let friend = story.add_contact(somebody(Affiliation::Friend));
    let locate = Proposal { contact: Some(friend), theme: Theme::OpsCollLocateBorrower, ..call() };
    allowed(&story.ask(&locate, NOON));
    let row = story.happened(Channel::Voice, "2025-01-01T12:00");
    (row.contact, row.theme) = (Some(friend), Theme::OpsCollLocateBorrower);
    let id = row.id;
    denied(&story.ask(&locate, NOON), &["CG-TP-DISCLOSURE"]);
    // The one that is being sent is not in its own way.
    allowed(&story.ask(&Proposal { interaction: Some(id), ..locate }, NOON));
}

#[test]
fn an_employer_who_forbids_it_and_email_at_work_are_left_alone() {
    let at_work = ContactFacts { label: Some(ContactLabel::Work), ..somebody(Affiliation::Own) };
    allowed(&calling(at_work.clone(), &call()));
    denied(&calling(ContactFacts { refused_by_employer: true, ..at_work.clone() }, &call()), &["CG-WORK"]);
    let email_at_work = ContactFacts { contact_type: ContactType::Email, value: None, ..at_work };
    denied(&calling(email_at_work.clone(), &email()), &["CG-WORK"]);
    allowed(&calling(email_at_work, &Proposal::about(Channel::Email, Theme::OpsServicing)));
}

#[test]
fn the_chain_of_command_is_never_contacted_about_a_debt() {
    let commander = ContactFacts { label: Some(ContactLabel::Military), ..somebody(Affiliation::Own) };
    denied(&calling(commander, &call()), &["CG-TP-MILITARY"]);
}
