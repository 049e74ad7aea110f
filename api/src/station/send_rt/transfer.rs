//! A share of a receipt as the message has it (`ctTransferPA`, `ctTransferPAReceiptV2`).

use domain::Cents;
use domain::identifier::EnteCode;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::station::operation::Version;
use crate::station::schema::{Metadata, Sequence, Violation, value};

/// The most shares of a payment.
const MAX_TRANSFERS: usize = 5;

/// A share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageTransfer {
    /// `idTransfer`, 1 to 5.
    pub id: u8,
    /// Amount in cents.
    pub amount: Cents,
    /// Creditor that receives it.
    pub creditor: EnteCode,
    /// Name of that creditor.
    pub company_name: Option<String>,
    /// Where it went.
    pub to: TransferTo,
    /// Causale.
    pub remittance_information: String,
    /// Taxonomy code.
    pub category: String,
    /// What the creditor attached to it.
    pub metadata: Option<Metadata>,
}

/// Where a share went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum TransferTo {
    /// To an account, as the message writes it.
    Account(String),
    /// To the Revenue Agency; the stamp itself stays in the raw message, here is its SHA-256 (hex).
    Stamp(String),
}

impl MessageTransfer {
    /// Reads the children of the element `transferList`.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub(super) fn read_list(list: Sequence<'_, '_>, version: Version) -> Result<Vec<Self>, Violation> {
        list.list("transfer", MAX_TRANSFERS, |transfer| Self::read(transfer, version))
    }

    fn read(mut transfer: Sequence<'_, '_>, version: Version) -> Result<Self, Violation> {
        let v2 = version == Version::V2;
        let t = &mut transfer;
        let read = Self {
            id: t.required("idTransfer", value::id_transfer)?,
            amount: t.required("transferAmount", value::amount_not_zero)?,
            creditor: t.required("fiscalCodePA", value::ente_code)?,
            company_name: if v2 { t.optional("companyName", value::text::<140>)? } else { None },
            to: TransferTo::read(t, v2)?,
            remittance_information: t.required("remittanceInformation", value::text::<140>)?,
            category: t.required("transferCategory", value::text::<140>)?,
            metadata: Metadata::read_optional(t)?,
        };
        transfer.end()?;
        Ok(read)
    }
}

impl TransferTo {
    fn read(transfer: &mut Sequence<'_, '_>, v2: bool) -> Result<Self, Violation> {
        if v2 && let Some(stamp) = transfer.optional("MBDAttachment", value::base64)? {
            return Ok(Self::Stamp(hex::encode(Sha256::digest(stamp))));
        }
        transfer.required("IBAN", value::text::<35>).map(Self::Account)
    }
}
