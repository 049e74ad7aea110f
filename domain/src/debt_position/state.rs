//! The fold of a debt position's events.

use serde::{Deserialize, Serialize};

use super::event::DebtPositionEvent;
use super::payability::Payability;
use super::payment::{Payment, PaymentReference};
use super::terms::{Origin, Terms};
use crate::aggregate::aggregate;
use crate::identifier::{Iupd, NoticeNumber};
use crate::personal::SealedPerson;
use crate::service::ServiceRequest;

/// A debt position.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DebtPosition {
    content: Option<Box<Content>>,
    payability: Payability,
    settled: Vec<(NoticeNumber, Payment)>,
    refunds_due: Vec<(NoticeNumber, Payment)>,
    compensated: Vec<(NoticeNumber, PaymentReference)>,
    archived_version: u64,
    retired: Vec<NoticeNumber>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Content {
    iupd: Iupd,
    debtor: SealedPerson,
    terms: Terms,
    origin: Origin,
    request: Option<Box<ServiceRequest>>,
}

/// Whether one notice was paid.
#[derive(Clone, Debug, PartialEq)]
pub enum Settlement<'a> {
    /// Not paid.
    Unpaid,
    /// Paid by this.
    Paid(&'a Payment),
}

aggregate!(
    DebtPosition,
    "DebtPosition",
    DebtPositionEvent,
    [
        PositionCreated = "1",
        PositionPublished = "1",
        PositionAmended = "1",
        PositionWithdrawn = "1",
        PositionRestored = "1",
        PositionExpired = "1",
        ActivationQuoted = "1",
        InstallmentPaid = "1",
        PaymentDifferenceNoted = "1",
        SecondPaymentRecorded = "1",
        PaymentCompensated = "1",
        PositionArchived = "1",
    ]
);

impl DebtPosition {
    /// What is owed; none before creation.
    #[must_use]
    pub fn terms(&self) -> Option<&Terms> {
        self.content.as_ref().map(|content| &content.terms)
    }

    /// Who owes; none before creation.
    #[must_use]
    pub fn debtor(&self) -> Option<&SealedPerson> {
        self.content.as_ref().map(|content| &content.debtor)
    }

    /// The office's own name; none before creation.
    #[must_use]
    pub fn iupd(&self) -> Option<&Iupd> {
        self.content.as_ref().map(|content| &content.iupd)
    }

    /// Where it comes from; none before creation.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        self.content.as_ref().map(|content| content.origin)
    }

    /// The form it came from, when a citizen filled one in.
    #[must_use]
    pub fn request(&self) -> Option<&ServiceRequest> {
        self.content.as_ref()?.request.as_deref()
    }

    /// The stored half of payability.
    #[must_use]
    pub const fn payability(&self) -> Payability {
        self.payability
    }

    /// Whether a notice is paid.
    #[must_use]
    pub fn settlement_of(&self, nav: &NoticeNumber) -> Settlement<'_> {
        self.settled.iter().find(|(paid, _)| paid == nav).map_or(Settlement::Unpaid, |(_, payment)| Settlement::Paid(payment))
    }

    /// Payments that settle notices of this position.
    #[must_use]
    pub fn payments(&self) -> &[(NoticeNumber, Payment)] {
        &self.settled
    }

    /// Payments that arrived too many and are to be given back.
    #[must_use]
    pub fn refunds_due(&self) -> &[(NoticeNumber, Payment)] {
        &self.refunds_due
    }

    /// Index of the option somebody has begun to pay.
    #[must_use]
    pub fn option_used(&self) -> Option<usize> {
        let (nav, _) = self.settled.first()?;
        self.terms()?.find(nav).map(|(option, _)| option)
    }

    /// Whether nothing is left to pay: every notice of the option in use is paid.
    #[must_use]
    pub fn settled_in_full(&self) -> bool {
        let option = self.terms().zip(self.option_used()).and_then(|(terms, used)| terms.options.get(used));
        option.is_some_and(|option| option.installments.iter().all(|i| self.settlement_of(&i.nav) != Settlement::Unpaid))
    }

    /// Version of the stream that pagoPA's archive knows.
    #[must_use]
    pub const fn archived_version(&self) -> u64 {
        self.archived_version
    }

    /// Notices that an amendment took away: theirs for ever, never payable again unless another amendment brings them back.
    #[must_use]
    pub fn retired_notices(&self) -> &[NoticeNumber] {
        &self.retired
    }

    /// Whether this payment of this notice was recorded, in whatever way. One office number may stand for several
    /// notices (a single counter operation), so the reference alone does not name a payment.
    #[must_use]
    pub fn knows(&self, nav: &NoticeNumber, reference: &PaymentReference) -> bool {
        let standing = self.settled.iter().chain(&self.refunds_due).map(|(of, payment)| (of, &payment.reference));
        let undone = self.compensated.iter().map(|(of, undone)| (of, undone));
        standing.chain(undone).any(|known| known == (nav, reference))
    }

    pub(super) fn fold(&mut self, event: DebtPositionEvent) {
        use DebtPositionEvent as E;
        match event {
            E::PositionCreated { iupd, debtor, terms, origin, request, published } => {
                self.content = Some(Box::new(Content { iupd, debtor: *debtor, terms: *terms, origin, request }));
                self.payability = if published { Payability::Published } else { Payability::Draft };
            }
            E::PositionPublished {} | E::PositionRestored { .. } => self.payability = Payability::Published,
            E::PositionAmended { debtor, terms } => self.amend(debtor, *terms),
            E::PositionWithdrawn { .. } => self.payability = Payability::Withdrawn,
            E::PositionExpired { .. } => self.payability = Payability::Expired,
            E::InstallmentPaid { nav, payment } => self.settled.push((nav, *payment)),
            E::SecondPaymentRecorded { nav, payment } => self.refunds_due.push((nav, *payment)),
            E::ActivationQuoted { .. } | E::PaymentDifferenceNoted { .. } => {}
            E::PaymentCompensated { nav, reference, .. } => self.undo(nav, reference),
            E::PositionArchived { version } => self.archived_version = version,
        }
    }

    fn undo(&mut self, nav: NoticeNumber, reference: PaymentReference) {
        let stays = |(of, payment): &(NoticeNumber, Payment)| *of != nav || payment.reference != reference;
        self.settled.retain(stays);
        self.refunds_due.retain(stays);
        self.compensated.push((nav, reference));
    }

    fn amend(&mut self, debtor: Option<Box<SealedPerson>>, terms: Terms) {
        if let Some(content) = &mut self.content {
            let before = std::mem::replace(&mut content.terms, terms);
            self.retired.extend(before.installments().map(|installment| installment.nav.clone()));
            self.retired.retain(|nav| content.terms.find(nav).is_none());
            if let Some(debtor) = debtor {
                content.debtor = *debtor;
            }
        }
        if self.payability == Payability::Expired {
            self.payability = Payability::Published;
        }
    }
}
