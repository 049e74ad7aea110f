//! Is the live view what the log says? Both tables are compared as sets of rows.

use sqlx::{PgConnection, PgPool};

use super::Rebuilt;
use crate::view::ViewName;

/// Differing rows that are shown.
const SHOWN: u8 = 10;
/// The columns that are folded from the log, in their order.
const COLUMNS: &str = "
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
 WHERE attrelid = format('%I.%I', $1, $2)::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL ($3)";

/// What a set of rows amounts to: equal sets have equal digests, in whatever order their rows stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Number of rows.
    pub rows: i64,
    /// Sum of the rows' hashes.
    pub hash: String,
}

/// A live view beside the same view rebuilt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The live one.
    pub live: Digest,
    /// The rebuilt one.
    pub rebuilt: Digest,
    /// First rows that only the live one has.
    pub only_live: Vec<String>,
    /// First rows that only the rebuilt one has.
    pub only_rebuilt: Vec<String>,
}

impl Comparison {
    /// Whether they are equal, row for row.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.live == self.rebuilt && self.only_live.is_empty() && self.only_rebuilt.is_empty()
    }
}

/// Compares the live view with the rebuilt one. Meaningful while the live view stands where the rebuilt one was built to.
///
/// # Errors
/// When the database fails.
pub async fn compare(pool: &PgPool, rebuilt: &Rebuilt) -> Result<Comparison, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
    let live_schema: String = sqlx::query_scalar("SELECT current_schema()").fetch_one(&mut *tx).await?;
    compare_tables(&mut tx, &[live_schema, rebuilt.schema.clone()], rebuilt.view).await
}

/// Compares the view's tables in two schemas, in the caller's transaction.
pub(crate) async fn compare_tables(
    tx: &mut PgConnection,
    [live, beside]: &[String; 2],
    view: ViewName,
) -> Result<Comparison, sqlx::Error> {
    let table = view.as_str();
    let columns: String =
        sqlx::query_scalar(COLUMNS).bind(live).bind(table).bind(view.operational_columns()).fetch_one(&mut *tx).await?;
    let (live, beside) = (format!("{live}.{table}"), format!("{beside}.{table}"));
    let digest = |table: &str| {
        format!(
            "SELECT count(*), coalesce(sum(('x' || left(encode(sha256(row_text::bytea), 'hex'), 16))::bit(64)::bigint::numeric), 0)::text
               FROM (SELECT row({columns})::text AS row_text FROM {table}) AS rows"
        )
    };
    let only_in = |one: &str, other: &str| {
        format!(
            "SELECT apart::text FROM (SELECT {columns} FROM {one} EXCEPT ALL SELECT {columns} FROM {other}) AS apart
              ORDER BY 1 LIMIT {SHOWN}"
        )
    };
    let (rows, hash) = sqlx::query_as(&digest(&live)).fetch_one(&mut *tx).await?;
    let live_digest = Digest { rows, hash };
    let (rows, hash) = sqlx::query_as(&digest(&beside)).fetch_one(&mut *tx).await?;
    let rebuilt_digest = Digest { rows, hash };
    let only_live = sqlx::query_scalar(&only_in(&live, &beside)).fetch_all(&mut *tx).await?;
    let only_rebuilt = sqlx::query_scalar(&only_in(&beside, &live)).fetch_all(&mut *tx).await?;
    Ok(Comparison { live: live_digest, rebuilt: rebuilt_digest, only_live, only_rebuilt })
}
