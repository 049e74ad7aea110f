//! People are sealed under keys of their own, found by what they know, and forgotten when their key is destroyed.

use std::collections::HashSet;

use api::product::Product;
use api::vault::{Envelope, Handle};
use domain::identifier::{EnteCode, TaxCode};
use domain::personal::{PersonalClass, PlainPerson};
use futures::future::join_all;
use tests::home::Home;

const STREAM: &str = "DebtPosition/1";

fn person(tax_code: &str, name: &str) -> PlainPerson {
    let json = serde_json::json!({ "kind": "F", "tax_code": tax_code, "full_name": name, "email": "mario@example.test" });
    serde_json::from_value(json).unwrap()
}

fn ente() -> EnteCode {
    "99999000104".parse().unwrap()
}

const fn at<'a>(ente: &'a EnteCode, stream: &'a str) -> Envelope<'a> {
    Envelope { ente, stream, field: "debtor" }
}

async fn start() -> (Home, Product) {
    let home = Home::fresh().await;
    let product = home.empty_product().await;
    (home, product)
}

#[tokio::test]
async fn a_person_opens_where_they_were_sealed_and_nowhere_else() {
    let (_home, product) = start().await;
    let (ente, other) = (ente(), "99999000203".parse().unwrap());
    let mario = person("RSSMRA80A01H501U", "Mario Rossi");
    let sealed = product.vault.seal_person(at(&ente, STREAM), &mario).await.unwrap();
    assert_eq!(product.vault.open_person(at(&ente, STREAM), &sealed).await.unwrap(), Some(mario.person.clone()));
    assert_eq!(product.vault.open_email(at(&ente, STREAM), &sealed).await.unwrap(), mario.email);
    assert!(product.vault.open_person(at(&ente, "DebtPosition/2"), &sealed).await.is_err(), "another stream");
    assert!(product.vault.open_person(at(&other, STREAM), &sealed).await.is_err(), "another Ente");
    let another_field = Envelope { field: "payer", ..at(&ente, STREAM) };
    assert!(product.vault.open_person(another_field, &sealed).await.is_err(), "another field");
}

#[tokio::test]
async fn one_person_is_one_subject_also_when_many_meet_them_at_once() {
    let (_home, product) = start().await;
    let ente = ente();
    let mario = person("RSSMRA80A01H501U", "Mario Rossi");
    let sealed = join_all((0..16).map(|_| product.vault.seal_person(at(&ente, STREAM), &mario))).await;
    let subjects: HashSet<_> = sealed.into_iter().map(|sealed| sealed.unwrap().subject).collect();
    assert_eq!(subjects.len(), 1);
    let code: TaxCode = "RSSMRA80A01H501U".parse().unwrap();
    assert_eq!(product.vault.find(&ente, &Handle::TaxCode(&code)).await.unwrap(), subjects.iter().next().copied());
    let elsewhere = "99999000203".parse().unwrap();
    assert_eq!(product.vault.find(&elsewhere, &Handle::TaxCode(&code)).await.unwrap(), None);
}

#[tokio::test]
async fn nobody_in_particular_is_a_new_subject_each_time() {
    let (_home, product) = start().await;
    let ente = ente();
    let nobody = person("ANONIMO", "ANONIMO");
    let people: Vec<_> = (0..5).map(|_| (STREAM, &nobody)).collect();
    let sealed = product.vault.seal_people(&ente, &people, "debtor").await.unwrap();
    assert_eq!(sealed.iter().map(|sealed| sealed.subject).collect::<HashSet<_>>().len(), 5);
}

#[tokio::test]
async fn a_destroyed_key_forgets_its_class_and_leaves_the_other() {
    let (home, product) = start().await;
    let ente = ente();
    let mario = person("RSSMRA80A01H501U", "Mario Rossi");
    let sealed = product.vault.seal_person(at(&ente, STREAM), &mario).await.unwrap();
    let delete = "DELETE FROM subject_key WHERE subject = $1 AND class = $2";
    let class = PersonalClass::Profile.as_str();
    sqlx::query(delete).bind(sealed.subject.as_uuid()).bind(class).execute(product.vault.keys()).await.unwrap();
    // Another process: this one remembers the keys it used.
    let later = home.empty_product().await;
    assert_eq!(later.vault.open_email(at(&ente, STREAM), &sealed).await.unwrap(), None);
    assert_eq!(later.vault.open_person(at(&ente, STREAM), &sealed).await.unwrap(), Some(mario.person));
}
