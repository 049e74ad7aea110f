//! What a person sees and clicks, and what a program can do instead.

use super::*;
use crate::pagopa::soap::Operation;

async fn page(simulator: &Simulator, path: &str) -> (u16, String) {
    let answer = http().get(format!("{}{path}", simulator.url())).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn submit(simulator: &Simulator, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = http().post(format!("{}{path}", simulator.url()));
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.unwrap();
    let location = answer.headers().get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
    (answer.status().as_u16(), location, answer.text().await.unwrap())
}

#[tokio::test]
async fn s2_13_s3_13_a_citizen_chooses_how_and_through_whom_and_pays_a_cart_by_clicking() {
    let (station, simulator) = town().await;
    let answer = post_cart(&simulator, &cart_of("cart-1", &[(WASTE, 21_000)])).await;
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let forwarded = http().get(&location).send().await.unwrap();
    let shown = forwarded.headers()["location"].to_str().unwrap().to_owned();
    let (status, first) = page(&simulator, &shown).await;
    assert_eq!(status, 200);
    assert!(first.contains("Comune di Borgoesempio") && first.contains("210,00 €"), "{first}");
    let path = shown.split('?').next().unwrap().to_owned();
    let (status, back, _) = submit(&simulator, &format!("{path}/activate"), &[("psp", "ABI99999")]).await;
    assert_eq!((status, back.as_str()), (303, path.as_str()));
    let (_, second) = page(&simulator, &path).await;
    assert!(second.contains("99999000203: 10,00 €"), "the shares as the institution answered: {second}");
    let choices = [
        ("psp", "ABI99998"),
        ("method", "payPal"),
        ("fee", "150"),
        ("shown", "waiting"),
        ("paid", "ok"),
        ("receipt", "before"),
        ("seconds", "3"),
        ("copies", "2"),
        ("second_payment", "on"),
    ];
    for (name, _) in choices {
        assert!(second.contains(&format!("name=\"{name}\"")), "{name} cannot be chosen: {second}");
    }
    let (status, back, _) = submit(&simulator, &format!("{path}/pay"), &choices).await;
    assert_eq!((status, back.as_str()), (303, "https://portale.test/waiting?c=1"));
    assert_eq!(station.requests(Operation::SendRtV2).len(), 4, "two receipts, two copies each");
    let receipt = &simulator.receipts()[0];
    assert_eq!((receipt.psp.id.as_str(), receipt.method.as_str(), receipt.fee.0), ("ABI99998", "payPal", 150));
    let (status, _) = page(&simulator, &path).await;
    assert_eq!(status, 409, "it cannot be paid again");
}

#[tokio::test]
async fn a_citizen_cancels_or_meets_an_error() {
    let (_station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    let path = format!("/c/{}", simulator.cart("cart-1").unwrap().id);
    let (_, back, _) = submit(&simulator, &format!("{path}/pay"), &[("shown", "cancel")]).await;
    assert_eq!(back, "https://portale.test/cancel?c=1");
    post_cart(&simulator, &cart_of("cart-2", &[("302260000000020033", 100)])).await;
    let path = format!("/c/{}", simulator.cart("cart-2").unwrap().id);
    let (status, _, shown) = submit(&simulator, &format!("{path}/activate"), &[("psp", "ABI99999")]).await;
    assert_eq!(status, 404);
    assert!(shown.contains("PAYMENT_UNKNOWN") && shown.contains("https://portale.test/error?c=1"), "{shown}");
    assert_eq!(page(&simulator, "/c/nothing").await.0, 404);
}

#[tokio::test]
async fn the_desk_shows_everything_and_pays_at_the_counter() {
    let (station, simulator) = town().await;
    let code = format!("PAGOPA|002|{MEALS}|{CITY}|5980");
    let fields = [("code", code.as_str()), ("creditor", CITY), ("psp", "ABI99999")];
    let (status, _, paid) = submit(&simulator, "/sportello", &fields).await;
    assert_eq!(status, 200);
    assert!(paid.contains("59,80 €"), "{paid}");
    assert_eq!(submit(&simulator, "/sportello", &fields).await.0, 409);
    submit(&simulator, "/consegne/0", &[]).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 2);
    submit(&simulator, "/orologio", &[("minutes", "60")]).await;
    assert_eq!(simulator.now() - start_of_story(), chrono::TimeDelta::hours(1));
    submit(&simulator, "/flussi", &[]).await;
    submit(&simulator, "/stazioni/99999000401_01", &[("active", "true")]).await;
    assert!(page(&simulator, "/").await.1.contains("in stand-in"));
    submit(&simulator, "/sonda", &[]).await;
    let (status, desk) = page(&simulator, "/").await;
    assert_eq!(status, 200);
    for shown in [MEALS, "Notified", "risposta OK", "2026-10-21ABI99999-0000000001"] {
        assert!(desk.contains(shown), "{shown} is not in {desk}");
    }
}

#[tokio::test]
async fn a_program_has_the_same_levers() {
    let (_station, simulator) = town().await;
    let post = async |path: &str, body: Value| {
        let answer = http().post(format!("{}/control{path}", simulator.url())).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap_or_default())
    };
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    let script = json!({ "shown": "ok", "settlement": { "receipt": { "after": 60 }, "fee": 0 } });
    let (status, outcome) = post("/carts/cart-1/pay", script).await;
    assert_eq!((status, &outcome["redirect"]), (200, &json!("https://portale.test/ok?c=1")));
    post("/clock/advance", json!({ "seconds": 60 })).await;
    let (_, deliveries) = get_json(&simulator, "/control/deliveries").await;
    assert_eq!(deliveries[0]["state"], json!({ "state": "answered", "answer": "OK" }));
    let (status, receipt) = post("/counter", json!({ "code": WASTE })).await;
    assert_eq!((status, &receipt["amount"]), (200, &json!(21_000)));
    let (status, fault) = post("/counter", json!({ "code": WASTE })).await;
    assert_eq!((status, &fault["code"]), (409, &json!("PPT_PAGAMENTO_DUPLICATO")));
    post("/failures", json!({ "service": "carts", "statuses": [503] })).await;
    assert_eq!(post_cart(&simulator, &cart_of("cart-2", &[(STAMPED, 4_600)])).await.status(), 503);
    post("/stations/99999000401_01/stand-in", json!({ "active": true })).await;
    assert_eq!(post("/probe", json!({})).await.1["recovered"], json!([STATION]));
    let (_, flows) = post("/flows", json!({})).await;
    assert_eq!(flows[0]["rows"].as_array().unwrap().len(), 2);
    let (_, entries) = get_json(&simulator, &format!("/control/journal?notice={WASTE}")).await;
    let events: Vec<_> = entries.as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    let expected = [
        "exchange",
        "exchange",
        "activated",
        "stateChanged",
        "stateChanged",
        "stateChanged",
        "exchange",
        "receiptSent",
        "stateChanged",
        "exchange",
        "refused",
    ];
    assert_eq!(events, expected);
}
