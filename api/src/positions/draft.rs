//! A position as the office states it: what follows from the Ente's settings may be left out.

use chrono::NaiveDate;
use domain::Cents;
use domain::debt_position::{BillDocument, Destination, Origin};
use domain::identifier::{EnteCode, Iupd, NoticeNumber, TransferCategory};
use domain::personal::PlainPerson;
use domain::text::Text140;

/// A position to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPosition {
    /// The office's own name of the debt.
    pub iupd: Iupd,
    /// Who owes, in the clear; sealed before anything is written.
    pub debtor: PlainPerson,
    /// What is owed.
    pub terms: NewTerms,
    /// Where it comes from.
    pub origin: Origin,
    /// Offered at once, or kept as a draft.
    pub publish: bool,
}

/// What is owed and how it may be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerms {
    /// What the debt is for, as the citizen reads it.
    pub description: Text140,
    /// Office in charge.
    pub office: Option<Text140>,
    /// First day it may be paid (Europe/Rome).
    pub validity_date: Option<NaiveDate>,
    /// No longer payable after the latest due date.
    pub switch_to_expired: bool,
    /// Registered in pagoPA's central archive.
    pub pay_stand_in: bool,
    /// The paper behind the debt.
    pub document: Option<BillDocument>,
    /// Alternatives: paying one excludes the others.
    pub options: Vec<NewOption>,
}

/// One way to pay the whole debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOption {
    /// Its notices, in order of payment.
    pub installments: Vec<NewInstallment>,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInstallment {
    /// Its number; a new one is handed out when absent.
    pub nav: Option<NoticeNumber>,
    /// Amount in cents.
    pub amount: Cents,
    /// Shown to the payer; that of the debt when absent.
    pub description: Option<Text140>,
    /// Day until which payment is in time (Europe/Rome).
    pub due_date: Option<NaiveDate>,
    /// Day printed on the notice when it differs.
    pub notice_due_date: Option<NaiveDate>,
    /// Shares; the whole amount to the Ente's first account when empty.
    pub transfers: Vec<NewTransfer>,
}

/// A share of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTransfer {
    /// Who receives it; the Ente itself when absent.
    pub creditor: Option<EnteCode>,
    /// Name of that creditor when it is another one; taken from the Ente's settings when absent.
    pub company_name: Option<Text140>,
    /// Amount in cents.
    pub amount: Cents,
    /// Account or stamp; the Ente's first account when absent.
    pub destination: Option<Destination>,
    /// Causale; `/RFB/<IUV>/<amount>/TXT/<description>` when absent.
    pub remittance_information: Option<Text140>,
    /// Taxonomy code; that of the Ente when absent.
    pub category: Option<TransferCategory>,
}

impl NewTerms {
    /// How many notices have no number yet.
    #[must_use]
    pub fn numbers_missing(&self) -> usize {
        self.installments().filter(|installment| installment.nav.is_none()).count()
    }

    /// All notices of all options.
    pub fn installments(&self) -> impl Iterator<Item = &NewInstallment> {
        self.options.iter().flat_map(|option| &option.installments)
    }

    /// Takes over the numbers that notices at the same place of known terms have: stating a debt again issues no new numbers.
    #[must_use]
    pub fn with_numbers_of(mut self, known: &domain::debt_position::Terms) -> Self {
        for (option, known) in self.options.iter_mut().zip(&known.options) {
            for (installment, known) in option.installments.iter_mut().zip(&known.installments) {
                installment.nav.get_or_insert_with(|| known.nav.clone());
            }
        }
        self
    }
}
