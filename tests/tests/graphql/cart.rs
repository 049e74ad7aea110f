//! The cart, as citizens use it.

use api::positions::office;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::debts::{Debt, LUCIA, MARIO, Made, by};
use crate::documents::{ADD, CART, CLEAR, NOTICE, OPEN_CART, REMOVE};
use crate::house::{House, ente};
use crate::shop::{add, cart_with, open, proof, proof_of};
use tests::debt;
use tests::sandbox::sample;

async fn look(house: &House, cart: &str) -> Value {
    house.anonymous().ask(CART, json!({ "id": cart })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_25_s0_27_s0_28_notices_are_added_counted_and_summed() {
    let house = House::open().await;
    let citizen = house.anonymous();
    let debts = house.debts(2, Made { options: vec![vec![12_345]], ..Made::default() }).await;
    let opened = citizen.ask(OPEN_CART, json!({ "ente": sample::ENTE })).await;
    assert_eq!(opened["cart"]["empty"]["title"], "Carrello vuoto.");
    assert_eq!(opened["cart"]["empty"]["message"], "Non sono presenti pagamenti in sospeso nel carrello.");
    assert_eq!((&opened["cart"]["count"], &opened["cart"]["payable"]), (&json!(0), &json!(false)));
    let cart = opened["cart"]["id"].as_str().unwrap();
    for (count, debt) in debts.iter().enumerate() {
        let once = add(&citizen, cart, &debt.nav()).await;
        assert_eq!(once["cart"]["count"], count + 1);
        let twice = add(&citizen, cart, &debt.nav()).await;
        assert_eq!(twice["cart"], once["cart"], "adding again changes nothing");
    }
    let cart = look(&house, cart).await;
    assert_eq!((&cart["count"], &cart["total"], &cart["payable"]), (&json!(2), &json!(24_690), &json!(true)));
    assert_eq!(cart["empty"], Value::Null);
    let found = citizen.ask(NOTICE, json!({ "input": { "ente": sample::ENTE, "taxCode": MARIO, "code": debts[0].nav() } })).await;
    assert_eq!(found["notice"]["payability"]["payable"], true, "s0_25: what is in a cart stays where it was");
    assert_eq!(house.count("NoticeAdded").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_29_s0_30_one_is_removed_then_all_and_nothing_is_cancelled() {
    let house = House::open().await;
    let citizen = house.anonymous();
    let debts = house.debts(3, Made::default()).await;
    let navs: Vec<String> = debts.iter().map(Debt::nav).collect();
    let cart = cart_with(&citizen, &navs).await;
    let removed = citizen.ask(REMOVE, json!({ "input": { "cartId": cart, "nav": navs[1] } })).await;
    let left: Vec<&str> = removed["cart"]["items"].as_array().unwrap().iter().map(|item| item["nav"].as_str().unwrap()).collect();
    assert_eq!(left, [&navs[0], &navs[2]]);
    let again = citizen.ask(REMOVE, json!({ "input": { "cartId": cart, "nav": navs[1] } })).await;
    assert_eq!(again["cart"], removed["cart"]);
    for _ in 0..2 {
        let cleared = citizen.ask(CLEAR, json!({ "input": { "cartId": cart } })).await;
        assert_eq!((&cleared["cart"]["count"], &cleared["cart"]["total"]), (&json!(0), &json!(0)));
    }
    assert_eq!(house.count("CartCleared").await, 1);
    assert_eq!(add(&citizen, &cart, &navs[1]).await["cart"]["count"], 1, "still payable");
}

#[tokio::test(flavor = "multi_thread")]
async fn u36_the_cart_refuses_what_checkout_would_refuse() {
    let house = House::open().await;
    let citizen = house.anonymous();
    let debts = house.debts(6, Made::default()).await;
    let navs: Vec<String> = debts.iter().map(Debt::nav).collect();
    let cart = cart_with(&citizen, &navs[..5]).await;
    let sixth = add(&citizen, &cart, &navs[5]).await;
    assert_eq!(
        (&sixth["__typename"], &sixth["refused"], &sixth["key"]),
        (&json!("CartRefused"), &json!("FULL"), &json!("cart.full"))
    );

    let plan = house.debt(Made { options: vec![vec![200], vec![100, 100]], ..Made::default() }).await;
    let cart = cart_with(&citizen, &plan.navs()[1..]).await;
    let whole = add(&citizen, &cart, &plan.navs()[0]).await;
    assert_eq!((&whole["refused"], &whole["cartNav"]), (&json!("ALTERNATIVE_IN_CART"), &json!(plan.navs()[1])));

    let paid = house.debt(Made { options: vec![vec![100]], ..Made::default() }).await;
    house.pay_at_counter(&paid.nav(), 100).await;
    let refused = add(&citizen, &cart, &paid.nav()).await;
    assert_eq!((&refused["__typename"], &refused["notPayable"]), (&json!("NoticeNotPayable"), &json!("PAID")));
    assert_eq!(refused["key"], "not_payable.paid");

    let of_another =
        citizen.ask(ADD, json!({ "input": { "cartId": cart, "proof": proof(&citizen, &navs[0]).await, "nav": navs[1] } })).await;
    assert_eq!(of_another["notPayable"], "UNKNOWN", "a proof opens its own position only");
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_shown_as_they_stand_now() {
    let house = House::open().await;
    let citizen = house.anonymous();
    let [kept, dearer, gone]: [Debt; 3] = house.debts(3, Made::default()).await.try_into().unwrap();
    let cart = cart_with(&citizen, &[kept.nav(), dearer.nav(), gone.nav()]).await;
    raise(&house, &dearer, 20_000).await;
    house.withdraw(&gone).await;
    let cart = look(&house, &cart).await;
    assert_eq!((&cart["total"], &cart["payable"], &cart["count"]), (&json!(35_000), &json!(false), &json!(3)));
    let items = cart["items"].as_array().unwrap();
    assert_eq!(items[0]["amountChanged"], false);
    assert_eq!(
        (&items[1]["amount"], &items[1]["quotedAmount"], &items[1]["amountChanged"]),
        (&json!(20_000), &json!(15_000), &json!(true))
    );
    assert_eq!(items[2]["payability"]["reason"], "WITHDRAWN");
    assert!(items[2]["payability"]["message"].as_str().unwrap().contains("annullato"));
}

async fn raise(house: &House, debt: &Debt, cents: i64) {
    let terms = debt::terms("Mensa scolastica", [vec![debt::installment(cents)]]);
    let person = serde_json::from_value(json!({ "kind": "F", "tax_code": MARIO, "full_name": "Mario Rossi" })).unwrap();
    let settings = house.product.enti.get(&ente()).unwrap();
    office::amend(&house.product, &settings, debt.id, (person, terms), None, &by(house)).await.unwrap();
    house.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_a_cart_is_its_owner_s_and_survives_the_login() {
    let house = House::open().await;
    let (mario, lucia) = (house.subject(MARIO).await, house.subject(LUCIA).await);
    let debts = house.debts(2, Made::default()).await;
    let cart = cart_with(&house.anonymous(), &[debts[0].nav()]).await;
    let mine = house.verified(mario);
    assert_eq!(add(&mine, &cart, &debts[1].nav()).await["cart"]["count"], 2, "the cart filled before the login is kept");
    assert_eq!(house.count("CartClaimed").await, 1);
    let unknown = Uuid::new_v4().to_string();
    for stranger in [house.anonymous(), house.verified(lucia), house.self_declared(lucia)] {
        let opened = proof_of(&stranger, MARIO, &debts[0].nav()).await;
        for (document, input) in [
            (CART, json!({ "id": cart })),
            (CLEAR, json!({ "input": { "cartId": cart } })),
            (REMOVE, json!({ "input": { "cartId": cart, "nav": debts[0].nav() } })),
            (ADD, json!({ "input": { "cartId": cart, "nav": debts[0].nav(), "proof": opened } })),
        ] {
            let refused = stranger.say(document, input.clone()).await;
            let absent = stranger.say(document, serde_json::from_str(&input.to_string().replace(&cart, &unknown)).unwrap()).await;
            assert_eq!((refused.status, &refused.text), (absent.status, &absent.text), "somebody else's cart is no cart");
            assert!(refused.text.contains("cart.absent"));
        }
    }
    assert_eq!(mine.ask(CART, json!({ "id": cart })).await["count"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_is_found_by_its_exact_id_only() {
    let house = House::open().await;
    let cart = open(&house.anonymous()).await;
    for strange in ["", "x", &cart.to_uppercase()[1..], "00000000-0000-0000-0000-000000000000", "' OR 1=1 --", "\u{0}"] {
        assert_eq!(look(&house, strange).await["key"], "cart.absent", "{strange:?}");
    }
}
