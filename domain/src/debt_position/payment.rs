//! What is known of a payment once it is settled.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Cents;
use crate::identifier::ReceiptId;
use crate::text::{Text35, Text70, Text140, Text210};

/// What proves a payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentReference {
    /// A pagoPA receipt.
    Receipt(ReceiptId),
    /// A payment the office took by itself (counter, bailiff, …), by its own number.
    Elsewhere(Text35),
}

/// Through whom it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Through pagoPA.
    Pagopa {
        /// `idPSP`.
        psp_id: Text35,
        /// Name of the PSP.
        psp_name: Text70,
        /// Payment method as the PSP names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<Text35>,
        /// Fee the payer paid to the PSP, in cents.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee: Option<Cents>,
        /// What came back of our cart reference.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment_note: Option<Text210>,
        /// Served by pagoPA's archive while we were down.
        #[serde(default)]
        stand_in: bool,
    },
    /// Taken by the office.
    Office {
        /// Why and how, in the operator's words.
        note: Text140,
    },
}

/// A payment of one notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// What proves it.
    pub reference: PaymentReference,
    /// Amount in cents.
    pub amount: Cents,
    /// Through whom.
    pub channel: Channel,
    /// Legally relevant moment; when the receipt does not say, the moment it reached us.
    pub paid_at: DateTime<Utc>,
    /// Whether `paid_at` is only the moment of reception.
    #[serde(default)]
    pub paid_at_is_reception: bool,
    /// Value date on the payer's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_date: Option<NaiveDate>,
    /// Day the PSP transfers the money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<NaiveDate>,
}
