//! Links to documents, for those who proved to know what is printed on them.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::identifier::{EnteCode, NoticeNumber};
use domain::receipt::{Filing, Receipt, receipt_stream};

use super::access::{AccessRule, access};
use super::failure::{Answering, InvalidInput, NotFound, NoticeNotPayable, settle};
use super::fault::Fault;
use super::position::{Standing, is_offered, proved_position};
use super::proof::{Proof, Proved};
use super::room::Desk;
use super::streams;
use crate::links::{Document, DocumentLink as Link, expiry};
use crate::messages::Message;
use crate::paper::{NotPrinted, notice_document};

/// Which notice is printed.
#[derive(Clone, Debug, InputObject)]
pub struct NoticeDocumentInput {
    /// Shows that its position was found (`Position.proof`).
    pub proof: String,
    /// The notice.
    pub nav: String,
}

/// Which receipt is printed.
#[derive(Clone, Debug, InputObject)]
pub struct ReceiptDocumentInput {
    /// Shows that the payment is known (`receiptProof`).
    pub proof: String,
}

/// Where a document is fetched (PDF, accessible), for a few minutes.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct DocumentLink {
    /// The address; not to be stored.
    pub url: String,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What the two links answer.
#[derive(Clone, Debug, Union)]
pub enum DocumentLinkResult {
    /// The link.
    Link(DocumentLink),
    /// The proof opens nothing that can be printed.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// The notice cannot be paid any more, hence not printed.
    NoticeNotPayable(NoticeNotPayable),
}

/// Links to documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct PaperMutation;

#[Object]
impl PaperMutation {
    /// A link to the notice, to be paid at banks, post offices and tobacconists.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn notice_document(&self, ctx: &Context<'_>, input: NoticeDocumentInput) -> Result<DocumentLinkResult, Fault> {
        settle(of_notice(Desk::of(ctx), &input).await)
    }

    /// A link to the receipt.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn receipt_document(&self, ctx: &Context<'_>, input: ReceiptDocumentInput) -> Result<DocumentLinkResult, Fault> {
        settle(of_receipt(Desk::of(ctx), &input).await)
    }
}

async fn of_notice(desk: Desk<'_>, input: &NoticeDocumentInput) -> Answering<DocumentLinkResult> {
    let failing = desk.failing();
    let nav = NoticeNumber::parse(&input.nav).map_err(|error| failing.input_key("input.nav", error.key()))?;
    let unproved = || failing.absent(Message::ProofInvalid);
    let (ente, position) = proved_position(desk, &input.proof).ok_or_else(unproved)?;
    let settings = desk.product().enti.get(&ente).ok_or_else(unproved)?;
    let standing = Standing::read(desk, &ente, position).await?;
    let standing = standing.filter(|standing| is_offered(standing.position().payability())).ok_or_else(unproved)?;
    // Judged without the debtor: what can be printed does not depend on who owes it.
    match notice_document(standing.position(), &nav, desk.asking.now, &settings, None, desk.asking.language) {
        Ok(_) => Ok(link(desk, ente, Document::Notice { position, nav }).into()),
        Err(NotPrinted::NotPayable(why)) => Err(failing.not_payable(nav.as_str(), why).into()),
        Err(NotPrinted::Stamp) => Err(failing.absent(Message::DocumentAbsent).into()),
    }
}

async fn of_receipt(desk: Desk<'_>, input: &ReceiptDocumentInput) -> Answering<DocumentLinkResult> {
    let unproved = || desk.failing().absent(Message::ProofInvalid);
    let proof = Proof::read(desk.room.signer(), &input.proof, desk.asking.now).ok_or_else(unproved)?;
    let Proof { ente, of: Proved::Receipt(id) } = proof else { return Err(unproved().into()) };
    let receipt = streams::read::<Receipt>(desk.pool(), &receipt_stream(&ente, &id)).await?;
    let filing = receipt.and_then(|receipt| receipt.state.filing().cloned());
    match filing {
        Some(Filing::Position { .. }) => Ok(link(desk, ente, Document::Receipt(id)).into()),
        Some(Filing::Parked(_)) | None => Err(desk.failing().absent(Message::DocumentAbsent).into()),
    }
}

fn link(desk: Desk<'_>, ente: EnteCode, document: Document) -> DocumentLink {
    let settings = &desk.product().settings;
    let expires_at = expiry(desk.asking.now, settings.links.document_minutes);
    let link = Link { ente, document, language: desk.asking.language };
    let url = link.address(desk.room.signer(), &settings.http.public_url, expires_at);
    DocumentLink { url: url.to_string(), expires_at, freshness: desk.latest().to_string() }
}
