use std::path::PathBuf;

use serde_json::json;

use super::*;

fn surroundings() -> Surroundings {
    Surroundings { hooks: None, folder: PathBuf::new(), token_key: [1; 32], house: "house-1".to_owned() }
}

fn mistakes(settings: &Value, secrets: &Value) -> Vec<String> {
    let opened = open(settings, secrets, &surroundings());
    opened.err().unwrap_or_default().into_iter().map(|mistake| mistake.field).collect()
}

#[test]
fn a_server_and_a_mailbox_are_enough() {
    let settings = json!({"smtp": {"host": "mx.example", "username": "desk"}, "imap": {"host": "mx.example", "username": "desk"}});
    let secrets = json!({"smtp.password": "a", "imap.password": "b"});
    let email = open(&settings, &secrets, &surroundings()).ok().unwrap();
    assert!(email.capabilities().listens && !email.capabilities().repeats_safely);
    let only_out =
        open(&json!({"smtp": {"host": "localhost", "tls": "none"}}), &Value::Null, &surroundings());
    assert!(!only_out.ok().unwrap().capabilities().listens);
}

#[test]
fn every_mistake_names_its_field() {
    let settings = json!({
        "smtp": {"host": "", "port": 0, "tls": "ssl", "prot": 25},
        "imap": {"host": "mx.example", "tls": "none", "username": "desk"},
        "dkim": {"selector": "s1"},
        "plusDelimiter": "++",
        "bounceDomain": "a b",
        "certificates": "none",
    });
    let mut told = mistakes(&settings, &json!({"dkim.privateKey": "x", "password": "y"}));
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "secrets.dkim.privateKey",
            "secrets.imap.password",
            "secrets.password",
            "settings.bounceDomain",
            "settings.certificates",
            "settings.dkim.domain",
            "settings.imap.tls",
            "settings.plusDelimiter",
            "settings.smtp.host",
            "settings.smtp.port",
            "settings.smtp.prot",
            "settings.smtp.tls",
        ]
    );
    assert_eq!(mistakes(&json!({"smtp": 1}), &Value::Null), ["settings.smtp", "settings.smtp.host"]);
}

#[test]
fn a_secret_is_never_printed() {
    let settings = json!({"smtp": {"host": "mx.example", "username": "desk"}});
    let opened = open(&settings, &json!({"smtp.password": ["hunter2"]}), &surroundings());
    let told: Vec<String> = opened.err().unwrap().iter().map(ToString::to_string).collect();
    assert!(!told.join(" ").contains("hunter2"), "{told:?}");
}
