//! The words by which values of the domain are stored in views: the ones their serde form has, too.

use domain::debt_position::{Origin, Payability, PaymentReference};
use domain::identifier::ReceiptId;
use domain::text::Text35;
use sqlx::Row;
use sqlx::postgres::PgRow;

const RECEIPT: &str = "receipt/";
const ELSEWHERE: &str = "elsewhere/";

pub(crate) const fn payability(payability: Payability) -> &'static str {
    match payability {
        Payability::Absent => "absent",
        Payability::Draft => "draft",
        Payability::Published => "published",
        Payability::Withdrawn => "withdrawn",
        Payability::Expired => "expired",
    }
}

pub(crate) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Office => "office",
        Origin::Spontaneous => "spontaneous",
    }
}

/// A payment reference as one text.
pub(crate) fn reference_text(reference: &PaymentReference) -> String {
    match reference {
        PaymentReference::Receipt(id) => format!("{RECEIPT}{id}"),
        PaymentReference::Elsewhere(number) => format!("{ELSEWHERE}{number}"),
    }
}

/// A stored payment reference.
pub(crate) fn payment_reference(row: &PgRow, column: &str) -> Result<Option<PaymentReference>, sqlx::Error> {
    let Some(text) = row.try_get::<Option<&str>, _>(column)? else { return Ok(None) };
    let decode = |source| sqlx::Error::ColumnDecode { index: column.to_owned(), source };
    if let Some(id) = text.strip_prefix(RECEIPT) {
        return ReceiptId::parse(id).map(PaymentReference::Receipt).map(Some).map_err(|error| decode(error.into()));
    }
    if let Some(number) = text.strip_prefix(ELSEWHERE) {
        return Text35::parse(number).map(PaymentReference::Elsewhere).map(Some).map_err(|error| decode(error.into()));
    }
    Err(decode("neither a receipt nor a payment elsewhere".into()))
}

/// A count or index as PostgreSQL's smallint keeps it; what does not fit is cut (a position has at most a few hundred notices).
pub(crate) fn small(count: usize) -> i16 {
    i16::try_from(count).unwrap_or(i16::MAX)
}

/// A log index or version as PostgreSQL's bigint keeps it.
pub(crate) fn big(index: u64) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// One column of many rows, as `unnest` takes it.
pub(crate) fn column<'r, R, T>(rows: &'r [R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
