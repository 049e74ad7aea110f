//! `quietanza check`: does everything hold?

use std::process::ExitCode;

use projections::builds::Builds;
use projections::check::{CheckError, DayTotals, Examined, Report, Sum, everything};
use replay::pool;
use serde_json::{Value, json};

use super::error::{CliError, REFUSED};
use crate::clock::Clock;
use crate::settings::Settings;

/// Connections: the log is read by some while the views are.
const CONNECTIONS: u32 = 4;

pub(super) async fn run(settings: &Settings, json: bool) -> Result<ExitCode, CliError> {
    let database = &settings.database;
    let builds = Builds::open(database.owner(), &database.schema).await?;
    let pool = pool::lazy(database.app(), CONNECTIONS);
    let report = everything(&pool, &builds, Clock::system().now()).await?;
    if json {
        println!("{}", as_json(&report));
    } else {
        show(&report);
    }
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}

fn show(report: &Report) {
    for Examined { invariant, looked_at, findings } in &report.examined {
        let counted = if *looked_at == 0 { String::new() } else { format!(" ({looked_at} looked at)") };
        println!("{}\t{}{counted}", if findings.is_empty() { "holds" } else { "FAILS" }, invariant.says());
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
        json!({ "invariant": examined.invariant.as_str(), "looked_at": examined.looked_at, "findings": findings })
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
