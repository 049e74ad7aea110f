//! Pages of the office's lists, by key.

use std::fmt::Display;
use std::str::FromStr;

use async_graphql::SimpleObject;
use projections::query::PageSize;

use super::access::{STAFF, access};
use super::answer::Refusal;
use super::desk::Desk;
use crate::graphql::cursor::ListOf;
use crate::graphql::page::{MOST_ROWS, ROWS};

/// Where the next page begins.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct PageInfo {
    /// Whether there is a next page.
    pub(super) has_next_page: bool,
    /// Ask the next page with it (`after`); works for this member of the staff and this list only.
    pub(super) end_cursor: Option<String>,
}

/// A list as one member of the staff sees it, narrowed by a filter.
pub(super) fn list(desk: Desk<'_>, name: &str, filter: &impl std::fmt::Debug) -> ListOf {
    let filter = format!("{filter:?}");
    ListOf::new(name, [desk.ente().as_str(), desk.name().as_str(), filter.as_str()])
}

/// Reads `first` and `after`.
pub(super) fn asked<P: FromStr>(
    desk: Desk<'_>,
    list: &ListOf,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<(PageSize, Option<P>), Refusal> {
    let rows = usize::try_from(first.unwrap_or(ROWS)).ok().filter(|rows| (1..=MOST_ROWS).contains(rows));
    let size = rows.ok_or_else(|| Refusal::input("first", "a page has 1 to 100 rows"))?;
    let read = |cursor| list.read(desk.room.signer(), cursor);
    let place = |cursor| read(cursor).ok_or_else(|| Refusal::input("after", "no cursor of this list"));
    Ok((PageSize::clamped(size), after.map(place).transpose()?))
}

/// What comes after a page.
pub(super) fn info(desk: Desk<'_>, list: &ListOf, next: Option<&impl Display>) -> PageInfo {
    PageInfo { has_next_page: next.is_some(), end_cursor: next.map(|place| list.write(desk.room.signer(), place)) }
}
