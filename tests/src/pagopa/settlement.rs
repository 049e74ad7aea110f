//! How a payment ends at the provider, and what becomes of its receipt: the choices a tester has.

use serde::{Deserialize, Serialize};

use super::amount::Cents;
use super::payment_data::Subject;

/// One payment's end. The default is the everyday one: paid by card, receipt delivered at once, exactly once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Settlement {
    /// The provider's identifier; the usual one when absent.
    pub psp: Option<String>,
    /// `paymentMethod` of the receipt.
    pub method: String,
    /// What the citizen pays to the provider on top, in cents.
    pub fee: Cents,
    /// Who pays, when it is to be said.
    pub payer: Option<Subject>,
    /// What the provider says to the Node.
    pub outcome: PspOutcome,
    /// When the receipt is sent.
    pub receipt: ReceiptTiming,
    /// How many times the same receipt is sent to each recipient.
    pub copies: u32,
    /// How many of the station's answers to the receipt get lost on the way, so that it is sent again an hour later.
    pub answers_lost: u32,
    /// Whether the notice is paid a second time, with a receipt of its own.
    pub second_payment: bool,
    /// The code in the reporting flow; what is usual when absent.
    pub reported_as: Option<ReportCode>,
}

impl Default for Settlement {
    fn default() -> Self {
        Self {
            psp: None,
            method: "creditCard".to_owned(),
            fee: Cents(100),
            payer: None,
            outcome: PspOutcome::Ok,
            receipt: ReceiptTiming::AtOnce,
            copies: 1,
            answers_lost: 0,
            second_payment: false,
            reported_as: None,
        }
    }
}

/// What the provider says to the Node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PspOutcome {
    /// Paid.
    Ok,
    /// Not paid.
    Ko,
    /// Paid, but said only a minute after the token's end: refused to the provider as late, and receipted all the same.
    Late,
    /// Nothing at all: the token expires.
    Silent,
}

/// When a receipt is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReceiptTiming {
    /// Before anything else happens, the citizen's return included.
    AtOnce,
    /// So many seconds later on the platform's clock: after the citizen's return.
    After(u32),
    /// When the tester releases it.
    Held,
    /// Never: lost. It will be found in the reporting flow only.
    Never,
}

/// The outcome code of a row in a reporting flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportCode {
    /// Paid, a receipt exists.
    Executed,
    /// Paid in stand-in.
    StandIn,
    /// Paid in stand-in, without receipt data.
    StandInNoRpt,
    /// Paid without receipt data.
    NoRpt,
}

impl ReportCode {
    /// The number in the XML form.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Executed => 0,
            Self::StandIn => 4,
            Self::StandInNoRpt => 8,
            Self::NoRpt => 9,
        }
    }
}
