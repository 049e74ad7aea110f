//! What the office tells citizens: the Ente's home, its news and its calendar. Every statement is whole, every act names who did it, and
//! what takes something away from citizens keeps a reason.

mod calendar;
mod calendar_query;
mod input;
mod news;
mod shown;
mod site;

pub(super) use calendar::CalendarMutation;
pub(super) use calendar_query::CalendarQuery;
pub(super) use news::{NewsMutation, NewsQuery};
pub(super) use site::{SiteMutation, SiteQuery};

use async_graphql::{SimpleObject, Union};
use replay::command::Executed;

use super::access::{EDITORS, access};
use super::answer::Refusal;
use super::desk::Desk;

/// Stated.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(super) struct Stated {
    /// What was stated: the Ente for its home, or a piece of news, or an entry of the calendar.
    id: String,
    /// Version of what was changed.
    version: u64,
    /// It was so already.
    already: bool,
    /// Give it to questions that must have seen this command.
    freshness: String,
}

/// What a statement answers.
#[derive(Clone, Debug, Union)]
pub(super) enum StatedResult {
    /// Done.
    Stated(Stated),
    /// Not.
    Refusal(Refusal),
}

impl Stated {
    fn of(desk: Desk<'_>, id: impl std::fmt::Display, executed: &Executed) -> Self {
        let version = u64::try_from(executed.version).unwrap_or(u64::MAX);
        Self { id: id.to_string(), version, already: executed.written == 0, freshness: desk.latest() }
    }
}
