//! From a row to the streams it is folded from.

use domain::identifier::{EnteCode, ReceiptId};
use domain::receipt::receipt_stream;
use sqlx::{PgPool, Row};

use crate::query::{Result, checked_option, log_index};
use crate::stream::{StreamKind, StreamName};
use crate::view::ViewName;

/// Several positions can have had a notice under one number.
const NOTICE: &str = "SELECT 'DebtPosition' AS kind, position_id::text AS id, as_of FROM notice_directory_v1 WHERE ente = $1 AND nav = $2 LIMIT 20";
const PENDING: &str =
    "SELECT 'DebtPosition' AS kind, position_id::text AS id, as_of FROM pending_list_v1 WHERE ente = $1 AND nav = $2 LIMIT 20";
const TODO: &str = "SELECT stream_type AS kind, stream_id AS id, as_of FROM todo_v1 WHERE ente = $1 AND todo_id = $2";
const SUPPORT: &str =
    "SELECT 'SupportRequest' AS kind, request_id::text AS id, as_of FROM support_v1 WHERE ente = $1 AND request_id::text = $2";
const BILL: &str =
    "SELECT 'DebtPosition' AS kind, position_id::text AS id, as_of FROM bill_v1 WHERE ente = $1 AND position_id::text = $2";
const NEWS: &str = "SELECT 'News' AS kind, news_id::text AS id, as_of FROM news_v1 WHERE ente = $1 AND news_id::text = $2";
const CALENDAR: &str =
    "SELECT 'CalendarEntry' AS kind, entry_id::text AS id, as_of FROM calendar_v1 WHERE ente = $1 AND entry_id::text = $2";
const STEP: &str = "
SELECT aggregate_type AS kind, aggregate_id AS id, log_index AS as_of
  FROM event_log JOIN events USING (global_position) WHERE ente = $1 AND log_index = $2::text::bigint";
const PAYMENT: &str = "
SELECT position_id::text AS position, receipt_id, checkout_id::text AS checkout, state, as_of
  FROM payment_history_v1 WHERE ente = $1 AND payment_id = $2";

/// What a row is made of.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) streams: Vec<StreamName>,
    /// The event that last changed it.
    pub(super) as_of: u64,
}

/// The row with this key; none when the Ente has no such row.
pub(super) async fn find(pool: &PgPool, ente: &EnteCode, view: ViewName, key: &str) -> Result<Option<Made>> {
    match view {
        ViewName::NoticeDirectory => of_streams(pool, NOTICE, ente, key).await,
        ViewName::PendingList => of_streams(pool, PENDING, ente, key).await,
        ViewName::Todo => of_streams(pool, TODO, ente, key).await,
        ViewName::Support => of_streams(pool, SUPPORT, ente, key).await,
        ViewName::Bills => of_streams(pool, BILL, ente, key).await,
        ViewName::News => of_streams(pool, NEWS, ente, key).await,
        ViewName::Calendar => of_streams(pool, CALENDAR, ente, key).await,
        ViewName::PaymentHistory => of_payment(pool, ente, key).await,
        ViewName::HelpDesk => match key.parse::<u32>() {
            Ok(_) => of_streams(pool, STEP, ente, key).await,
            Err(_) => Ok(None),
        },
    }
}

async fn of_streams(pool: &PgPool, sql: &str, ente: &EnteCode, key: &str) -> Result<Option<Made>> {
    let mut made = Made { streams: Vec::new(), as_of: 0 };
    for row in sqlx::query(sql).bind(ente.as_str()).bind(key).fetch_all(pool).await? {
        let kind = StreamKind::of(row.try_get("kind")?);
        made.streams.extend(kind.map(|kind| row.try_get("id").map(|id| StreamName { kind, id })).transpose()?);
        made.as_of = made.as_of.max(log_index(&row, "as_of")?);
    }
    Ok((!made.streams.is_empty()).then_some(made))
}

/// A line of the history is told by a position, a receipt and a checkout, an attempt by its checkout alone.
async fn of_payment(pool: &PgPool, ente: &EnteCode, key: &str) -> Result<Option<Made>> {
    let Some(row) = sqlx::query(PAYMENT).bind(ente.as_str()).bind(key).fetch_optional(pool).await? else { return Ok(None) };
    let receipt: Option<ReceiptId> = checked_option(&row, "receipt_id")?;
    let in_progress = row.try_get::<&str, _>("state")? == "in_progress";
    let position: Option<String> = row.try_get("position")?;
    let checkout: Option<String> = row.try_get("checkout")?;
    let named = |kind, id| StreamName { kind, id };
    let streams = [
        position.filter(|_| !in_progress).map(|id| named(StreamKind::DebtPosition, id)),
        receipt.map(|id| named(StreamKind::Receipt, receipt_stream(ente, &id))),
        checkout.map(|id| named(StreamKind::Checkout, id)),
    ];
    Ok(Some(Made { streams: streams.into_iter().flatten().collect(), as_of: log_index(&row, "as_of")? }))
}
