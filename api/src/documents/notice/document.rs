//! What a payment notice is drawn from, and the limits of each field ("Avviso di pagamento" 3.5.1, tables of the fields).

use chrono::NaiveDate;

use super::super::error::DocumentError;
use super::super::language::Language;
use super::super::limits::{Limits, is_code, is_digits};
use super::super::logo::Logo;
use domain::Cents;
use domain::identifier::NoticeNumber;

/// Largest amount of a notice: 999.999.999,99 euro.
pub const AMOUNT_LIMIT: i64 = 99_999_999_999;
/// Largest amount of a postal slip: its codes have ten digits of cents.
pub const SLIP_AMOUNT_LIMIT: i64 = 9_999_999_999;
/// Most instalments of a notice.
pub const INSTALMENTS_LIMIT: usize = 12;

/// A payment notice ("avviso di pagamento"), complete: drawing it asks for nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeDocument {
    /// The language of the fixed texts.
    pub language: Language,
    /// What is to be paid, up to 90 characters; initial capital, not all capitals.
    pub subject: String,
    /// Who asks for the money.
    pub creditor: NoticeCreditor,
    /// Who is to pay.
    pub recipient: NoticeRecipient,
    /// What can be paid, and when.
    pub plan: PaymentPlan,
    /// The postal account, when the Ente has one and Poste allow it to print slips.
    pub postal: Option<PostalAccount>,
}

/// The Ente as it stands on a notice.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeCreditor {
    /// Tax code, 11 digits; part of both codes.
    pub tax_code: String,
    /// Name, up to 100 characters.
    pub name: String,
    /// Office that issues the notice, up to 50 characters; may be empty.
    pub office: String,
    /// Contacts separated by a middle dot, up to 100 characters; may be empty.
    pub contacts: String,
    /// Interbank code, 5 capitals or digits; `None` when the Ente has none.
    pub cbill: Option<String>,
    /// Where the Ente itself takes payments online.
    pub channel: OnlineChannel,
    /// The Ente's logo.
    pub logo: Option<Logo>,
}

/// Where the Ente itself takes payments online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnlineChannel {
    /// Nowhere.
    #[default]
    None,
    /// On its site.
    Site,
    /// In its app.
    App,
    /// On its site or in its app.
    SiteOrApp,
}

/// The recipient of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecipient {
    /// Tax code, up to 16 capitals or digits; `None` only when unknown.
    pub tax_code: Option<String>,
    /// Name, up to 70 characters.
    pub name: String,
    /// Street and number, then postal code, city and province: two lines, up to 140 characters together; either may be empty.
    pub address: [String; 2],
}

/// One thing that can be paid: a notice number with its amount and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payable {
    /// The notice number.
    pub notice_number: NoticeNumber,
    /// The amount, one cent to 999.999.999,99 euro.
    pub amount: Cents,
    /// The due date, when there is one.
    pub due_date: Option<NaiveDate>,
}

/// What a notice offers to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentPlan {
    /// One amount.
    Single(Payable),
    /// Two to twelve instalments. The whole amount is printed beside up to nine.
    Instalments {
        /// The whole amount at once, where that is possible.
        whole: Option<Payable>,
        /// The instalments in their order.
        instalments: Vec<Payable>,
    },
    /// A road-traffic fine, with a smaller amount for the quick. Its terms run from the day of notification, so no date is printed.
    Fine {
        /// Within 5 days, reduced by 30 %.
        discounted: Payable,
        /// From the 6th to the 60th day.
        reduced: Payable,
    },
}

/// The postal account a slip is paid to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalAccount {
    /// Account number, up to 12 digits.
    pub number: String,
    /// Holder, up to 50 characters; empty for the name of the Ente.
    pub holder: String,
    /// Poste's authorisation to print slips (`AUT. DB/... DEL ...`, 37 characters), up to 70.
    pub authorisation: String,
}

impl PaymentPlan {
    /// Everything that can be paid, in the order of the page.
    #[must_use]
    pub fn payables(&self) -> Vec<&Payable> {
        match self {
            Self::Single(payable) => vec![payable],
            Self::Instalments { whole, instalments } => whole.iter().chain(instalments).collect(),
            Self::Fine { discounted, reduced } => vec![discounted, reduced],
        }
    }
}

impl NoticeDocument {
    /// Every refused field with its limit, or nothing.
    pub(super) fn check(&self) -> Result<(), DocumentError> {
        let mut limits = Limits::default();
        limits.text("subject", &self.subject, 90);
        self.creditor.check(&mut limits);
        self.recipient.check(&mut limits);
        self.plan.check(&mut limits);
        if let Some(postal) = &self.postal {
            limits.form("postal.number", is_digits(&postal.number, 1, 12), "1 to 12 digits");
            limits.optional("postal.holder", &postal.holder, 50);
            limits.text("postal.authorisation", &postal.authorisation, 70);
        }
        limits.finish()
    }
}

impl NoticeCreditor {
    fn check(&self, limits: &mut Limits) {
        limits.form("creditor.tax_code", is_digits(&self.tax_code, 11, 11), "11 digits");
        limits.text("creditor.name", &self.name, 100);
        limits.optional("creditor.office", &self.office, 50);
        limits.optional("creditor.contacts", &self.contacts, 100);
        if let Some(cbill) = &self.cbill {
            limits.form("creditor.cbill", is_code(cbill, 5, 5), "5 capitals or digits");
        }
    }
}

impl NoticeRecipient {
    fn check(&self, limits: &mut Limits) {
        if let Some(tax_code) = &self.tax_code {
            limits.form("recipient.tax_code", is_code(tax_code, 2, 16), "2 to 16 capitals or digits");
        }
        limits.text("recipient.name", &self.name, 70);
        limits.optional("recipient.address", &self.address.concat(), 140);
    }
}

impl PaymentPlan {
    fn check(&self, limits: &mut Limits) {
        let amount = |limits: &mut Limits, field: &str, payable: &Payable| {
            limits.amount(field, payable.amount, AMOUNT_LIMIT);
        };
        match self {
            Self::Single(payable) => amount(limits, "amount", payable),
            Self::Fine { discounted, reduced } => {
                amount(limits, "discounted.amount", discounted);
                amount(limits, "reduced.amount", reduced);
            }
            Self::Instalments { whole, instalments } => {
                limits.count("instalments", instalments.len(), 2, INSTALMENTS_LIMIT);
                if let Some(whole) = whole {
                    amount(limits, "whole.amount", whole);
                }
                for (number, instalment) in instalments.iter().enumerate() {
                    amount(limits, &format!("instalments[{number}].amount"), instalment);
                }
            }
        }
    }
}
