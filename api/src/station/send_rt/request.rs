//! The request: three identifiers and the receipt.

use domain::identifier::{EnteCode, ReceiptId};

use super::message::ReceiptMessage;
use crate::station::fault::{Fault, FaultCode};
use crate::station::operation::{Operation, Version};
use crate::station::schema::{Addressing, Sequence, Violation};

/// A receipt is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendRtRequest {
    /// Which version was called.
    pub version: Version,
    /// To whom: the primary creditor of the notice, or one that takes a share.
    pub addressing: Addressing,
    /// The receipt.
    pub receipt: ReceiptMessage,
}

impl SendRtRequest {
    /// Reads the children of the request.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(mut request: Sequence<'_, '_>, version: Version) -> Result<Self, Violation> {
        let addressing = Addressing::read(&mut request)?;
        let receipt = ReceiptMessage::read(request.enter("receipt")?, version)?;
        request.end()?;
        Ok(Self { version, addressing, receipt })
    }

    /// The operation called.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self.version {
            Version::V1 => Operation::SendRtV1,
            Version::V2 => Operation::SendRtV2,
        }
    }

    /// The creditor it is addressed to.
    ///
    /// # Errors
    /// When `idPA` is no creditor's code.
    pub fn addressee(&self) -> Result<EnteCode, Fault> {
        EnteCode::parse(&self.addressing.id_pa).map_err(|_| Fault::new(FaultCode::IdDominioErrato, "idPA: non sono 11 cifre"))
    }

    /// The identity of the receipt. The schema allows any text; the payment token has 1 to 35 characters.
    ///
    /// # Errors
    /// When it is empty or longer.
    pub fn receipt_id(&self) -> Result<ReceiptId, Fault> {
        let wrong = |_| Fault::new(FaultCode::SintassiExtraXsd, "receiptId: non da 1 a 35 caratteri");
        ReceiptId::parse(&self.receipt.receipt_id).map_err(wrong)
    }

    /// Whether the receipt agrees with itself: it says OK, and its transfers add up to its amount.
    ///
    /// # Errors
    /// What contradicts what.
    pub fn consistent(&self) -> Result<(), Fault> {
        if !self.receipt.outcome_ok {
            return Err(Fault::new(FaultCode::Semantica, "outcome: una ricevuta attesta un pagamento eseguito"));
        }
        if self.receipt.sum_of_transfers() != Some(self.receipt.payment_amount) {
            return Err(Fault::new(FaultCode::Semantica, "paymentAmount: diverso dalla somma dei transferAmount"));
        }
        Ok(())
    }
}
