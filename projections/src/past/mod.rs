//! What was seen then: a view as it stood after the first n events of the log, for one person or one position.
//!
//! ```text
//! help desk: which streams concern them ─► their events below n ─► the views' own folds ─► the views' own statements ─► the views' own queries
//! ```
//!
//! Only the streams concerned are read. Their rows are written into temporary tables of the views' names, in a transaction that is never
//! committed and that searches them first; so what is shown is worked out by the very code that keeps and reads the live view, and there is
//! nothing that could come to another result.

mod instant;
mod streams;

use std::collections::BTreeSet;

use domain::identifier::EnteCode;
use replay::log::{EventTypes, LogError, LogReader};
use sqlx::{Executor, PgConnection, PgPool, Postgres, Transaction};

pub use instant::{Instant, at_index, at_time};

use crate::folding::{Desk, Held};
use crate::help_desk::Thread;
use crate::runner::{ApplyError, Interest, by_stream, known, read, write_sheets};
use crate::stream::StreamName;
use crate::view::ViewName;

/// Why the past cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PastError {
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The database failed, or the role may not make temporary tables.
    #[error("folding a view as it was")]
    Database(#[from] sqlx::Error),
    /// The view of threads could not be read.
    #[error(transparent)]
    Threads(#[from] crate::query::QueryError),
}

impl From<ApplyError> for PastError {
    fn from(error: ApplyError) -> Self {
        match error {
            // Nobody moves checkpoints here.
            ApplyError::Lost => Self::Database(sqlx::Error::RowNotFound),
            ApplyError::Database(source) => Self::Database(source),
        }
    }
}

const PLACE: &str = "SELECT coalesce((SELECT next_index FROM checkpoint WHERE reader = $1), 0)";
const LIVE: &str = "
SELECT current_schema()::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p'";

/// One view as it was; forgotten when dropped.
#[derive(Debug)]
pub struct Past {
    tx: Transaction<'static, Postgres>,
}

impl Past {
    /// What `view` showed of the streams of a thread (a person's or a position's) after the first `below` events of the log. The help desk's
    /// own view must have come that far.
    ///
    /// # Errors
    /// See [`PastError`].
    pub async fn of(pool: &PgPool, ente: &EnteCode, thread: &Thread, view: ViewName, below: u64) -> Result<Self, PastError> {
        let reader = LogReader::new(pool.clone());
        let concerned = streams::concerned(pool, &reader, ente, thread, below).await?;
        let desk = fold(&reader, &concerned, view, below).await?;
        Self::written(pool.begin().await?, desk, view).await
    }

    /// What `view` must show of these streams at the place where it stands; the live table is seen at the same place.
    pub(crate) async fn beside_live(pool: &PgPool, streams: &BTreeSet<StreamName>, view: ViewName) -> Result<Self, PastError> {
        let mut tx = pool.begin().await?;
        tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").await?;
        let below: i64 = sqlx::query_scalar(PLACE).bind(view.as_str()).fetch_one(&mut *tx).await?;
        let desk = fold(&LogReader::new(pool.clone()), streams, view, below.unsigned_abs()).await?;
        Self::written(tx, desk, view).await
    }

    async fn written(mut tx: Transaction<'static, Postgres>, mut desk: Desk, view: ViewName) -> Result<Self, PastError> {
        make_table(&mut tx, view).await?;
        write_sheets(&mut tx, &mut desk).await?;
        Ok(Self { tx })
    }

    /// To ask the view's own queries with.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

async fn fold(reader: &LogReader, streams: &BTreeSet<StreamName>, view: ViewName, below: u64) -> Result<Desk, PastError> {
    let interest = Interest::of(&[view]);
    let names: Vec<(&str, &str)> = streams.iter().map(|stream| (stream.kind.as_str(), stream.id.as_str())).collect();
    let events = reader.of_streams(&names, below, EventTypes::AllBut(&interest.ignored)).await?;
    let slices = read(by_stream(events, &interest)).await;
    let known = known(reader, &slices).await?;
    let mut desk = Desk::new(&[view]);
    desk.fold_all(slices, &known, &Held::new());
    Ok(desk)
}

/// Only what the view's statements need: the columns and the key. A changed search path also makes the server plan anew what it had planned for the live table.
async fn make_table(tx: &mut PgConnection, view: ViewName) -> Result<(), sqlx::Error> {
    let (live, key): (String, String) = sqlx::query_as(LIVE).bind(view.as_str()).fetch_one(&mut *tx).await?;
    let statements = format!(
        "CREATE TEMPORARY TABLE {view} (LIKE {live}.{view} INCLUDING DEFAULTS INCLUDING GENERATED, {key}) ON COMMIT DROP;
         SET LOCAL search_path = pg_temp, {live};"
    );
    tx.execute(statements.as_str()).await.map(|_| ())
}
