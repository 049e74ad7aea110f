//! What a receipt is drawn from: the telematic receipt (paSendRTV2) and the Ente's settings, with the limits of its schema.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::language::Language;
use super::super::limits::{Limits, is_digits};
use super::super::logo::Logo;
use domain::Cents;
use domain::identifier::NoticeNumber;

/// A receipt, complete: drawing it asks for nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceiptDocument {
    /// The language of the fixed texts.
    pub language: Language,
    /// Who issues the receipt.
    pub creditor: ReceiptCreditor,
    /// Whose debt was paid.
    pub debtor: ReceiptPerson,
    /// Who paid; printed when it is not the debtor.
    pub payer: Option<ReceiptPerson>,
    /// The notice number.
    pub notice_number: NoticeNumber,
    /// The creditor's payment reference, up to 35 characters.
    pub iuv: String,
    /// The identifier of the telematic receipt, up to 35 characters.
    pub receipt_id: String,
    /// What was paid, up to 140 characters.
    pub subject: String,
    /// The amount paid to the Ente.
    pub amount: Cents,
    /// When.
    pub paid_at: PaidAt,
    /// Value date on the payer's side.
    pub application_date: Option<NaiveDate>,
    /// Day the provider transfers the money.
    pub transfer_date: Option<NaiveDate>,
    /// The provider that took the payment.
    pub psp: ReceiptPsp,
    /// Payment method as the provider names it, up to 35 characters.
    pub method: Option<String>,
    /// Channel as the provider describes it, up to 35 characters.
    pub channel: Option<String>,
    /// The provider's own fee, paid to it and not to the Ente.
    pub fee: Option<Cents>,
    /// To whom the amount goes, one to five; printed when more than one.
    pub transfers: Vec<ReceiptTransfer>,
    /// Whether the platform took the payment in the Ente's stead.
    pub stand_in: bool,
    /// The Ente's own reference (event or protocol number), up to 70 characters; may be empty.
    pub reference: String,
    /// Where the event by which the receipt came stands in the log. Receipts issued before the log was signed do not say it, and stay the
    /// files they were.
    pub logged: Option<Logged>,
}

/// A place in the log. Both are fixed for ever once the event is logged; a signed head that covers it comes later and is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The event's index.
    pub index: u64,
    /// Its RFC 6962 leaf hash.
    pub leaf: [u8; 32],
}

/// The Ente as it stands on a receipt.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceiptCreditor {
    /// Tax code, 11 digits.
    pub tax_code: String,
    /// Name, up to 140 characters.
    pub name: String,
    /// Office, up to 140 characters; may be empty.
    pub office: String,
    /// The Ente's logo.
    pub logo: Option<Logo>,
}

/// A person or company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPerson {
    /// Tax code, 2 to 16 characters (`ANONIMO` where unknown).
    pub tax_code: String,
    /// Name, up to 70 characters.
    pub name: String,
}

/// A payment service provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPsp {
    /// Name, up to 70 characters.
    pub name: String,
    /// Code, up to 35 characters.
    pub code: String,
}

/// A part of the amount and who receives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptTransfer {
    /// Tax code of the beneficiary, 11 digits.
    pub tax_code: String,
    /// Name of the beneficiary where known, up to 140 characters.
    pub name: Option<String>,
    /// Description, up to 140 characters.
    pub description: String,
    /// The part.
    pub amount: Cents,
}

/// The moment of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaidAt {
    /// As the provider reported it: the moment that counts by law.
    Payment(DateTime<Utc>),
    /// The moment the receipt arrived, where the provider reported none; marked as such.
    Reception(DateTime<Utc>),
}

impl PaidAt {
    /// The moment itself.
    #[must_use]
    pub fn moment(self) -> DateTime<Utc> {
        match self {
            Self::Payment(moment) | Self::Reception(moment) => moment,
        }
    }
}

impl ReceiptDocument {
    /// Notes every refused field with its limit.
    pub(super) fn check(&self, limits: &mut Limits) {
        limits.form("creditor.tax_code", is_digits(&self.creditor.tax_code, 11, 11), "11 digits");
        limits.text("creditor.name", &self.creditor.name, 140);
        limits.optional("creditor.office", &self.creditor.office, 140);
        self.debtor.check("debtor", limits);
        if let Some(payer) = &self.payer {
            payer.check("payer", limits);
        }
        limits.text("iuv", &self.iuv, 35);
        limits.text("receipt_id", &self.receipt_id, 35);
        limits.text("subject", &self.subject, 140);
        limits.amount("amount", self.amount, super::super::AMOUNT_LIMIT);
        limits.text("psp.name", &self.psp.name, 70);
        limits.text("psp.code", &self.psp.code, 35);
        limits.optional("method", self.method.as_deref().unwrap_or(""), 35);
        limits.optional("channel", self.channel.as_deref().unwrap_or(""), 35);
        limits.optional("reference", &self.reference, 70);
        if let Some(fee) = self.fee {
            limits.form("fee", (0..=super::super::AMOUNT_LIMIT).contains(&fee.as_i64()), "0 to 99999999999 cents");
        }
        limits.count("transfers", self.transfers.len(), 1, 5);
        for (number, transfer) in self.transfers.iter().enumerate() {
            transfer.check(&format!("transfers[{number}]"), limits);
        }
    }

    /// The payer, when it is not the debtor.
    pub(super) fn other_payer(&self) -> Option<&ReceiptPerson> {
        self.payer.as_ref().filter(|payer| payer.tax_code != self.debtor.tax_code)
    }
}

impl ReceiptPerson {
    fn check(&self, path: &str, limits: &mut Limits) {
        limits.text(&format!("{path}.tax_code"), &self.tax_code, 16);
        limits.text(&format!("{path}.name"), &self.name, 70);
    }
}

impl ReceiptTransfer {
    fn check(&self, path: &str, limits: &mut Limits) {
        limits.form(&format!("{path}.tax_code"), is_digits(&self.tax_code, 11, 11), "11 digits");
        limits.optional(&format!("{path}.name"), self.name.as_deref().unwrap_or(""), 140);
        limits.text(&format!("{path}.description"), &self.description, 140);
        limits.amount(&format!("{path}.amount"), self.amount, super::super::AMOUNT_LIMIT);
    }
}
