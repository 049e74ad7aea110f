//! From a kept receipt to the document that is drawn of it: people opened, nothing else added.

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::ente::EnteSettings;
use domain::personal::{Person, SealedPerson};
use domain::receipt::{Receipt, ReceiptFacts};
use replay::audit::{Database, LogEntry};
use sqlx::PgPool;

use crate::documents::{Language, Logged, PaidAt, ReceiptCreditor, ReceiptDocument, ReceiptPerson, ReceiptPsp, ReceiptTransfer};
use crate::vault::{Envelope, Vault, VaultError};

/// Why a receipt cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptUnreadable {
    /// Nothing was received under this name.
    #[error("receipt: does not exist")]
    Absent,
    /// The debtor's fiscal key was destroyed when its legal term ended.
    #[error("receipt: the debtor was erased")]
    Erased,
    /// The vault could not be asked.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Where the receipt of a stream stands in the log; `None` when it has no place yet.
///
/// # Errors
/// What the database said.
pub async fn receipt_place(pool: &PgPool, stream: &str) -> Result<Option<LogEntry>, sqlx::Error> {
    Database::over(pool.clone()).entry(Receipt::TYPE, stream, 1).await
}

/// What is printed of the receipt in stream `stream` ([`receipt_stream`](domain::receipt::receipt_stream)).
///
/// # Errors
/// [`ReceiptUnreadable`].
pub async fn receipt_document(
    vault: &Vault,
    stream: &str,
    receipt: &Receipt,
    ente: &EnteSettings,
    language: Language,
    entry: LogEntry,
) -> Result<ReceiptDocument, ReceiptUnreadable> {
    let (Some(facts), Some(received_at)) = (receipt.facts(), receipt.received_at()) else {
        return Err(ReceiptUnreadable::Absent);
    };
    let place = format!("Receipt/{stream}");
    let open = async |field, person: &SealedPerson| {
        vault.open_person(Envelope { ente: &facts.addressed_to, stream: &place, field }, person).await
    };
    let debtor = open("debtor", &facts.debtor).await?.ok_or(ReceiptUnreadable::Erased)?;
    let payer = match &facts.payer {
        Some(payer) => open("payer", payer).await?,
        None => None,
    };
    let people = (debtor, payer);
    let logged = entry.was_signed.then_some(Logged { index: entry.index, leaf: entry.leaf });
    Ok(ReceiptDocument { logged, ..document(facts, received_at, stream, ente, language, people) })
}

fn document(
    facts: &ReceiptFacts,
    received_at: DateTime<Utc>,
    stream: &str,
    ente: &EnteSettings,
    language: Language,
    (debtor, payer): (Person, Option<Person>),
) -> ReceiptDocument {
    let office = facts.office.as_ref().map(ToString::to_string).or_else(|| ente.office.as_ref().map(ToString::to_string));
    ReceiptDocument {
        language,
        creditor: ReceiptCreditor {
            tax_code: facts.primary.to_string(),
            name: facts.company_name.to_string(),
            office: office.unwrap_or_default(),
            logo: None,
        },
        debtor: printed(&debtor),
        payer: payer.as_ref().map(printed),
        notice_number: facts.nav.clone(),
        iuv: facts.iuv.to_string(),
        receipt_id: facts.receipt_id.to_string(),
        subject: facts.description.to_string(),
        amount: facts.amount,
        paid_at: facts.paid_at.map_or(PaidAt::Reception(received_at), PaidAt::Payment),
        application_date: facts.application_date,
        transfer_date: facts.transfer_date,
        psp: ReceiptPsp { name: facts.psp.name.to_string(), code: facts.psp.id.to_string() },
        method: facts.method.as_ref().map(ToString::to_string),
        channel: Some(facts.psp.channel_description.to_string()),
        fee: facts.fee,
        transfers: transfers(facts),
        stand_in: facts.stand_in,
        reference: stream.to_owned(),
        logged: None,
    }
}

fn printed(person: &Person) -> ReceiptPerson {
    ReceiptPerson { tax_code: person.tax_code.to_string(), name: person.full_name.to_string() }
}

fn transfers(facts: &ReceiptFacts) -> Vec<ReceiptTransfer> {
    let transfer = |transfer: &domain::receipt::ReceiptTransfer| ReceiptTransfer {
        tax_code: transfer.creditor.to_string(),
        name: transfer.company_name.as_ref().map(ToString::to_string),
        description: transfer.remittance_information.to_string(),
        amount: transfer.amount,
    };
    facts.transfers.iter().map(transfer).collect()
}
