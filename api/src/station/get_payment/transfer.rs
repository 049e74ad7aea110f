//! Where one share of a payment goes: bank account, postal account or revenue stamp, by the circuit the payer uses.

use domain::debt_position::{Destination, Transfer};
use domain::ente::EnteSettings;
use domain::identifier::{Iban, Province, StampHash};

use super::request::{GetPaymentRequest, TransferType};
use crate::station::fault::{Fault, FaultCode};
use crate::station::operation::Version;

/// A share of a payment as it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedTransfer<'a> {
    /// The share.
    pub transfer: &'a Transfer,
    /// Name of the creditor that receives it, when known.
    pub company_name: Option<&'a str>,
    /// Where it goes.
    pub to: QuotedDestination<'a>,
}

/// Where a share goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotedDestination<'a> {
    /// To an account; the postal one beside it is named so that Poste can use it (`IBANAPPOGGIO`).
    Account {
        /// The account.
        iban: &'a Iban,
        /// The postal account beside it.
        beside: Option<&'a Iban>,
    },
    /// To the Revenue Agency, for a stamp on a document.
    Stamp {
        /// Hash of the document.
        document_hash: &'a StampHash,
        /// Province of residence of the applicant.
        province: &'a Province,
    },
}

impl<'a> QuotedTransfer<'a> {
    /// Places one share on the circuit asked for.
    ///
    /// # Errors
    /// When version 1 is asked for a stamp, or a postal slip for a first share that has no postal account.
    pub(super) fn of(transfer: &'a Transfer, request: &GetPaymentRequest, ente: &'a EnteSettings) -> Result<Self, Fault> {
        Ok(Self { transfer, company_name: name_of_creditor(transfer, ente), to: destination(transfer, request)? })
    }
}

fn destination<'a>(transfer: &'a Transfer, request: &GetPaymentRequest) -> Result<QuotedDestination<'a>, Fault> {
    let by_slip = request.transfer_type == Some(TransferType::Postal);
    match &transfer.destination {
        Destination::Stamp { .. } if request.version == Version::V1 => {
            Err(Fault::new(FaultCode::Semantica, "l'avviso comprende una marca da bollo: occorre paGetPaymentV2"))
        }
        Destination::Stamp { .. } if by_slip && transfer.id == 1 => Err(no_postal_account()),
        Destination::Stamp { document_hash, province } => Ok(QuotedDestination::Stamp { document_hash, province }),
        Destination::Account { iban, postal_iban } if by_slip => match postal_iban.as_ref() {
            Some(postal) => Ok(QuotedDestination::Account { iban: postal, beside: None }),
            None if transfer.id == 1 && !iban.is_postal() => Err(no_postal_account()),
            None => Ok(QuotedDestination::Account { iban, beside: None }),
        },
        Destination::Account { iban, postal_iban } => {
            Ok(QuotedDestination::Account { iban, beside: postal_iban.as_ref().filter(|postal| *postal != iban) })
        }
    }
}

fn no_postal_account() -> Fault {
    Fault::new(FaultCode::Semantica, "transferType POSTAL: l'avviso non ha un conto corrente postale")
}

fn name_of_creditor<'a>(transfer: &'a Transfer, ente: &'a EnteSettings) -> Option<&'a str> {
    if let Some(name) = &transfer.company_name {
        return Some(name.as_str());
    }
    if transfer.creditor == ente.code {
        return Some(ente.name.as_str());
    }
    let other = ente.secondary_creditors.iter().find(|other| other.code == transfer.creditor);
    other.map(|other| other.name.as_str())
}
