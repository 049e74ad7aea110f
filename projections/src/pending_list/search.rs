//! What may be asked of the pending list.

use chrono::NaiveDate;
use domain::Cents;
use domain::identifier::{Iuv, NoticeNumber};
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;

use crate::query::pattern;

/// Which notices are wanted; empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingFilter {
    /// Words of the description, upper and lower case alike.
    pub description: Option<String>,
    /// Words of what the whole debt is for, upper and lower case alike.
    pub service: Option<String>,
    /// The payment reference.
    pub iuv: Option<Iuv>,
    /// The notice number.
    pub nav: Option<NoticeNumber>,
    /// Due on this day or later (Europe/Rome).
    pub due_from: Option<NaiveDate>,
    /// Due on this day or before (Europe/Rome).
    pub due_until: Option<NaiveDate>,
    /// At least so much.
    pub at_least: Option<Cents>,
    /// At most so much.
    pub at_most: Option<Cents>,
}

impl PendingFilter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn bind<'q>(&'q self, query: Query<'q, Postgres, PgArguments>) -> Query<'q, Postgres, PgArguments> {
        query
            .bind(self.description.as_deref().and_then(pattern))
            .bind(self.service.as_deref().and_then(pattern))
            .bind(self.iuv.as_ref().map(AsRef::<str>::as_ref))
            .bind(self.nav.as_ref().map(AsRef::<str>::as_ref))
            .bind(self.due_from)
            .bind(self.due_until)
            .bind(self.at_least.map(Cents::as_i64))
            .bind(self.at_most.map(Cents::as_i64))
    }
}
