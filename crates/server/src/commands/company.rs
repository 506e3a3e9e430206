//! `switchboard company`

use clap::Subcommand;

use super::{Failure, Options, say};
use crate::app;

/// What to do with companies.
#[derive(Debug, Subcommand)]
pub(crate) enum Company {
    /// Make a company and print its id
    Create {
        /// Its name
        #[arg(long)]
        name: String,
    },
}

impl Company {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let Company::Create { name } = self;
        let app = options.open().await?;
        say(app::company::create(&app, name).await?)
    }
}
