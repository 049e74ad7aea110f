//! How the simulator's own pages look, and what they may do: no script, nothing from elsewhere.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// Forms lead back to the creditor institution's site, wherever that is.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto 3rem;padding:0 1rem}\
header{background:#0066cc;color:#fff;margin:0 -1rem 1.5rem;padding:.75rem 1rem}\
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th,td{text-align:left;padding:.35rem .6rem;\
border-bottom:1px solid #ccc;vertical-align:top}.amount{text-align:right;white-space:nowrap}\
label{display:block;margin:.5rem 0}label>input,label>select{display:block;font:inherit;padding:.3rem;min-width:16rem}\
label>input[type=checkbox]{display:inline;min-width:0}button{font:inherit;padding:.5rem 1.2rem;margin:.5rem .5rem .5rem 0}\
fieldset{margin:1rem 0;border:1px solid #ccc}.problem{border-left:.4rem solid #c00;padding:.5rem 1rem}\
form.inline{display:inline}code{font-size:.9em;overflow-wrap:anywhere}";

/// `GET /style.css`.
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// A page in Italian: citizens and offices read it.
pub(super) fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang="it" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – simulatore pagoPA" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header { strong { "Simulatore pagoPA" } " – nessun denaro si muove" }
                main { h1 { (title) } (content) }
            }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, markup.into_string()).into_response()
}

/// Cents as people read them in Italy: `1.234,50 €`.
pub(super) fn euro(amount: crate::pagopa::amount::Cents) -> String {
    let digits = (amount.0 / 100).to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{grouped},{:02} €", amount.0 % 100)
}

#[cfg(test)]
mod tests {
    use super::euro;
    use crate::pagopa::amount::Cents;

    #[test]
    fn amounts_are_shown_as_in_italy() {
        let shown = [5, 5_980, 123_450, 100_000_000].map(|cents| euro(Cents(cents)));
        assert_eq!(shown, ["0,05 €", "59,80 €", "1.234,50 €", "1.000.000,00 €"]);
    }
}
