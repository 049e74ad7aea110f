//! School bills: shown with total, paid and residual to whoever may see them, paid elsewhere.

use api::positions::create;
use chrono::Days;
use domain::Cents;
use domain::debt_position::{BillDocument, SchoolYear};
use domain::identifier::Iupd;
use domain::rome;
use serde_json::{Value, json};
use tests::sandbox::sample;
use uuid::Uuid;

use crate::citizen::Citizen;
use crate::debts::{Debt, LUCIA, MARIO, Made, by, stated};
use crate::documents::POSITION;
use crate::house::{House, ente};
use crate::shop::proof;

const BILLS: &str = "query ($i: SchoolBillsInput!, $n: Int, $a: String, $f: String) { schoolBills(input: $i, first: $n, after: $a, freshness: $f) { __typename
    ... on SchoolBills { nodes { kind year number schoolYear dueDate total paid residual } schoolYears empty { key }
                         pageInfo { endCursor } stale }
    ... on Failure { key field } } }";
const BILL: &str = "query ($i: SchoolBillInput!) { schoolBill(input: $i) { __typename
    ... on SchoolBillFound { proof pay { key } bill { kind year number total paid residual } } ... on Failure { key field } } }";

impl House {
    /// A bill: a debt with a paper behind it.
    async fn bill(&self, number: &str, school_year: &str, made: Made) -> Debt {
        let mut new = stated(&made);
        new.iupd = Iupd::parse(&Uuid::new_v4().to_string()).unwrap();
        new.terms.document = Some(BillDocument {
            kind: "Mensa scolastica".parse().unwrap(),
            year: 2026.try_into().unwrap(),
            number: number.parse().unwrap(),
            school_year: SchoolYear::parse(school_year).unwrap(),
        });
        let settings = self.product.enti.get(&ente()).unwrap();
        let created = create(&self.product, &settings, new, &by(self)).await.unwrap();
        Debt { id: created.position, terms: created.terms }
    }
}

async fn listed(citizen: &Citizen, more: Value) -> Value {
    let mut input = json!({ "ente": sample::ENTE });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    citizen.ask(BILLS, json!({ "i": input })).await
}

fn numbers(list: &Value) -> Vec<&str> {
    let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"));
    nodes.iter().map(|node| node["number"].as_str().unwrap()).collect()
}

fn column(list: &Value, name: &str) -> Vec<i64> {
    list["nodes"].as_array().unwrap().iter().map(|node| node[name].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_09_bills_show_total_paid_and_residual_and_are_filtered_by_school_year() {
    let house = House::open().await;
    let due = rome::day(house.clock.now()) + Days::new(10);
    let plan = Made { options: vec![vec![9_000], vec![4_000, 5_000]], due: Some(due), ..Made::default() };
    let first = house.bill("12", "2025/26", plan).await;
    house.bill("13", "2026/2027", Made::default()).await;
    house.bill("99", "2026/2027", Made { tax_code: LUCIA, ..Made::default() }).await;
    house.debt(Made::default()).await;
    let mario = house.verified(house.subject(MARIO).await);
    let all = listed(&mario, json!({})).await;
    assert_eq!(numbers(&all), ["13", "12"], "newest first, none of another's, no debt without a paper");
    assert_eq!(all["schoolYears"], json!(["2026/2027", "2025/2026"]));
    assert_eq!(all["nodes"][1]["dueDate"], json!(due));
    assert_eq!(
        [column(&all, "total"), column(&all, "paid"), column(&all, "residual")],
        [[15_000, 9_000], [0, 0], [15_000, 9_000]]
    );
    assert_eq!(numbers(&listed(&mario, json!({ "schoolYear": "2025-2026" })).await), ["12"]);
    assert_eq!(listed(&mario, json!({ "schoolYear": "2019/2020" })).await["empty"]["key"], "bill.empty");
    assert_eq!(listed(&mario, json!({ "schoolYear": "2025/2027" })).await["field"], "input.schoolYear");
    // An instalment of the plan: what is left follows.
    house.pay_at_counter(first.terms.options[1].installments[0].nav.as_str(), 4_000).await;
    let after = listed(&mario, json!({})).await;
    assert_eq!(
        [column(&after, "total"), column(&after, "paid"), column(&after, "residual")],
        [[15_000, 9_000], [0, 4_000], [15_000, 5_000]]
    );
    house.pay_at_counter(first.terms.options[1].installments[1].nav.as_str(), 5_000).await;
    let done = listed(&mario, json!({})).await;
    assert_eq!(
        (numbers(&done), column(&done, "residual")),
        (vec!["13", "12"], vec![15_000, 0]),
        "a paid bill stays in the table"
    );
    let page = mario.ask(BILLS, json!({ "i": { "ente": sample::ENTE }, "n": 1 })).await;
    let next = mario.ask(BILLS, json!({ "i": { "ente": sample::ENTE }, "n": 1, "a": page["pageInfo"]["endCursor"] })).await;
    assert_eq!((numbers(&page), numbers(&next)), (vec!["13"], vec!["12"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_09_whose_bills_are_shown_is_the_rule_of_the_pending_list() {
    let house = House::open().await;
    let bill = house.bill("7", "2026/2027", Made::default()).await;
    house.settle().await;
    let subject = house.subject(MARIO).await;
    assert_eq!(listed(&house.anonymous(), json!({})).await["__typename"], "LoginRequired");
    assert_eq!(
        numbers(&listed(&house.self_declared(subject), json!({})).await),
        Vec::<&str>::new(),
        "what one says of oneself opens nothing"
    );
    let proof = proof(&house.anonymous(), bill.terms.options[0].installments[0].nav.as_str()).await;
    let lucia = house.subject(LUCIA).await;
    for viewer in [house.anonymous(), house.self_declared(subject), house.verified(lucia)] {
        assert_eq!(numbers(&listed(&viewer, json!({ "proofs": [proof] })).await), ["7"], "what was proved is shown");
    }
    assert_eq!(listed(&house.anonymous(), json!({ "proofs": ["x"] })).await["field"], "input.proofs");
    assert_eq!(numbers(&listed(&house.verified(lucia), json!({})).await), Vec::<&str>::new());
    house.withdraw(&bill).await;
    assert_eq!(numbers(&listed(&house.verified(subject), json!({})).await), Vec::<&str>::new(), "a bill taken back is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_10_a_document_is_found_by_type_year_and_number_and_s3_12_leads_to_its_payment() {
    let house = House::open().await;
    let bill = house.bill("21/A", "2026/2027", Made::default()).await;
    house.settle().await;
    let mario = house.verified(house.subject(MARIO).await);
    let named = |kind: &str, year: i32, number: &str| json!({ "i": { "ente": sample::ENTE, "kind": kind, "year": year, "number": number } });
    let found = mario.ask(BILL, named("Mensa scolastica", 2026, "21/A")).await;
    assert_eq!(
        (&found["bill"]["number"], &found["bill"]["residual"], &found["pay"]["key"]),
        (&json!("21/A"), &json!(15_000), &json!("bill.pay"))
    );
    let position = mario.ask(POSITION, json!({ "proof": found["proof"] })).await;
    let actions = position["position"]["options"][0]["installments"][0]["actions"].as_array().unwrap();
    assert!(actions.contains(&json!("PAY")), "the position is where one pays: {position}");
    assert!(
        !api::graphql::sdl().split("type SchoolBill @").nth(1).unwrap().split('}').next().unwrap().contains("action"),
        "the table has no action"
    );
    for (kind, year, number) in
        [("Trasporto", 2026, "21/A"), ("Mensa scolastica", 2025, "21/A"), ("Mensa scolastica", 2026, "21")]
    {
        assert_eq!(mario.ask(BILL, named(kind, year, number)).await["key"], "bill.absent");
    }
    let lucia = house.verified(house.subject(LUCIA).await);
    assert_eq!(lucia.ask(BILL, named("Mensa scolastica", 2026, "21/A")).await["key"], "bill.absent", "another's is like none");
    for (kind, year, number, field) in [
        ("", 2026, "1", "input.kind"),
        ("x", 12, "1", "input.year"),
        ("x", -1, "1", "input.year"),
        ("x", 2026, "", "input.number"),
    ] {
        assert_eq!(mario.ask(BILL, named(kind, year, number)).await["field"], field);
    }
    house.pay_at_counter(bill.terms.options[0].installments[0].nav.as_str(), Cents::new(15_000).as_i64()).await;
    let paid = mario.ask(BILL, named("Mensa scolastica", 2026, "21/A")).await;
    assert_eq!((&paid["bill"]["residual"], &paid["pay"]), (&json!(0), &Value::Null), "nothing is left to pay");
}
