//! The raw message of every receipt, opened and read again: it must say what was kept of it. What is sealed under a key that was destroyed
//! counts as looked at: whoever was forgotten left no message behind.

use domain::event::{CATALOGUE, Event};
use domain::identifier::EnteCode;
use domain::personal::Sealed;
use domain::receipt::ReceiptEvent;
use projections::check::{Examined, Invariant};
use projections::stream::Happening;
use replay::log::{LogError, LogReader, LoggedEvent};
use sqlx::PgPool;

use crate::station::call::{Request, read};
use crate::vault::{Envelope, Vault, VaultError};

/// Why the messages could not be compared; it says nothing about what is stored.
#[derive(Debug, thiserror::Error)]
pub enum RawError {
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The keys could not be asked for.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What was kept of a message.
struct Kept {
    raw: Sealed,
    digest: String,
    /// Cents; none of a message that contradicted the receipt: nothing else was kept of it.
    amount: Option<i64>,
}

/// Opens every message that brought a receipt, or contradicted one, and compares it with what stands beside it.
///
/// # Errors
/// [`RawError`].
pub async fn raw_messages(pool: &PgPool, vault: &Vault) -> Result<Examined, RawError> {
    let mut examined = Examined::of(Invariant::Raw);
    let below = LogReader::new(pool.clone()).next_index().await?;
    let mut log = LogReader::new(pool.clone()).by_stream("Receipt", &without_messages(), below);
    while let Some(batch) = log.next_batch().await? {
        for logged in &batch {
            // What this program cannot read is another invariant's finding.
            let Ok(Happening { moment, event: Event::Receipt(event) }) = Happening::read(logged) else { continue };
            if let Some(kept) = kept(*event) {
                examined.looked_at += 1;
                compare(vault, &moment.ente, logged, &kept, &mut examined).await?;
            }
        }
    }
    Ok(examined)
}

/// Events of receipts that hold no message.
fn without_messages() -> Vec<&'static str> {
    let types =
        CATALOGUE.iter().filter(|(name, _)| *name == "Receipt").flat_map(|(_, types)| types.iter().map(|(name, _)| *name));
    types.filter(|name| !["ReceiptReceived", "ReceiptContradicted"].contains(name)).collect()
}

fn kept(event: ReceiptEvent) -> Option<Kept> {
    match event {
        ReceiptEvent::ReceiptReceived { facts, raw, digest, .. } => {
            Some(Kept { raw, digest, amount: Some(facts.amount.as_i64()) })
        }
        ReceiptEvent::ReceiptContradicted { raw, digest, .. } => Some(Kept { raw, digest, amount: None }),
        _ => None,
    }
}

async fn compare(
    vault: &Vault,
    ente: &EnteCode,
    logged: &LoggedEvent,
    kept: &Kept,
    examined: &mut Examined,
) -> Result<(), RawError> {
    let (place, stream) = (format!("event {}", logged.log_index), format!("Receipt/{}", logged.aggregate_id()));
    let message: String = match vault.open_value(Envelope { ente, stream: &stream, field: "raw" }, &kept.raw).await {
        Ok(Some(message)) => message,
        Ok(None) => return Ok(()),
        Err(VaultError::Seal(_) | VaultError::Content(_)) => {
            examined.found(place, "its raw message cannot be opened: it was changed, or moved from elsewhere");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let Ok(Request::SendRt(request)) = read(message.as_bytes()) else {
        examined.found(place, "its raw message is no receipt");
        return Ok(());
    };
    let said = request.receipt.payment_amount.as_i64();
    if request.receipt.digest() != kept.digest {
        examined.found(place, "its raw message has another digest than the one kept");
    } else if let Some(amount) = kept.amount {
        examined.count_cents(amount);
        if amount != said {
            examined.found(place, format!("{amount} cents are kept, and its raw message says {said} cents"));
        }
    }
    Ok(())
}
