//! Spontaneous payments: a citizen chooses a service, fills in its form, sees what it amounts to, and only then makes the debt, which is
//! printed or paid like any other.

mod applicant;
mod confirm;
mod draft;
mod form;
mod problem;
mod query;

pub use confirm::{ConfirmSpontaneousPaymentInput, ConfirmSpontaneousPaymentResult, SpontaneousPaymentConfirmed};
pub use draft::{DraftAnswer, DraftSpontaneousPaymentInput, DraftSpontaneousPaymentResult, FormAnswerInput, SpontaneousDraft};
pub use form::{ServiceField, ServiceFieldKind, ServiceOption, ServiceRules, ServiceWhen};
pub use query::{SpontaneousQuery, SpontaneousService, SpontaneousServiceResult, SpontaneousServices, SpontaneousServicesResult};

use async_graphql::{Context, Object};

use super::access::{AccessRule, access};
use super::failure::settle;
use super::fault::Fault;
use super::room::Desk;

/// Commands of spontaneous payments.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpontaneousMutation;

#[Object]
impl SpontaneousMutation {
    /// Judges a form and answers what it amounts to. Nothing is owed before the draft is confirmed; it waits for an hour.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn draft_spontaneous_payment(
        &self,
        ctx: &Context<'_>,
        input: DraftSpontaneousPaymentInput,
    ) -> Result<DraftSpontaneousPaymentResult, Fault> {
        settle(draft::draft(Desk::of(ctx), &input).await)
    }

    /// Makes the debt of a draft, with its notice number and IUV. Repeated with the same key and the same data it answers the same and
    /// makes nothing new.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn confirm_spontaneous_payment(
        &self,
        ctx: &Context<'_>,
        input: ConfirmSpontaneousPaymentInput,
    ) -> Result<ConfirmSpontaneousPaymentResult, Fault> {
        settle(confirm::confirm(Desk::of(ctx), &input).await)
    }
}
