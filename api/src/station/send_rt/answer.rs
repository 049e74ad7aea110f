//! What a delivery is answered once it is kept.

use domain::receipt::Receipt;

use crate::station::fault::{Fault, FaultCode};
use crate::station::operation::Operation;
use crate::station::xml::Xml;

/// Answers a delivery by what the receipt's stream holds after keeping it: the same content as the first delivery is
/// accepted, however often it comes; other content under the same identity was kept apart and is refused.
///
/// # Errors
/// When the identity belongs to another content.
pub fn answer(kept: &Receipt, digest: &str) -> Result<(), Fault> {
    if kept.digests().first().is_some_and(|first| first == digest) {
        return Ok(());
    }
    Err(Fault::new(FaultCode::ReceiptDuplicata, "receiptId: già acquisita una ricevuta con contenuto diverso"))
}

/// The answer that ends the delivery.
#[must_use]
pub fn accepted(operation: Operation) -> String {
    Xml::response(operation, |xml| xml.leaf("outcome", "OK"))
}
