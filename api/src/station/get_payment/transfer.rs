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
    /// To an account. By a postal slip it is the postal one, when there is one; else that one is named beside it, so
    /// that Poste can use it (`IBANAPPOGGIO`).
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
    /// When version 1 is asked for a stamp, which it cannot carry.
    pub(super) fn of(transfer: &'a Transfer, request: &GetPaymentRequest, ente: &'a EnteSettings) -> Result<Self, Fault> {
        let to = match &transfer.destination {
            Destination::Stamp { .. } if request.version == Version::V1 => {
                return Err(Fault::new(FaultCode::Semantica, "l'avviso comprende una marca da bollo: occorre paGetPaymentV2"));
            }
            Destination::Stamp { document_hash, province } => QuotedDestination::Stamp { document_hash, province },
            Destination::Account { iban, postal_iban } => {
                let postal = postal_iban.as_ref().or_else(|| postal_account_beside(iban, ente)).filter(|postal| *postal != iban);
                match (request.transfer_type, postal) {
                    (Some(TransferType::Postal), Some(postal)) => QuotedDestination::Account { iban: postal, beside: None },
                    (Some(TransferType::Postal), None) => QuotedDestination::Account { iban, beside: None },
                    (_, beside) => QuotedDestination::Account { iban, beside },
                }
            }
        };
        Ok(Self { transfer, company_name: name_of_creditor(transfer, ente), to })
    }
}

/// The postal account the Ente offers beside one of its accounts, for debts loaded before it had one.
fn postal_account_beside<'a>(iban: &Iban, ente: &'a EnteSettings) -> Option<&'a Iban> {
    ente.accounts.iter().find(|account| account.iban == *iban).and_then(|account| account.postal_iban.as_ref())
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
