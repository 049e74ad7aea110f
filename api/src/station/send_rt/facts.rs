//! From the message to what the domain keeps: people apart, to be sealed, and the facts of the payment.
//!
//! The schema is wider than our own types (a tax code of any two characters, an account of any 35). What does not fit
//! is not a reason to refuse money: the readable copy goes without it, the raw message has it.

use domain::identifier::{CountryCode, EmailAddress, EnteCode, Iban, Iuv, Province, ReceiptId, TaxCode};
use domain::personal::{Address, Person, PlainPerson, SealedPerson};
use domain::receipt::{ReceiptFacts, ReceiptPsp, ReceiptTransfer};

use super::kept_text::{kept, kept_optional};
use super::message::ReceiptMessage;
use super::request::SendRtRequest;
use super::transfer::{MessageTransfer, TransferTo};
use crate::station::operation::Version;
use crate::station::schema::Subject;

/// The people of a receipt, in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// Who owed.
    pub debtor: PlainPerson,
    /// Who paid, when the receipt says so.
    pub payer: Option<PlainPerson>,
}

/// The people of a receipt, to be sealed.
#[must_use]
pub fn parties(receipt: &ReceiptMessage) -> Parties {
    Parties { debtor: person(&receipt.debtor), payer: receipt.payer.as_ref().map(person) }
}

/// What the domain keeps of a receipt, with its people sealed.
#[must_use]
pub fn facts(
    request: &SendRtRequest,
    receipt_id: ReceiptId,
    addressed_to: EnteCode,
    debtor: SealedPerson,
    payer: Option<SealedPerson>,
) -> ReceiptFacts {
    let receipt = &request.receipt;
    ReceiptFacts {
        receipt_id,
        addressed_to,
        primary: receipt.fiscal_code.clone(),
        nav: receipt.notice_number.clone(),
        iuv: Iuv::received(&receipt.creditor_reference_id).unwrap_or_else(|_| receipt.notice_number.iuv()),
        amount: receipt.payment_amount,
        description: kept(&receipt.description),
        company_name: kept(&receipt.company_name),
        office: receipt.office_name.as_deref().and_then(kept_optional),
        debtor,
        payer,
        transfers: receipt.transfers.iter().map(transfer).collect(),
        psp: psp(receipt),
        method: receipt.payment_method.as_deref().and_then(kept_optional),
        payment_note: receipt.payment_note.as_deref().and_then(kept_optional),
        fee: receipt.fee,
        creditor_fee: receipt.primary_ci_incurred_fee,
        paid_at: receipt.payment_date_time,
        application_date: receipt.application_date,
        transfer_date: receipt.transfer_date,
        stand_in: receipt.stand_in.unwrap_or_default(),
        version: match request.version {
            Version::V1 => 1,
            Version::V2 => 2,
        },
    }
}

fn psp(receipt: &ReceiptMessage) -> ReceiptPsp {
    ReceiptPsp {
        id: kept(&receipt.id_psp),
        name: kept(&receipt.psp_company_name),
        fiscal_code: receipt.psp_fiscal_code.as_deref().and_then(kept_optional),
        vat_number: receipt.psp_partita_iva.as_deref().and_then(kept_optional),
        channel: kept(&receipt.id_channel),
        channel_description: kept(&receipt.channel_description),
    }
}

fn transfer(transfer: &MessageTransfer) -> ReceiptTransfer {
    let (iban, stamp_digest) = match &transfer.to {
        TransferTo::Account(iban) => (Iban::parse(iban).ok(), None),
        TransferTo::Stamp(digest) => (None, Some(digest.clone())),
    };
    ReceiptTransfer {
        id: transfer.id,
        amount: transfer.amount,
        creditor: transfer.creditor.clone(),
        company_name: transfer.company_name.as_deref().and_then(kept_optional),
        iban,
        stamp_digest,
        remittance_information: kept(&transfer.remittance_information),
        category: kept(&transfer.category),
    }
}

fn person(subject: &Subject) -> PlainPerson {
    let address = Address {
        street: subject.street_name.as_deref().and_then(kept_optional),
        civic_number: subject.civic_number.as_deref().and_then(kept_optional),
        postal_code: subject.postal_code.as_deref().and_then(kept_optional),
        city: subject.city.as_deref().and_then(kept_optional),
        province: subject.state_province_region.as_deref().and_then(|province| Province::parse(province).ok()),
        country: subject.country.as_deref().and_then(|country| CountryCode::parse(country).ok()),
    };
    let tax_code = TaxCode::parse(&subject.identifier).unwrap_or(TaxCode::Anonymous);
    PlainPerson {
        person: Person { kind: subject.kind, tax_code, full_name: kept(&subject.full_name), address },
        email: subject.email.as_deref().and_then(|email| EmailAddress::parse(email).ok()),
    }
}
