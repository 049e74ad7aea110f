//! The page a citizen sees when the portal has none of its own: plain, accessible, without scripts, and without a word
//! about who pays what. Whoever guesses an address learns nothing from it.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::checkout::ReturnOutcome;
use sha2::{Digest, Sha256};
use url::Url;

const STYLE: &str = "body{font-family:'Titillium Web',system-ui,sans-serif;line-height:1.5;color:#17324d;background:#fff;\
max-width:40rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.75rem;line-height:1.2}a{color:#0066cc;font-weight:600}\
a:focus{outline:3px solid #ff9900;outline-offset:2px}";

/// Only our one style sheet, by its hash; nothing else is loaded, framed or sent anywhere.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy =
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    HeaderValue::try_from(policy).expect("a policy of ASCII is a header value")
});

/// What the page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// The browser came back like this.
    Returned(ReturnOutcome),
    /// The address is none of ours.
    Unknown,
}

impl Message {
    const fn title(self) -> &'static str {
        match self {
            Self::Returned(ReturnOutcome::Ok | ReturnOutcome::Waiting) => "Pagamento in corso",
            Self::Returned(ReturnOutcome::Cancelled) => "Pagamento annullato",
            Self::Returned(ReturnOutcome::Error) => "Pagamento non completato",
            Self::Unknown => "Pagina non trovata",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Returned(ReturnOutcome::Ok | ReturnOutcome::Waiting) => {
                "La ricevuta arriverà appena pagoPA conferma il pagamento: di solito bastano pochi minuti. \
                 La troverai nel portale e, se hai indicato un indirizzo e-mail, anche nella tua casella. \
                 Non occorre pagare di nuovo."
            }
            Self::Returned(ReturnOutcome::Cancelled) => {
                "Hai interrotto il pagamento e non risulta alcun addebito. Puoi riprovare quando vuoi; \
                 se il sistema indica un pagamento in corso, attendi qualche minuto."
            }
            Self::Returned(ReturnOutcome::Error) => {
                "Il pagamento non è andato a buon fine. Se hai ricevuto un addebito non pagare di nuovo: \
                 se l'operazione è riuscita, la ricevuta arriverà nel portale; in caso contrario la somma ti sarà restituita."
            }
            Self::Unknown => "L'indirizzo non è valido. Puoi cercare i tuoi pagamenti dal portale.",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Returned(_) => StatusCode::OK,
            Self::Unknown => StatusCode::NOT_FOUND,
        }
    }
}

/// The page, with a link back to the portal.
#[must_use]
pub fn page(message: Message, portal: &Url) -> Response {
    let (title, text, portal) = (message.title(), message.text(), attribute(portal.as_str()));
    let html = format!(
        "<!DOCTYPE html><html lang=\"it\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{text}</p><p><a href=\"{portal}\">Torna al portale</a></p></main></body></html>"
    );
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_SECURITY_POLICY, POLICY.clone()),
    ];
    (message.status(), headers, html).into_response()
}

/// Escapes what stands in an attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
