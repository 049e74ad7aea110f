//! The story of a debt.

use chrono::NaiveDate;
use domain::aggregate::Decider;
use domain::debt_position::{DebtPosition, DebtPositionEvent, Payability, Payment, PaymentReference};
use domain::identifier::{Iupd, Iuv, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use domain::text::Text140;

use crate::stream::Moment;

/// The story of a debt.
#[derive(Clone, Debug)]
pub(crate) struct PositionStory {
    pub(crate) id: PositionId,
    /// The domain's own fold.
    pub(crate) position: DebtPosition,
    pub(crate) created: Option<Moment>,
    /// Sequence of the event that last said what is owed or offered it.
    pub(crate) offered_at_version: u64,
    /// Version that pagoPA's archive should know.
    pub(crate) archive_version: Option<u64>,
    /// Every payment ever booked, oldest first.
    pub(crate) payments: Vec<BookedPayment>,
}

/// A payment as it was booked, with what the notice said at that moment.
#[derive(Clone, Debug)]
pub(crate) struct BookedPayment {
    pub(crate) nav: NoticeNumber,
    pub(crate) payment: Payment,
    pub(crate) booking: Booking,
    /// None when the position had no such notice.
    pub(crate) notice: Option<PaidNotice>,
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Booking {
    /// It settles the notice.
    Settles,
    /// It came too many.
    TooMany,
    /// It was undone.
    Compensated,
}

/// What a notice said when it was paid.
#[derive(Clone, Debug)]
pub(crate) struct PaidNotice {
    pub(crate) iuv: Iuv,
    /// The office's own name of the debt.
    pub(crate) iupd: Iupd,
    /// What the whole debt was for.
    pub(crate) service: Text140,
    pub(crate) description: Text140,
    pub(crate) office: Option<Text140>,
    pub(crate) due_date: Option<NaiveDate>,
    pub(crate) debtor: SubjectId,
    pub(crate) transfers: usize,
}

impl PositionStory {
    pub(super) fn new(id: PositionId) -> Self {
        Self {
            id,
            position: DebtPosition::default(),
            created: None,
            offered_at_version: 0,
            archive_version: None,
            payments: Vec::new(),
        }
    }

    pub(super) fn fold(&mut self, event: DebtPositionEvent, moment: Moment) {
        use DebtPositionEvent as E;
        let sequence = moment.sequence;
        let mut changes_payability = true;
        match &event {
            E::PositionCreated { .. } => {
                self.offered_at_version = sequence;
                self.created = Some(moment);
            }
            E::PositionPublished {} | E::PositionAmended { .. } | E::PositionRestored { .. } => {
                self.offered_at_version = sequence
            }
            E::InstallmentPaid { nav, payment } => self.book(nav, payment, Booking::Settles),
            E::SecondPaymentRecorded { nav, payment } => {
                self.book(nav, payment, Booking::TooMany);
                changes_payability = false;
            }
            E::PaymentCompensated { nav, reference, .. } => self.compensate(nav, reference),
            E::PositionWithdrawn { .. } | E::PositionExpired { .. } => {}
            E::ActivationQuoted { .. } | E::PaymentDifferenceNoted { .. } | E::PositionArchived { .. } => {
                changes_payability = false
            }
        }
        self.position.evolve(event);
        if changes_payability {
            self.archive_version = self.concerns_archive().then_some(sequence);
        }
    }

    /// Whether pagoPA's archive has to hear of a change: it knows the position already, or should.
    fn concerns_archive(&self) -> bool {
        let offered = !matches!(self.position.payability(), Payability::Absent | Payability::Draft);
        let wanted = offered && self.position.terms().is_some_and(|terms| terms.pay_stand_in);
        wanted || self.position.archived_version() > 0
    }

    fn book(&mut self, nav: &NoticeNumber, payment: &Payment, booking: Booking) {
        let notice = self.paid_notice(nav);
        self.payments.push(BookedPayment { nav: nav.clone(), payment: payment.clone(), booking, notice });
    }

    fn paid_notice(&self, nav: &NoticeNumber) -> Option<PaidNotice> {
        let terms = self.position.terms()?;
        let (_, installment) = terms.find(nav)?;
        Some(PaidNotice {
            iuv: installment.iuv.clone(),
            iupd: self.position.iupd()?.clone(),
            service: terms.description.clone(),
            description: installment.description.clone(),
            office: terms.office.clone(),
            due_date: installment.due_date,
            debtor: self.position.debtor()?.subject,
            transfers: installment.transfers.len(),
        })
    }

    fn compensate(&mut self, nav: &NoticeNumber, reference: &PaymentReference) {
        let undone = |booked: &&mut BookedPayment| booked.nav == *nav && booked.payment.reference == *reference;
        self.payments.iter_mut().filter(undone).for_each(|booked| booked.booking = Booking::Compensated);
    }
}
