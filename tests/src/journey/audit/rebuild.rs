//! A view is built anew and exchanged while it is read all the time.

use anyhow::ensure;
use tokio_util::sync::CancellationToken;

use super::desk::Desk;
use crate::journey::report::Report;
use crate::sandbox::{Sandbox, sample};

const VIEW: &str = "notice_directory";
const READERS: usize = 4;
const READ: &str = "SELECT count(*) FROM notice_directory_v1 WHERE ente = $1 AND nav = $2";

pub(super) async fn disturbs_nobody(sandbox: &Sandbox, desk: &Desk, report: &mut Report) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let pool = replay::pool::lazy(replay::pool::in_cell(desk.database().clone(), Sandbox::SCHEMA), u32::try_from(READERS)?);
    let readers: Vec<_> = (0..READERS).map(|_| tokio::spawn(read(pool.clone(), stop.clone()))).collect();
    let mut said = String::new();
    for step in ["rebuild", "compare", "promote"] {
        said += &sandbox.command.run(&["projections", step, VIEW]).await?;
    }
    stop.cancel();
    let mut read = 0;
    for reader in readers {
        read += reader.await??;
    }
    ensure!(read > READERS, "nobody read meanwhile");
    ensure!(said.contains("equal"), "{said}");
    report.done("A view is rebuilt, compared and exchanged while it is read", format!("{read} readings, none failed\n{said}"));
    Ok(())
}

/// Reads until `stop`; answers how often. Whatever fails ends the journey.
async fn read(pool: sqlx::PgPool, stop: CancellationToken) -> anyhow::Result<usize> {
    let nav = sample::notice_of(super::CITIZEN, 0, 0);
    let mut readings = 0;
    while !stop.is_cancelled() {
        let rows: i64 = sqlx::query_scalar(READ).bind(sample::ENTE).bind(nav.as_str()).fetch_one(&pool).await?;
        ensure!(rows == 1, "the notice was in the view {rows} times");
        readings += 1;
    }
    Ok(readings)
}
