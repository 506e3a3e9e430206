//! The program as people and scripts use it.

use serde_json::{Value, json};

use crate::support::bodies::call;
use crate::support::{Engine, by_the_program, run_program};

/// Long and unlike the address, as passwords must be.
const PASSWORD: &str = "correct horse battery staple";
const ROBOT: [&str; 6] = ["apikey", "create", "--name", "a robot", "--role", "agent"];
const CREATE: [&str; 8] =
    ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--role", "agent"];

by_the_program! {
    async fn a_key_is_printed_alone_works_and_can_be_revoked(here: &Installed) {
        let server = here.serve().await;
        let key = here.run(&ROBOT).await.line();
        let (id, secret) = key.split_once('.').unwrap();
        assert!(id.starts_with("AK-") && secret.len() >= 32, "{key}");
        let agent = server.actor(Some(key.clone()));
        agent.get("/api/people").await.ok();
        agent.get("/api/users").await.refused(403);
        let listed = here.run(&["apikey", "list"]).await.line();
        assert_eq!(listed, format!("{id} agent a robot"));
        assert!(!listed.contains(secret));
        assert!(here.run(&["apikey", "revoke", id]).await.line().contains("revoked"));
        agent.get("/api/people").await.refused(401);
        assert!(here.run(&["apikey", "list"]).await.line().contains("revoked"));
        let again = here.run(&["apikey", "revoke", "AK-2222-2222"]).await.failed(1);
        assert!(again.starts_with("switchboard: "), "{again}");
        server.kill().await;
    }

    async fn a_user_signs_in_with_the_password_given_until_disabled(here: &Installed) {
        let server = here.serve().await;
        let words = ["user", "create", "--email", "ada@example.com", "--name", "Ada Okafor", "--role", "manager", "--password-stdin"];
        let id = here.run_with(&words, &format!("{PASSWORD}\n")).await.line();
        assert!(id.starts_with("UR-"), "{id}");
        let nobody = server.actor(None);
        let wrong = json!({"email": "ada@example.com", "password": "correct horse battery"});
        nobody.post("/api/sessions", wrong).await.refused(401);
        let right = json!({"email": "ada@example.com", "password": PASSWORD});
        let session = nobody.post("/api/sessions", right.clone()).await.ok();
        assert_eq!(session.data()["user"]["id"], id.as_str());
        let bearer = |token: &str| nobody.request(reqwest::Method::GET, "/api/users/me").bearer_auth(token);
        let token = session.data()["token"].as_str().unwrap();
        let me = nobody.send(bearer(token)).await.ok();
        assert_eq!(me.data()["name"]["lastName"], "Okafor");

        // A key that acts as the user is the user.
        let words = ["apikey", "create", "--name", "hers", "--role", "manager", "--user", "ada@example.com"];
        let hers = server.actor(Some(here.run(&words).await.line()));
        assert_eq!(hers.get("/api/users/me").await.ok().id(), id);

        assert!(here.run(&["user", "list"]).await.line().starts_with(&id));
        assert!(here.run(&["user", "disable", "ada@example.com"]).await.line().ends_with("disabled"));
        nobody.post("/api/sessions", right).await.refused(401);
        nobody.send(bearer(token)).await.refused(401);
        hers.get("/api/users/me").await.refused(401);
        server.kill().await;
    }

    async fn what_a_command_refuses_it_tells_in_one_line_and_changes_nothing(here: &Installed) {
        here.run(&CREATE).await.line();
        let twice = here.run(&CREATE).await.failed(1);
        assert!(twice.contains("ada@example.com") || twice.contains("email"), "{twice}");
        let mut weak = CREATE.to_vec();
        weak[3] = "bob@example.com";
        weak.push("--password-stdin");
        assert!(here.run_with(&weak, "short\n").await.failed(1).contains("password"));
        let nobodys = ["apikey", "create", "--name", "n", "--role", "agent", "--user", "nobody@example.com"];
        here.run(&nobodys).await.failed(1);
        here.run(&["import", "/nowhere.ndjson"]).await.failed(1);
        here.run(&["user", "disable", "UR-2222-2222"]).await.failed(1);
        assert_eq!(here.run(&["user", "list"]).await.fine().lines().count(), 1);
        assert_eq!(here.run(&["apikey", "list"]).await.fine(), "");
    }

    async fn a_company_is_made_and_named_from_then_on(here: &Installed) {
        let server = here.serve().await;
        let first = here.run(&["apikey", "create", "--name", "n", "--role", "administrator"]).await.line();
        let id = here.run(&["company", "create", "--name", "Meridian Lending"]).await.line();
        assert!(id.starts_with("CP-"), "{id}");
        let words = ["apikey", "create", "--name", "n", "--role", "administrator"];
        // With two of them, a command must be told which one is meant.
        let unsaid = here.run(&words).await.failed(1);
        assert!(unsaid.contains("--company"), "{unsaid}");
        here.run(&[&words[..], &["--company", "CP-2222-2222"]].concat()).await.failed(1);
        let second = here.run(&[&words[..], &["--company", &id]].concat()).await.line();
        let company = server.actor(Some(second)).get("/api/company").await.ok();
        assert_eq!((company.id().as_str(), &company.data()["name"]), (id.as_str(), &json!("Meridian Lending")));
        assert_ne!(server.actor(Some(first)).get("/api/company").await.ok().id(), id);
        server.kill().await;
    }

    async fn a_store_is_served_again_with_all_that_was_in_it(here: &Installed) {
        let server = here.serve().await;
        let administrator = server.administrator().await;
        administrator.post("/api/people", json!({"externalId": "ada"})).await.ok();
        let made = administrator.post("/api/people/ext-ada/interactions", call()).await.ok();
        server.terminate().await;
        let exported: Value = serde_json::from_str(&here.run(&["export"]).await.line()).unwrap();
        assert_eq!(exported["id"], made.data()["id"]);
        let server = here.serve().await;
        let again = server.actor(administrator.key.clone());
        assert_eq!(again.get(&format!("/api/interactions/{}", made.id())).await.ok().data(), made.data());
        server.terminate().await;
        let checked = here.run(&["doctor"]).await.fine();
        assert!(checked.lines().all(|line| line.starts_with("ok")), "{checked}");
    }
}

#[test]
fn a_wrong_option_is_one_line_and_exit_2() {
    run_program(Engine::Sqlite, async |here| {
        let wrong: [&[&str]; 13] = [
            &["serve", "--prot", "80"],
            &["serve", "--listen", "somewhere"],
            &["sing"],
            &[],
            &["apikey", "create", "--name", "n", "--role", "king"],
            &["apikey", "create", "--name", "n"],
            &["user"],
            &["export", "--as", "nobody"],
            &["export", "--format", "xml"],
            &["import"],
            &["copy", "--from", "a"],
            &["serve", "--set", "limits.jsondepth=3"],
            &["export", "--data", "a", "--database-url", "postgres://b/c"],
        ];
        for words in wrong {
            let told = here.run(words).await.failed(2);
            assert!(told.starts_with("switchboard: ") && told.len() < 400, "{words:?}: {told}");
        }
        // A filter is an option too.
        for words in [["export", "--channel", "smoke"], ["export", "--status", ""]] {
            let told = here.run(&words).await;
            assert!(told.code == 1 || told.code == 2, "{words:?}: {told:?}");
            assert_eq!(told.err.lines().count(), 1, "{words:?}: {told:?}");
        }
        assert!(here.run(&["--help"]).await.fine().contains("import"));
        assert!(here.run(&["--version"]).await.line().starts_with("switchboard "));
    });
}

#[test]
fn the_document_is_printed_as_it_is_served() {
    run_program(Engine::Sqlite, async |here| {
        let printed: Value = serde_json::from_str(&here.run(&["openapi"]).await.fine()).unwrap();
        let server = here.serve().await;
        let served = server.actor(None).get("/api/openapi.json").await;
        assert_eq!((served.status, &served.body), (200, &printed));
        assert_eq!(printed["openapi"], "3.1.0");
        server.kill().await;
    });
}

#[test]
fn a_mail_is_explained_in_a_line_for_each_recipient() {
    run_program(Engine::Sqlite, async |here| {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, raw: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, raw).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let bounce = write(
            "bounce.eml",
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nCould not be delivered:\n\
             <ann@customer.example>\n550 5.1.1 no such user\n<bob@customer.example>\n552 5.2.2 mailbox full\n",
        );
        let letter = write("letter.eml", "From: ann@customer.example\nSubject: hello\n\nHello.\n");
        let told = here.run(&["mail", "explain", &bounce, &letter]).await.fine();
        let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let [ann, bob, other] = &told[..] else { panic!("{told:?}") };
        assert_eq!(
            *ann,
            json!({"file": bounce, "recipient": "ann@customer.example", "permanent": true,
                "statusDetails": "emailBounced", "dsn": "5.1.1", "replyCode": "550", "reason": "userunknown"})
        );
        assert_eq!((&bob["permanent"], &bob["statusDetails"]), (&json!(false), &json!("emailBlocked")));
        assert_eq!((&other["file"], &other["what"]), (&json!(letter), &json!("mail")));
        assert_eq!(other.get("permanent"), None);
        let missing = here.run(&["mail", "explain", "/nowhere.eml"]).await.failed(1);
        assert!(missing.starts_with("switchboard: /nowhere.eml"), "{missing}");
    });
}
