//! A person is forgotten as far as law lets us; every fact, every sum and every proof stays.

use anyhow::ensure;
use sqlx::{ConnectOptions, Connection};

use super::desk::Desk;
use super::{CITIZEN, Paid};
use crate::canaries::Canaries;
use crate::journey::report::{Report, same};
use crate::sandbox::{Sandbox, sample};

const SUM: &str = "SELECT coalesce(sum(amount), 0)::bigint FROM payment_history_v1";

pub(super) async fn leaves_every_fact(sandbox: &Sandbox, desk: &Desk, paid: &Paid, report: &mut Report) -> anyhow::Result<()> {
    let person = sample::CITIZENS[CITIZEN];
    let before = sum(sandbox).await?;
    let erase = async |class: &str| {
        let whose =
            ["--ente", sample::ENTE, "--tax-code", person.tax_code, "--operator", "anna", "--reason", "Richiesta prot. 118/2026"];
        sandbox.command.run(&[&["privacy", "erase", "--class", class], &whose[..]].concat()).await
    };
    let Err(refusal) = erase("fiscal").await else { anyhow::bail!("who paid was erased before the legal term") };
    report.done("Who owed and who paid is kept by law: refused, with the reason", format!("{refusal:#}"));
    let said = erase("profile").await?;
    report.done("The person's profile is erased: its key is destroyed", said);

    same("the sum of all payments", &before, &sum(sandbox).await?)?;
    let canaries = Canaries::new([person.tax_code, person.name, person.email]);
    let scanned = canaries.absent_from(&sandbox.database()).await?;
    let dumped = dumped(sandbox, &canaries)?;
    let told = desk.ask(&["timeline", paid.nav.as_str()]).await.holds()?.out;
    ensure!(canaries.shown_in(&told).is_none(), "the story shows {:?}", canaries.shown_in(&told));
    let saw = format!("{} rows of {} tables, {dumped}; the sum of all payments is what it was", scanned.rows, scanned.tables);
    report.done("Nothing of the person stands in the clear, and no fact is lost", saw);
    Ok(())
}

async fn sum(sandbox: &Sandbox) -> anyhow::Result<i64> {
    let mut connection = sandbox.database().connect().await?;
    let sum = sqlx::query_scalar(SUM).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(sum)
}

/// Dumps the whole database and searches every line; says so where there is no `pg_dump`.
fn dumped(sandbox: &Sandbox, canaries: &Canaries) -> anyhow::Result<String> {
    let Some(dump) = sandbox.dump()? else { return Ok("no pg_dump here".to_owned()) };
    let shown = dump.lines().find_map(|line| canaries.shown_in(line));
    ensure!(shown.is_none(), "pg_dump shows {shown:?}");
    Ok(format!("{} lines of pg_dump", dump.lines().count()))
}
