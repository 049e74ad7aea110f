//! `GET /documents/notice/<token>.pdf` and `GET /documents/receipt/<token>.pdf`; with `.json` instead of `.pdf` the proof that the receipt was
//! logged.
//!
//! A document is drawn when it is fetched, from what is known then, and kept nowhere. Nothing personal stands in the address; browsers
//! and proxies are told to keep no copy.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::metadata::Actor;
use tokio::sync::Semaphore;

use super::document::{BadLink, Document, DocumentLink};
use super::signer::Signer;
use crate::documents::{DocumentError, data_sheet};
use crate::graphql::fault::Fault;
use crate::paper::{self, Paper, Unprinted};
use crate::privacy::{Looked, PrivacyError, copy, note_access};
use crate::product::Product;

/// Drawings at once when the machine does not say how many processors it has.
const FEW: usize = 2;

#[derive(Clone, Debug)]
struct Desk {
    product: Product,
    signer: Signer,
    /// Drawing takes a processor for some milliseconds: no more at once than there are.
    drawing: Arc<Semaphore>,
}

/// The documents of a product.
pub fn router(product: Product) -> Router {
    let signer = Signer::new(product.settings.links.secret_file.bytes());
    let processors = std::thread::available_parallelism().map_or(FEW, std::num::NonZeroUsize::get);
    let desk = Desk { product, signer, drawing: Arc::new(Semaphore::new(processors)) };
    Router::new()
        .route("/documents/notice/{file}", get(async |desk, file| fetch(desk, "notice", file).await))
        .route("/documents/receipt/{file}", get(async |desk, file| fetch(desk, "receipt", file).await))
        .route("/documents/personal-data/{file}", get(personal_data))
        .with_state(desk)
}

/// A copy of one's own data: its link is good once.
async fn personal_data(State(desk): State<Desk>, Path(file): Path<String>) -> Response {
    let (secret, form) = match file.rsplit_once('.') {
        Some((secret, "json")) => (secret, copy::Form::Json),
        Some((secret, "pdf")) => (secret, copy::Form::Pdf),
        _ => return said(StatusCode::NOT_FOUND),
    };
    let _turn = desk.drawing.acquire().await;
    match desk.copied(secret, form).await {
        Ok(Some(content)) => {
            let paper = Paper { name: "dati-personali".to_owned(), content: content.into() };
            if form == copy::Form::Pdf { Form::Paper.answer(&paper) } else { Form::Proof.answer(&paper) }
        }
        Ok(None) => said(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a copy of personal data could not be made");
            said(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

async fn fetch(State(desk): State<Desk>, kind: &'static str, Path(file): Path<String>) -> Response {
    let (file, form) = match file.strip_suffix(".json") {
        Some(token) => (format!("{token}.pdf"), Form::Proof),
        None => (file, Form::Paper),
    };
    let link = match DocumentLink::read(&desk.signer, kind, &file, desk.product.clock.now()) {
        Ok(link) => link,
        Err(BadLink::Unknown) => return said(StatusCode::NOT_FOUND),
        Err(BadLink::Expired) => return said(StatusCode::GONE),
    };
    match desk.print(&link, form).await {
        Ok(paper) => form.answer(&paper),
        Err(error) => {
            let (status, alarm) = meaning(&error);
            if alarm {
                tracing::error!(error = &error as &dyn std::error::Error, document = kind, "a document could not be printed");
            }
            said(status)
        }
    }
}

impl Desk {
    async fn print(&self, link: &DocumentLink, form: Form) -> Result<Paper, Unprinted> {
        let _turn = self.drawing.acquire().await;
        match &link.document {
            Document::Notice { .. } if form == Form::Proof => Err(Unprinted::Absent),
            Document::Receipt(receipt) if form == Form::Proof => paper::receipt_proof(&self.product, &link.ente, receipt).await,
            Document::Notice { position, nav } => paper::notice(&self.product, &link.ente, *position, nav, link.language).await,
            Document::Receipt(receipt) => paper::receipt(&self.product, &link.ente, receipt, link.language).await,
        }
    }
}

impl Desk {
    /// The copy; the link is used up only when there is one to hand out.
    async fn copied(&self, secret: &str, form: copy::Form) -> Result<Option<Vec<u8>>, PrivacyError> {
        let product = &self.product;
        let mut transaction = product.pool.begin().await?;
        let taken = copy::take_in_tx(&mut transaction, secret, form, product.clock.now()).await?;
        let Some((ente, subjects)) = taken else { return Ok(None) };
        let copy = copy::collect(product, &ente, &subjects).await?;
        let content = match form {
            copy::Form::Json => serde_json::to_vec_pretty(&copy).map_err(Fault::unforeseen)?,
            copy::Form::Pdf => {
                let drawing = tokio::task::spawn_blocking(move || data_sheet(&copy::lines(&copy)));
                drawing.await.map_err(Fault::unforeseen)?.map_err(Fault::unforeseen)?
            }
        };
        let subject = subjects.first().copied();
        let who = subject.map_or_else(|| Actor::Anonymous, Actor::Citizen).to_string();
        let looked = Looked { who, what: "personalData".to_owned(), subject, stream: None, mandate: None };
        note_access(product, &ente, &looked).await?;
        transaction.commit().await?;
        tracing::info!(form = ?form, "a copy of personal data was handed out");
        Ok(Some(content))
    }
}

/// The status, and whether somebody should look at it.
const fn meaning(error: &Unprinted) -> (StatusCode, bool) {
    match error {
        Unprinted::Absent => (StatusCode::NOT_FOUND, false),
        Unprinted::NotYet => (StatusCode::SERVICE_UNAVAILABLE, false),
        Unprinted::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, true),
        Unprinted::Drawing(DocumentError::Refused(_) | DocumentError::Logo(_) | DocumentError::Writing(_))
        | Unprinted::Aborted => (StatusCode::INTERNAL_SERVER_ERROR, true),
    }
}

/// In which form a document is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Drawn.
    Paper,
    /// As the proof that it was logged.
    Proof,
}

impl Form {
    fn answer(self, paper: &Paper) -> Response {
        let (kind, disposition) = match self {
            // The name is made of digits and letters of ours only.
            Self::Paper => ("application/pdf", format!("inline; filename=\"{}.pdf\"", paper.name)),
            Self::Proof => ("application/json", format!("attachment; filename=\"{}.json\"", paper.name)),
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::try_from(disposition).unwrap_or_else(|_| HeaderValue::from_static("inline")),
            ),
        ];
        (headers, paper.content.clone()).into_response()
    }
}

/// Without a word about what was asked for.
fn said(status: StatusCode) -> Response {
    let text = match status {
        StatusCode::GONE => {
            "Il collegamento è scaduto: chiedine uno nuovo dal portale.\nThe link has expired: ask the portal for a new one.\n"
        }
        StatusCode::NOT_FOUND => "Documento non trovato.\nDocument not found.\n",
        _ => "Il documento non è disponibile ora: riprova più tardi.\nThe document is not available now: try again later.\n",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, text).into_response()
}
