//! The record of a run: which file, how far, how many, and every refusal. It is what makes a run resumable and a file loaded once.

use domain::ids::CorrelationId;
use sqlx::{Connection, PgConnection, Row};
use uuid::Uuid;

use super::error::ImportError;
use super::problem::{Problem, Refused};
use super::report::{Counts, Report};

/// One file is loaded by one process at a time.
const LOCK: &str = "SELECT pg_try_advisory_lock(hashtextextended('import/' || current_schema() || $1, 0))";
/// A connection that closes gives its locks back only when the server has noticed: too late for who loads the file again at once.
const UNLOCK: &str = "SELECT pg_advisory_unlock_all()";
const BEGIN: &str = "
INSERT INTO import_run (run_id, ente, content_hash, publish) VALUES ($1, $2, $3, $4)
ON CONFLICT (ente, content_hash, publish) DO NOTHING";
const FIND: &str = "
SELECT run_id, finished_at IS NOT NULL, created, unchanged, amended, refused
  FROM import_run WHERE ente = $1 AND content_hash = $2 AND publish = $3";
const ADVANCE: &str = "
UPDATE import_run SET created = $2, unchanged = $3, amended = $4, refused = $5, updated_at = clock_timestamp() WHERE run_id = $1";
const REFUSE: &str = "
INSERT INTO import_refusal (run_id, row_number, problems)
SELECT $1, * FROM unnest($2::bigint[], $3::jsonb[]) ON CONFLICT DO NOTHING";
const FINISH: &str = "UPDATE import_run SET finished_at = clock_timestamp() WHERE run_id = $1";
const REFUSALS: &str = "SELECT row_number, problems FROM import_refusal WHERE run_id = $1 ORDER BY row_number";

/// The record of one run, on a connection of its own that holds the run's lock.
pub(super) struct Record {
    connection: PgConnection,
    run: Uuid,
    hash: String,
    finished: bool,
    counts: Counts,
}

/// Which file for whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) ente: &'a str,
    pub(super) hash: &'a [u8; 32],
    pub(super) publish: bool,
}

impl Record {
    /// Opens the record of a file, or begins it as `run`.
    pub(super) async fn open(mut connection: PgConnection, key: Key<'_>, run: Uuid) -> Result<Self, ImportError> {
        let hash = hex::encode(key.hash);
        let lock = format!("{}/{}/{hash}", key.ente, key.publish);
        let alone: bool = sqlx::query_scalar(LOCK).bind(lock).fetch_one(&mut connection).await?;
        if !alone {
            return Err(ImportError::Running);
        }
        let insert = sqlx::query(BEGIN).bind(run).bind(key.ente).bind(&key.hash[..]).bind(key.publish);
        insert.execute(&mut connection).await?;
        let find = sqlx::query(FIND).bind(key.ente).bind(&key.hash[..]).bind(key.publish);
        let row = find.fetch_one(&mut connection).await?;
        let count = |column| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        let counts = Counts { created: count(2)?, unchanged: count(3)?, amended: count(4)?, refused: count(5)? };
        Ok(Self { run: row.try_get(0)?, finished: row.try_get(1)?, counts, hash, connection })
    }

    /// The run, as its events name it.
    pub(super) const fn run(&self) -> CorrelationId {
        CorrelationId::new(self.run)
    }

    /// Whether the file was loaded to its end.
    pub(super) const fn is_finished(&self) -> bool {
        self.finished
    }

    /// Rows dealt with.
    pub(super) const fn rows_done(&self) -> u64 {
        self.counts.rows()
    }

    /// Notes the next rows, in one transaction: they count once, whatever happens.
    pub(super) async fn note(&mut self, counts: Counts, refusals: &[Refused]) -> Result<(), ImportError> {
        let mut sum = self.counts;
        sum.add(counts);
        let signed = [sum.created, sum.unchanged, sum.amended, sum.refused].map(u64::cast_signed);
        let mut transaction = self.connection.begin().await?;
        let advance = sqlx::query(ADVANCE).bind(self.run).bind(signed[0]).bind(signed[1]).bind(signed[2]).bind(signed[3]);
        advance.execute(&mut *transaction).await?;
        if !refusals.is_empty() {
            let rows: Vec<i64> = refusals.iter().map(|refusal| refusal.row.cast_signed()).collect();
            let problems: Vec<_> = refusals.iter().map(|refusal| sqlx::types::Json(&refusal.problems)).collect();
            sqlx::query(REFUSE).bind(self.run).bind(rows).bind(problems).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        self.counts = sum;
        Ok(())
    }

    /// Notes that the file was loaded to its end.
    pub(super) async fn finish(&mut self) -> Result<(), ImportError> {
        sqlx::query(FINISH).bind(self.run).execute(&mut self.connection).await?;
        Ok(())
    }

    /// The report of the whole run.
    pub(super) async fn report(mut self, repeated: bool) -> Result<Report, ImportError> {
        let mut refusals = Vec::new();
        for row in sqlx::query(REFUSALS).bind(self.run).fetch_all(&mut self.connection).await? {
            let problems: sqlx::types::Json<Vec<Problem>> = row.try_get(1)?;
            refusals.push(Refused { row: row.try_get::<i64, _>(0)?.unsigned_abs(), problems: problems.0 });
        }
        sqlx::query(UNLOCK).execute(&mut self.connection).await?;
        self.connection.close().await?;
        Ok(Report { content_hash: self.hash, run: self.run.to_string(), repeated, counts: self.counts, refusals })
    }
}
