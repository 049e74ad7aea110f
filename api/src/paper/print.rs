//! Printing one document: read, opened, drawn.

use bytes::Bytes;
use domain::identifier::{EnteCode, NoticeNumber, ReceiptId};
use domain::ids::PositionId;
use domain::receipt::{Filing, receipt_stream};
use replay::audit::{AuditError, Database, EventProof};
use replay::command::CommandError;
use replay::heads;

use super::notice::notice_document;
use super::receipt::{ReceiptUnreadable, receipt_document, receipt_place};
use crate::documents::{self, DocumentError, Language};
use crate::positions::{DEBTOR, sealed_stream};
use crate::product::Product;
use crate::vault::{Envelope, VaultError};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A document as bytes, with the name of its file.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Name without extension: letters, digits and hyphens, nothing personal.
    pub name: String,
    /// The PDF, or the JSON of a proof.
    pub content: Bytes,
}

/// Why a document was not printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// There is nothing to print, or not any more.
    #[error("there is no such document")]
    Absent,
    /// It will be there in a moment: the event has no place in the log yet, or no signed head covers it.
    #[error("the log has not come as far as that")]
    NotYet,
    /// The database is away, or an envelope does not open.
    #[error("a part of the product is unavailable")]
    Unavailable(#[source] Cause),
    /// The data do not fit the document.
    #[error("the document cannot be drawn")]
    Drawing(#[from] DocumentError),
    /// The drawing died.
    #[error("the drawing was aborted")]
    Aborted,
}

impl From<VaultError> for Unprinted {
    fn from(error: VaultError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<AuditError> for Unprinted {
    fn from(error: AuditError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<CommandError<E>> for Unprinted {
    fn from(error: CommandError<E>) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<ReceiptUnreadable> for Unprinted {
    fn from(error: ReceiptUnreadable) -> Self {
        match error {
            ReceiptUnreadable::Absent | ReceiptUnreadable::Erased => Self::Absent,
            ReceiptUnreadable::Vault(error) => error.into(),
        }
    }
}

/// Prints the notice of a position.
///
/// # Errors
/// [`Unprinted`].
pub async fn notice(
    product: &Product,
    ente: &EnteCode,
    id: PositionId,
    nav: &NoticeNumber,
    language: Language,
) -> Result<Paper, Unprinted> {
    let settings = product.enti.get(ente).ok_or(Unprinted::Absent)?;
    let position = product.commands.positions.load_fresh(&id.to_string()).await?.aggregate;
    let stream = sealed_stream(id);
    let debtor = match position.debtor() {
        Some(debtor) => product.vault.open_person(Envelope { ente, stream: &stream, field: DEBTOR }, debtor).await?,
        None => return Err(Unprinted::Absent),
    };
    let document = notice_document(&position, nav, product.clock.now(), &settings, debtor.as_ref(), language);
    let document = document.map_err(|_| Unprinted::Absent)?;
    draw(format!("avviso-{nav}"), move || documents::notice(&document)).await
}

/// Prints a receipt that is booked on a position of this Ente.
///
/// # Errors
/// [`Unprinted`].
pub async fn receipt(product: &Product, ente: &EnteCode, id: &ReceiptId, language: Language) -> Result<Paper, Unprinted> {
    let settings = product.enti.get(ente).ok_or(Unprinted::Absent)?;
    let stream = receipt_stream(ente, id);
    let receipt = product.commands.receipts.load_fresh(&stream).await?.aggregate;
    let Some(Filing::Position { .. }) = receipt.filing() else { return Err(Unprinted::Absent) };
    let name = receipt.facts().map(|facts| format!("ricevuta-{}", facts.nav)).ok_or(Unprinted::Absent)?;
    let place = receipt_place(&product.pool, &stream).await.map_err(AuditError::from)?.ok_or(Unprinted::NotYet)?;
    let document = receipt_document(&product.vault, &stream, &receipt, &settings, language, place).await?;
    draw(name, move || documents::receipt(&document)).await
}

/// The proof that a receipt booked on a position of this Ente was logged: what it says (people sealed), the event, its path and the signed head.
/// Anybody can check it without asking us again.
///
/// # Errors
/// [`Unprinted`]; [`Unprinted::NotYet`] until a head that covers it was signed.
pub async fn receipt_proof(product: &Product, ente: &EnteCode, id: &ReceiptId) -> Result<Paper, Unprinted> {
    let stream = receipt_stream(ente, id);
    let receipt = product.commands.receipts.load_fresh(&stream).await?.aggregate;
    let Some(Filing::Position { .. }) = receipt.filing() else { return Err(Unprinted::Absent) };
    let name = receipt.facts().map(|facts| format!("ricevuta-{}", facts.nav)).ok_or(Unprinted::Absent)?;
    let log = Database::over(product.pool.clone());
    let head = heads::latest(&product.pool).await.map_err(AuditError::from)?.ok_or(Unprinted::Absent)?;
    let place = receipt_place(&product.pool, &stream).await.map_err(AuditError::from)?;
    let place = place.filter(|place| place.index < head.size).ok_or(Unprinted::NotYet)?;
    let proof = EventProof::of(&log, place.index, &head).await?;
    Ok(Paper { name, content: proof.to_text().into() })
}

/// Draws off the threads that serve.
async fn draw(name: String, work: impl FnOnce() -> Result<Vec<u8>, DocumentError> + Send + 'static) -> Result<Paper, Unprinted> {
    let drawn = tokio::task::spawn_blocking(work).await.map_err(|_| Unprinted::Aborted)?;
    Ok(Paper { name, content: drawn?.into() })
}
