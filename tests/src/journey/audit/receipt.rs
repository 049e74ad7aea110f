//! A receipt's proof, made once, checks for ever and anywhere.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::Paid;
use super::desk::{Desk, alone, checked_elsewhere};
use crate::journey::report::{Report, same};

/// The whole log verifies; the receipt's proof and a bundle of the log are carried away and checked without the database, by us and by others.
pub(super) async fn proves_itself(desk: &Desk, paid: &Paid, report: &mut Report) -> anyhow::Result<PathBuf> {
    let state = desk.path("verified.json");
    let verified = desk.ask(&["verify", "--json", "--state", text(&state)?]).await.holds()?.json()?;
    let saw = format!("{} events, {} signed heads, root {}", verified["size"], verified["heads"], verified["root"]);
    report.done("The whole log is what was signed", saw);

    let proof = desk.path("receipt.json");
    desk.ask(&["prove", &paid.receipt, "--output", text(&proof)?]).await.holds()?;
    let told = alone(&["check", text(&proof)?, "--json"]).await.holds()?.json()?;
    let elsewhere = checked_elsewhere(&proof)?;
    let saw = format!("event {}, leaf {}\nin Python: {elsewhere}", told["event"], told["leaf"]);
    report.done("The receipt's proof checks with no database, twice", saw);

    let bundle = desk.path("log.ndjson");
    desk.ask(&["export", "..", text(&bundle)?]).await.holds()?;
    let told = alone(&["check", text(&bundle)?, "--json"]).await.holds()?.json()?;
    let saw = format!("events 0 to {}, {} schemas\nin Python: {}", told["to"], told["schemas"], checked_elsewhere(&bundle)?);
    report.done("The log is carried away and checks with no database, twice", saw);
    let same_states = desk.ask(&["digest", "--json"]).await.holds()?.out;
    same(
        "the digests of database and bundle",
        &same_states,
        &alone(&["digest", "--bundle", text(&bundle)?, "--json"]).await.holds()?.out,
    )?;

    let story = desk.ask(&["timeline", paid.nav.as_str(), "--json"]).await.holds()?.json()?;
    let everything = desk.ask(&["timeline", paid.nav.as_str(), "--scan", "--json"]).await.holds()?.json()?;
    same("the story by index and in every event", &everything, &story)?;
    let steps = story.as_array().map_or(0, Vec::len);
    ensure!(steps >= 4, "only {steps} events are told of {}", paid.nav);
    report.done("The story of the notice is told from the log", format!("{steps} events, nobody's name in them"));
    Ok(proof)
}

/// After everything: what was proved once still is, and the log continues it.
pub(super) async fn still_holds(desk: &Desk, proof: &Path, report: &mut Report) -> anyhow::Result<()> {
    alone(&["check", text(proof)?]).await.holds()?;
    checked_elsewhere(proof)?;
    let state = desk.path("verified.json");
    let verified = desk.ask(&["verify", "--json", "--from-start", "--state", text(&state)?]).await.holds()?.json()?;
    let saw = format!("{} events, {} signed heads", verified["size"], verified["heads"]);
    report.done("The receipt's proof still holds, and the log continues what was verified", saw);
    Ok(())
}

fn text(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path that is no text")
}
