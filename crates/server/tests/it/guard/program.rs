//! The rules and the replay on the command line.

use std::path::Path;

use crate::support::by_the_program;

const SEVEN: &str = "CG-REGF-7IN7";
const REPLAY: [&str; 2] = ["guard", "replay"];
const NONE: &str = "0 decisions judged again, 0 differ";

by_the_program! {
    async fn rules_are_told_checked_and_explained(here: &Installed) {
        let listed = here.run(&["rules", "list"]).await.fine();
        assert!(listed.lines().any(|line| line.starts_with("CG-REGF-7IN7 1 block US ")), "{listed}");
        let on = here.run(&["rules", "list", "--enabled"]).await.fine();
        assert!(on.lines().count() < listed.lines().count() && !on.contains(" off "));
        assert!(here.run(&["rules", "check"]).await.line().starts_with("ok: "));
        let explained = here.run(&["rules", "explain", SEVEN]).await.fine();
        assert!(explained.contains("12 CFR 1006.14"), "{explained}");
        let unknown = here.run(&["rules", "explain", "CG-NONE"]).await.failed(1);
        assert!(unknown.contains("rules list"), "{unknown}");
    }

    async fn a_file_with_mistakes_is_told_line_by_line(here: &Installed) {
        let file = here.file("mine.toml", "[[rule]]\nid = \"CG-MINE\"\n");
        let told = here.run(&["rules", "check", &file]).await;
        assert_eq!(told.code, 1, "{told:?}");
        assert!(told.out.lines().count() > 1 && told.out.contains("mine.toml") && told.out.contains("CG-MINE"), "{told:?}");
        let folder = Path::new(&file).parent().unwrap().to_str().unwrap().to_owned();
        assert_eq!(here.run(&["rules", "check", &folder]).await.code, 1);
        here.run(&["rules", "check", "/nowhere.toml"]).await.failed(1);
    }

    async fn a_month_without_decisions_differs_in_none(here: &Installed) {
        let [guard, replay] = REPLAY;
        assert_eq!(here.run(&REPLAY).await.line(), NONE);
        assert_eq!(here.run(&[guard, replay, "--month", "2026-11"]).await.line(), NONE);
        here.run(&[guard, replay, "--month", "November"]).await.failed(2);
    }
}
