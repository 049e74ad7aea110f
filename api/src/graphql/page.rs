//! Pages of lists: by key, never by number, so that nothing is shown twice or skipped while the list changes.

use std::fmt::Display;
use std::str::FromStr;

use async_graphql::SimpleObject;
use projections::query::PageSize;
use serde::Serialize;

use super::access::{AccessRule, access};
use super::cursor::ListOf;
use super::failure::InvalidInput;
use super::room::Desk;
use crate::messages::Message;

/// Rows of a page when the client does not say.
pub const ROWS: i32 = 20;
/// The most rows of a page.
pub const MOST_ROWS: usize = 100;

/// Where the next page begins.
#[derive(Clone, Debug, SimpleObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PageInfo {
    /// Whether there is a next page.
    pub has_next_page: bool,
    /// Ask the next page with it (`after`); works for this viewer and this list only.
    pub end_cursor: Option<String>,
}

/// The page a client asks for.
#[derive(Clone, Debug)]
pub struct Asked<P> {
    /// So many rows.
    pub size: PageSize,
    /// Behind this place.
    pub after: Option<P>,
}

/// Reads `first` and `after`.
///
/// # Errors
/// When `first` is no size of a page, or `after` no cursor of this list.
pub fn asked<P: FromStr>(
    desk: Desk<'_>,
    list: &ListOf,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<Asked<P>, InvalidInput> {
    let rows = usize::try_from(first.unwrap_or(ROWS)).ok().filter(|rows| (1..=MOST_ROWS).contains(rows));
    let size = rows.ok_or_else(|| desk.failing().input("first", Message::PageSize))?;
    let place =
        |cursor| list.read(desk.room.signer(), cursor).ok_or_else(|| desk.failing().input("after", Message::CursorInvalid));
    Ok(Asked { size: PageSize::clamped(size), after: after.map(place).transpose()? })
}

/// What comes after a page.
#[must_use]
pub fn info(desk: Desk<'_>, list: &ListOf, next: Option<&impl Display>) -> PageInfo {
    PageInfo { has_next_page: next.is_some(), end_cursor: next.map(|place| list.write(desk.room.signer(), place)) }
}

/// What a page costs: its rows, each with what is asked of it.
#[must_use]
pub fn cost(first: Option<i32>, child: usize) -> usize {
    let rows = usize::try_from(first.unwrap_or(ROWS)).unwrap_or_default().clamp(1, MOST_ROWS);
    1 + rows.saturating_mul(child)
}
