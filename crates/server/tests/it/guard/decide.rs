//! Real contacts: decided inside the write that records them, kept, judged again.

use std::sync::Arc;

use domain::id::{InteractionId, LoanId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, DecisionPhase, Role, Status, Theme};
use futures::future::join_all;
use guard::{Decision, Proposal};
use serde_json::json;
use server::app::guard::{Asked, Books, Foreknown, decide, decide_knowing, learn, replay};
use server::app::{AppError, Caller};
use store::interactions::Inserted;
use store::{Author, Tx};

use super::Borrower;
use super::borrower::BOSTON;
use crate::support::{TestApp, on_both_stores};

/// A message to somebody, accepted or refused as a send would be: its row, its decision, in one write.
async fn send(app: &TestApp, ada: &Borrower, channel: Channel, status: Status, now: Instant) -> Decision {
    let (person, loan): (PersonId, LoanId) = (ada.id.parse().unwrap(), ada.loan.parse().unwrap());
    let proposal = Proposal { loans: vec![loan], ..Proposal::about(channel, Theme::OpsCollDebt) };
    let asked = Asked { person, proposal, phase: DecisionPhase::Accept, now };
    let (books, row) = (app.app.books.clone(), row(app, ada, channel, status).await);
    app.app
        .store
        .write(Author::system(app.company), async move |tx: &Tx| {
            let verdict = decide(tx, &books, &asked).await?;
            let decision = verdict.decision.clone();
            let mut carried = None;
            if decision.is_allowed() {
                let mut row = row.clone();
                row.started_at = decision.evaluated_at;
                let Inserted::New(interaction) = store::interactions::insert(tx, &row).await? else {
                    panic!("it has no external id");
                };
                carried = Some(interaction);
            }
            verdict.keep(tx, carried).await?;
            Ok::<_, AppError>(decision)
        })
        .await
        .unwrap()
}

/// A decision that is kept and nothing else.
async fn kept(
    app: &TestApp,
    books: Arc<Books>,
    asked: Asked,
    interaction: Option<InteractionId>,
) -> Decision {
    app.app
        .store
        .write(Author::system(app.company), async move |tx: &Tx| {
            let verdict = decide(tx, &books, &asked).await?;
            let decision = verdict.decision.clone();
            verdict.keep(tx, interaction).await?;
            Ok::<_, AppError>(decision)
        })
        .await
        .unwrap()
}

async fn row(
    app: &TestApp,
    ada: &Borrower,
    channel: Channel,
    status: Status,
) -> domain::interaction::Interaction {
    let caller = Caller::system(app.company);
    let body = json!({"channel": channel.as_str(), "direction": "outbound", "status": status.as_str(), "theme": "opsCollDebt"});
    let draft = domain::interaction::Draft::read(&body.to_string()).unwrap();
    let setting = domain::interaction::Setting {
        company: app.company,
        person: Some(ada.id.parse().unwrap()),
        created_by: caller.created_by(),
        is_external: false,
        now: app.clock.now(),
    };
    let mut row = domain::interaction::create(draft, domain::interaction::Found::default(), setting).unwrap();
    row.loans = vec![ada.loan.parse().unwrap()];
    row.contact = Some(ada.phone.parse().unwrap());
    row
}

/// What is known of somebody now, but for the history: a decision by it shows that nobody looked again.
async fn forgetful(app: &TestApp, asked: &Asked) -> Foreknown {
    let store = &app.app.store;
    let as_of = Some(store::events::newest(store, app.company).await.unwrap());
    let book = app.app.books.of(store, app.company).await.unwrap();
    let known = learn(store, app.company, &[asked.person], &book, asked.now).await.unwrap();
    let mut facts = known[&asked.person].facts.clone();
    assert!(!facts.history.is_empty());
    facts.history.clear();
    Foreknown { as_of, book, facts }
}

/// Whether a contact is allowed by what was known before a write.
async fn allowed_by(app: &TestApp, asked: &Asked, before: &Foreknown) -> bool {
    let (books, asked, before) = (app.app.books.clone(), asked.clone(), before.clone());
    let decided = app.app.store.write(Author::system(app.company), async move |tx: &Tx| {
        let verdict = decide_knowing(tx, &books, &asked, &before).await?;
        Ok::<_, AppError>(verdict.decision.is_allowed())
    });
    decided.await.unwrap()
}

on_both_stores! {
    async fn what_was_known_before_a_write_counts_until_something_happens(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        for _ in 0..2 {
            ada.texted("2026-03-01T15:00:00Z").await;
        }
        app.clock.turn(60);
        let (person, loan) = (ada.id.parse().unwrap(), ada.loan.parse().unwrap());
        let proposal = Proposal { loans: vec![loan], ..Proposal::about(Channel::Text, Theme::OpsCollDebt) };
        let asked = Asked { person, proposal, phase: DecisionPhase::Accept, now: app.clock.now() };
        let before = forgetful(app, &asked).await;
        assert!(allowed_by(app, &asked, &before).await);
        assert!(!allowed_by(app, &asked, &Foreknown { as_of: None, ..before.clone() }).await);

        let bob = Borrower::at(app, BOSTON, true).await;
        bob.texted("2026-03-01T15:00:00Z").await;
        assert!(allowed_by(app, &asked, &before).await, "what happens to others is none of hers");
        ada.texted("2026-03-01T15:00:00Z").await;
        assert!(!allowed_by(app, &asked, &before).await);

        let before = forgetful(app, &asked).await;
        assert!(allowed_by(app, &asked, &before).await);
        let other = json!({"settings": {"complianceGuard": {"rules": {"CG-MA-2IN7": {"max": 1}}}}});
        app.administrator().await.put("/api/company", other).await.ok();
        assert!(!allowed_by(app, &asked, &before).await);
    }

    async fn what_a_neighbour_in_the_same_commit_did_is_seen(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        ada.texted("2026-03-01T15:00:00Z").await;
        let (person, loan) = (ada.id.parse().unwrap(), ada.loan.parse().unwrap());
        let proposal = Proposal { loans: vec![loan], ..Proposal::about(Channel::Text, Theme::OpsCollDebt) };
        let asked = Asked { person, proposal, phase: DecisionPhase::Accept, now: app.clock.now() };
        let before = forgetful(app, &asked).await;
        let books = app.app.books.clone();
        let row = row(app, &ada, Channel::Text, Status::Attempted).await;
        let decided = app.app.store.write(Author::system(app.company), async move |tx: &Tx| {
            store::interactions::insert(tx, &row).await?;
            tx.record(store::event::NewEvent {
                verb: "created",
                object: store::event::Object::Person(person),
                person: Some(person),
                changes: "{}".to_owned(),
                at: asked.now,
                credentials: false,
            });
            let verdict = decide_knowing(tx, &books, &asked, &before).await?;
            Ok::<_, AppError>(verdict.decision.is_allowed())
        });
        assert!(!decided.await.unwrap());
    }

    async fn of_two_sends_with_one_place_left_exactly_one_goes(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        ada.texted("2026-03-01T15:00:00Z").await;
        app.clock.turn(60);
        let now = app.clock.now();
        // Clocks of nodes differ: the one that is behind must not overlook who came first.
        let clocks = [0, -2, 3, -5, 1, 0, -1, 4].map(|seconds| now.plus_seconds(seconds));
        let sends = clocks.iter().map(|now| send(app, &ada, Channel::Text, Status::Scheduled, *now));
        let decisions = join_all(sends).await;
        assert_eq!(decisions.iter().filter(|decision| decision.is_allowed()).count(), 1);
        let refused: Vec<_> = decisions.iter().filter(|decision| !decision.is_allowed()).collect();
        assert!(refused.iter().all(|decision| decision.compliance_guard_rule_id.as_deref() == Some("CG-MA-2IN7")));
    }

    async fn two_nodes_on_one_store_serialise_their_sends(app: &TestApp) {
        if matches!(app.app.store.place(), store::Place::Folder(_)) {
            return;
        }
        let ada = Borrower::at(app, BOSTON, true).await;
        ada.texted("2026-03-01T15:00:00Z").await;
        let other = store::Store::open(app.app.store.place().clone()).await.unwrap();
        let row = row(app, &ada, Channel::Text, Status::Scheduled).await;
        let person: PersonId = ada.id.parse().unwrap();
        let proposal = Proposal { loans: vec![ada.loan.parse().unwrap()], ..Proposal::about(Channel::Text, Theme::OpsCollDebt) };
        let asked = Asked { person, proposal, phase: DecisionPhase::Accept, now: app.clock.now() };
        let on = async |store: &store::Store| {
            let (asked, row, books) = (asked.clone(), row.clone(), app.app.books.clone());
            let sent = store.write(Author::system(app.company), async move |tx: &Tx| {
                let verdict = decide(tx, &books, &asked).await?;
                let allowed = verdict.decision.is_allowed();
                if allowed {
                    store::interactions::insert(tx, &row).await?;
                }
                verdict.keep(tx, None).await?;
                Ok::<_, AppError>(allowed)
            });
            sent.await
        };
        let (one, two) = futures::join!(on(&app.app.store), on(&other));
        assert_eq!([one.unwrap(), two.unwrap()].iter().filter(|sent| **sent).count(), 1);
    }

    async fn whoever_decides_beside_others_is_refused(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let proposal = Proposal::about(Channel::Voice, Theme::OpsCollDebt);
        let asked = Asked { person: ada.id.parse().unwrap(), proposal, phase: DecisionPhase::Dial, now: app.clock.now() };
        let books = app.app.books.clone();
        let beside = app.app.store.add(Author::system(app.company), async move |tx: &Tx| decide(tx, &books, &asked).await);
        assert!(matches!(beside.await, Err(AppError::Store(_))));
    }

    async fn what_waits_to_be_sent_holds_its_place_and_gives_it_back_when_it_failed(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        let now = app.clock.now();
        assert!(send(app, &ada, Channel::Text, Status::Scheduled, now).await.is_allowed());
        assert!(send(app, &ada, Channel::Text, Status::Attempted, now).await.is_allowed());
        assert_eq!(ada.ask(json!({"channel": "text"})).await.0["complianceGuardRuleId"], "CG-MA-2IN7");
        let waiting = ada.agent.get(&format!("{}/interactions?status=scheduled", ada.path)).await.ok();
        let id = waiting.ids()[0].to_owned();
        ada.agent.put(&format!("{}/interactions/{id}", ada.path), json!({"status": "failed"})).await.ok();
        ada.ask(json!({"channel": "text"})).await.allowed();
    }

    async fn a_decision_is_kept_with_what_it_saw_and_shown_without_it(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        let manager = app.manager().await;
        let now = app.clock.now();
        for _ in 0..3 {
            send(app, &ada, Channel::Text, Status::Attempted, now).await;
        }
        let all = manager.get(&format!("/api/guard/decisions?personId={}", ada.id)).await.ok();
        let outcomes: Vec<_> = all.rows().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
        assert_eq!((all.total(), outcomes), (3, vec!["defer", "allow", "allow"]));
        let refused = &all.rows()[0];
        assert_eq!((&refused["complianceGuardRuleId"], &refused["phase"]), (&json!("CG-MA-2IN7"), &json!("accept")));
        assert_eq!(refused["decision"]["reasons"][0]["count"], 2);
        assert_eq!(refused["factsDigest"].as_str().unwrap().len(), 64);
        assert!(!all.text.contains("+1617"), "{}", all.text);
        let sent = all.rows()[1]["interactionId"].as_str().unwrap();
        let of_one = manager.get(&format!("/api/guard/decisions?interactionId={sent}")).await.ok();
        assert_eq!(of_one.ids(), [all.ids()[1]]);
        assert_eq!(manager.get("/api/guard/decisions?outcome=defer,deny&ruleId=CG-MA-2IN7").await.ok().ids(), [all.ids()[0]]);
        assert_eq!(manager.get("/api/guard/decisions?ruleId=CG-DNI").await.ok().total(), 0);
        assert_eq!(manager.get("/api/guard/decisions?personId=ext-nobody").await.ok().total(), 0);
        manager.get("/api/guard/decisions?outcome=perhaps").await.refused_fields(&["outcome"]);
        let page = manager.get("/api/guard/decisions?limit=2").await.ok();
        let next = page.body["nextUrl"].as_str().unwrap();
        assert_eq!(manager.get(next).await.ok().ids(), [all.ids()[2]]);
        assert_eq!(manager.get(&format!("/api/guard/decisions/{}", all.ids()[0])).await.ok().data(), refused);
        manager.get("/api/guard/decisions/CD-2222-2222").await.refused(404);
        ada.agent.get("/api/guard/decisions").await.refused(403);
        let elsewhere = app.another_company().await;
        let stranger = app.user(elsewhere, Role::Manager).await;
        stranger.get(&format!("/api/guard/decisions/{}", all.ids()[0])).await.refused(404);
        assert_eq!(stranger.get(&format!("/api/guard/decisions?personId={}", ada.id)).await.ok().total(), 0);
    }

    async fn an_agent_reads_what_was_decided_about_an_interaction_they_may_read(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        let manager = app.manager().await;
        send(app, &ada, Channel::Text, Status::Attempted, app.clock.now()).await;
        let decided = manager.get("/api/guard/decisions").await.ok();
        let sent = decided.rows()[0]["interactionId"].as_str().unwrap().to_owned();
        let about = format!("/api/guard/decisions?interactionId={sent}");
        assert_eq!(ada.agent.get(&about).await.ok().ids(), decided.ids());
        let after = format!("{about}&startingAfter={}", decided.ids()[0]);
        assert!(ada.agent.get(&after).await.ok().ids().is_empty());
        ada.agent.get(&format!("/api/guard/decisions?personId={}", ada.id)).await.refused(403);
        ada.agent.get("/api/guard/decisions?interactionId=IN-2222-2222").await.refused(404);
        let stranger = app.user(app.another_company().await, Role::Agent).await;
        stranger.get(&about).await.refused(404);
        manager.put(&format!("{}/interactions/{sent}", ada.path), json!({"sensitive": true})).await.ok();
        ada.agent.get(&about).await.refused(403);
        assert_eq!(manager.get(&about).await.ok().ids(), decided.ids());
    }

    async fn a_decision_about_a_code_is_not_for_users(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let proposal = Proposal::about(Channel::Text, Theme::OpsAccountCredentials);
        let asked = Asked { person: ada.id.parse().unwrap(), proposal, phase: DecisionPhase::Accept, now: app.clock.now() };
        let books = app.app.books.clone();
        let decision = kept(app, books, asked, None).await;
        assert!(decision.is_allowed());
        let (key, user) = (app.manager().await, app.user(app.company, Role::Manager).await);
        let seen = key.get("/api/guard/decisions").await.ok();
        let id = seen.ids()[0];
        assert_eq!(seen.total(), 1);
        assert_eq!(user.get("/api/guard/decisions").await.ok().total(), 0);
        user.get(&format!("/api/guard/decisions/{id}")).await.refused(404);
    }

    async fn kept_decisions_come_out_the_same_when_judged_again(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        let admin = app.administrator().await;
        let now = app.clock.now();
        send(app, &ada, Channel::Text, Status::Attempted, now).await;
        let tighter = json!({"settings": {"complianceGuard": {"rules": {"CG-MA-2IN7": {"max": 1}}}}});
        admin.put("/api/company", tighter).await.ok();
        let decision = send(app, &ada, Channel::Text, Status::Attempted, now).await;
        assert_eq!(decision.reasons[0].max, Some(1), "the company's own limit holds at once");
        // What happens afterwards changes no past decision.
        ada.texted("2026-03-01T15:00:00Z").await;
        let span = (Instant(0), Instant(i64::MAX));
        let caller = Caller::system(app.company);
        let again = async || replay::replay(&app.app, &caller, span, |_| {}).await.unwrap();
        let replayed = again().await;
        assert_eq!((replayed.count, replayed.differing.len()), (2, 0), "{replayed:?}");
        assert_eq!(replay::count(&app.app, &caller, span).await.unwrap(), 2);

        // Whoever changes what was kept is found out.
        app.app
            .store
            .write(Author::system(app.company), async |tx: &Tx| {
                let mut sql = tx.sql();
                sql.push("UPDATE guard_decisions SET decision = replace(decision, '\"defer\"', '\"allow\"')");
                tx.execute(&sql).await
            })
            .await
            .unwrap();
        let replayed = again().await;
        assert_eq!(replayed.differing.len(), 1, "{replayed:?}");
        let why = &replayed.differing[0].why;
        assert!(why.starts_with("was allow (CG-MA-2IN7)") && why.contains("is defer (CG-MA-2IN7)"), "{why}");
    }

    async fn a_call_that_a_machine_dialled_is_known_by_its_decision(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.agent.post(&format!("{}/consents", ada.path), json!({"kind": "autodial"})).await.ok();
        let dialled = app.native(&ada.id, json!({"channel": "voice", "direction": "outbound", "status": "attempted", "theme": "opsCollDebt"})).await;
        let interaction: InteractionId = dialled.parse().unwrap();
        let proposal = Proposal { is_autodialed: true, interaction: Some(interaction), ..Proposal::about(Channel::Voice, Theme::OpsCollDebt) };
        let asked = Asked { person: ada.id.parse().unwrap(), proposal, phase: DecisionPhase::Dial, now: app.clock.now() };
        let books = app.app.books.clone();
        kept(app, books, asked, Some(interaction)).await;
        let rows = store::interactions::history::these(&app.app.store, app.company, &[interaction]).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.is_autodialed).collect::<Vec<_>>(), [true]);
    }
}
