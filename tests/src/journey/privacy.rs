//! After everything else: nobody's data stands in the clear.

use anyhow::{Context, ensure};

use super::report::Report;
use crate::canaries::Canaries;
use crate::sandbox::{Sandbox, sample};

/// Street and town of every sample debtor.
const ADDRESS: &str = "Via dei Collaudi";

/// Names, tax codes, addresses and mail addresses of all who took part, and whatever else was said.
fn everybody(said: &[&'static str]) -> Canaries {
    let of_citizens = sample::CITIZENS.iter().flat_map(|citizen| [citizen.tax_code, citizen.name, citizen.email]);
    Canaries::new(of_citizens.chain([ADDRESS]).chain(said.iter().copied()))
}

/// Scans all tables, the product's log, and its figures.
pub(super) async fn nobody_stands_in_the_clear(
    sandbox: &Sandbox,
    report: &mut Report,
    said: &[&'static str],
) -> anyhow::Result<()> {
    let everybody = everybody(said);
    let scanned = everybody.absent_from(&sandbox.database()).await?;
    ensure!(scanned.tables > 10 && scanned.rows > 1_000, "only {scanned:?} were there to be scanned");
    let log = std::fs::read_to_string(sandbox.folder.path("product.log"))?;
    let shown = log.lines().find(|line| everybody.shown_in(line).is_some());
    ensure!(shown.is_none(), "the log shows {}", shown.unwrap_or_default());
    let url = format!("http://{}/metrics", sandbox.ports.operations);
    let figures = reqwest::get(url).await.context("the figures cannot be read")?.text().await?;
    ensure!(figures.contains("http_requests_total"), "no figures");
    ensure!(everybody.shown_in(&figures).is_none(), "the figures show {:?}", everybody.shown_in(&figures));
    let saw =
        format!("{} rows of {} tables, {} lines of the log, the figures", scanned.rows, scanned.tables, log.lines().count());
    report.done("No name, tax code or address stands in the clear", saw);
    Ok(())
}
