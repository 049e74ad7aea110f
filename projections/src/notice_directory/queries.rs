//! Reading the notice directory.

use domain::Cents;
use domain::identifier::{EnteCode, LookupCode};
use domain::ids::{PositionId, SubjectId};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use super::row::Notice;
use crate::query::{Result, checked, checked_option, count, log_index};
use crate::stored;

pub(crate) const BY_NAV: &str = "SELECT * FROM notice_directory_v1 WHERE ente = $1 AND nav = $2 ORDER BY position_id LIMIT 1";
pub(crate) const BY_IUV: &str = "SELECT * FROM notice_directory_v1 WHERE ente = $1 AND iuv = $2 ORDER BY nav LIMIT 1";
pub(crate) const OF_POSITION: &str = "
SELECT * FROM notice_directory_v1
 WHERE ente = $1 AND position_id = $2
 ORDER BY option_index, installment_index";

/// Both halves are always looked up, whether the other one is found or not, and the comparison is not one the planner can turn into
/// an early end: a wrong number, a wrong tax code and somebody else's tax code cost the same.
macro_rules! anonymous {
    ($code:literal) => {
        concat!(
            "SELECT notice.*
               FROM (VALUES (true)) AS always
               LEFT JOIN (SELECT subject FROM subject_lookup WHERE ente = $1 AND kind = 'tax_code' AND digest = $3) AS person ON true
               LEFT JOIN (SELECT * FROM notice_directory_v1 WHERE ente = $1 AND ",
            $code,
            " = $2) AS notice ON true
              WHERE notice.debtor IS NOT DISTINCT FROM person.subject"
        )
    };
}
/// The notice `$2` of the Ente `$1`, if it belongs to whoever the digest `$3` stands for.
pub const ANONYMOUS_BY_NAV: &str = anonymous!("nav");
pub(crate) const ANONYMOUS_BY_IUV: &str = anonymous!("iuv");

/// The notice behind a code, for edges that may know it without knowing the debtor.
///
/// # Errors
/// When the view cannot be read.
pub async fn find(pool: &PgPool, ente: &EnteCode, code: &LookupCode) -> Result<Option<Notice>> {
    let sql = match code {
        LookupCode::Notice(_) => BY_NAV,
        LookupCode::Iuv(_) => BY_IUV,
    };
    let row = sqlx::query(sql).bind(ente.as_str()).bind(code.as_str()).fetch_optional(pool).await?;
    Ok(row.as_ref().map(notice).transpose()?)
}

/// The notice behind a code, if it belongs to the person with this keyed hash of their tax code (see `subject_lookup`). One statement that
/// does the same work for every kind of miss.
///
/// # Errors
/// When the view cannot be read.
pub async fn look_up(pool: &PgPool, ente: &EnteCode, code: &LookupCode, tax_code_digest: &[u8; 32]) -> Result<Option<Notice>> {
    let sql = match code {
        LookupCode::Notice(_) => ANONYMOUS_BY_NAV,
        LookupCode::Iuv(_) => ANONYMOUS_BY_IUV,
    };
    let rows = sqlx::query(sql).bind(ente.as_str()).bind(code.as_str()).bind(tax_code_digest.as_slice()).fetch_all(pool).await?;
    for row in &rows {
        if row.try_get::<Option<&str>, _>("nav")?.is_some() {
            return Ok(Some(notice(row)?));
        }
    }
    Ok(None)
}

/// All notices of a position, by option and instalment.
///
/// # Errors
/// When the view cannot be read.
pub async fn of_position(pool: &PgPool, ente: &EnteCode, position: PositionId) -> Result<Vec<Notice>> {
    let rows = sqlx::query(OF_POSITION).bind(ente.as_str()).bind(position.as_uuid()).fetch_all(pool).await?;
    Ok(rows.iter().map(notice).collect::<std::result::Result<_, _>>()?)
}

fn notice(row: &PgRow) -> std::result::Result<Notice, sqlx::Error> {
    Ok(Notice {
        ente: checked(row, "ente")?,
        nav: checked(row, "nav")?,
        iuv: checked(row, "iuv")?,
        position: PositionId::new(row.try_get("position_id")?),
        iupd: checked(row, "iupd")?,
        option: count(row, "option_index")?,
        installment: count(row, "installment_index")?,
        installments: count(row, "installments")?,
        debtor: SubjectId::new(row.try_get("debtor")?),
        payability: checked(row, "payability")?,
        payable_from: row.try_get("payable_from")?,
        payable_until: row.try_get("payable_until")?,
        alternative_used: row.try_get("alternative_used")?,
        settled_by: stored::payment_reference(row, "settled_by")?,
        settled_at: row.try_get("settled_at")?,
        amount: Cents::new(row.try_get("amount")?),
        description: checked(row, "description")?,
        position_description: checked(row, "position_description")?,
        office: checked_option(row, "office")?,
        due_date: row.try_get("due_date")?,
        notice_due_date: row.try_get("notice_due_date")?,
        as_of: log_index(row, "as_of")?,
    })
}
