//! Which notices are wanted.

use async_graphql::InputObject;
use projections::pending_list::PendingFilter;

use crate::graphql::failure::InvalidInput;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;

/// Which notices are wanted; what is left out does not narrow.
#[derive(Clone, Debug, Default, InputObject)]
pub struct PendingFilterInput {
    /// Words of the description ("causale").
    pub description: Option<String>,
    /// Words of what the whole debt is for ("servizio").
    pub service: Option<String>,
    /// The payment reference.
    pub iuv: Option<String>,
    /// The notice number ("codice avviso").
    pub nav: Option<String>,
    /// Due on this day (in Italy) or later, `2026-01-31`; notices without a due date are left out.
    pub due_from: Option<String>,
    /// Due on this day (in Italy) or before; notices without a due date are left out.
    pub due_until: Option<String>,
    /// At least so many cents.
    pub at_least: Option<Amount>,
    /// At most so many cents.
    pub at_most: Option<Amount>,
}

impl PendingFilterInput {
    /// Reads it.
    ///
    /// # Errors
    /// The field that is not written as it should be.
    pub fn read(&self, desk: Desk<'_>) -> Result<PendingFilter, InvalidInput> {
        let fields = Narrowing::of(desk);
        Ok(PendingFilter {
            description: fields.words("description", self.description.as_deref())?,
            service: fields.words("service", self.service.as_deref())?,
            iuv: fields.iuv(self.iuv.as_deref())?,
            nav: fields.nav(self.nav.as_deref())?,
            due_from: fields.day("dueFrom", self.due_from.as_deref())?,
            due_until: fields.day("dueUntil", self.due_until.as_deref())?,
            at_least: self.at_least.map(|amount| amount.0),
            at_most: self.at_most.map(|amount| amount.0),
        })
    }
}
