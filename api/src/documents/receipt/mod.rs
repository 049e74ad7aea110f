//! The receipt ("ricevuta di pagamento"): the Ente's own attestation that a payment has been made, for the debtor to keep.
//!
//! PagoPA S.p.A. sends a receipt of its own, which refers the citizen to the Ente for the quietanza: this is that document. It is
//! drawn from the telematic receipt and its place in the log alone, so that printing it again after years gives the same bytes.

mod document;
mod header;
mod parties;
mod payment;
mod summary;
mod transfers;

pub use document::{Logged, PaidAt, ReceiptCreditor, ReceiptDocument, ReceiptPerson, ReceiptPsp, ReceiptTransfer};

use super::blocks::{BODY_END, BODY_TOP};
use super::canvas::{Canvas, Role};
use super::error::DocumentError;
use super::language::ReceiptTexts;
use super::limits::Limits;
use super::{form, pdf};
use domain::Cents;

/// The template of the receipt, printed on it and recorded in each file: a later version is another document. This one says where the receipt
/// stands in the log.
pub const RECEIPT_TEMPLATE: &str = "quietanza-ricevuta-2";
/// The template of receipts that do not say it.
const UNLOGGED_TEMPLATE: &str = "quietanza-ricevuta-1";
/// Most receipts printed together.
pub const RECEIPTS_LIMIT: usize = 100;

/// The document with the texts of its language: what every block reads.
#[derive(Debug, Clone, Copy)]
struct Receipt<'a> {
    document: &'a ReceiptDocument,
    texts: &'static ReceiptTexts,
}

/// Draws a receipt as a PDF (PDF/A-2a, PDF/UA-1). The same document gives the same bytes.
///
/// # Errors
/// [`DocumentError::Refused`] with every field over its limit.
pub fn receipt(document: &ReceiptDocument) -> Result<Vec<u8>, DocumentError> {
    receipts(std::slice::from_ref(document))
}

/// Draws several receipts in one file, each on pages of its own, followed by a summary with their total.
///
/// # Errors
/// [`DocumentError::Refused`] with every field over its limit, or when there are none or more than [`RECEIPTS_LIMIT`].
pub fn receipts(documents: &[ReceiptDocument]) -> Result<Vec<u8>, DocumentError> {
    let mut limits = Limits::default();
    limits.count("receipts", documents.len(), 1, RECEIPTS_LIMIT);
    for document in documents {
        document.check(&mut limits);
    }
    limits.finish()?;
    let mut canvas = Canvas::new();
    for (number, document) in documents.iter().enumerate() {
        if number > 0 {
            canvas.next_page();
        }
        let receipt = Receipt::new(document);
        canvas.group(Role::Part, |canvas| receipt.draw(canvas));
    }
    let receipt = Receipt::new(&documents[0]);
    let mut title = format!("{} {}", receipt.texts.title, documents[0].notice_number.grouped());
    if documents.len() > 1 {
        receipt.texts.summary.clone_into(&mut title);
        canvas.next_page();
        canvas.group(Role::Part, |canvas| summary::draw(canvas, receipt, documents));
    }
    let keys: Vec<&str> = documents.iter().map(|document| document.receipt_id.as_str()).collect();
    let description = pdf::Description {
        title: &title,
        language: documents[0].language.tag(),
        template: receipt.template(),
        key: &keys.join(" "),
    };
    pdf::write(canvas.finish(), description)
}

impl<'a> Receipt<'a> {
    fn new(document: &'a ReceiptDocument) -> Self {
        Self { document, texts: document.language.receipt() }
    }

    fn template(self) -> &'static str {
        if self.document.logged.is_some() { RECEIPT_TEMPLATE } else { UNLOGGED_TEMPLATE }
    }

    fn draw(self, canvas: &mut Canvas) {
        header::draw(canvas, self, self.texts.title);
        let top = parties::draw(canvas, self, BODY_TOP);
        let mut top = payment::draw(canvas, self, top);
        if self.document.transfers.len() > 1 {
            top = self.place(canvas, top, transfers::height(self));
            top = transfers::draw(canvas, self, top);
        }
        let top = self.place(canvas, top, payment::ATTESTATION);
        payment::attestation(canvas, self, top);
    }

    /// `top`, or the top of a new page when a block of `height` no longer fits below it.
    fn place(self, canvas: &mut Canvas, top: f32, height: f32) -> f32 {
        if top + height > BODY_END { header::next_page(canvas, self, self.texts.title) } else { top }
    }

    /// An amount as the receipt prints it: `1.500,00 €`.
    fn euro(self, amount: Cents) -> String {
        format!("{} €", form::amount(amount, self.document.language))
    }
}
