//! Can everything that was ever written still be read?

use domain::event::CATALOGUE;
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};

const VERSIONS: &str = "SELECT aggregate_type, event_type, event_version, count(*) FROM events GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

/// The versions of events in the log that this program does not know.
pub(super) async fn versions(pool: &PgPool) -> Result<Examined, CheckError> {
    let mut tx = pool.begin().await?;
    sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
    let written: Vec<(String, String, String, i64)> = sqlx::query_as(VERSIONS).fetch_all(&mut *tx).await?;
    let mut examined = Examined::of(Invariant::Readable);
    for (aggregate, event_type, version, events) in written {
        examined.looked_at += 1;
        let types = CATALOGUE.iter().filter(|(known, _)| *known == aggregate).flat_map(|(_, types)| types.iter());
        if !types.into_iter().any(|(known, read)| *known == event_type && *read == version) {
            examined.found(format!("{aggregate}/{event_type}"), format!("{events} events of version {version} are not known"));
        }
    }
    Ok(examined)
}
