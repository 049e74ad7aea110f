//! `quietanza check`: does everything hold?

use std::process::ExitCode;

use projections::builds::Builds;
use projections::check::{CheckError, DayTotals, Examined, Report, Sum, everything};
use replay::pool;
use serde_json::{Value, json};

use super::error::{CliError, REFUSED};
use crate::integrity::raw_messages;
use crate::product::Product;

/// Connections: the log is read by some while the views are.
const CONNECTIONS: u32 = 4;

pub(super) async fn run(product: &Product, json: bool) -> Result<ExitCode, CliError> {
    let database = &product.settings.database;
    let builds = Builds::open(database.owner(), &database.schema).await?;
    let pool = pool::lazy(database.app(), CONNECTIONS);
    let mut report = everything(&pool, &builds, product.clock.now()).await?;
    report.examined.push(raw_messages(&pool, &product.vault).await.map_err(CliError::failed)?);
    if json {
        println!("{}", as_json(&report));
    } else {
        show(&report);
    }
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}

fn show(report: &Report) {
    for Examined { invariant, looked_at, cents, findings } in &report.examined {
        let counted = match (looked_at, cents) {
            (0, None) => String::new(),
            (looked_at, None) => format!(" ({looked_at} looked at)"),
            (looked_at, Some(cents)) => format!(" ({looked_at} looked at, {cents} cents)"),
        };
        let (number, holds) = (invariant.number().unwrap_or("-"), if findings.is_empty() { "holds" } else { "FAILS" });
        println!("{number}\t{holds}\t{}{counted}", invariant.says());
        findings.iter().for_each(|finding| println!("\t{}: {}", finding.place, finding.what));
    }
    let sum = report.days.iter().map(|day| day.received).fold(Sum::default(), |all, day| Sum {
        payments: all.payments + day.payments,
        cents: all.cents.saturating_add(day.cents),
    });
    println!("{} events, {} receipts of {} cents on {} days", report.events, sum.payments, sum.cents, report.days.len());
}

fn as_json(report: &Report) -> Value {
    let sum = |sum: Sum| json!({ "payments": sum.payments, "cents": sum.cents });
    let day = |day: &DayTotals| {
        json!({
            "ente": day.ente.as_str(), "day": day.day, "received": sum(day.received),
            "booked_or_open": sum(day.booked_or_open), "shown": sum(day.shown),
        })
    };
    let examined = |examined: &Examined| {
        let findings: Vec<Value> =
            examined.findings.iter().map(|finding| json!({ "place": finding.place, "what": finding.what })).collect();
        json!({
            "invariant": examined.invariant.as_str(), "number": examined.invariant.number(), "looked_at": examined.looked_at,
            "cents": examined.cents, "findings": findings,
        })
    };
    json!({
        "holds": report.holds(), "events": report.events,
        "invariants": report.examined.iter().map(examined).collect::<Vec<_>>(),
        "days": report.days.iter().map(day).collect::<Vec<_>>(),
    })
}

impl From<CheckError> for CliError {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Build(error) => error.into(),
            other => Self::failed(other),
        }
    }
}
