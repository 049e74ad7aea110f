//! One journey through everything, as a citizen, a counter and an office would make it, checked at every step.
//!
//! It starts from nothing, uses only the real edges (GraphQL and documents over HTTP, SOAP between simulator and station, SMTP), and
//! fails at the first thing that is not as it should be.

mod citizen;
mod counter;
mod crash;
mod letters;
mod portal;
mod privacy;
mod report;

use std::path::Path;

use clap::Args;

use crate::sandbox::{Folder, Ports, Sandbox, sample};
use citizen::Citizen;
use letters::Letters;
use portal::Portal;
use report::Report;

/// How a journey is made.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Options {
    /// Keep everything running at the end, until Ctrl-C.
    #[arg(long)]
    pub stay: bool,
}

/// Makes the journey; what it makes lies in the folder `journey` of `data`, which is emptied first.
///
/// # Errors
/// The first step that differed from what it should be.
pub async fn run(options: Options, data: &Path) -> anyhow::Result<()> {
    let mut report = Report::begin("A payment from the notice to the receipt, from nothing, through the real edges.");
    let folder = Folder::open(data, "journey")?;
    folder.empty()?;
    let mut sandbox = Sandbox::start(folder, Ports::any()?).await?;
    report.done("Everything is started from nothing", started(&sandbox));
    let outcome = travel(&mut sandbox, &mut report).await;
    if outcome.is_ok() && options.stay {
        println!("\nEverything stays at http://{}/ until Ctrl-C.", sandbox.ports.portal);
        tokio::signal::ctrl_c().await?;
    }
    sandbox.stop().await?;
    outcome
}

async fn travel(sandbox: &mut Sandbox, report: &mut Report) -> anyhow::Result<()> {
    let portal = Portal::at(sandbox.ports.portal)?;
    let mut letters = Letters::default();
    let mario = Citizen::new(&portal, 0);
    mario.finds_and_prints(sandbox, report).await?;
    mario.pays_five_notices(sandbox, report, &mut letters).await?;
    mario.pays_an_instalment(sandbox, report, &mut letters).await?;
    mario.has_a_receipt_sent(sandbox, report, &mut letters).await?;
    counter::pays_by_scanned_code(sandbox, &portal, report, &mut letters).await?;
    crash::payment_survives_a_power_cut(sandbox, &portal, report, &mut letters).await?;
    letters.all_are_told_apart(sandbox, report)?;
    privacy::nobody_stands_in_the_clear(sandbox, report).await?;
    report.end();
    Ok(())
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
