//! What the guard asks the store for thousands of people at once.

use domain::consent::{Consent, ConsentDraft, Subject};
use domain::id::{AnyId, CompanyId, ConsentId, Id, InteractionId, OverrideId, PersonId};
use domain::interaction::CreatedBy;
use domain::vocabulary::Role;
use serde_json::json;
use store::{Author, StoreError, Tx, consents, overrides};

use crate::support::{TestApp, on_both_stores};

/// More people than one statement names.
const PEOPLE: i64 = 10_000;

on_both_stores! {
    async fn ten_thousand_people_are_asked_about_in_a_few_statements(app: &TestApp) {
        let elsewhere = app.another_company().await;
        for person in [1, PEOPLE / 2, PEOPLE] {
            insert(app, app.company, PersonId::of(person)).await;
        }
        insert(app, elsewhere, PersonId::of(2)).await;
        insert(app, app.company, PersonId::of(PEOPLE + 1)).await;
        let people: Vec<PersonId> = (1..=PEOPLE).chain([1]).map(PersonId::of).collect();
        let store = &app.app.store;
        let found = consents::of_people(store, app.company, &people).await.unwrap();
        let mut whose: Vec<i64> = found.iter().map(|consent| consent.person_id.key()).collect();
        whose.sort_unstable();
        assert_eq!(whose, [1, PEOPLE / 2, PEOPLE]);
        assert!(consents::of_people(store, app.company, &[]).await.unwrap().is_empty());
        let last = consents::all_of_person(store, app.company, PersonId::of(PEOPLE)).await.unwrap();
        assert_eq!(last.len(), 1);
        let author = Author::system(app.company);
        let inside = store.write(author, async |tx: &Tx| consents::all_of_person(tx, tx.author().company, PersonId::of(1)).await);
        assert_eq!(inside.await.unwrap(), found.into_iter().filter(|one| one.person_id.key() == 1).collect::<Vec<_>>());
    }

    async fn an_override_is_used_up_by_one_interaction(app: &TestApp) {
        let manager = app.user(app.company, Role::Manager).await;
        let ada = app.person("Ada").await;
        let body = json!({"ruleId": "CG-INTENSITY", "reason": "she asked", "proposal": {"channel": "voice", "theme": "opsCollDebt"}});
        let id: OverrideId = manager.post(&format!("/api/people/{ada}/overrides"), body).await.ok().id().parse().unwrap();
        let used = async |company: CompanyId, interaction: i64| {
            let change = async move |tx: &Tx| overrides::use_up(tx, id, InteractionId::of(interaction)).await;
            app.app.store.write(Author::system(company), change).await.unwrap()
        };
        assert!(!used(app.another_company().await, 7).await);
        assert!(used(app.company, 7).await && used(app.company, 7).await);
        assert!(!used(app.company, 8).await);
        let found = overrides::find(&app.app.store, app.company, ada.parse().unwrap(), &AnyId::Ours(id)).await.unwrap();
        assert_eq!(found.unwrap().used_by, Some(InteractionId::of(7)));
    }
}

async fn insert(app: &TestApp, company: CompanyId, person: PersonId) {
    let now = app.clock.now();
    let by = CreatedBy { descriptor: "system".to_owned(), id: None, name: Some("switchboard".to_owned()) };
    let about = Subject { person, loan: None, contact: None };
    let draft = ConsentDraft::read(r#"{"kind":"text"}"#).unwrap();
    let consent: Consent = draft.create(ConsentId::of(0), about, by, now).unwrap();
    let write =
        async move |tx: &Tx| -> Result<ConsentId, StoreError> { consents::insert(tx, &consent).await };
    app.app.store.write(Author::system(company), write).await.unwrap();
}
