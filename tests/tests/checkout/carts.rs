//! The body of `POST /carts`.

use api::checkout::{CartNotSendable, CartRequest};
use serde_json::{Value, json};

use super::contract::violations;
use super::fixture::{ID, cart, item, references, sampled, shared_json, started};

fn cart_violations(contract: &Value, cart: &Value) -> Vec<String> {
    violations(contract, &contract["components"]["schemas"]["CartRequestV2"], cart, "cart")
}

#[test]
fn the_cart_is_what_the_contract_asks_for() {
    let Some(contract) = shared_json("contracts/openapi/checkout_v2.json") else { return };
    assert_eq!(cart_violations(&contract, &serde_json::to_value(cart()).unwrap()), Vec::<String>::new());
    let long = vec![item("302260000000001736", 1, &"è".repeat(140))];
    let anonymous = CartRequest::of(ID, &started(long), None, &references()).unwrap();
    assert_eq!(cart_violations(&contract, &serde_json::to_value(anonymous).unwrap()), Vec::<String>::new());
}

/// The check itself can fail.
#[test]
fn the_invalid_sample_is_found_invalid() {
    let (Some(contract), Some(six)) = (
        shared_json("contracts/openapi/checkout_v2.json"),
        shared_json("samples/json/checkout.carts.v2.request.invalid-six-notices.json"),
    ) else {
        return;
    };
    assert_eq!(cart_violations(&contract, &six), ["cart.paymentNotices: has too few or too many items"]);
}

/// The sample, with our addresses and our reference, and without the flag the platform does not use.
#[test]
fn the_cart_reads_as_the_sample_does() {
    let Some(mut sample) = shared_json("samples/json/checkout.carts.v2.request.json") else { return };
    let address =
        |word: &str| format!("https://pagamenti.borgoesempio.test/portale/return/{}/{word}", references().reference(ID));
    sample.as_object_mut().unwrap().remove("allCCP");
    sample["idCart"] = json!(ID.to_string());
    sample["returnUrls"] = json!({
        "returnOkUrl": address("ok"),
        "returnCancelUrl": address("cancel"),
        "returnErrorUrl": address("error"),
        "returnWaitingUrl": address("waiting"),
    });
    assert_eq!(serde_json::to_value(cart()).unwrap(), sample);
}

#[test]
fn what_checkout_would_refuse_is_not_sent() {
    let refusal = |items| CartRequest::of(ID, &started(items), None, &references()).unwrap_err();
    let six = (0..6).map(|n| item(&format!("30226000000002{n:04}"), 1000, "Voce")).collect();
    assert_eq!(refusal(six), CartNotSendable::Count(6));
    assert_eq!(CartRequest::of(ID, &Default::default(), None, &references()).unwrap_err(), CartNotSendable::Count(0));
    let twice = vec![sampled()[0].clone(), sampled()[0].clone()];
    assert_eq!(refusal(twice), CartNotSendable::NoticeTwice(sampled()[0].nav.clone()));
    let free = vec![item("302260000000001736", 0, "Voce")];
    assert_eq!(refusal(free), CartNotSendable::AmountNotPositive(sampled()[0].nav.clone()));
}

#[test]
fn the_citizens_address_is_not_for_logs() {
    assert_eq!(format!("{:?}", cart()), format!("CartRequest({ID}, 2 notices)"));
}
