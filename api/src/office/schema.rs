//! The schema the staff uses, and the text of it that is committed.

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions, Schema, SchemaBuilder};

use super::content::{CalendarMutation, CalendarQuery, NewsMutation, NewsQuery, SiteMutation, SiteQuery};
use super::desk::OfficeRoom;
use super::history::HistoryQuery;
use super::money::MoneyMutation;
use super::pending::PendingQuery;
use super::position::{PositionMutation, PositionQuery};
use super::privacy::{PrivacyMutation, PrivacyQuery};
use super::search::SearchQuery;
use super::session::{SessionMutation, SessionQuery};
use super::staff::StaffQuery;
use super::support::{SupportMutation, SupportQuery};
use super::timeline::TimelineQuery;
use super::todos::{TodoMutation, TodoQuery};
use super::views::ViewQuery;
use super::why::WhyQuery;
use crate::graphql::document::{MAX_COMPLEXITY, MAX_DEPTH, MAX_DIRECTIVES, MAX_RECURSION};

/// What can be asked.
#[derive(MergedObject, Debug, Default)]
#[graphql(name = "Query")]
pub(super) struct Query(
    SessionQuery,
    SearchQuery,
    PositionQuery,
    TimelineQuery,
    PendingQuery,
    HistoryQuery,
    SupportQuery,
    SiteQuery,
    NewsQuery,
    CalendarQuery,
    TodoQuery,
    StaffQuery,
    ViewQuery,
    WhyQuery,
    PrivacyQuery,
);

/// What can be commanded, one thing at a time.
#[derive(MergedObject, Debug, Default)]
#[graphql(name = "Mutation")]
pub(super) struct Mutation(
    SessionMutation,
    PositionMutation,
    MoneyMutation,
    SupportMutation,
    TodoMutation,
    PrivacyMutation,
    SiteMutation,
    NewsMutation,
    CalendarMutation,
);

/// The schema the staff uses.
pub(super) type OfficeSchema = Schema<Query, Mutation, EmptySubscription>;

/// The schema over a room. In development it may be explored; otherwise clients read [`sdl`].
pub(super) fn schema(room: OfficeRoom, development: bool) -> OfficeSchema {
    let builder = bare()
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_COMPLEXITY)
        .limit_recursive_depth(MAX_RECURSION)
        .limit_directives(MAX_DIRECTIVES)
        .data(room);
    if development { builder.finish() } else { builder.disable_introspection().disable_suggestions().finish() }
}

/// The schema as text: what is committed as `api/office.graphql`, and what the access rules are read from.
#[must_use]
pub fn sdl() -> String {
    bare().finish().sdl_with_options(SDLExportOptions::new().use_space_ident())
}

fn bare() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
}
