//! Does the house hold? The invariants of the log and of everything folded from it, checked against what is stored, whatever wrote it.
//!
//! Everything is checked by [`everything`], which also folds every view anew; [`Patrol`] walks through the same house in the background, a
//! bounded stretch at a time. Each finding names what it is about.

mod error;
mod log;
mod mails;
mod patrol;
mod readable;
mod receipts;
mod report;
mod rows;
mod sample;
mod totals;
mod transitions;
mod walk;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

pub use error::CheckError;
pub use patrol::Patrol;
pub use report::{DayTotals, Examined, Finding, Invariant, Report, Sum};

use crate::builds::{BuildError, Builds};
use crate::rebuild::{Comparison, RebuildError};
use crate::view::ViewName;

/// Checks everything. `pool` reads the cell; `builds` folds each view anew beside the live one, in a place of its own that is given back.
///
/// A page that the server itself finds damaged ends the check: what is left of it is told.
///
/// # Errors
/// When the database fails: that says nothing about what is stored.
pub async fn everything(pool: &PgPool, builds: &Builds, now: DateTime<Utc>) -> Result<Report, CheckError> {
    let mut report = Report::default();
    let Err(error) = examine(pool, builds, now, &mut report).await else { return Ok(report) };
    let Some(damage) = error.damage() else { return Err(error) };
    let mut pages = Examined::of(Invariant::Pages);
    pages.found("the cluster", damage);
    report.examined.push(pages);
    Ok(report)
}

/// One invariant after the other.
async fn examine(pool: &PgPool, builds: &Builds, now: DateTime<Utc>, report: &mut Report) -> Result<(), CheckError> {
    report.examined.push(log::whole(pool, &mut report.events).await?);
    for question in rows::ALL {
        report.examined.push(rows::ask(pool, &question, now).await?);
    }
    report.examined.push(readable::versions(pool).await?);
    report.examined.push(transitions::follow(pool).await?);
    report.examined.push(receipts::compare(pool).await?);
    report.examined.push(mails::compare(pool).await?);
    let (examined, days) = totals::compare(pool).await?;
    report.examined.push(examined);
    report.days = days;
    let mut views = Examined::of(Invariant::Views);
    for view in ViewName::ALL {
        match builds.verify(view).await {
            Ok(compared) => {
                views.looked_at += compared.live.rows.unsigned_abs();
                views.findings.extend(differences(view, &compared));
            }
            Err(BuildError::Rebuild(unknown @ RebuildError::UnknownVersion { .. })) => {
                views.found(view.to_string(), format!("cannot be folded anew: {unknown}"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    report.examined.push(views);
    Ok(())
}

/// The rows in which a view is not what the log says.
fn differences(view: ViewName, compared: &Comparison) -> Vec<Finding> {
    let finding = |what: String| Finding { invariant: Invariant::Views, place: view.to_string(), what };
    let only = |side: &str, rows: &[String]| rows.iter().map(|row| finding(format!("{side}: {row}"))).collect::<Vec<_>>();
    let mut found = only("shown and not in the log", &compared.only_live);
    found.extend(only("in the log and not shown", &compared.only_rebuilt));
    if found.is_empty() && compared.live != compared.rebuilt {
        found.push(finding("the digests of the rows differ".to_owned()));
    }
    found
}
