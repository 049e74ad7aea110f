//! The request; both versions have the same content.

use chrono::NaiveDate;
use domain::Cents;
use domain::text::Text210;

use crate::station::operation::{Operation, Version};
use crate::station::schema::{Addressing, QrCode, Sequence, Violation, date, value};

/// On which circuit the payer pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferType {
    /// By a postal slip: the first transfer must go to a postal account.
    Postal,
    /// By pagoPA.
    Pagopa,
}

/// A payment is being started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPaymentRequest {
    /// Which version was called.
    pub version: Version,
    /// To whom.
    pub addressing: Addressing,
    /// For which notice.
    pub qr_code: QrCode,
    /// What the payer was told, in cents; informative, what is owed now counts.
    pub amount: Option<Cents>,
    /// The cart reference of Checkout.
    pub payment_note: Option<Text210>,
    /// On which circuit.
    pub transfer_type: Option<TransferType>,
    /// What the payer was told; informative.
    pub due_date: Option<NaiveDate>,
}

impl GetPaymentRequest {
    /// Reads the children of the request.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(mut request: Sequence<'_, '_>, version: Version) -> Result<Self, Violation> {
        let read = Self {
            version,
            addressing: Addressing::read(&mut request)?,
            qr_code: QrCode::read(&mut request)?,
            amount: request.optional("amount", value::amount)?,
            // A note we could not have written ourselves is no reference of ours.
            payment_note: request.optional("paymentNote", value::text::<210>)?.and_then(|note| Text210::parse(&note).ok()),
            transfer_type: request.optional("transferType", transfer_type)?,
            due_date: request.optional("dueDate", date)?,
        };
        request.end()?;
        Ok(read)
    }

    /// The operation called.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self.version {
            Version::V1 => Operation::GetPaymentV1,
            Version::V2 => Operation::GetPaymentV2,
        }
    }
}

fn transfer_type(text: &str) -> Result<TransferType, &'static str> {
    match text {
        "POSTAL" => Ok(TransferType::Postal),
        "PAGOPA" => Ok(TransferType::Pagopa),
        _ => Err("valore diverso da POSTAL e PAGOPA"),
    }
}
