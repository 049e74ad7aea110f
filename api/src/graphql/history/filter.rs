//! Which payments are wanted.

use async_graphql::InputObject;
use chrono::NaiveDate;
use domain::identifier::Iuv;
use domain::rome;
use projections::payment_history::HistoryFilter;

use super::types::PaymentState;
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::InvalidInput;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;
use crate::messages::Message;

/// Longest search text.
const TEXT_LENGTH: usize = 140;

/// Which payments are wanted; what is left out does not narrow.
#[derive(Clone, Debug, Default, InputObject)]
pub struct HistoryFilterInput {
    /// Words of the description.
    pub description: Option<String>,
    /// The payment reference.
    pub iuv: Option<String>,
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
        let failing = desk.failing();
        let description = self.description.clone();
        if description.as_ref().is_some_and(|text| text.chars().count() > TEXT_LENGTH) {
            return Err(failing.input("input.filter.description", Message::TextTooLong));
        }
        if description.as_ref().is_some_and(|text| text.contains('\0')) {
            return Err(failing.input("input.filter.description", Message::TextForbiddenCharacter));
        }
        let iuv = self.iuv.as_deref().map(Iuv::parse).transpose();
        Ok(HistoryFilter {
            description,
            iuv: iuv.map_err(|error| failing.input_key("input.filter.iuv", error.key()))?,
            from: day(desk, "input.filter.from", self.from.as_deref())?.map(rome::start_of_day),
            before: day(desk, "input.filter.until", self.until.as_deref())?
                .and_then(|day| day.succ_opt())
                .map(rome::start_of_day),
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

fn day(desk: Desk<'_>, field: &str, text: Option<&str>) -> Result<Option<NaiveDate>, InvalidInput> {
    let Some(text) = text else { return Ok(None) };
    let written = text.len() == 10 && text.is_ascii();
    let day = text.parse::<NaiveDate>().ok().filter(|_| written);
    day.map(Some).ok_or_else(|| desk.failing().input(field, Message::DayLayout))
}
