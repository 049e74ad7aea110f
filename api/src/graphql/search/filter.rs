//! What is searched for, said once for both halves.

use async_graphql::{Enum, InputObject};
use domain::rome;
use projections::payment_history::{HistoryFilter, PaymentState};
use projections::pending_list::PendingFilter;

use crate::graphql::failure::InvalidInput;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;

/// What is searched for; what is left out does not narrow.
#[derive(Clone, Debug, Default, InputObject)]
pub struct SearchFilterInput {
    /// Words of the description ("causale").
    pub description: Option<String>,
    /// Words of what the whole debt is for ("servizio").
    pub service: Option<String>,
    /// The payment reference.
    pub iuv: Option<String>,
    /// The notice number ("codice avviso").
    pub nav: Option<String>,
    /// Due, or paid, on this day (in Italy) or later, `2026-01-31`.
    pub from: Option<String>,
    /// Due, or paid, on this day (in Italy) or before.
    pub until: Option<String>,
    /// At least so many cents.
    pub at_least: Option<Amount>,
    /// At most so many cents.
    pub at_most: Option<Amount>,
    /// In one of these states; in any when left out.
    pub states: Option<Vec<DebtState>>,
}

/// Where a debt, or a payment of it, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DebtState {
    /// To be paid, now or soon.
    ToPay,
    /// Handed to pagoPA; a receipt is awaited.
    InProgress,
    /// Its receipt is here and about to be booked.
    Received,
    /// Its receipt is kept, and belongs to no debt of this Ente.
    Parked,
    /// Paid.
    Settled,
    /// Paid before: it is given back.
    RefundDue,
    /// Its payment was undone.
    Compensated,
}

impl DebtState {
    const fn paid(self) -> Option<PaymentState> {
        Some(match self {
            Self::ToPay => return None,
            Self::InProgress => PaymentState::InProgress,
            Self::Received => PaymentState::Received,
            Self::Parked => PaymentState::Parked,
            Self::Settled => PaymentState::Settled,
            Self::RefundDue => PaymentState::RefundDue,
            Self::Compensated => PaymentState::Compensated,
        })
    }
}

/// What each half is asked for; a half nobody wants is not asked.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) open: Option<PendingFilter>,
    pub(super) paid: Option<HistoryFilter>,
}

impl SearchFilterInput {
    /// Reads it, for both halves.
    pub(super) fn read(&self, desk: Desk<'_>) -> Result<Wanted, InvalidInput> {
        let fields = Narrowing::of(desk);
        let description = fields.words("description", self.description.as_deref())?;
        let service = fields.words("service", self.service.as_deref())?;
        let (iuv, nav) = (fields.iuv(self.iuv.as_deref())?, fields.nav(self.nav.as_deref())?);
        let from = fields.day("from", self.from.as_deref())?;
        let until = fields.day("until", self.until.as_deref())?;
        let (at_least, at_most) = (self.at_least.map(|amount| amount.0), self.at_most.map(|amount| amount.0));
        let states = self.states.as_deref();
        let paid: Vec<PaymentState> = states.unwrap_or_default().iter().filter_map(|state| state.paid()).collect();
        let open = PendingFilter {
            description: description.clone(),
            service: service.clone(),
            iuv: iuv.clone(),
            nav: nav.clone(),
            due_from: from,
            due_until: until,
            at_least,
            at_most,
        };
        let wants_open = states.is_none_or(|states| states.contains(&DebtState::ToPay));
        let wants_paid = states.is_none() || !paid.is_empty();
        let paid = HistoryFilter {
            description,
            service,
            iuv,
            nav,
            from: from.map(rome::start_of_day),
            before: until.and_then(|day| day.succ_opt()).map(rome::start_of_day),
            at_least,
            at_most,
            states: paid,
        };
        Ok(Wanted { open: wants_open.then_some(open), paid: wants_paid.then_some(paid) })
    }
}
