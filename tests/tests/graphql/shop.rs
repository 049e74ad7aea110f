//! What a citizen does on the way to a payment, in one line each.

use serde_json::{Value, json};
use tests::pagopa::{Script, Settlement};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::MARIO;
use crate::documents::{ADD, CHECK_OUT, NOTICE, OPEN_CART};
use crate::house::House;

/// Looks a notice of Mario up and answers its proof.
pub(crate) async fn proof(citizen: &Citizen, nav: &str) -> String {
    proof_of(citizen, MARIO, nav).await
}

/// Looks a notice up and answers its proof.
pub(crate) async fn proof_of(citizen: &Citizen, tax_code: &str, nav: &str) -> String {
    let input = json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": nav } });
    let found = citizen.ask(NOTICE, input).await;
    found["position"]["proof"].as_str().unwrap_or_else(|| panic!("{found}")).to_owned()
}

/// Opens a cart and answers its id.
pub(crate) async fn open(citizen: &Citizen) -> String {
    let opened = citizen.ask(OPEN_CART, json!({ "ente": sample::ENTE })).await;
    opened["cart"]["id"].as_str().unwrap_or_else(|| panic!("{opened}")).to_owned()
}

/// Puts a notice of Mario into a cart.
pub(crate) async fn add(citizen: &Citizen, cart: &str, nav: &str) -> Value {
    let proof = proof(citizen, nav).await;
    citizen.ask(ADD, json!({ "input": { "cartId": cart, "proof": proof, "nav": nav } })).await
}

/// A cart with these notices of Mario.
pub(crate) async fn cart_with(citizen: &Citizen, navs: &[String]) -> String {
    let cart = open(citizen).await;
    for nav in navs {
        let added = add(citizen, &cart, nav).await;
        assert_eq!(added["__typename"], "CartChanged", "{added}");
    }
    cart
}

/// Pays a cart.
pub(crate) async fn check_out(citizen: &Citizen, cart: &str, email: Option<&str>, key: &str) -> Value {
    citizen.ask(CHECK_OUT, json!({ "input": { "cartId": cart, "email": email, "idempotencyKey": key } })).await
}

impl House {
    /// Pays notices of Mario online, with or without a session, until their receipts are booked and shown.
    pub(crate) async fn pay_online(&self, citizen: &Citizen, navs: &[String], settlement: Settlement) {
        let cart = cart_with(citizen, navs).await;
        let email = Some("paga@example.test");
        let started = check_out(citizen, &cart, email, &navs.concat()).await;
        assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
        let on_platform = self.pagopa.carts().pop().unwrap().id.to_string();
        self.pagopa.pay_cart(&on_platform, Script::paid().without_redirect().settled(settlement)).await.unwrap();
        let paid = "SELECT count(*) = $N FROM payment_history_v1 WHERE state = 'settled' AND checkout_id IS NOT NULL AND nav = ANY ('{$NAVS}')";
        self.until(&paid.replace("$NAVS", &navs.join(",")).replace("$N", &navs.len().to_string())).await;
        let noted =
            "SELECT count(*) = 0 FROM payment_history_v1 AS attempt JOIN payment_history_v1 AS paid USING (checkout_id, nav)
                      WHERE attempt.state = 'in_progress' AND paid.state = 'settled'";
        self.until(noted).await;
        self.settle().await;
    }
}
