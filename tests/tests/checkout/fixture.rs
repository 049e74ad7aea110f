//! A checkout as the domain knows it, and where pagoPA's material lies.

use std::path::PathBuf;

use api::checkout::{CartRequest, ReturnReferences};
use domain::Cents;
use domain::aggregate::Decider;
use domain::cart::CartItem;
use domain::checkout::{Checkout, CheckoutCommand};
use domain::ids::{CartId, CheckoutId, PositionId};
use serde_json::Value;
use uuid::Uuid;

pub(crate) const ID: CheckoutId = CheckoutId::new(Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef));

pub(crate) fn references() -> ReturnReferences {
    ReturnReferences::new("https://pagamenti.borgoesempio.test/portale/".parse().unwrap(), &[7; 32])
}

pub(crate) fn item(nav: &str, cents: i64, description: &str) -> CartItem {
    CartItem {
        nav: nav.parse().unwrap(),
        position: PositionId::default(),
        option: 0,
        ente: "99999000104".parse().unwrap(),
        company_name: "Comune di Borgoesempio".parse().unwrap(),
        description: description.parse().unwrap(),
        amount: Cents::new(cents),
    }
}

/// The two notices of the sample.
pub(crate) fn sampled() -> Vec<CartItem> {
    vec![
        item("302260000000001736", 5980, "Refezione scolastica ottobre 2026"),
        item("302260000000001837", 21_000, "TARI 2026 con quota TEFA"),
    ]
}

pub(crate) fn started(items: Vec<CartItem>) -> Checkout {
    let mut checkout = Checkout::default();
    let now = "2026-10-20T08:00:00Z".parse().unwrap();
    let start = CheckoutCommand::Start { cart: CartId::default(), items, email: None, now };
    for event in checkout.decide(start).unwrap() {
        checkout.evolve(event);
    }
    checkout
}

pub(crate) fn cart() -> CartRequest {
    let email = Some("mario.rossi@example.test".parse().unwrap());
    CartRequest::of(ID, &started(sampled()), email, &references()).unwrap()
}

/// A JSON file of pagoPA's material beside the repository; none, with a printed reason, where it is absent.
pub(crate) fn shared_json(name: &str) -> Option<Value> {
    let repository = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let places = ["../shared/pagopa", "../../shared/pagopa"].map(|place| repository.join(place).join(name));
    let Some(path) = places.into_iter().find(|place| place.exists()) else {
        println!("skipped: {name} of pagoPA's material is not beside the repository");
        return None;
    };
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}
