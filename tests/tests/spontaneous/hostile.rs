//! Whatever is sent: an answer that can be shown, never a fault.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::shop::{CONFIRM, DRAFT, FINE, drafted, open};

const STRANGE: [&str; 14] = [
    "",
    " ",
    "\u{0}",
    "' OR 1=1 --",
    "{importo}",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "%s%n%x",
    "\u{202e}txt.exe",
    "💶💶💶",
    "-1",
    "99999999999999999999999999",
    "0000-00-00",
    "a@example.test\r\nBcc: b@example.test",
];

/// No error of the protocol, no fault: one of the answers the schema promises.
fn shown(status: u16, text: &str) {
    let answer: Value = serde_json::from_str(text).unwrap_or_else(|_| panic!("{status}: {text}"));
    assert!(status == 200 && answer.get("errors").is_none(), "{status}: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_every_argument_takes_strange_values_and_answers() {
    let house = open().await;
    let citizen = house.anonymous();
    let good = drafted(&citizen, "multa", &FINE).await;
    for strange in STRANGE.map(str::to_owned).into_iter().chain(["x".repeat(4_000)]) {
        for field in FINE.map(|(key, _)| key) {
            let answers: Vec<Value> = FINE
                .iter()
                .map(|(key, value)| json!({ "key": key, "value": if *key == field { strange.as_str() } else { value } }))
                .collect();
            let input = json!({ "ente": sample::ENTE, "service": "multa", "answers": answers });
            let answer = citizen.say(DRAFT, json!({ "input": input })).await;
            shown(answer.status, &answer.text);
        }
        let answers = json!([{ "key": strange, "value": strange }]);
        for (ente, service) in [(sample::ENTE, "multa"), (sample::ENTE, strange.as_str()), (strange.as_str(), "multa")] {
            let input = json!({ "ente": ente, "service": service, "answers": answers });
            let answer = citizen.say(DRAFT, json!({ "input": input })).await;
            shown(answer.status, &answer.text);
        }
        for (draft, email, key) in [
            (strange.as_str(), "a@example.test", "key"),
            (good.as_str(), strange.as_str(), ""),
            (good.as_str(), "", strange.as_str()),
        ] {
            if draft == good && key == strange && !strange.is_empty() && strange.bytes().all(|byte| byte.is_ascii_graphic()) {
                continue; // A key like any other: it would confirm.
            }
            let input = json!({ "draft": draft, "email": email, "idempotencyKey": key });
            let answer = citizen.say(CONFIRM, json!({ "input": input })).await;
            shown(answer.status, &answer.text);
        }
    }
    assert_eq!(house.count("PositionCreated").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_random_forms_are_judged() {
    let house = open().await;
    let citizen = house.anonymous();
    let key = prop_oneof![prop::sample::select(FINE.map(|(key, _)| key.to_owned()).to_vec()), any::<String>()];
    let form = prop::collection::vec((key, any::<String>()), 0..40);
    let mut random = TestRunner::deterministic();
    for _ in 0..150 {
        let form = form.new_tree(&mut random).unwrap().current();
        let answers: Vec<Value> = form.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
        let service = ["multa", "asilo-nido", "buoni-mensa"][form.len() % 3];
        let input = json!({ "ente": sample::ENTE, "service": service, "answers": answers });
        let answer = citizen.say(DRAFT, json!({ "input": input })).await;
        shown(answer.status, &answer.text);
        assert!(answer.text.contains("FormRefused"), "{}", answer.text);
    }
}
