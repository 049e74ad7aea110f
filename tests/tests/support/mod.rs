//! Asking for help, from both sides of the counter.

use domain::identifier::EnteCode;
use domain::ids::SupportRequestId;
use domain::support_request::SupportReference;
use serde_json::{Value, json};

use crate::house::{ENTE, House};

mod citizens;
mod desk;

pub(crate) const OPEN: &str = "mutation ($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) {
    __typename ... on SupportRequestNoted { reference key message freshness }
    ... on InvalidInput { field key } ... on TooManyRequests { retryAfter } ... on LoginRequired { key } ... on NotFound { key } } }";
pub(crate) const EMAIL: &str = "Maria.Verdi@posta.example";

/// A request as its author knows it.
pub(crate) struct Asked {
    pub(crate) reference: String,
    pub(crate) id: SupportRequestId,
}

/// What a citizen sends; `more` adds fields or replaces them.
pub(crate) fn request(more: Value) -> Value {
    let mut input = json!({
        "ente": ENTE,
        "caseType": "payment",
        "text": "Buongiorno,\n\nho pagato ma l'avviso risulta ancora aperto.",
        "name": "Maria Verdi",
        "email": EMAIL,
    });
    for (field, value) in more.as_object().unwrap() {
        input[field] = value.clone();
    }
    json!({ "input": input })
}

/// An anonymous citizen asks for help.
pub(crate) async fn ask_for_help(house: &House, more: Value) -> Asked {
    let noted = house.citizen().ask(OPEN, request(more)).await;
    assert_eq!(noted["__typename"], "SupportRequestNoted", "{noted}");
    let reference = noted["reference"].as_str().unwrap().to_owned();
    let id = SupportRequestId::of(&EnteCode::parse(ENTE).unwrap(), &SupportReference::parse(&reference).unwrap());
    Asked { reference, id }
}
