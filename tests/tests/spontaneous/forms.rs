//! Every error names its field and says what to do.

use domain::service::DebtorData;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO};
use crate::documents::NOTICE;
use crate::house::House;
use crate::shop::{FINE, NURSERY, VOUCHERS, but, changed, draft, make, notice, open, state};

async fn refused(citizen: &Citizen, service: &str, answers: &[(&str, &str)]) -> Vec<(String, String)> {
    let refused = draft(citizen, service, answers).await;
    assert_eq!((&refused["__typename"], &refused["key"]), (&json!("FormRefused"), &json!("form.refused")), "{refused}");
    let problems = refused["problems"].as_array().unwrap();
    assert_eq!(refused["field"], json!(format!("input.answers.{}", problems[0]["field"].as_str().unwrap())));
    assert!(problems.iter().all(|problem| !problem["message"].as_str().unwrap().contains(['{', '}'])), "{refused}");
    let text = |problem: &Value, name: &str| problem[name].as_str().unwrap().to_owned();
    problems.iter().map(|problem| (text(problem, "field"), text(problem, "key"))).collect()
}

async fn rule(house: &House, service: &str, good: &[(&str, &str)], (field, value): (&str, &str)) -> String {
    let problems = refused(&house.anonymous(), service, &but(good, field, value)).await;
    assert_eq!((problems.len(), problems[0].0.as_str()), (1, field), "{problems:?}");
    problems[0].1.clone()
}

/// The free amount, open to everybody and for anybody.
async fn free_for_all(house: &House) {
    let open = changed("versamento-libero", |statement| {
        statement.definition.policies.anonymous = true;
        statement.definition.policies.debtor_data = DebtorData::Editable;
    });
    state(house, open).await;
}

const FREE: [(&str, &str); 4] =
    [("intestatario", "Lucia Bianchi"), ("codice_fiscale", LUCIA), ("importo", "1234"), ("causale", "Iscrizione al corso")];

#[tokio::test(flavor = "multi_thread")]
async fn s0_35_amount_and_cause_are_required_each_with_its_error() {
    let house = open().await;
    free_for_all(&house).await;
    let problems = refused(&house.anonymous(), "versamento-libero", &FREE[..2]).await;
    let required = |field: &str| (field.to_owned(), "form.required".to_owned());
    assert_eq!(problems, [required("importo"), required("causale")]);
    assert_eq!(rule(&house, "versamento-libero", &FREE, ("importo", "0")).await, "money.not_positive");
    assert_eq!(rule(&house, "versamento-libero", &FREE, ("importo", "12,34")).await, "form.cents");
    assert_eq!(rule(&house, "versamento-libero", &FREE, ("causale", "per Lucia Bianchi")).await, "form.personal");
    let good = draft(&house.anonymous(), "versamento-libero", &FREE).await;
    assert_eq!((&good["amount"], &good["description"]), (&json!(1_234), &json!("Iscrizione al corso")));
    assert_eq!(good["emailRequired"], true, "the form asks for none");
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_09_the_fine_checks_date_plate_and_tax_code() {
    let house = open().await;
    for (answer, key) in [
        (("data_verbale", "31/02/2026"), "form.date"),
        (("data_verbale", "02-01-2026"), "form.date"),
        (("data_verbale", "01/01/2199"), "form.date_future"),
        (("targa", "TARGA?"), "form.plate"),
        (("codice_fiscale", "RSSMRA80A01H501X"), "fiscal_code.check_letter"),
        (("codice_fiscale", "ANONIMO"), "form.anonymous"),
        (("numero_verbale", "<script>"), "form.pattern"),
        (("numero_verbale", "1234567890123456789012345678901"), "form.too_long"),
        (("importo", "99"), "form.minimum"),
        (("importo", "1500001"), "form.maximum"),
        (("email", "anna@"), "email_address.layout"),
        (("email", "anna@example.test\r\nBcc: x@example.test"), "email_address.character"),
        (("stato", "PAGATO"), "form.unknown"),
    ] {
        assert_eq!(rule(&house, "multa", &FINE, answer).await, key, "{answer:?}");
    }
    let drafted =
        draft(&house.anonymous().with("accept-language", "en"), "multa", &but(&FINE, "data_verbale", "2026-02-01")).await;
    assert_eq!(drafted["description"], "Verbale n. V/1234/2026 del 01/02/2026");
    let understood: Vec<(&str, &str)> = drafted["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| (answer["label"].as_str().unwrap(), answer["value"].as_str().unwrap()))
        .collect();
    assert_eq!(understood[0], ("Amount", "€42.00"));
    assert_eq!(understood[5], ("Number plate", "AB123CD"));
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_10_the_instalment_is_01_to_12_only() {
    let house = open().await;
    for value in ["00", "13", "003", "marzo", "-3", "3.0"] {
        assert_eq!(rule(&house, "asilo-nido", &NURSERY, ("numero_rata", value)).await, "form.month", "{value}");
    }
    for month in 1..=12 {
        let value = format!("{month:02}");
        let drafted = draft(&house.anonymous(), "asilo-nido", &but(&NURSERY, "numero_rata", &value)).await;
        assert_eq!(drafted["description"], format!("Retta asilo nido, rata {value}, scadenza 15/03/2026"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_36_blocks_of_25_euro_are_sold_whole() {
    let house = open().await;
    let drafted = draft(&house.anonymous(), "buoni-mensa", &VOUCHERS).await;
    assert_eq!(drafted["amount"], 7_500, "{drafted}");
    for value in ["0", "21", "1,5", "-1", "2500"] {
        assert_eq!(rule(&house, "buoni-mensa", &VOUCHERS, ("blocchetti", value)).await, "form.quantity", "{value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_34_where_debtor_data_is_read_only_a_login_is_required() {
    let house = open().await;
    let refused = draft(&house.anonymous(), "versamento-libero", &FREE).await;
    assert_eq!((&refused["__typename"], &refused["key"]), (&json!("LoginRequired"), &json!("service.login")), "{refused}");
    assert!(refused["message"].as_str().unwrap().contains("accedere"));
    let closed = changed("multa", |statement| statement.definition.policies.anonymous = false);
    state(&house, closed).await;
    assert_eq!(draft(&house.anonymous(), "multa", &FINE).await["__typename"], "LoginRequired");
    let citizen = house.self_declared(house.subject(LUCIA).await);
    assert_eq!(draft(&citizen, "multa", &FINE).await["__typename"], "SpontaneousDraft");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_21_with_editable_debtor_data_another_debtor_is_recorded_as_such() {
    let house = open().await;
    let lucia = house.verified(house.subject(LUCIA).await);
    let confirmed = make(&lucia, "multa", &FINE).await;
    assert_eq!(confirmed["position"]["debtor"]["taxCode"], "RSS***********1U");
    house.settle().await;
    let find = async |tax_code: &str| {
        let input = json!({ "ente": sample::ENTE, "taxCode": tax_code, "code": notice(&confirmed)["nav"] });
        house.anonymous().ask(NOTICE, json!({ "input": input })).await["__typename"].clone()
    };
    assert_eq!(find(MARIO).await, "NoticeFound");
    assert_eq!(find(LUCIA).await, "NotFound");
}
