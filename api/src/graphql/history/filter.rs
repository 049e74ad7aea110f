//! Which payments are wanted.

use async_graphql::InputObject;
use domain::rome;
use projections::payment_history::HistoryFilter;

use super::types::PaymentState;
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::InvalidInput;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;

/// Which payments are wanted; what is left out does not narrow.
#[derive(Clone, Debug, Default, InputObject)]
pub struct HistoryFilterInput {
    /// Words of the description.
    pub description: Option<String>,
    /// Words of what the whole debt was for ("servizio").
    pub service: Option<String>,
    /// The payment reference.
    pub iuv: Option<String>,
    /// The notice number ("codice avviso").
    pub nav: Option<String>,
    /// Paid on this day (in Italy) or later, `2026-01-31`.
    pub from: Option<String>,
    /// Paid on this day (in Italy) or before.
    pub until: Option<String>,
    /// At least so many cents.
    pub at_least: Option<Amount>,
    /// At most so many cents.
    pub at_most: Option<Amount>,
    /// In one of these states; settled payments when left out.
    pub states: Option<Vec<PaymentState>>,
}

impl HistoryFilterInput {
    /// Reads it.
    ///
    /// # Errors
    /// The field that is not written as it should be.
    pub fn read(&self, desk: Desk<'_>) -> Result<HistoryFilter, InvalidInput> {
        let fields = Narrowing::of(desk);
        Ok(HistoryFilter {
            description: fields.words("description", self.description.as_deref())?,
            service: fields.words("service", self.service.as_deref())?,
            iuv: fields.iuv(self.iuv.as_deref())?,
            nav: fields.nav(self.nav.as_deref())?,
            from: fields.day("from", self.from.as_deref())?.map(rome::start_of_day),
            before: fields.day("until", self.until.as_deref())?.and_then(|day| day.succ_opt()).map(rome::start_of_day),
            at_least: self.at_least.map(|amount| amount.0),
            at_most: self.at_most.map(|amount| amount.0),
            states: match &self.states {
                Some(states) => states.iter().map(|state| (*state).into()).collect(),
                None => vec![PaymentState::Settled.into()],
            },
        })
    }

    /// The list this filter makes of another one: a cursor works with the same filter only.
    #[must_use]
    pub fn narrow<'a>(&self, name: &'a str, parts: impl IntoIterator<Item = &'a str>) -> ListOf {
        let filter = format!("{self:?}");
        let parts: Vec<&str> = parts.into_iter().collect();
        ListOf::new(name, parts.into_iter().chain(std::iter::once(filter.as_str())))
    }
}
