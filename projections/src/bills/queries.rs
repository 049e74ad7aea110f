//! Reading bills: newest first.

use domain::Cents;
use domain::debt_position::{Balance, BillDocument, DocumentYear, SchoolYear};
use domain::identifier::EnteCode;
use domain::ids::{PositionId, SubjectId};
use domain::text::{Text35, Text70};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use super::row::{BillCursor, BillRow};
use crate::query::{Page, PageSize, Result, checked, log_index};

/// `$3` is the school year, `$4` the cursor.
macro_rules! bills_of {
    ($owner:literal) => {
        concat!(
            "SELECT bill_v1.* FROM ",
            $owner,
            " AND ($3::text IS NULL OR school_year = $3) AND created_by < $4 ORDER BY created_by DESC LIMIT $5"
        )
    };
}
/// `$3` to `$5` name the paper.
macro_rules! bill_of {
    ($owner:literal) => {
        concat!("SELECT bill_v1.* FROM ", $owner, " AND kind = $3 AND year = $4 AND number = $5 ORDER BY created_by DESC LIMIT 1")
    };
}
macro_rules! years_of {
    ($owner:literal) => {
        concat!("SELECT DISTINCT school_year FROM ", $owner)
    };
}
pub(crate) const BY_DEBTOR: &str = bills_of!("bill_v1 WHERE ente = $1 AND debtor = $2");
pub(crate) const ONE_BY_DEBTOR: &str = bill_of!("bill_v1 WHERE ente = $1 AND debtor = $2");
pub(crate) const YEARS_BY_DEBTOR: &str = years_of!("bill_v1 WHERE ente = $1 AND debtor = $2");
/// The few positions of one person: what it sorts is a page.
const BY_POSITIONS: &str = bills_of!("unnest($2::uuid[]) AS wanted (id) JOIN bill_v1 ON position_id = wanted.id WHERE ente = $1");
const ONE_BY_POSITIONS: &str =
    bill_of!("unnest($2::uuid[]) AS wanted (id) JOIN bill_v1 ON position_id = wanted.id WHERE ente = $1");
const YEARS_BY_POSITIONS: &str =
    years_of!("unnest($2::uuid[]) AS wanted (id) JOIN bill_v1 ON position_id = wanted.id WHERE ente = $1");

/// Whose bills.
#[derive(Clone, Debug)]
pub enum BillsOf {
    /// Everything a person owes.
    Debtor(SubjectId),
    /// These positions.
    Positions(Vec<PositionId>),
}

/// By what a bill is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillName {
    /// Type.
    pub kind: Text70,
    /// Year.
    pub year: DocumentYear,
    /// Number.
    pub number: Text35,
}

/// A page of bills, narrowed to a school year when one is given.
///
/// # Errors
/// When the view cannot be read.
pub async fn page(
    pool: &PgPool,
    ente: &EnteCode,
    of: &BillsOf,
    school_year: Option<&SchoolYear>,
    (after, size): (Option<BillCursor>, PageSize),
) -> Result<Page<BillRow, BillCursor>> {
    let query = of.bound(BY_DEBTOR, BY_POSITIONS, ente).bind(school_year.map(SchoolYear::as_str));
    let after = after.map_or(i64::MAX, |BillCursor(index)| i64::try_from(index).unwrap_or(i64::MAX));
    let rows = query.bind(after).bind(size.with_lookahead()).fetch_all(pool).await?;
    let rows = rows.iter().map(bill).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &BillRow| BillCursor(row.created_by)))
}

/// The bill of this name; the newest where an office used a name twice.
///
/// # Errors
/// When the view cannot be read.
pub async fn one(pool: &PgPool, ente: &EnteCode, of: &BillsOf, name: &BillName) -> Result<Option<BillRow>> {
    let query = of.bound(ONE_BY_DEBTOR, ONE_BY_POSITIONS, ente).bind(name.kind.as_str());
    let query = query.bind(i16::try_from(name.year.as_u16()).unwrap_or(i16::MAX)).bind(name.number.as_str());
    Ok(query.fetch_optional(pool).await?.as_ref().map(bill).transpose()?)
}

/// The school years there are bills of, latest first.
///
/// # Errors
/// When the view cannot be read.
pub async fn school_years(pool: &PgPool, ente: &EnteCode, of: &BillsOf) -> Result<Vec<SchoolYear>> {
    let rows = of.bound(YEARS_BY_DEBTOR, YEARS_BY_POSITIONS, ente).fetch_all(pool).await?;
    let mut years: Vec<SchoolYear> = rows.iter().map(|row| checked(row, "school_year")).collect::<std::result::Result<_, _>>()?;
    years.sort_unstable_by(|a, b| b.cmp(a));
    Ok(years)
}

type Bound<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

impl BillsOf {
    /// The statement for a debtor or the one for positions, its first two parameters bound.
    fn bound<'q>(&self, by_debtor: &'q str, by_positions: &'q str, ente: &'q EnteCode) -> Bound<'q> {
        match self {
            Self::Debtor(debtor) => sqlx::query(by_debtor).bind(ente.as_str()).bind(debtor.as_uuid()),
            Self::Positions(positions) => {
                let ids: Vec<Uuid> = positions.iter().map(|position| position.as_uuid()).collect();
                sqlx::query(by_positions).bind(ente.as_str()).bind(ids)
            }
        }
    }
}

fn bill(row: &PgRow) -> std::result::Result<BillRow, sqlx::Error> {
    let year: i16 = row.try_get("year")?;
    let decode = |error: domain::debt_position::YearError| sqlx::Error::Decode(error.into());
    let document = BillDocument {
        kind: checked(row, "kind")?,
        year: DocumentYear::try_from(year.unsigned_abs()).map_err(decode)?,
        number: checked(row, "number")?,
        school_year: checked(row, "school_year")?,
    };
    Ok(BillRow {
        ente: checked(row, "ente")?,
        debtor: SubjectId::new(row.try_get("debtor")?),
        position: PositionId::new(row.try_get("position_id")?),
        document,
        due_date: row.try_get("due_date")?,
        balance: Balance { total: Cents::new(row.try_get("total")?), paid: Cents::new(row.try_get("paid")?) },
        created_by: log_index(row, "created_by")?,
        as_of: log_index(row, "as_of")?,
    })
}
