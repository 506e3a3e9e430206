//! Every story is told twice: on SQLite and on PostgreSQL.

use std::panic::{AssertUnwindSafe, resume_unwind};

use futures::FutureExt as _;
use server::app::Pace;

use super::TestApp;
use super::database::Database;

/// The store a story is told on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Makes the tests `name::sqlite` and `name::postgres` of each `async fn name(app: &TestApp)`; with
/// `at PACE;` before them on a server that is told to go at that pace.
macro_rules! on_both_stores {
    (@ $pace:tt $($(#[$about:meta])* async fn $name:ident($app:ident: &TestApp) $story:block)+) => {
        $(
            $(#[$about])*
            mod $name {
                use super::*;

                async fn story($app: &$crate::support::TestApp) $story

                #[test]
                fn sqlite() {
                    $crate::support::run($crate::support::Engine::Sqlite, $pace, async |app| story(app).await);
                }

                #[test]
                fn postgres() {
                    $crate::support::run($crate::support::Engine::Postgres, $pace, async |app| story(app).await);
                }
            }
        )+
    };
    (at $pace:expr; $($stories:tt)+) => {
        $crate::support::on_both_stores! { @ ($pace) $($stories)+ }
    };
    ($($stories:tt)+) => {
        $crate::support::on_both_stores! { @ (server::app::Pace::default()) $($stories)+ }
    };
}
pub(crate) use on_both_stores;

/// Tells a story on a fresh server, which is stopped and removed however it ends.
pub fn run(engine: Engine, pace: Pace, story: impl AsyncFnOnce(&TestApp)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let Some(database) = Database::create(engine).await else {
            println!("skipped on PostgreSQL: SWITCHBOARD_TEST_POSTGRES names no server; use tools/test");
            return;
        };
        let app = TestApp::start(&database, pace).await;
        let ending = AssertUnwindSafe(story(&app)).catch_unwind().await;
        app.stop().await;
        database.remove().await;
        if let Err(panic) = ending {
            resume_unwind(panic);
        }
    });
}
