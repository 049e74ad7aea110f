//! Which services citizens see, and how their forms are drawn.

use serde_json::{Value, json};
use tests::sandbox::{sample, services};

use crate::citizen::Citizen;
use crate::house::House;
use crate::shop::{FINE, SERVICE, SERVICES, changed, draft, open, state};

async fn listed(citizen: &Citizen) -> Value {
    citizen.ask(SERVICES, json!({ "ente": sample::ENTE })).await
}

fn codes(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap_or_else(|| panic!("{list}")).iter().map(|node| node["code"].as_str().unwrap()).collect()
}

async fn form(citizen: &Citizen, code: &str) -> Value {
    let service = citizen.ask(SERVICE, json!({ "ente": sample::ENTE, "code": code })).await;
    assert_eq!(service["__typename"], "SpontaneousService", "{service}");
    service
}

/// Key, kind and label of every field.
fn drawn(service: &Value) -> Vec<(&str, &str, &str)> {
    let fields = service["form"].as_array().unwrap();
    let text = |field: &'_ Value, name: &str| field[name].as_str().map(str::to_owned).unwrap();
    assert!(fields.iter().all(|field| !text(field, "label").is_empty()));
    fields
        .iter()
        .map(|field| (field["key"].as_str().unwrap(), field["kind"].as_str().unwrap(), field["label"].as_str().unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_33_s4_08_the_services_switched_on_are_listed_and_no_other() {
    let house = open().await;
    let citizen = house.anonymous();
    assert_eq!(codes(&listed(&citizen).await), ["asilo-nido", "buoni-mensa", "multa", "versamento-libero"]);
    state(&house, changed("multa", |statement| statement.enabled = false)).await;
    assert_eq!(codes(&listed(&citizen).await), ["asilo-nido", "buoni-mensa", "versamento-libero"]);
    state(&house, services::statements().into_iter().take(2).collect()).await;
    assert_eq!(codes(&listed(&citizen).await), ["asilo-nido", "multa"], "what is not stated is offered no longer");
    let unknown = citizen.ask(SERVICES, json!({ "ente": "80001460381" })).await;
    assert_eq!((&unknown["__typename"], &unknown["key"]), (&json!("NotFound"), &json!("ente.absent")));
    let no_code = citizen.ask(SERVICES, json!({ "ente": "x" })).await;
    assert_eq!((&no_code["__typename"], &no_code["field"]), (&json!("InvalidInput"), &json!("ente")));
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_32_what_the_ente_does_not_offer_cannot_be_paid() {
    let house = House::open().await;
    let citizen = house.anonymous();
    assert_eq!(codes(&listed(&citizen).await), Vec::<&str>::new());
    let refused = draft(&citizen, "multa", &FINE).await;
    assert_eq!((&refused["__typename"], &refused["key"]), (&json!("NotFound"), &json!("service.absent")));
    state(&house, changed("multa", |statement| statement.enabled = false)).await;
    for code in ["multa", "altro", "", "MULTA", "multa' --", "\u{0}", &"m".repeat(5_000)] {
        assert_eq!(draft(&citizen, code, &FINE).await["key"], "service.absent", "{code}");
        let absent = citizen.ask(SERVICE, json!({ "ente": sample::ENTE, "code": code })).await;
        assert_eq!(absent["key"], "service.absent", "{code}");
    }
    assert_eq!(draft(&citizen, "asilo-nido", &crate::shop::NURSERY).await["__typename"], "SpontaneousDraft");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_20_s4_09_the_form_of_a_fine_is_that_of_the_manual() {
    let house = open().await;
    let fine = form(&house.anonymous(), "multa").await;
    assert_eq!(
        drawn(&fine),
        [
            ("importo", "AMOUNT", "Importo"),
            ("intestatario", "DEBTOR_NAME", "Cognome e nome o ragione sociale"),
            ("codice_fiscale", "DEBTOR_TAX_CODE", "Codice fiscale o partita IVA"),
            ("numero_verbale", "TEXT", "Numero verbale"),
            ("data_verbale", "DATE", "Data del verbale"),
            ("targa", "PLATE", "Numero di targa"),
            ("email", "EMAIL", "Indirizzo e-mail"),
        ]
    );
    let fields = fine["form"].as_array().unwrap();
    assert!(fields.iter().all(|field| field["required"] == true && field["readOnly"] == false && field["value"].is_null()));
    assert_eq!((&fields[4]["rules"]["when"], &fields[4]["hint"]), (&json!("PAST"), &json!("gg/mm/aaaa")));
    assert_eq!((&fine["name"], &fine["loginRequired"]), (&json!("Contravvenzione al Codice della strada"), &json!(false)));
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_10_the_form_of_the_nursery_fee_is_that_of_the_manual() {
    let house = open().await;
    let nursery = form(&house.anonymous(), "asilo-nido").await;
    assert_eq!(
        drawn(&nursery),
        [
            ("importo", "AMOUNT", "Importo"),
            ("intestatario", "DEBTOR_NAME", "Cognome e nome o ragione sociale"),
            ("codice_fiscale", "DEBTOR_TAX_CODE", "Codice fiscale o partita IVA"),
            ("numero_rata", "MONTH", "Numero rata"),
            ("data_scadenza", "DATE", "Data scadenza"),
            ("email", "EMAIL", "Indirizzo e-mail"),
        ]
    );
    let instalment = &nursery["form"][3];
    assert_eq!(instalment["hint"], "Il numero del mese: 03 = Marzo");
    assert_eq!(nursery["instructions"], Value::Null, "an empty text is absent");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_34_s0_35_s0_36_the_free_amount_and_the_blocks_are_those_of_the_screens() {
    let house = open().await;
    let free = form(&house.anonymous(), "versamento-libero").await;
    assert_eq!(
        drawn(&free),
        [
            ("intestatario", "DEBTOR_NAME", "Debitore"),
            ("codice_fiscale", "DEBTOR_TAX_CODE", "Codice fiscale"),
            ("importo", "AMOUNT", "Importo"),
            ("causale", "TEXT", "Causale"),
        ]
    );
    let read_only: Vec<&Value> = free["form"].as_array().unwrap().iter().map(|field| &field["readOnly"]).collect();
    assert_eq!(read_only, [true, true, false, false]);
    assert_eq!(free["loginRequired"], true);
    let vouchers = form(&house.anonymous(), "buoni-mensa").await;
    assert_eq!(vouchers["instructions"], "E' possibile prenotare blocchetti da 25 Euro");
    let rules = &vouchers["form"][2]["rules"];
    assert_eq!((&rules["price"], &rules["minimumQuantity"], &rules["maximumQuantity"]), (&json!(2_500), &json!(1), &json!(20)));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_of_the_sample_services_is_there_in_every_language() {
    let house = open().await;
    let italian = listed(&house.anonymous()).await;
    for language in ["en", "de", "fr", "sl"] {
        let citizen = house.anonymous().with("accept-language", language);
        let translated = listed(&citizen).await;
        for (node, original) in translated["nodes"].as_array().unwrap().iter().zip(italian["nodes"].as_array().unwrap()) {
            assert_ne!(node["name"], original["name"], "{language}");
            assert_eq!(node["instructions"].is_null(), original["instructions"].is_null(), "{language}");
            assert!(node["instructions"].is_null() || node["instructions"] != original["instructions"], "{language}");
            let service = form(&citizen, node["code"].as_str().unwrap()).await;
            let original = form(&house.anonymous(), node["code"].as_str().unwrap()).await;
            let labels = |service: &Value| -> Vec<String> {
                service["form"].as_array().unwrap().iter().map(|field| format!("{}|{}", field["label"], field["hint"])).collect()
            };
            assert!(labels(&service).iter().zip(labels(&original)).all(|(one, other)| *one != other), "{language}: {service}");
        }
    }
}
