//! Money at the counter, given back, and receipts that found no owner.

use domain::debt_position::Payment;
use domain::identifier::{NoticeBase, NoticeNumber, ReceiptId, SegregationCode};
use domain::personal::PersonalClass;
use domain::receipt::{ReceiptCommand, ReceiptFacts, ReceiptPsp, ReceiptTransfer, receipt_stream};
use domain::staff::Role;
use domain::text::{Text35, Text70, Text140};
use serde_json::{Value, json};

use api::vault::Envelope;

use crate::house::{Client, ENTE, House, MARIO, ente};

const PAY: &str = "mutation ($i: CounterPaymentInput!) { recordCounterPayment(input: $i) {
    __typename ... on Done { already } ... on Refusal { key message field } } }";
const UNDO: &str = "mutation ($i: CompensationInput!) { compensatePayment(input: $i) {
    __typename ... on Done { already } ... on Refusal { key message field } } }";
const HISTORY: &str =
    "query ($i: HistoryInput!) { paymentHistory(input: $i) { ... on Payments { nodes { nav state amount } } } }";
const UNRESOLVED: &str =
    "query ($o: Unresolved) { unresolvedPayments(only: $o) { ... on Payments { nodes { receipt state } } } }";
const FILE: &str =
    "mutation ($i: FileReceiptInput!) { fileParkedReceipt(input: $i) { __typename ... on Refusal { key message field } } }";

const TOLD: &str = "query ($i: TimelineInput!) { timeline(input: $i) { ... on Timeline { nodes { logIndex reason } } } }";
const WHY: &str = "query ($k: String!) { why(view: TIMELINE, key: $k) { ... on Why { nodes { step { reason } } } } }";

fn file(receipt: &str, reason: &str) -> Value {
    json!({ "i": { "receipt": receipt, "reason": reason } })
}

async fn rows(client: &Client, document: &str, variables: Value) -> Vec<Value> {
    client.ask(document, variables).await["nodes"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counter_settles_a_notice_once_and_finance_undoes_it() {
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let carla = house.staff(ENTE, "carla", &[Role::Finance]).await;
    let paid = |amount: i64, number: &str| json!({ "i": { "nav": nav.as_str(), "amount": amount, "number": number, "reason": "contanti allo sportello" } });
    assert_eq!(anna.ask(PAY, paid(14_999, "CASSA-1")).await["key"], "refused", "exactly what is owed");
    assert_eq!(anna.ask(PAY, paid(0, "CASSA-1")).await["field"], "input.amount");
    let all = futures::future::join_all((0..10).map(|_| anna.ask(PAY, paid(15_000, "CASSA-1")))).await;
    assert!(all.iter().all(|answer| answer["__typename"] == "Done"), "{all:?}");
    assert_eq!(all.iter().filter(|answer| answer["already"] == false).count(), 1, "the same number is the same payment");
    assert_eq!(anna.ask(PAY, paid(15_000, "CASSA-2")).await["key"], "refused", "paid is paid");
    house.settle().await;
    let of_position = json!({ "i": { "position": position.to_string() } });
    assert_eq!(
        rows(&anna, HISTORY, of_position.clone()).await,
        [json!({ "nav": nav.as_str(), "state": "SETTLED", "amount": 15_000 })]
    );
    let undo = json!({ "i": { "position": position.to_string(), "nav": nav.as_str(), "number": "CASSA-1", "reason": "errore di cassa" } });
    assert_eq!(carla.ask(UNDO, undo.clone()).await["__typename"], "Done");
    house.settle().await;
    assert_eq!(rows(&anna, HISTORY, of_position).await[0]["state"], "COMPENSATED");
    assert_eq!(anna.ask(PAY, paid(15_000, "CASSA-3")).await["__typename"], "Done", "it is owed again");
    let mut both = undo;
    both["i"]["receipt"] = json!("x");
    assert_eq!(carla.ask(UNDO, both).await["field"], "input.receipt");
}

/// Keeps a receipt, as the station does.
async fn receive(house: &House, id: &str, nav: &NoticeNumber, payer: Option<&str>) -> ReceiptId {
    let id = ReceiptId::parse(id).unwrap();
    let stream = receipt_stream(&ente(), &id);
    let sealed_in = format!("Receipt/{stream}");
    let person = json!({ "kind": "F", "tax_code": MARIO, "full_name": "Mario Rossi" });
    let code = ente();
    let vault = &house.product.vault;
    let place = |field| Envelope { ente: &code, stream: &sealed_in, field };
    let debtor = vault.seal_person(place("debtor"), &serde_json::from_value(person).unwrap()).await.unwrap();
    let payer = match payer {
        Some(tax_code) => {
            let person = json!({ "kind": "F", "tax_code": tax_code, "full_name": "Lucia Bianchi" });
            Some(vault.seal_person(place("payer"), &serde_json::from_value(person).unwrap()).await.unwrap())
        }
        None => None,
    };
    let raw = vault.seal_value(place("raw"), debtor.subject, PersonalClass::Fiscal, &"<xml/>").await.unwrap();
    let text = |text: &str| Text140::parse(text).unwrap();
    let facts = ReceiptFacts {
        receipt_id: id.clone(),
        addressed_to: ente(),
        primary: ente(),
        iuv: nav.iuv(),
        nav: nav.clone(),
        amount: domain::Cents::new(15_000),
        description: text("Mensa scolastica"),
        company_name: text("Comune di Borgoesempio"),
        office: None,
        debtor,
        payer,
        transfers: vec![ReceiptTransfer {
            id: 1,
            amount: domain::Cents::new(15_000),
            creditor: ente(),
            company_name: None,
            iban: None,
            stamp_digest: None,
            remittance_information: text("/RFB/causale"),
            category: text("9/0101101IM/"),
        }],
        psp: ReceiptPsp {
            id: Text35::parse("PSP01").unwrap(),
            name: Text70::parse("Banca di prova").unwrap(),
            fiscal_code: None,
            vat_number: None,
            channel: Text35::parse("CANALE").unwrap(),
            channel_description: Text35::parse("app").unwrap(),
        },
        method: None,
        payment_note: None,
        fee: None,
        creditor_fee: None,
        paid_at: None,
        application_date: None,
        transfer_date: None,
        stand_in: false,
        version: 2,
    };
    let metadata = house.product.metadata(
        &code,
        domain::metadata::Actor::Node,
        domain::metadata::Assurance::Internal,
        house.product.new_correlation(),
        None,
    );
    let command = ReceiptCommand::Receive { facts: Box::new(facts), raw, digest: "d".to_owned(), now: house.clock.now() };
    house.product.commands.receipts.execute(&stream, command, metadata.to_map()).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn u22_a_receipt_without_owner_is_parked_and_booked_once_its_position_is_known() {
    let house = House::open().await;
    let carla = house.staff(ENTE, "carla", &[Role::Finance]).await;
    let nav = NoticeNumber::issue(&SegregationCode::parse("02").unwrap(), NoticeBase::new(900_000_001).unwrap());
    let id = receive(&house, "RICEVUTA-1", &nav, None).await;
    house.until("SELECT count(*) = 1 FROM events WHERE event_type = 'ReceiptParked'").await;
    house.settle().await;
    let parked = rows(&carla, UNRESOLVED, json!({ "o": "PARKED" })).await;
    assert_eq!(parked, [json!({ "receipt": id.as_str(), "state": "PARKED" })]);
    assert_eq!(rows(&carla, UNRESOLVED, json!({ "o": "REFUND_DUE" })).await.len(), 0);
    let refused = carla.ask(FILE, file(id.as_str(), "posizione caricata")).await;
    assert!(refused["message"].as_str().unwrap().contains("no position"), "{refused}");
    let (position, _) = house.debt_with(15_000, Some(nav.clone())).await;
    assert_eq!(carla.ask(FILE, file(id.as_str(), "posizione caricata")).await["__typename"], "Done");
    assert!(carla.ask(FILE, file(id.as_str(), "posizione caricata")).await["message"].as_str().unwrap().contains("not parked"));
    house.settle().await;
    let of_position = json!({ "i": { "position": position.to_string() } });
    assert_eq!(rows(&carla, HISTORY, of_position).await[0]["state"], "SETTLED");
    let told = rows(&carla, TOLD, json!({ "i": { "kind": "RECEIPT", "id": id.as_str() } })).await;
    let given = told.iter().find(|step| step["reason"] == "posizione caricata");
    let given = given.unwrap_or_else(|| panic!("the words given with the act are told: {told:?}"));
    let why = rows(&carla, WHY, json!({ "k": given["logIndex"].to_string() })).await;
    assert!(why.iter().any(|link| link["step"]["reason"] == "posizione caricata"), "and are part of why it is so: {why:?}");
    assert_eq!(rows(&carla, UNRESOLVED, json!({})).await.len(), 0);
    let known = house.product.commands.positions.load(&position.to_string()).await.unwrap().aggregate;
    let paid: Vec<&Payment> = known.payments().iter().map(|(_, payment)| payment).collect();
    assert_eq!(paid.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_12_the_office_keeps_the_trace_of_what_another_settled() {
    const TRACE: &str = "query ($i: HistoryInput!) { paymentHistory(input: $i) {
        ... on Payments { nodes { nav state person holder settledByAnother } } } }";
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let (_, other) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    receive(&house, "RICEVUTA-2", &nav, Some("BNCLCU85M41F205T")).await;
    receive(&house, "RICEVUTA-3", &other, Some(MARIO)).await;
    house.until("SELECT count(*) = 2 FROM events WHERE event_type = 'ReceiptFiled'").await;
    house.settle().await;
    let [line] = &rows(&anna, TRACE, json!({ "i": { "position": position.to_string() } })).await[..] else {
        panic!("one payment")
    };
    assert_eq!((&line["nav"], &line["state"]), (&json!(nav.as_str()), &json!("SETTLED")));
    assert_eq!(line["settledByAnother"], true);
    assert!(line["holder"].is_string() && line["holder"] != line["person"], "{line}");
    let of_debtor = rows(&anna, TRACE, json!({ "i": { "person": line["person"] } })).await;
    assert_eq!(of_debtor.len(), 2, "the office finds it with who owed");
    let own = of_debtor.iter().find(|line| line["nav"] == other.as_str()).unwrap();
    assert_eq!((&own["settledByAnother"], &own["holder"]), (&json!(false), &own["person"]));
}
