//! What a receipt says (pagoPA `paSendRT`, versions 1 and 2), personal data sealed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Cents;
use crate::debt_position::{Channel, Payment, PaymentReference};
use crate::identifier::{EnteCode, Iban, Iuv, NoticeNumber, ReceiptId};
use crate::personal::SealedPerson;
use crate::text::{Text20, Text35, Text70, Text140, Text210};

/// The content of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptFacts {
    /// `receiptId`: payment token, and `iur` of the reporting flow.
    pub receipt_id: ReceiptId,
    /// Creditor the message was addressed to (`idPA`): primary or secondary.
    pub addressed_to: EnteCode,
    /// Primary creditor of the notice (`fiscalCode`).
    pub primary: EnteCode,
    /// Notice number.
    pub nav: NoticeNumber,
    /// `creditorReferenceId`.
    pub iuv: Iuv,
    /// `paymentAmount` in cents.
    pub amount: Cents,
    /// Object of the payment.
    pub description: Text140,
    /// Creditor's name as the receipt has it.
    pub company_name: Text140,
    /// Office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Text140>,
    /// Who owed.
    pub debtor: SealedPerson,
    /// Who paid, when the receipt says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<SealedPerson>,
    /// Shares, 1 to 5.
    pub transfers: Vec<ReceiptTransfer>,
    /// Through whom.
    pub psp: ReceiptPsp,
    /// Method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Text35>,
    /// What came back of our cart reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_note: Option<Text210>,
    /// Fee paid by the payer to the PSP, in cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Cents>,
    /// Fee borne by the creditor, in cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creditor_fee: Option<Cents>,
    /// Legally relevant moment; see `received_at` of the event when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<DateTime<Utc>>,
    /// Value date on the payer's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_date: Option<NaiveDate>,
    /// Day the PSP transfers the money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<NaiveDate>,
    /// Served by pagoPA's archive while we were down.
    #[serde(default)]
    pub stand_in: bool,
    /// Version of the message that brought it: 1 or 2.
    pub version: u8,
}

impl ReceiptFacts {
    /// The payment it proves, as a position records it.
    #[must_use]
    pub fn payment(&self, received_at: DateTime<Utc>) -> Payment {
        Payment {
            reference: PaymentReference::Receipt(self.receipt_id.clone()),
            amount: self.amount,
            channel: Channel::Pagopa {
                psp_id: self.psp.id.clone(),
                psp_name: self.psp.name.clone(),
                method: self.method.clone(),
                fee: self.fee,
                payment_note: self.payment_note.clone(),
                stand_in: self.stand_in,
            },
            paid_at: self.paid_at.unwrap_or(received_at),
            paid_at_is_reception: self.paid_at.is_none(),
            application_date: self.application_date,
            transfer_date: self.transfer_date,
        }
    }
}

/// A share of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptTransfer {
    /// `idTransfer`.
    pub id: u8,
    /// Amount in cents.
    pub amount: Cents,
    /// Creditor that receives it.
    pub creditor: EnteCode,
    /// Name of that creditor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_name: Option<Text140>,
    /// Account; absent for a revenue stamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban: Option<Iban>,
    /// SHA-256 (hex) of the revenue stamp delivered with the raw message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp_digest: Option<String>,
    /// Causale.
    pub remittance_information: Text140,
    /// Taxonomy code, as the message has it.
    pub category: Text140,
}

/// The payment service provider of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptPsp {
    /// `idPSP`.
    pub id: Text35,
    /// Name.
    pub name: Text70,
    /// Tax code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_code: Option<Text70>,
    /// VAT number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<Text20>,
    /// `idChannel`.
    pub channel: Text35,
    /// `channelDescription`.
    pub channel_description: Text35,
}
