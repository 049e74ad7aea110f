//! What is owed and how it may be paid: options, instalments, transfers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::BillDocument;
use super::error::TermsError;
use crate::Cents;
use crate::identifier::{EnteCode, Iban, Iuv, NoticeNumber, Province, StampHash, TransferCategory};
use crate::text::Text140;

/// The most transfers one notice may have (pagoPA `paForNode.xsd`).
const MAX_TRANSFERS: usize = 5;
/// The most instalments of a plan (GPD v3 data model).
const MAX_INSTALLMENTS: usize = 100;

/// Where a position comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Entered or loaded by the office.
    Office,
    /// Created by a citizen for a service of the Ente.
    Spontaneous,
}

/// The content of a debt position; replaced as a whole by an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What the debt is for, as the citizen reads it.
    pub description: Text140,
    /// Office in charge, shown on notice and receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Text140>,
    /// First day it may be paid (Europe/Rome); at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_date: Option<NaiveDate>,
    /// After the latest due date it is no longer payable; otherwise late payment is accepted.
    #[serde(default)]
    pub switch_to_expired: bool,
    /// Registered in pagoPA's central archive, so that it can be paid while we are down.
    #[serde(default)]
    pub pay_stand_in: bool,
    /// The paper behind the debt, when there is one: bills of school services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<BillDocument>,
    /// Alternatives: paying one excludes the others.
    pub options: Vec<PaymentOption>,
}

/// One way to pay the whole debt: at once (one instalment) or by a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentOption {
    /// The notices of this option, in order of payment.
    pub installments: Vec<Installment>,
}

impl PaymentOption {
    /// Whether it is a plan rather than a single payment.
    #[must_use]
    pub fn is_plan(&self) -> bool {
        self.installments.len() > 1
    }

    /// Sum of its instalments.
    ///
    /// # Errors
    /// When the sum exceeds what money can be here.
    pub fn total(&self) -> Result<Cents, TermsError> {
        let total = Cents::checked_sum(self.installments.iter().map(|i| i.amount));
        total.filter(|total| *total <= Cents::MAX_PAYMENT).ok_or(TermsError::TotalTooLarge)
    }
}

/// What one notice number stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installment {
    /// Notice number (18 digits).
    pub nav: NoticeNumber,
    /// Payment reference (17 digits for new notices).
    pub iuv: Iuv,
    /// Amount in cents, at least 1.
    pub amount: Cents,
    /// Shown to the payer.
    pub description: Text140,
    /// Day until which payment is in time (Europe/Rome).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    /// Day printed on the notice when it differs from the due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_due_date: Option<NaiveDate>,
    /// Shares, 1 to 5; they add up to the amount.
    pub transfers: Vec<Transfer>,
}

/// A share of a notice and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// `idTransfer`, 1 to 5.
    pub id: u8,
    /// Creditor that receives it.
    pub creditor: EnteCode,
    /// Name of that creditor when it is not the Ente itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_name: Option<Text140>,
    /// Amount in cents.
    pub amount: Cents,
    /// Account or revenue stamp.
    pub destination: Destination,
    /// Causale of the transfer; no personal data.
    pub remittance_information: Text140,
    /// Collection taxonomy code.
    pub category: TransferCategory,
}

/// Where a transfer goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// To an account registered with pagoPA.
    Account {
        /// The account.
        iban: Iban,
        /// A postal account offered beside it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        postal_iban: Option<Iban>,
    },
    /// A digital revenue stamp to be bought for a document (only in payments started from the portal).
    Stamp {
        /// SHA-256 of the document, base64.
        document_hash: StampHash,
        /// Province of residence of the applicant.
        province: Province,
    },
}

impl Terms {
    /// Checks what no single field can know.
    ///
    /// # Errors
    /// The first rule broken, with the notice concerned.
    pub fn validate(&self) -> Result<(), TermsError> {
        if self.options.is_empty() {
            return Err(TermsError::NoOption);
        }
        for option in &self.options {
            if option.installments.is_empty() {
                return Err(TermsError::NoInstallment);
            }
            if option.installments.len() > MAX_INSTALLMENTS {
                return Err(TermsError::TooManyInstallments(option.installments.len()));
            }
            option.total()?;
        }
        let mut notices: Vec<&NoticeNumber> = self.installments().map(|i| &i.nav).collect();
        notices.sort_unstable();
        if let Some([twice, _]) = notices.array_windows().find(|[a, b]| a == b) {
            return Err(TermsError::NoticeTwice((*twice).clone()));
        }
        self.installments().try_for_each(|installment| self.validate_installment(installment))
    }

    fn validate_installment(&self, installment: &Installment) -> Result<(), TermsError> {
        let nav = || installment.nav.clone();
        if !installment.amount.is_positive() {
            return Err(TermsError::AmountNotPositive(nav()));
        }
        if installment.nav.iuv() != installment.iuv {
            return Err(TermsError::IuvMismatch(nav()));
        }
        if let (Some(valid), Some(due)) = (self.validity_date, installment.due_date)
            && due < valid
        {
            return Err(TermsError::DueBeforeValid(nav()));
        }
        if installment.transfers.is_empty() || installment.transfers.len() > MAX_TRANSFERS {
            return Err(TermsError::TransferCount(nav(), installment.transfers.len()));
        }
        let mut expected = 1_u8;
        for transfer in &installment.transfers {
            if transfer.id != expected {
                return Err(TermsError::TransferOrder(nav(), transfer.id));
            }
            if !transfer.amount.is_positive() {
                return Err(TermsError::TransferNotPositive(nav(), transfer.id));
            }
            expected = expected.saturating_add(1);
        }
        let sum = Cents::checked_sum(installment.transfers.iter().map(|t| t.amount)).ok_or(TermsError::TotalTooLarge)?;
        if sum != installment.amount {
            return Err(TermsError::TransferSum { nav: nav(), amount: installment.amount, transfers: sum });
        }
        Ok(())
    }

    /// All instalments of all options.
    pub fn installments(&self) -> impl Iterator<Item = &Installment> {
        self.options.iter().flat_map(|option| &option.installments)
    }

    /// The instalment with this notice number, and the index of its option.
    #[must_use]
    pub fn find(&self, nav: &NoticeNumber) -> Option<(usize, &Installment)> {
        self.options.iter().enumerate().find_map(|(index, option)| {
            option.installments.iter().find(|i| i.nav == *nav).map(|installment| (index, installment))
        })
    }

    /// The latest due date of all instalments, if every one has one.
    #[must_use]
    pub fn latest_due_date(&self) -> Option<NaiveDate> {
        self.installments()
            .map(|i| i.due_date)
            .try_fold(None, |latest: Option<NaiveDate>, due| due.map(|due| Some(latest.map_or(due, |latest| latest.max(due)))))?
    }
}
