//! What all queries of views share: pages by key instead of by number, and stored values that become checked values again.

use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};
use sqlx::Row;
use sqlx::postgres::PgRow;

/// A view could not be read.
#[derive(Debug, thiserror::Error)]
#[error("reading a view")]
pub struct QueryError(#[from] pub sqlx::Error);

/// What a query answers.
pub type Result<T> = std::result::Result<T, QueryError>;

/// How many rows a page has: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(u8);

impl PageSize {
    /// The most rows of one page.
    pub const MAX: Self = Self(100);

    /// So many rows, cut to what is allowed.
    #[must_use]
    pub fn clamped(rows: usize) -> Self {
        Self(u8::try_from(rows.clamp(1, 100)).unwrap_or(Self::MAX.0))
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }

    /// One row more than the page has: it tells whether another page follows.
    pub(crate) fn with_lookahead(self) -> i64 {
        i64::from(self.0) + 1
    }
}

/// Some rows of a list, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T, C> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// The cursor to ask the next page with; none at the end.
    pub next: Option<C>,
}

impl<T, C> Page<T, C> {
    /// Cuts what was read with one row of lookahead.
    pub(crate) fn cut(mut rows: Vec<T>, size: PageSize, cursor: impl Fn(&T) -> C) -> Self {
        let more = rows.len() > size.rows();
        rows.truncate(size.rows());
        let next = if more { rows.last().map(cursor) } else { None };
        Self { rows, next }
    }
}

/// A cursor that is not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor was not given out by this list")]
pub struct BadCursor;

/// Searched words as a pattern of `ILIKE`, with nothing in it that the pattern language would read; none when there are no words.
pub(crate) fn pattern(words: &str) -> Option<String> {
    let plain = words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    (!plain.is_empty()).then(|| format!("%{plain}%"))
}

/// A stored text as the checked type it was written from.
pub(crate) fn checked<'r, T: Deserialize<'r>>(row: &'r PgRow, column: &str) -> std::result::Result<T, sqlx::Error> {
    restore(row.try_get(column)?, column)
}

/// The same for a column that may be empty.
pub(crate) fn checked_option<'r, T: Deserialize<'r>>(
    row: &'r PgRow,
    column: &str,
) -> std::result::Result<Option<T>, sqlx::Error> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| restore(text, column)).transpose()
}

fn restore<'r, T: Deserialize<'r>>(text: &'r str, column: &str) -> std::result::Result<T, sqlx::Error> {
    let source: StrDeserializer<'_, ValueError> = serde::de::IntoDeserializer::into_deserializer(text);
    T::deserialize(source).map_err(|error| sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() })
}

/// A stored count or index, never negative.
pub(crate) fn count(row: &PgRow, column: &str) -> std::result::Result<usize, sqlx::Error> {
    let stored: i16 = row.try_get(column)?;
    usize::try_from(stored).map_err(|error| sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() })
}

/// A stored log index.
pub(crate) fn log_index(row: &PgRow, column: &str) -> std::result::Result<u64, sqlx::Error> {
    Ok(row.try_get::<i64, _>(column)?.unsigned_abs())
}
