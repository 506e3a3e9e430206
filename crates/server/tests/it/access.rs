//! Who may do what, for every operation of the OpenAPI document.

use domain::vocabulary::{Permission, Role};
use reqwest::Method;
use serde_json::json;

use crate::support::bodies::{call, with};
use crate::support::operations::operations;
use crate::support::{Actor, World, on_both_stores};

/// Where one comes in: these need no credential.
const OPEN: [&str; 2] = ["POST /api/oauth2/token", "POST /api/sessions"];
/// These need a credential and no permission.
const FOR_EVERYBODY: [&str; 3] = ["DELETE /api/sessions", "GET /api/company", "GET /api/users/me"];
/// The world has no audio and no files to give.
const NOTHING_THERE: [&str; 4] =
    ["/recording-content", "/voicemail-content", "/attachments/{attachmentNumber}", "/letter"];

on_both_stores! {
    async fn without_a_credential_every_operation_is_401(app: &TestApp) {
        let administrator = app.user(app.company, Role::Administrator).await;
        let world = World::make(&administrator, &administrator).await;
        for operation in operations() {
            let answer = operation.ask(&app.nobody(), &world).await;
            if OPEN.contains(&operation.name().as_str()) {
                assert_ne!(answer.status, 200, "{}", operation.name());
                continue;
            }
            let answer = answer.refused(401);
            assert!(world.ids().iter().all(|id| !answer.text.contains(id)), "{}", answer.text);
        }
    }

    async fn every_operation_needs_a_permission_or_is_a_known_exception(app: &TestApp) {
        let _ = app;
        let known: Vec<&str> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
        let mut exceptions = Vec::new();
        for operation in operations() {
            match &operation.permission {
                Some(permission) => assert!(known.contains(&permission.as_str()), "{}", operation.name()),
                None => exceptions.push(operation.name()),
            }
        }
        exceptions.sort();
        let mut allowed: Vec<&str> = OPEN.into_iter().chain(FOR_EVERYBODY).collect();
        allowed.sort_unstable();
        assert_eq!(exceptions, allowed);
    }

    async fn a_role_is_refused_exactly_what_it_does_not_hold(app: &TestApp) {
        let administrator = app.user(app.company, Role::Administrator).await;
        for role in Role::ALL {
            let actor = app.user(app.company, *role).await;
            let mut world = World::make(&administrator, &actor).await;
            for operation in operations() {
                let Some(permission) = &operation.permission else { continue };
                let held = role.may(Permission::parse(permission).unwrap());
                let answer = operation.ask(&actor, &world).await;
                if !held {
                    answer.refused(403);
                    continue;
                }
                let told = format!("{}: {}", answer.asked, answer.text);
                assert!(answer.status < 500 && ![401, 403, 405].contains(&answer.status), "{told}");
                let bare = NOTHING_THERE.iter().any(|end| operation.path.ends_with(end));
                assert!(answer.status != 404 || bare, "{told}");
                if operation.method == Method::DELETE {
                    world = World::make(&administrator, &actor).await;
                }
            }
        }
    }

    async fn no_operation_shows_or_changes_another_companys_objects(app: &TestApp) {
        let administrator = app.user(app.company, Role::Administrator).await;
        let ours = World::make(&administrator, &administrator).await;
        let before = state_of(&administrator, &ours).await;
        let elsewhere = app.another_company().await;
        for stranger in [app.user(elsewhere, Role::Administrator).await, app.key(elsewhere, Role::Administrator).await] {
            for operation in operations() {
                if operation.path.starts_with("/api/sessions") {
                    continue;
                }
                let answer = operation.ask(&stranger, &ours).await;
                if operation.names_an_object() {
                    // Conversations, the history and overrides are for users alone, whosever they are.
                    let for_users = operation.path.contains("/convo/")
                        || operation.path.starts_with("/api/history/")
                        || (operation.method == Method::POST && operation.path.ends_with("/overrides"));
                    let keys_out = stranger.name == "administrator" && for_users;
                    answer.clone().refused(if keys_out { 403 } else { 404 });
                }
                for id in ours.ids() {
                    let echoed = operation.path_in(&ours).contains(id) && answer.status == 404;
                    assert!(echoed || !answer.text.contains(id), "{}: {}", answer.asked, answer.text);
                }
            }
        }
        for (was, is) in before.iter().zip(state_of(&administrator, &ours).await) {
            assert_eq!(*was, is);
        }
    }

    async fn nothing_of_another_company_can_be_referred_to(app: &TestApp) {
        let administrator = app.user(app.company, Role::Administrator).await;
        let ours = World::make(&administrator, &administrator).await;
        let elsewhere = app.another_company().await;
        let stranger = app.user(elsewhere, Role::Administrator).await;
        let theirs = World::make(&stranger, &stranger).await;
        let path = format!("/api/people/{}/interactions", theirs.person);
        for (field, id) in [("contactId", &ours.contact), ("loanId", &ours.loan), ("previousInteractionId", &ours.interaction)] {
            stranger.post(&path, with(call(), json!({field: id}))).await.refused_fields(&[field]);
        }
        let to_our_person = json!({"personId": ours.person});
        stranger.put(&format!("/api/interactions/{}/person", theirs.interaction), to_our_person).await.refused_fields(&["personId"]);
        let case = format!("/api/people/{}/cases/{}", theirs.person, theirs.case);
        stranger.put(&format!("{case}/interactions/{}", ours.interaction), json!({})).await.refused(404);
        stranger.put(&case, json!({"loanIds": [ours.loan]})).await.refused_fields(&["loanIds"]);
        let person = format!("/api/people/{}", theirs.person);
        for (field, id) in [("contactId", &ours.contact), ("loanId", &ours.loan)] {
            let consent = json!({"kind": "voice", field: id});
            stranger.post(&format!("{person}/consents"), consent).await.refused_fields(&[field]);
            let proposal = json!({"channel": "voice", "theme": "opsCollDebt", field: id});
            let exception = json!({"ruleId": "CG-INTENSITY", "reason": "she asked", "proposal": proposal});
            stranger.post(&format!("{person}/overrides"), exception).await.refused_fields(&[&format!("proposal.{field}")]);
        }
        assert_eq!(stranger.get(&format!("/api/interactions?caseIds={}", ours.case)).await.ok().total(), 0);
        stranger.get(&format!("/api/interactions?startingAfter={}", ours.interaction)).await.refused_fields(&["startingAfter"]);
        assert_eq!(stranger.get(&format!("/api/interactions?createdBy={}", administrator.get("/api/users/me").await.ok().id())).await.ok().total(), 0);
        // The same external id in two companies is two objects.
        let body = with(call(), json!({"externalId": "shared"}));
        let one = administrator.post(&format!("/api/people/{}/interactions", ours.person), body.clone()).await.ok().id();
        let other = stranger.post(&path, body).await.ok().id();
        assert_eq!(administrator.get("/api/interactions/ext-shared").await.ok().id(), one);
        assert_eq!(stranger.get("/api/interactions/ext-shared").await.ok().id(), other);
    }

    async fn a_revoked_key_and_a_disabled_user_are_out(app: &TestApp) {
        let administrator = app.administrator().await;
        let (key, user) = (app.agent().await, app.user(app.company, Role::Agent).await);
        let id = key.key.clone().unwrap().split('.').next().unwrap().to_owned();
        administrator.delete(&format!("/api/apikeys/{id}")).await.ok();
        key.get("/api/people").await.refused(401);
        let me = user.get("/api/users/me").await.ok().id();
        administrator.put(&format!("/api/users/{me}"), json!({"disabled": true})).await.ok();
        user.get("/api/people").await.refused(401);
    }
}

/// What our world looks like, to see that nobody changed it.
async fn state_of(administrator: &Actor, world: &World) -> Vec<String> {
    let mut state = Vec::new();
    for operation in operations() {
        let of_an_object = operation.method == Method::GET && operation.names_an_object();
        if of_an_object && !NOTHING_THERE.iter().any(|end| operation.path.ends_with(end)) {
            state.push(operation.ask(administrator, world).await.text);
        }
    }
    state
}
