//! Recognised documents are answered byte for byte as the executor answers them, whoever asks, whatever the variables.

use api::graphql::recognised::PENDING_LIST;
use chrono::Days;
use domain::rome;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Executor};
use tests::postgres::fresh_database;
use tests::sandbox::sample;

use crate::citizen::{Answer, Citizen};
use crate::debts::{LUCIA, MARIO, Made};
use crate::house::{House, Plan};
use crate::shop::proof;

const QUESTIONS: usize = 500;

/// The same document to a client, another text to us: one space more.
async fn both(citizen: &Citizen, variables: &Value) -> [Answer; 2] {
    let in_other_words = format!("{PENDING_LIST} ");
    [citizen.say(PENDING_LIST, variables.clone()).await, citizen.say(&in_other_words, variables.clone()).await]
}

async fn debts(house: &House) {
    let today = rome::day(house.clock.now());
    for number in 0..40_u64 {
        house
            .debt_behind(Made {
                tax_code: if number % 4 == 3 { LUCIA } else { MARIO },
                options: if number % 5 == 0 {
                    vec![vec![300], vec![100, 200]]
                } else {
                    vec![vec![1 + 1_000_003 * number as i64]]
                },
                due: (number % 3 != 0).then(|| today + Days::new(3 + number % 4)),
                valid_from: (number % 7 == 0).then(|| today + Days::new(3)),
                ..Made::default()
            })
            .await;
    }
    house.settle().await;
}

/// Some of the variables are refused by the schema, some by us, most are good.
fn variables(proofs: Vec<String>, cursors: Vec<String>) -> impl Strategy<Value = Value> {
    let ente =
        prop_oneof![12 => Just(json!(sample::ENTE)), 1 => select(vec![json!("77777777777"), json!("x"), json!(7), Value::Null])];
    let proof =
        (any::<Index>(), 0..30_u8).prop_map(move |(index, odd)| if odd == 0 { json!("x") } else { json!(index.get(&proofs)) });
    let many = proptest::collection::vec(proof.clone(), 0..6).prop_map(|proofs| json!(proofs));
    let proofs = prop_oneof![4 => Just(None), 4 => many.prop_map(Some), 1 => proof.prop_map(Some), 1 => Just(Some(Value::Null))];
    let upcoming = prop_oneof![
        6 => select(vec![None, Some(json!(true)), Some(json!(false))]),
        1 => select(vec![Some(Value::Null), Some(json!("true"))]),
    ];
    let first = prop_oneof![
        10 => (-2..24_i64).prop_map(|first| json!(first)),
        1 => select(vec![Value::Null, json!(100), json!(1.5), json!(20.0), json!("5"), json!(9_999_999_999_i64)]),
    ];
    let after = (any::<Index>(), 0..9_u8).prop_map(move |(index, odd)| match odd {
        0 => json!("x"),
        1..=4 => json!(index.get(&cursors)),
        _ => Value::Null,
    });
    let freshness = prop_oneof![
        6 => select(vec![Value::Null, json!("1"), json!("0")]),
        1 => select(vec![json!("-1"), json!(""), json!(3)]),
    ];
    let named = |name: &'static str, value: Option<Value>| value.map(|value| (name, value));
    let input = (ente, proofs, upcoming).prop_map(move |(ente, proofs, upcoming)| {
        let fields = [Some(("ente", ente)), named("proofs", proofs), named("upcoming", upcoming)];
        json!(fields.into_iter().flatten().collect::<std::collections::BTreeMap<_, _>>())
    });
    let more = (maybe(first), maybe(after), maybe(freshness), maybe(Just(json!(1))));
    (input, more).prop_map(move |(input, (first, after, freshness, unknown))| {
        let unknown = unknown.filter(|_| input["ente"] == json!(7));
        let all = [
            Some(("input", input)),
            named("first", first),
            named("after", after),
            named("freshness", freshness),
            named("x", unknown),
        ];
        json!(all.into_iter().flatten().collect::<std::collections::BTreeMap<_, _>>())
    })
}

fn maybe(strategy: impl Strategy<Value = Value>) -> impl Strategy<Value = Option<Value>> {
    proptest::option::of(strategy)
}

/// Cursors of every citizen, in both lists they can see.
async fn cursors(citizens: &[Citizen]) -> Vec<String> {
    let mut cursors = Vec::new();
    for citizen in citizens {
        for first in [1, 7, 19] {
            let page = citizen.say(PENDING_LIST, json!({ "input": { "ente": sample::ENTE }, "first": first })).await.json();
            cursors.extend(page["data"]["pendingList"]["pageInfo"]["endCursor"].as_str().map(ToOwned::to_owned));
        }
    }
    assert!(cursors.len() >= 4, "{cursors:?}");
    cursors
}

#[tokio::test(flavor = "multi_thread")]
async fn p8_the_short_way_answers_the_same_bytes() {
    let house = House::open().await;
    debts(&house).await;
    let (mario, lucia) = (house.subject(MARIO).await, house.subject(LUCIA).await);
    let citizens = [house.verified(mario), house.verified(lucia), house.anonymous(), house.self_declared(mario)];
    let cursors = cursors(&citizens).await;
    let mut proofs = Vec::new();
    for _ in 0..4 {
        let debt = house.debt(Made::default()).await;
        proofs.push(proof(&house.anonymous(), &debt.nav()).await);
    }
    let questions = (variables(proofs, cursors), select(vec!["it", "en", "de", "fr", "sl"]), 0..citizens.len());
    let mut chance = TestRunner::deterministic();
    let mut lists = 0;
    for _ in 0..QUESTIONS {
        let (variables, language, citizen) = questions.new_tree(&mut chance).unwrap().current();
        let [short, executed] = both(&citizens[citizen].clone().with("accept-language", language), &variables).await;
        assert_eq!((short.status, &short.text), (executed.status, &executed.text), "{variables}");
        assert_eq!(short.headers.get("content-type"), executed.headers.get("content-type"));
        assert_eq!(short.headers.get("cache-control"), executed.headers.get("cache-control"));
        lists += usize::from(short.text.contains("\"nav\":"));
    }
    assert!(lists > QUESTIONS / 10, "{lists} of {QUESTIONS} showed rows");
}

#[tokio::test(flavor = "multi_thread")]
async fn p8_the_short_way_is_as_strict_stale_and_broken() {
    let database = fresh_database().await;
    let limits = "requests_per_minute = 30\nlookups_per_minute = 1000000\nsends_per_hour = 100000";
    let house = House::with(Plan { limits, database: Some(database.app()), ..Plan::default() }).await;
    house.debts(2, Made::default()).await;
    let mario = house.verified(house.subject(MARIO).await);
    let mut variables = json!({ "input": { "ente": sample::ENTE } });
    variables["freshness"] = json!((house.head().next_index() + 1_000).to_string());
    let [short, executed] = both(&mario, &variables).await;
    assert!(short.text.contains("\"stale\":true"), "{}", short.text);
    assert_eq!(short.text, executed.text);
    variables["freshness"] = Value::Null;
    database.owner().connect().await.unwrap().execute("ALTER TABLE pending_list_v1 RENAME TO gone").await.unwrap();
    let [short, executed] = both(&mario, &variables).await.map(|answer| (answer.status, answer.json()));
    assert_eq!((short.0, short.1["errors"][0]["extensions"]["code"].as_str()), (500, Some("INTERNAL")));
    assert_eq!(short.0, executed.0);
    assert_eq!(short.1["errors"][0]["message"], executed.1["errors"][0]["message"]);
    let mut capped = 0;
    for _ in 0..40 {
        capped += usize::from(mario.say(PENDING_LIST, variables.clone()).await.status == 429);
    }
    assert!(capped >= 10, "{capped} were refused");
}
