//! The list of collection categories, as the platform publishes it: a few municipal ones are enough to test with.

use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Category, macro area, legal reason and what it is for.
const CATEGORIES: [(&str, &str, &str, &str); 8] = [
    ("9/0101100IM/", "1", "IM", "Imposta municipale propria"),
    ("9/0101101IM/", "1", "IM", "Tassa sui rifiuti, anno corrente"),
    ("9/0102100SA/", "2", "SA", "Violazioni del codice della strada"),
    ("9/0105107TS/", "5", "TS", "Diritti di segreteria"),
    ("9/0107101TS/", "7", "TS", "Refezione scolastica"),
    ("9/0107106SP/", "7", "SP", "Rette dell'asilo nido"),
    ("9/0115103TS/", "15", "TS", "Imposta di bollo"),
    ("9/0201102IM/", "1", "IM", "Tributo provinciale per l'ambiente (TEFA)"),
];

/// `GET /taxonomy/service/v1/taxonomy`, as JSON or, with `extension=csv`, as CSV.
pub(crate) async fn taxonomy(Query(parameters): Query<std::collections::BTreeMap<String, String>>) -> Response {
    if parameters.get("extension").is_some_and(|extension| extension == "csv") {
        return ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], csv()).into_response();
    }
    let records: Vec<_> = CATEGORIES
        .iter()
        .map(|(category, area, reason, service)| {
            json!({
                "CODICE TIPO ENTE CREDITORE": creditor_kind(category),
                "PROGRESSIVO MACRO AREA PER ENTE CREDITORE": area,
                "CODICE TIPOLOGIA SERVIZIO": service_code(category),
                "TIPO SERVIZIO": service,
                "MOTIVO GIURIDICO DELLA RISCOSSIONE": reason,
                "DATI SPECIFICI INCASSO": category,
                "DATA INIZIO VALIDITA": "01/01/1900",
                "DATA FINE VALIDITA": "01/01/2080",
            })
        })
        .collect();
    axum::Json(records).into_response()
}

fn csv() -> String {
    let head = "CODICE TIPO ENTE CREDITORE;CODICE TIPOLOGIA SERVIZIO;TIPO SERVIZIO;Motivo Giuridico della riscossione;\
                DATI SPECIFICI DI INCASSO\n";
    let line = |(category, _, reason, service): &(&str, &str, &str, &str)| {
        format!("{};{};{service};{reason};{category}\n", creditor_kind(category), service_code(category))
    };
    head.to_owned() + &CATEGORIES.iter().map(line).collect::<String>()
}

fn creditor_kind(category: &str) -> &str {
    category.get(3..4).unwrap_or_default()
}

fn service_code(category: &str) -> &str {
    category.get(6..9).unwrap_or_default()
}
