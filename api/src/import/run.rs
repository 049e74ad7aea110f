//! One run: rows are read on a thread of their own, made ready in a task, appended in another, in the order of the file.

use std::fs::File;
use std::sync::Arc;

use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::PositionId;
use domain::metadata::Actor;
use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc;

use super::batch::{Batch, Candidate, Preparation};
use super::error::ImportError;
use super::problem::{Problem, Refused};
use super::read::read_position;
use super::record::{Key, Record};
use super::report::Report;
use super::rows::{Row, Rows};
use super::source::Source;
use crate::positions::By;
use crate::product::Product;

/// Rows made ready and appended together.
const BATCH: usize = 2_000;
/// Batches waiting between two stages: what bounds the memory of a run.
const WAITING: usize = 1;

/// What to load for whom.
#[derive(Debug)]
pub struct Order {
    /// The Ente.
    pub ente: EnteCode,
    /// The file.
    pub source: Source,
    /// Offer the positions at once; otherwise they stay drafts.
    pub publish: bool,
}

/// Rows read and not yet looked up.
#[derive(Debug, Default)]
struct Read {
    rows: u64,
    refusals: Vec<Refused>,
    candidates: Vec<Candidate>,
}

/// Loads a file. A file loaded before answers its first report and does nothing; a run that was cut goes on.
///
/// # Errors
/// What stopped the run; run it again to go on. A bad row stops nothing.
pub async fn import(product: &Product, order: Order) -> Result<Report, ImportError> {
    let ente = product.enti.get(&order.ente).ok_or_else(|| ImportError::UnknownEnte(order.ente.clone()))?;
    let connection = PgConnection::connect_with(&product.connect_options()).await?;
    let key = Key { ente: order.ente.as_str(), hash: order.source.hash(), publish: order.publish };
    let mut record = Record::open(connection, key, product.clock.new_uuid()).await?;
    if record.is_finished() {
        return record.report(true).await;
    }
    let by = By { actor: Actor::Loader(order.source.short_hash()), correlation_id: record.run(), causation: None };
    let preparation = Preparation { product: product.clone(), ente: ente.clone(), by };
    let done = record.rows_done();
    let (to_prepare, read) = mpsc::channel(WAITING);
    let (to_append, mut ready) = mpsc::channel(WAITING);
    let file = order.source.into_file();
    let reading = tokio::task::spawn_blocking(move || read_rows(file, done, &ente, order.publish, &to_prepare));
    let preparing = tokio::spawn(prepare_all(preparation.clone(), read, to_append));
    let mut appending = PgConnection::connect_with(&product.connect_options()).await?;
    while let Some(batch) = ready.recv().await {
        let (counts, refusals) = preparation.append(&mut appending, batch).await?;
        fail::fail_point!("import::before_note");
        record.note(counts, &refusals).await?;
    }
    appending.close().await?;
    preparing.await??;
    reading.await??;
    record.finish().await?;
    record.report(false).await
}

async fn prepare_all(
    preparation: Preparation,
    mut read: mpsc::Receiver<Read>,
    ready: mpsc::Sender<Batch>,
) -> Result<(), ImportError> {
    while let Some(Read { rows, refusals, candidates }) = read.recv().await {
        let batch = preparation.prepare(rows, refusals, candidates).await?;
        if ready.send(batch).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Reads the rows after the first `done`, in batches, until the end or until nobody wants more.
fn read_rows(
    file: File,
    done: u64,
    ente: &Arc<EnteSettings>,
    publish: bool,
    to_prepare: &mpsc::Sender<Read>,
) -> Result<(), ImportError> {
    let mut rows = Rows::open(file)?;
    let mut read = Read::default();
    while let Some(row) = rows.next_row()? {
        if row.number <= done {
            continue;
        }
        read.rows += 1;
        match read_row(ente, &row, publish) {
            Ok(candidate) => read.candidates.push(candidate),
            Err(problems) => read.refusals.push(Refused { row: row.number, problems }),
        }
        if read.rows >= BATCH as u64 && to_prepare.blocking_send(std::mem::take(&mut read)).is_err() {
            return Ok(());
        }
    }
    if read.rows > 0 {
        let _ = to_prepare.blocking_send(read);
    }
    Ok(())
}

fn read_row(ente: &EnteSettings, row: &Row, publish: bool) -> Result<Candidate, Vec<Problem>> {
    let json = row.json.as_ref().map_err(|broken| vec![Problem::new("", "row", broken)])?;
    let new = read_position(ente, json, publish)?;
    Ok(Candidate { row: row.number, position: PositionId::of(&ente.code, &new.iupd), new })
}
