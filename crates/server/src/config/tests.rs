use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::keys::{KEYS, variable};
use super::layers::from_text;
use super::{Blobs, Config, ConfigError, DEFAULT_FILE, Flags, LogFormat, Secret, Store};

fn load(
    folder: &Path,
    file: &str,
    environment: &[(&str, &str)],
    flags: &Flags,
) -> Result<Config, ConfigError> {
    fs::write(folder.join("switchboard.toml"), file).unwrap();
    let get =
        |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    Config::load_from(flags, &get, folder)
}

fn load_file(file: &str) -> Result<Config, ConfigError> {
    load(tempfile::tempdir().unwrap().path(), file, &[], &Flags::default())
}

fn refusal(file: &str) -> String {
    load_file(file).unwrap_err().to_string()
}

#[test]
fn the_commented_file_holds_exactly_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let bare = Config::load_from(&Flags::default(), &|_| None, folder.path()).unwrap();
    assert_eq!(load_file(DEFAULT_FILE).unwrap(), bare);
}

#[test]
fn every_setting_of_the_commented_file_is_read_and_every_default_is_live() {
    // Change each live line in turn: a default that nobody reads would leave the configuration as it was.
    let bare = load_file(DEFAULT_FILE).unwrap();
    let changes = [
        ("\"127.0.0.1:8080\"", "\"127.0.0.1:1\""),
        ("session_hours = 12", "session_hours = 13"),
        ("docs = true", "docs = false"),
        ("trusted_proxies = []", "trusted_proxies = [\"10.0.0.1\"]"),
        ("data = \"data\"", "data = \"other\""),
        ("json_bytes = 5242880", "json_bytes = 1"),
        ("upload_bytes = 536870912", "upload_bytes = 1"),
        ("json_depth = 64", "json_depth = 1"),
        ("request_seconds = 30", "request_seconds = 1"),
        ("header_bytes = 65536", "header_bytes = 8192"),
        ("header_seconds = 30", "header_seconds = 1"),
        ("stalled_seconds = 30", "stalled_seconds = 1"),
        ("shutdown_seconds = 30", "shutdown_seconds = 1"),
        ("burst = 100", "burst = 1"),
        ("allow_private = false", "allow_private = true"),
        ("format = \"text\"", "format = \"json\""),
        ("level = \"info\"", "level = \"warn\""),
        ("service_name = \"switchboard\"", "service_name = \"x\""),
        ("sample_ratio = 1.0", "sample_ratio = 0.5"),
    ];
    for (from, to) in changes {
        assert_eq!(DEFAULT_FILE.matches(from).count(), 1, "{from}");
        assert_ne!(load_file(&DEFAULT_FILE.replace(from, to)).unwrap(), bare, "{to}");
    }
}

#[test]
fn the_commented_file_names_every_key() {
    let is_setting = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let uncommented: Vec<&str> = DEFAULT_FILE
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|bare| is_setting(bare)).unwrap_or(line))
        .collect();
    let named: BTreeSet<&str> =
        from_text("default.toml", &uncommented.join("\n")).unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(named, KEYS.iter().map(|(key, _)| *key).collect());
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file =
        "listen = \"127.0.0.1:1\"\n[limits]\njson_depth = 1\nrequest_seconds = 1\n[logs]\nformat = \"json\"";
    let environment = [
        ("SWITCHBOARD_LISTEN", "127.0.0.1:2"),
        ("SWITCHBOARD_LIMITS_JSON_DEPTH", "2"),
        ("SWITCHBOARD_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1"),
        ("SWITCHBOARD_DOCS", ""),
    ];
    let flags = Flags { settings: vec!["limits.json_depth=3".to_owned()], ..Flags::default() };
    let config = load(folder.path(), file, &environment, &flags).unwrap();
    assert_eq!(config.limits.json_depth, 3);
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.limits.request_time.as_secs(), 1);
    assert_eq!(config.logs.format, LogFormat::Json);
    assert!(config.docs);
    assert!(config.trusted_proxies.trust("10.9.8.7".parse().unwrap()));
    assert!(config.trusted_proxies.trust("::ffff:192.0.2.1".parse().unwrap()));
    assert!(!config.trusted_proxies.trust("192.0.2.2".parse().unwrap()));
}

#[test]
fn a_folder_on_the_command_line_displaces_the_databases_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[store]\ndatabase_url = \"postgres://db/x\"";
    let flags = Flags { data: Some("here".to_owned()), ..Flags::default() };
    let config = load(folder.path(), file, &[], &flags).unwrap();
    assert_eq!(config.store, Store::Folder("here".into()));
    assert_eq!(config.blobs, Blobs::Folder("here/blobs".into()));
}

#[test]
fn secrets_come_from_files_and_are_never_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("url");
    fs::write(&path, "postgres://u:hunter2@db/x\n").unwrap();
    let environment = [
        ("SWITCHBOARD_DATABASE_URL_FILE", path.to_str().unwrap()),
        ("SWITCHBOARD_BLOBS_S3_BUCKET", "b"),
        ("SWITCHBOARD_BLOBS_S3_ACCESS_KEY_ID", "id"),
        ("SWITCHBOARD_BLOBS_S3_SECRET_ACCESS_KEY", "hunter3"),
    ];
    let config = load(folder.path(), "", &environment, &Flags::default()).unwrap();
    assert_eq!(config.store, Store::Postgres(Secret::new("postgres://u:hunter2@db/x")));
    let Blobs::S3(s3) = &config.blobs else { panic!("the bucket is not used") };
    assert_eq!(s3.secret_access_key.as_ref().unwrap().reveal(), "hunter3");
    assert!(!format!("{config:?}").contains("hunter"));
}

#[test]
fn an_error_is_one_line_that_names_the_key_and_the_remedy() {
    let cases = [
        ("[limits]\njson_byte = 1", "did you mean limits.json_bytes?"),
        ("[limit]\njson_bytes = 1", "unknown key limit, did you mean limits?"),
        ("request_seconds = 3", "did you mean limits.request_seconds?"),
        ("zzzzzzzzzzzz = 1", "unknown key zzzzzzzzzzzz, remove it"),
        (
            "[limits]\njson_bytes = \"5 MB\"",
            "limits.json_bytes is of type string, give a whole number, 0 or more",
        ),
        ("listen = \"localhost\"", "listen: \"localhost\" is no ADDRESS:PORT"),
        ("listen = 1\nlisten = 2", "switchboard.toml line 2: "),
        ("[tls]\ncert = \"x\"", "tls.key: missing, set it beside tls.cert"),
        ("[store]\ndata = \"x\"\ndatabase_url = \"postgres://\"", "remove either this or store.data"),
        ("[store]\ndatabase_url = \"mysql://x\"", "store.database_url: begin it with postgres://"),
        ("[store]\ndatabase_url_file = \"/nowhere/x\"", "store.database_url_file: cannot read /nowhere/x"),
        ("[rate_limit]\nper_second = 0", "rate_limit.per_second: 0 would refuse every request"),
        ("[traces]\nsample_ratio = 1.5", "traces.sample_ratio: give a number from 0.0 to 1.0"),
        ("[logs]\nlevel = \"server=loud\"", "logs.level: give error"),
        ("trusted_proxies = [\"10.0.0.0/33\"]", "trusted_proxies: \"10.0.0.0/33\" is no address"),
    ];
    for (file, part) in cases {
        let text = refusal(file);
        assert!(!text.contains('\n'), "{text}");
        let either = part.replace("store.data", "store.database_url");
        assert!(text.contains(part) || text.contains(&either), "{text} lacks {part}");
    }
}

#[test]
fn a_bad_variable_or_option_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let bad = [("SWITCHBOARD_DOCS", "perhaps")];
    let text = load(folder.path(), "", &bad, &Flags::default()).unwrap_err().to_string();
    assert_eq!(text, "SWITCHBOARD_DOCS: \"perhaps\" does not fit, give true or false");
    for (setting, part) in [
        ("docs", "--set docs: write it as KEY=VALUE"),
        ("doc=true", "did you mean docs?"),
        ("docs=2", "--set docs: does not fit"),
    ] {
        let flags = Flags { settings: vec![setting.to_owned()], ..Flags::default() };
        let text = load(folder.path(), "", &[], &flags).unwrap_err().to_string();
        assert!(text.contains(part), "{text}");
    }
    let flags = Flags { config: Some("/nowhere/switchboard.toml".into()), ..Flags::default() };
    let text = load(folder.path(), "", &[], &flags).unwrap_err().to_string();
    assert!(text.starts_with("/nowhere/switchboard.toml: cannot read"), "{text}");
}

#[test]
fn every_variable_is_a_different_one() {
    let names: BTreeSet<String> = KEYS.iter().map(|(key, _)| variable(key)).collect();
    assert_eq!(names.len(), KEYS.len());
    assert!(names.contains("SWITCHBOARD_DATABASE_URL") && names.contains("SWITCHBOARD_DATA"));
}
