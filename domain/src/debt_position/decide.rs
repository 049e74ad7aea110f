//! The rules of a debt position.

use chrono::NaiveDate;

use super::command::DebtPositionCommand;
use super::error::DebtPositionRefusal as Refusal;
use super::event::DebtPositionEvent as Event;
use super::payability::Payability;
use super::payment::{Payment, PaymentReference};
use super::state::{DebtPosition, Settlement};
use super::terms::{Installment, Terms};
use crate::aggregate::Decider;
use crate::identifier::NoticeNumber;
use crate::personal::SealedPerson;
use crate::text::Text140;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for DebtPosition {
    type Command = DebtPositionCommand;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: DebtPositionCommand) -> Decision {
        use DebtPositionCommand as C;
        match command {
            C::Create { iupd, debtor, terms, origin, request, publish } => {
                let created = Event::PositionCreated { iupd, debtor, terms, origin, request, published: publish };
                self.create(created)
            }
            C::Publish => self.publish(),
            C::Amend { debtor, terms } => self.amend_terms(debtor, terms),
            C::Withdraw { reason } => self.withdraw(reason),
            C::Restore { reason } => self.restore(reason),
            C::Expire { today } => self.expire(today),
            C::QuoteActivation { nav, amount, payment_note } => {
                self.installment(&nav)?;
                Ok(vec![Event::ActivationQuoted { nav, amount, payment_note }])
            }
            C::RecordReceipt { nav, payment } => self.record_receipt(nav, payment),
            C::RecordPaymentElsewhere { nav, payment } => self.record_elsewhere(nav, payment),
            C::Compensate { nav, reference, reason } => self.compensate(nav, reference, reason),
            C::NoteArchived { version } => {
                self.existing()?;
                if version <= self.archived_version() { ALREADY_DONE } else { Ok(vec![Event::PositionArchived { version }]) }
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        self.fold(event);
    }
}

impl DebtPosition {
    fn create(&self, created: Event) -> Decision {
        let Event::PositionCreated { debtor, terms, published, .. } = &created else { return ALREADY_DONE };
        terms.validate()?;
        match (self.terms(), self.debtor()) {
            // The envelope differs at every sealing; the subject says whether it is the same person.
            (Some(known), Some(person)) if *known == **terms && person.subject == debtor.subject => {
                let to_offer = *published && self.payability() == Payability::Draft;
                if to_offer { self.publish() } else { ALREADY_DONE }
            }
            (Some(_), _) => Err(Refusal::ExistsDifferently),
            _ => Ok(vec![created]),
        }
    }

    fn publish(&self) -> Decision {
        match self.payability() {
            Payability::Absent => Err(Refusal::Absent),
            Payability::Draft => Ok(vec![Event::PositionPublished {}]),
            Payability::Published => ALREADY_DONE,
            Payability::Withdrawn => Err(Refusal::Withdrawn),
            Payability::Expired => Err(Refusal::Expired),
        }
    }

    fn amend_terms(&self, debtor: Option<Box<SealedPerson>>, terms: Box<Terms>) -> Decision {
        let current = self.existing()?;
        if self.payability() == Payability::Withdrawn {
            return Err(Refusal::Withdrawn);
        }
        if !self.payments().is_empty() {
            return Err(Refusal::HasPayments);
        }
        terms.validate()?;
        if *current == *terms && debtor.is_none() {
            return ALREADY_DONE;
        }
        Ok(vec![Event::PositionAmended { debtor, terms }])
    }

    fn withdraw(&self, reason: Text140) -> Decision {
        self.existing()?;
        if !self.payments().is_empty() {
            return Err(Refusal::HasPayments);
        }
        if self.payability() == Payability::Withdrawn {
            return ALREADY_DONE;
        }
        Ok(vec![Event::PositionWithdrawn { reason }])
    }

    fn restore(&self, reason: Text140) -> Decision {
        match self.payability() {
            Payability::Absent => Err(Refusal::Absent),
            Payability::Withdrawn | Payability::Expired => Ok(vec![Event::PositionRestored { reason }]),
            Payability::Published => ALREADY_DONE,
            Payability::Draft => Err(Refusal::NothingToRestore),
        }
    }

    fn expire(&self, today: NaiveDate) -> Decision {
        let terms = self.existing()?;
        let too_late = terms.switch_to_expired && terms.latest_due_date().is_some_and(|due| today > due);
        match self.payability() {
            Payability::Expired => ALREADY_DONE,
            Payability::Published if too_late && !self.settled_in_full() => Ok(vec![Event::PositionExpired { on: today }]),
            _ => Err(Refusal::NotExpired),
        }
    }

    fn record_receipt(&self, nav: NoticeNumber, payment: Box<Payment>) -> Decision {
        if self.knows(&nav, &payment.reference) {
            return ALREADY_DONE;
        }
        let owed = self.installment(&nav)?.amount;
        if self.closed_to(&nav) {
            return Ok(vec![Event::SecondPaymentRecorded { nav, payment }]);
        }
        let difference = (payment.amount != owed).then(|| Event::PaymentDifferenceNoted {
            nav: nav.clone(),
            reference: payment.reference.clone(),
            expected: owed,
            received: payment.amount,
        });
        Ok(std::iter::once(Event::InstallmentPaid { nav, payment }).chain(difference).collect())
    }

    fn record_elsewhere(&self, nav: NoticeNumber, payment: Box<Payment>) -> Decision {
        if self.knows(&nav, &payment.reference) {
            return ALREADY_DONE;
        }
        let owed = self.installment(&nav)?.amount;
        match self.payability() {
            Payability::Withdrawn => return Err(Refusal::Withdrawn),
            Payability::Draft => return Err(Refusal::Draft),
            _ => {}
        }
        if let Settlement::Paid(_) = self.settlement_of(&nav) {
            return Err(Refusal::AlreadyPaid(nav));
        }
        if self.closed_to(&nav) {
            return Err(Refusal::AlternativeUsed(nav));
        }
        if payment.amount != owed {
            return Err(Refusal::AmountMismatch { expected: owed, received: payment.amount });
        }
        Ok(vec![Event::InstallmentPaid { nav, payment }])
    }

    fn compensate(&self, nav: NoticeNumber, reference: PaymentReference, reason: Text140) -> Decision {
        let standing = self.payments().iter().chain(self.refunds_due()).any(|(of, p)| *of == nav && p.reference == reference);
        if standing {
            return Ok(vec![Event::PaymentCompensated { nav, reference, reason }]);
        }
        if self.knows(&nav, &reference) { ALREADY_DONE } else { Err(Refusal::NoSuchPayment(nav)) }
    }

    /// Whether money for this notice is money too many: it is paid, or another option of the debt is.
    fn closed_to(&self, nav: &NoticeNumber) -> bool {
        let option = self.terms().and_then(|terms| terms.find(nav)).map(|(option, _)| option);
        let excluded = self.option_used().is_some_and(|used| Some(used) != option);
        excluded || matches!(self.settlement_of(nav), Settlement::Paid(_))
    }

    fn existing(&self) -> Result<&Terms, Refusal> {
        self.terms().ok_or(Refusal::Absent)
    }

    fn installment(&self, nav: &NoticeNumber) -> Result<&Installment, Refusal> {
        let found = self.existing()?.find(nav).map(|(_, installment)| installment);
        found.ok_or_else(|| Refusal::UnknownNotice(nav.clone()))
    }
}
