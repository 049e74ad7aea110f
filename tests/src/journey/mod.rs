//! Journeys through everything, as people would make them, checked at every step.
//!
//! Each starts from nothing, uses only the real edges (GraphQL and documents over HTTP, SOAP between simulator and station, SMTP), and
//! fails at the first thing that is not as it should be.

mod audit;
mod citizen;
mod payment;
mod portal;
mod privacy;
mod report;

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::sandbox::{Folder, Ports, Sandbox, sample};
use report::Report;

/// A journey that can be made.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Which {
    /// A payment from the notice to the receipt, without an account.
    #[default]
    Payment,
    /// A citizen with an account, from the registration to the end of the consent, and the office beside her.
    Citizen,
    /// An auditor's day, and the forgetting of a person.
    Audit,
}

impl Which {
    fn title(self) -> &'static str {
        match self {
            Self::Payment => "A payment from the notice to the receipt, from nothing, through the real edges.",
            Self::Citizen => "A citizen's account, from the registration to the end of the consent, as a browser meets it.",
            Self::Audit => {
                "An auditor's day: a receipt proves itself, damage is named, a view is exchanged, a person is forgotten."
            }
        }
    }

    async fn travel(self, sandbox: &mut Sandbox, report: &mut Report) -> anyhow::Result<()> {
        match self {
            Self::Payment => payment::travel(sandbox, report).await,
            Self::Citizen => citizen::travel(sandbox, report).await,
            Self::Audit => audit::travel(sandbox, report).await,
        }
    }
}

/// How a journey is made.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Options {
    /// The journey.
    #[arg(value_enum, default_value_t)]
    pub which: Which,
    /// Keep everything running at the end, until Ctrl-C.
    #[arg(long)]
    pub stay: bool,
}

/// Makes the journey; what it makes lies in the folder `journey` of `data`, which is emptied first.
///
/// # Errors
/// The first step that differed from what it should be.
pub async fn run(options: Options, data: &Path) -> anyhow::Result<()> {
    let mut report = Report::begin(options.which.title());
    let folder = Folder::open(data, "journey")?;
    folder.empty()?;
    let mut sandbox = Sandbox::start(folder, Ports::any()?).await?;
    report.done("Everything is started from nothing", started(&sandbox));
    let outcome = options.which.travel(&mut sandbox, &mut report).await;
    if outcome.is_ok() {
        report.end();
    }
    if outcome.is_ok() && options.stay {
        println!("\nEverything stays at http://{}/ until Ctrl-C.", sandbox.ports.portal);
        tokio::signal::ctrl_c().await?;
    }
    sandbox.stop().await?;
    outcome
}

fn started(sandbox: &Sandbox) -> String {
    format!(
        "portal http://{}, pagoPA {}, inbox http://{}\nEnte {}, {} notices loaded\ndocuments are saved in {}",
        sandbox.ports.portal,
        sandbox.pagopa.url(),
        sandbox.mail.http_addr(),
        sample::ENTE,
        sample::positions(crate::sandbox::today()).count(),
        sandbox.folder.path("documents").display(),
    )
}
