//! The schema citizens use, and the text of it that is committed.

use async_graphql::{MergedObject, MergedSubscription, SDLExportOptions, Schema, SchemaBuilder};

use super::account::{
    ConsentMutation, ErasureMutation, FactorMutation, FormQuery, LinkMutation, LoginMutation, PasswordMutation,
    PersonalDataMutation, ProfileMutation, ProfileQuery, RegistrationMutation, SessionMutation, SessionQuery,
};
use super::added::{AddedMutation, AddedQuery};
use super::bills::{BillQuery, BillsQuery};
use super::cart::{CartMutation, CartQuery};
use super::checkout::{CheckoutMutation, CheckoutQuery, CheckoutSubscription};
use super::content::{CalendarMutation, CalendarQuery, NewsQuery, SiteQuery, SubmissionQuery};
use super::document::{MAX_COMPLEXITY, MAX_DEPTH, MAX_DIRECTIVES, MAX_RECURSION};
use super::ente::EnteQuery;
use super::failure::Failure;
use super::history::{HistoryQuery, PaymentQuery};
use super::notice::NoticeQuery;
use super::paper::PaperMutation;
use super::pending::PendingQuery;
use super::position::PositionQuery;
use super::receipt::{ReceiptMutation, ReceiptQuery};
use super::room::Room;
use super::search::SearchQuery;
use super::spontaneous::{SpontaneousMutation, SpontaneousQuery};
use super::support::{SupportMutation, SupportQuery};
use super::views::ViewQuery;

/// What can be asked.
#[derive(MergedObject, Debug, Default)]
pub struct Query(
    EnteQuery,
    NoticeQuery,
    PositionQuery,
    PendingQuery,
    HistoryQuery,
    PaymentQuery,
    SearchQuery,
    AddedQuery,
    CartQuery,
    CheckoutQuery,
    ReceiptQuery,
    SupportQuery,
    BillsQuery,
    BillQuery,
    SiteQuery,
    NewsQuery,
    CalendarQuery,
    SubmissionQuery,
    SpontaneousQuery,
    ViewQuery,
    FormQuery,
    ProfileQuery,
    SessionQuery,
);

/// What can be commanded, one thing at a time.
#[derive(MergedObject, Debug, Default)]
pub struct Mutation(
    CartMutation,
    CheckoutMutation,
    ReceiptMutation,
    PaperMutation,
    AddedMutation,
    SupportMutation,
    CalendarMutation,
    SpontaneousMutation,
    RegistrationMutation,
    LinkMutation,
    LoginMutation,
    SessionMutation,
    ProfileMutation,
    PasswordMutation,
    PersonalDataMutation,
    FactorMutation,
    ConsentMutation,
    ErasureMutation,
);

/// What can be watched.
#[derive(MergedSubscription, Debug, Default)]
pub struct Subscription(CheckoutSubscription);

/// The schema citizens use.
pub type CitizenSchema = Schema<Query, Mutation, Subscription>;

/// The schema over a room. In development it may be explored; otherwise clients read [`sdl`].
#[must_use]
pub fn schema(room: Room, development: bool) -> CitizenSchema {
    let builder = bare()
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_COMPLEXITY)
        .limit_recursive_depth(MAX_RECURSION)
        .limit_directives(MAX_DIRECTIVES)
        .data(room);
    if development { builder.finish() } else { builder.disable_introspection().disable_suggestions().finish() }
}

/// The schema as text: what is committed as `api/schema.graphql`, and what the access rules are read from.
#[must_use]
pub fn sdl() -> String {
    bare().finish().sdl_with_options(SDLExportOptions::new().use_space_ident())
}

fn bare() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default()).register_output_type::<Failure>()
}
