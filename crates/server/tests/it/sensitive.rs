//! Locked words: nobody without the permission reads them, finds them or learns that they are there.

use domain::vocabulary::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::chats::{export, text};
use crate::support::bodies::{call, with};
use crate::support::operations::operations;
use crate::support::{Actor, TestApp, World, on_both_stores};

/// Stands in the sensitive content; never sent in a question, so that no answer may echo it.
const SECRET: &str = "zanzibar";
/// Stands beside it; searched for.
const NEEDLE: &str = "quillfeather";
/// What questions are asked with, where an operation knows the parameter.
const QUESTIONS: [(&str, &str); 12] = [
    ("contentContains", NEEDLE),
    ("include", "borrower,contact"),
    ("view", "card"),
    ("searchable", "true"),
    ("exactTotal", "true"),
    ("sensitive", "true"),
    ("sortBy", "%2BstartedAt"),
    ("theme", "opsAccountCredentials"),
    ("q", NEEDLE),
    ("limit", "100"),
    ("type", "interaction.updated"),
    ("returnUrl", "true"),
];

/// A person with an open, a sensitive and a credentials interaction.
struct Planted {
    world: World,
    sensitive: String,
    credentials: String,
}

on_both_stores! {
    async fn no_operation_tells_an_agent_a_locked_word(app: &TestApp) {
        let planted = plant(app).await;
        for agent in [app.agent().await, app.user(app.company, Role::Agent).await] {
            assert_eq!(mentions(&agent, &planted.world, SECRET).await, Vec::<String>::new());
        }
        // The walk would find it, were it there.
        for seer in [app.manager().await, app.service().await, app.user(app.company, Role::Administrator).await] {
            let seen = mentions(&seer, &planted.world, SECRET).await;
            assert!(seen.len() > 5, "{} saw it only in {seen:?}", seer.name);
        }
    }

    async fn no_operation_tells_a_user_of_a_credentials_interaction(app: &TestApp) {
        let planted = plant(app).await;
        let world = World { interaction: planted.credentials.clone(), ..planted.world.clone() };
        for role in Role::ALL {
            let user = app.user(app.company, *role).await;
            assert_eq!(mentions(&user, &planted.world, &planted.credentials).await, Vec::<String>::new());
            for operation in operations() {
                let about_it = operation.path.contains("{interactionId}") && !operation.path.contains("{noteId}");
                if about_it && operation.method == Method::GET {
                    // A service has no history at all.
                    let looks_back = operation.path.starts_with("/api/history");
                    let code = if looks_back && *role == Role::Service { 403 } else { 404 };
                    operation.ask(&user, &world).await.refused(code);
                }
            }
            let one = format!("/api/people/{}/interactions/{}", world.person, planted.credentials);
            user.put(&one, json!({"status": "failed"})).await.refused(404);
            user.get(&format!("/api/interactions?startingAfter={}", planted.credentials)).await.refused_fields(&["startingAfter"]);
            let after = json!({"previousInteractionId": planted.credentials});
            let path = format!("/api/people/{}/interactions", world.person);
            user.post(&path, with(call(), after)).await.refused_fields(&["previousInteractionId"]);
        }
        for role in Role::ALL {
            let key = app.key(app.company, *role).await;
            let seen = key.get(&format!("/api/interactions/{}", planted.credentials)).await.ok();
            assert_eq!((&seen.data()["content"], &seen.data()["locked"]), (&Value::Null, &json!(true)));
            assert!(!seen.text.contains(SECRET));
        }
    }

    async fn a_locked_row_is_shown_without_its_words(app: &TestApp) {
        let planted = plant(app).await;
        let (agent, manager) = (app.agent().await, app.manager().await);
        let one = format!("/api/interactions/{}", planted.sensitive);
        let locked = agent.get(&one).await.ok();
        assert_eq!((&locked.data()["content"], &locked.data()["locked"]), (&Value::Null, &json!(true)));
        assert_eq!(locked.data()["sensitive"], true);
        agent.get(&format!("{one}?searchable=true")).await.refused(403);
        agent.get(&format!("{one}/notes")).await.refused(403);
        agent.post(&format!("{one}/notes"), json!({"content": "x"})).await.refused(403);
        let open = manager.get(&one).await.ok();
        assert!(open.text.contains(SECRET));
        assert_eq!(open.data().get("locked"), None);
        let card = agent.get("/api/interactions?view=card&sensitive=true").await.ok();
        assert_eq!((card.ids(), &card.rows()[0]["locked"]), (vec![planted.sensitive.as_str()], &json!(true)));
    }

    async fn a_search_finds_no_locked_word_and_no_total_tells(app: &TestApp) {
        let planted = plant(app).await;
        let path = format!("/api/people/{}/interactions", planted.world.person);
        for list in [path.as_str(), "/api/interactions"] {
            // "greetings" stands in the open and in the sensitive one.
            for (needle, agents, managers) in [(NEEDLE, 0, 1), ("greetings", 1, 2), ("gr", 1, 2), ("zz", 0, 0)] {
                let list = format!("{list}?contentContains={needle}&exactTotal=true");
                assert_eq!(app.agent().await.get(&list).await.ok().total(), agents, "{list}");
                assert_eq!(app.user(app.company, Role::Agent).await.get(&list).await.ok().total(), agents, "{list}");
                assert_eq!(app.manager().await.get(&list).await.ok().total(), managers, "{list}");
                let sensitive = app.agent().await.get(&format!("{list}&sensitive=true")).await.ok();
                assert_eq!((sensitive.total(), sensitive.rows().len()), (0, 0));
            }
            // Without words the row counts: it is only locked. Credentials do not count for users.
            let all = app.manager().await.get(list).await.ok().total();
            let nobodys = match list {
                "/api/interactions" => {
                    app.manager().await.get(&format!("{list}?hasNoPerson=true")).await.ok().total()
                }
                _ => 0,
            };
            assert_eq!(app.agent().await.get(list).await.ok().total(), all - nobodys);
            assert_eq!(app.user(app.company, Role::Administrator).await.get(list).await.ok().total(), all - 1);
            let credentials = format!("{list}?theme=opsAccountCredentials");
            assert_eq!(app.user(app.company, Role::Administrator).await.get(&credentials).await.ok().total(), 0);
            assert_eq!(app.key(app.company, Role::Agent).await.get(&credentials).await.ok().total(), 1);
        }
    }

    async fn an_agent_changes_nothing_that_is_locked(app: &TestApp) {
        let planted = plant(app).await;
        let (agent, manager) = (app.agent().await, app.manager().await);
        let one = format!("/api/people/{}/interactions/{}", planted.world.person, planted.sensitive);
        let before = manager.get(&one).await.ok();
        for body in [
            json!({"content": {"body": "x"}}), json!({"content": null}), json!({"sensitive": false}),
            json!({"sensitive": null}), json!({"theme": "inbFraud"}),
            // These would change the theme through the subject, and the last one would wipe the content.
            json!({"subject": "loanOverdueFirstNotice"}), json!({"subject": "oneTimeCode"}),
        ] {
            agent.put(&one, body).await.refused(403);
            assert_eq!(manager.get(&one).await.ok().data(), before.data());
        }
        let outcome = agent.put(&one, json!({"agentOutcome": "voicePickedHungUp"})).await.ok();
        assert_eq!(outcome.data()["agentOutcome"], "voicePickedHungUp");
        assert!(!outcome.text.contains(SECRET));
        let unlocked = manager.put(&one, json!({"sensitive": false})).await.ok();
        assert!(unlocked.text.contains(SECRET));
        assert!(agent.get(&one).await.ok().text.contains(SECRET));
    }

    async fn what_an_agent_records_as_sensitive_is_locked_at_once(app: &TestApp) {
        let (agent, manager) = (app.agent().await, app.manager().await);
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = with(call(), json!({"sensitive": true, "content": {"body": SECRET}}));
        let made = agent.post(&path, body).await.ok();
        assert!(!made.text.contains(SECRET), "{}", made.text);
        assert_eq!(made.data()["locked"], true);
        assert!(manager.get(&format!("{path}/{}", made.id())).await.ok().text.contains(SECRET));
    }

    async fn reading_a_sensitive_content_is_an_event(app: &TestApp) {
        let planted = plant(app).await;
        let reads = async || {
            let events = app.events().await;
            events.iter().filter(|event| event.name == "interaction.read" && event.object.id() == planted.sensitive).count()
        };
        let one = format!("/api/interactions/{}", planted.sensitive);
        let before = reads().await;
        app.agent().await.get(&one).await.ok();
        app.agent().await.get("/api/interactions").await.ok();
        assert_eq!(reads().await, before, "who reads no content leaves no trace");
        let manager = app.manager().await;
        let searchable = format!("{one}?searchable=true");
        for (asked, times) in [(one.as_str(), 1), ("/api/interactions", 2), (&searchable, 3)] {
            manager.get(asked).await;
            assert_eq!(reads().await, before + times, "{asked}");
        }
    }

    async fn no_export_and_no_conversation_tells_an_agent_a_locked_word(app: &TestApp) {
        let planted = plant(app).await;
        let convo = format!("/api/interactions/{}/convo", planted.sensitive);
        let agents = [app.agent().await, app.user(app.company, Role::Agent).await];
        let manager = app.user(app.company, Role::Manager).await;
        assert!(manager.get(&convo).await.ok().text.contains(SECRET));
        for verb in ["join", "leave", "join", "close"] {
            for agent in &agents {
                assert!(!agent.get(&convo).await.refused(403).text.contains(SECRET));
                agent.post(&format!("{convo}/{verb}"), json!({})).await.refused(403);
            }
            assert!(manager.post(&format!("{convo}/{verb}"), json!({})).await.ok().text.contains(SECRET));
        }
        // What was done there is told to agents, without the words.
        for agent in &agents {
            assert_eq!(mentions(agent, &planted.world, SECRET).await, Vec::<String>::new());
        }
        for role in Role::ALL {
            let lines = text(&export(app, app.company, *role).await);
            assert_eq!(lines.contains(SECRET), *role != Role::Agent, "{}", role.as_str());
            assert!(lines.contains(&planted.sensitive) && !lines.contains(&planted.credentials), "{}", role.as_str());
        }
    }

    async fn an_answer_given_again_tells_no_locked_word(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = with(call(), json!({"sensitive": true, "content": {"body": SECRET}}));
        for replayed in [false, true] {
            let request = agent.request(Method::POST, &path).header("Idempotency-Key", "k").json(&body);
            let answer = agent.send(request).await.ok();
            assert_eq!(answer.headers.contains_key("idempotent-replayed"), replayed);
            assert!(!answer.text.contains(SECRET), "{}", answer.text);
        }
    }

    async fn a_chain_tells_no_locked_word(app: &TestApp) {
        let planted = plant(app).await;
        let (key, agent) = (app.administrator().await, app.user(app.company, Role::Agent).await);
        let path = format!("/api/people/{}/interactions", planted.world.person);
        key.put(&format!("{path}/{}", planted.sensitive), json!({"previousInteractionId": planted.credentials})).await.ok();
        let last = key.post(&path, with(call(), json!({"previousInteractionId": planted.sensitive}))).await.ok().id();
        let chain = agent.get(&format!("/api/interactions/{last}/previous")).await.ok();
        assert_eq!(chain.ids(), [&planted.sensitive]);
        assert_eq!(chain.rows()[0]["locked"], true);
    }

    async fn no_answer_tells_a_user_which_credentials_interaction_another_continues(app: &TestApp) {
        let planted = plant(app).await;
        let key = app.administrator().await;
        let path = format!("/api/people/{}/interactions", planted.world.person);
        let one = format!("{path}/{}", planted.sensitive);
        let earlier = key.post(&path, call()).await.ok().id();
        for (row, before) in [(&planted.credentials, &earlier), (&planted.sensitive, &planted.credentials)] {
            key.put(&format!("{path}/{row}"), json!({"previousInteractionId": before})).await.ok();
        }
        let later = key.post(&path, with(call(), json!({"previousInteractionId": planted.sensitive}))).await.ok().id();
        for role in Role::ALL {
            let user = app.user(app.company, *role).await;
            assert_eq!(mentions(&user, &planted.world, &planted.credentials).await, Vec::<String>::new());
            let shown = user.put(&one, json!({"agentOutcome": "voicePickedHungUp"})).await.ok();
            assert_eq!(shown.data()["previousInteractionId"], Value::Null);
            // What a user does see is told, behind the hidden row too.
            let listed = user.get(&format!("{path}?sortBy=id")).await.ok();
            assert_eq!(listed.rows()[0]["previousInteractionId"], json!(planted.sensitive));
            let chain = user.get(&format!("/api/interactions/{later}/previous")).await.ok();
            assert_eq!(chain.ids(), [&planted.sensitive, &earlier]);
            let lines = text(&export(app, app.company, *role).await);
            assert!(lines.contains(&later) && !lines.contains(&planted.credentials), "{}", role.as_str());
        }
        // No user's change has cut the link, and whoever sees the row is told.
        assert_eq!(key.get(&one).await.ok().data()["previousInteractionId"], json!(planted.credentials));
        let manager = app.user(app.company, Role::Manager).await;
        let link = format!("/api/interactions/{}/person", planted.sensitive);
        for person in [Value::Null, json!(planted.world.person)] {
            let moved = manager.put(&link, json!({"personId": person})).await.ok();
            assert_eq!(moved.data()["previousInteractionId"], Value::Null);
        }
        let gone = manager.delete(&one).await.ok();
        assert_eq!(gone.data()["previousInteractionId"], Value::Null);
        let told = key.get(&format!("/api/events?objectType=interaction&objectId={}", planted.sensitive)).await.ok();
        assert!(told.text.contains(&planted.credentials));
    }
}

async fn plant(app: &TestApp) -> Planted {
    let (administrator, manager) = (app.administrator().await, app.manager().await);
    let world = World::make(&administrator, &administrator).await;
    let path = format!("/api/people/{}/interactions", world.person);
    let open = json!({"content": {"messages": [{"body": "greetings"}]}});
    administrator.put(&format!("{path}/{}", world.interaction), open).await.ok();
    let text = |words: &str| {
        let words = json!({"channel": "text", "sensitive": true, "content": {"messages": [{"body": words}]}});
        with(call(), words)
    };
    let sensitive = manager.post(&path, text("draft")).await.ok().id();
    let words = json!({"content": {"messages": [{"body": format!("{NEEDLE} {SECRET} greetings")}]}});
    manager.put(&format!("{path}/{sensitive}"), words).await.ok();
    let note = json!({"content": format!("{SECRET} {NEEDLE}")});
    manager.post(&format!("/api/interactions/{sensitive}/notes"), note).await.ok();
    let body = with(text(SECRET), json!({"theme": "opsAccountCredentials", "sensitive": false}));
    let credentials = manager.post(&path, body).await.ok().id();
    Planted { world: World { interaction: sensitive.clone(), ..world }, sensitive, credentials }
}

/// The questions whose answers mention a word: every GET of the document with every known parameter, and the stream.
async fn mentions(actor: &Actor, world: &World, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for operation in operations().into_iter().filter(|operation| operation.method == Method::GET) {
        if operation.path.contains("{noteId}") {
            continue;
        }
        let path = operation.path_in(world);
        let known =
            QUESTIONS.iter().filter(|(name, _)| operation.parameters.iter().any(|known| known == name));
        let asked = known.map(|(name, value)| format!("{path}?{name}={value}"));
        for asked in std::iter::once(path.clone()).chain(asked) {
            let answer = actor.get(&asked).await;
            assert!(answer.status < 500, "{}: {}", answer.asked, answer.text);
            if answer.text.contains(word) {
                found.push(asked);
            }
        }
    }
    let events = actor.get("/api/events?limit=1000").await.ok();
    let stream = actor.stream("/api/events/stream?after=0", events.body["last"].as_i64().unwrap()).await;
    if stream.contains(word) {
        found.push("the stream".to_owned());
    }
    found
}
