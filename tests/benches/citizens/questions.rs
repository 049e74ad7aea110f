//! Every list and look-up of the citizens' schema, each as our pages ask it, by another citizen every time.

use anyhow::{Context, ensure};
use api::graphql::recognised::PENDING_LIST;
use api::product::Product;
use domain::ids::SubjectId;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use tests::home::sample_ente;
use tests::measure::Message;
use tests::measure::people::tax_code;

use crate::door::Door;
use crate::town::Town;
use crate::visitor::{Visitor, header};

const NOTICE: &str = "query($input: CodeInput!) { notice(input: $input) { __typename
  ... on NoticeFound { notice { nav description amount dueDate actions payability { payable reason } }
                       position { proof description debtor { name taxCode } } } ... on Failure { key message field } } }";
const POSITION: &str = "query($proof: String!) { position(proof: $proof) { __typename
  ... on PositionFound { position { description options { installments { nav amount payability { payable } payment { paidAt } } } } } } }";
const HISTORY: &str = "query($input: PaymentHistoryInput!) { paymentHistory(input: $input, first: 20) { __typename
  ... on PaymentHistory { nodes { state paidAt nav iuv description amount psp receiptProof } pageInfo { hasNextPage endCursor } } } }";
const TOTALS: &str = "query($input: PaymentHistoryInput!) { paymentHistory(input: $input, first: 20) { __typename
  ... on PaymentHistory { nodes { state paidAt nav iuv description amount psp receiptProof } pageInfo { hasNextPage endCursor }
                          totals { payments amount } } } }";
const RECEIPTS: &str = "query($input: CodeInput!) { receiptSearch(input: $input) { __typename
  ... on ReceiptFound { payments { nav amount paidAt psp } } ... on Failure { key } } }";
const CART: &str = "query($id: String!) { cart(id: $id) { __typename
  ... on Cart { count total payable items { nav amount payability { payable } } } } }";
const OWN_CART: &str = "query($ente: String!) { ownCart(ente: $ente) { __typename
  ... on Cart { count total payable items { nav amount payability { payable } } } } }";
const REQUEST: &str = "query($input: SupportRequestInput!) { supportRequest(input: $input) { __typename
  ... on SupportRequestShown { state message caseType { label } answers { text at } } } }";
const SERVICES: &str = "query($ente: String!) { spontaneousServices(ente: $ente) { __typename
  ... on SpontaneousServices { nodes { code name loginRequired } } } }";
const SCHEDULE: &str = "query($input: PaymentScheduleInput!) { paymentSchedule(input: $input, first: 20) { __typename
  ... on PendingList { nodes { nav amount dueDate description proof payability { payable } } pageInfo { hasNextPage endCursor } } } }";
const FOUND: &str = "query($input: SearchInput!) { search(input: $input, first: 20) { __typename
  ... on SearchList { nodes { __typename } pageInfo { hasNextPage endCursor } totals { payments amount } } } }";
const ADDED: &str = "query($input: AddedNoticesInput!) { addedNotices(input: $input, first: 20) { __typename
  ... on AddedNotices { nodes { __typename } pageInfo { hasNextPage endCursor } } } }";
const BILLS: &str = "query($input: SchoolBillsInput!) { schoolBills(input: $input, first: 20) { __typename
  ... on SchoolBills { nodes { __typename } schoolYears pageInfo { hasNextPage endCursor } } } }";
const NEWS: &str = "query($ente: String!) { news(ente: $ente, first: 20) { __typename
  ... on NewsList { nodes { __typename } pageInfo { hasNextPage endCursor } } } }";
const SITE: &str = "query($ente: String!) { site(ente: $ente) { __typename ... on Site { name entry links { __typename } } } }";
const PENDING: &str = "query($input: PendingListInput!) { pendingList(input: $input, first: 20) { __typename
  ... on PendingList { nodes { nav proof } } } }";
const OPEN_CART: &str = "mutation($input: OpenCartInput!) { openCart(input: $input) { ... on CartChanged { cart { id } } } }";
const ADD: &str = "mutation($input: AddToCartInput!) { addToCart(input: $input) { __typename ... on Failure { key } } }";
const HELP: &str = "mutation($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) {
  ... on SupportRequestNoted { reference } } }";

/// How many carts and requests for help are prepared.
const PREPARED: usize = 100;

/// What somebody prepared.
#[derive(Clone, Debug)]
struct Prepared {
    subject: SubjectId,
    proof: String,
    cart: String,
    request: String,
    email: String,
}

/// A question: its name, how often it may wait for the database, what the answer holds, and how it is put the n-th time.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) round_trips: u64,
    pub(crate) good: fn(&str) -> bool,
    pub(crate) put: Box<dyn Fn(usize) -> Message + Send + Sync>,
}

/// All of them.
pub(crate) struct Questions(pub(crate) Vec<Question>);

impl Questions {
    /// Prepares carts and requests for help through the door.
    pub(crate) async fn prepare(product: &Product, door: &Door, town: &'static Town) -> anyhow::Result<Self> {
        let prepared: Vec<Prepared> =
            stream::iter(0..PREPARED).map(|number| prepare(door, town, number)).buffered(4).try_collect().await?;
        tests::wait::until_shown(&product.pool).await;
        let prepared: &'static [Prepared] = prepared.leak();
        Ok(Self([looked_up(town), listed(town), kept(prepared)].into_iter().flatten().collect()))
    }
}

fn question(
    name: &'static str,
    round_trips: u64,
    good: fn(&str) -> bool,
    put: impl Fn(usize) -> Message + Send + Sync + 'static,
) -> Question {
    Question { name, round_trips, good, put: Box::new(put) }
}

fn said(headers: String, document: &str, variables: Value) -> Message {
    Message { headers, body: json!({ "query": document, "variables": variables }).to_string() }
}

/// What is found by what stands on paper.
fn looked_up(town: &'static Town) -> Vec<Question> {
    let code = |number: usize, paid: bool| {
        let (person, owed, settled) = town.visitor(number);
        let nav = if paid { settled.nav() } else { owed.nav() };
        json!({ "input": { "ente": sample_ente().code, "taxCode": tax_code(person), "code": nav } })
    };
    vec![
        question(
            "notice, by tax code and number, anonymous",
            3,
            |answer| answer.contains("\"NoticeFound\""),
            move |number| said(String::new(), NOTICE, code(number, false)),
        ),
        question(
            "notice, by number alone, logged in",
            3,
            |answer| answer.contains("\"NoticeFound\""),
            move |number| {
                let (person, owed, _) = town.visitor(number);
                let input = json!({ "input": { "ente": sample_ente().code, "code": owed.nav() } });
                said(header(town.people[person]), NOTICE, input)
            },
        ),
        question(
            "receiptSearch, anonymous",
            1,
            |answer| answer.contains("\"ReceiptFound\""),
            move |number| said(String::new(), RECEIPTS, code(number, true)),
        ),
    ]
}

/// What a citizen with a verified identity is shown.
fn listed(town: &'static Town) -> Vec<Question> {
    let ente = || sample_ente().code;
    let of = move |number: usize| header(town.people[town.visitor(number).0]);
    let history = move |side: &'static str, filter: Value, document: &'static str| {
        move |number: usize| said(of(number), document, json!({ "input": { "ente": ente(), "of": side, "filter": filter } }))
    };
    let own =
        move |document: &'static str| move |number: usize| said(of(number), document, json!({ "input": { "ente": ente() } }));
    let found: fn(&str) -> bool = |answer| answer.contains("\"PaymentHistory\"") && answer.contains("\"nav\"");
    let wide = json!({ "from": "2026-01-01", "until": "2026-12-31", "atLeast": 1, "description": "a" });
    let narrow = json!({ "states": ["SETTLED"], "atLeast": 100, "atMost": 99_999_999 });
    vec![
        question(
            "pendingList, recognised",
            1,
            |answer| answer.contains("\"PendingList\"") && answer.contains("\"nav\""),
            move |number| said(of(number), PENDING_LIST, json!({ "input": { "ente": ente() }, "first": 20 })),
        ),
        question(
            "pendingList, in other words",
            1,
            |answer| answer.contains("\"nav\""),
            move |number| said(of(number), &format!("{PENDING_LIST} "), json!({ "input": { "ente": ente() }, "first": 20 })),
        ),
        question("paymentHistory of what one owed", 1, found, history("DEBTS", json!({}), HISTORY)),
        question("paymentHistory with totals", 2, found, history("DEBTS", json!({}), TOTALS)),
        question("paymentHistory of what one paid, totals", 2, found, history("PAYMENTS", json!({}), TOTALS)),
        question("paymentHistory filtered by date and text, totals", 2, found, history("DEBTS", wide, TOTALS)),
        question("paymentHistory filtered by state and amount, totals", 2, found, history("PAYMENTS", narrow, TOTALS)),
        question("paymentSchedule", 1, |answer| answer.contains("\"PendingList\"") && answer.contains("\"nav\""), own(SCHEDULE)),
        question(
            "search over owed and paid, totals",
            4,
            |answer| answer.contains("\"SearchList\"") && answer.contains("\"PendingNotice\""),
            own(FOUND),
        ),
        question("addedNotices", 4, |answer| answer.contains("\"AddedNotices\""), own(ADDED)),
        question("schoolBills", 2, |answer| answer.contains("\"SchoolBills\""), own(BILLS)),
        question(
            "news",
            1,
            |answer| answer.contains("\"NewsList\""),
            move |_| said(String::new(), NEWS, json!({ "ente": ente() })),
        ),
        question("site", 0, |answer| answer.contains("\"Site\""), move |_| said(String::new(), SITE, json!({ "ente": ente() }))),
        question(
            "spontaneousServices",
            0,
            |answer| answer.contains("asilo-nido"),
            move |_| said(String::new(), SERVICES, json!({ "ente": ente() })),
        ),
    ]
}

/// What somebody made before.
fn kept(prepared: &'static [Prepared]) -> Vec<Question> {
    let of = |number: usize| &prepared[number % prepared.len()];
    vec![
        question(
            "position, by its proof",
            2,
            |answer| answer.contains("\"PositionFound\""),
            move |number| said(String::new(), POSITION, json!({ "proof": of(number).proof })),
        ),
        question(
            "cart of three",
            2,
            |answer| answer.contains("\"count\":3"),
            move |number| said(header(of(number).subject), CART, json!({ "id": of(number).cart })),
        ),
        question(
            "ownCart of three",
            3,
            |answer| answer.contains("\"count\":3"),
            move |number| said(header(of(number).subject), OWN_CART, json!({ "ente": sample_ente().code })),
        ),
        question(
            "supportRequest, by reference and address",
            3,
            |answer| answer.contains("\"SupportRequestShown\""),
            move |number| {
                let Prepared { request, email, .. } = of(number);
                said(
                    String::new(),
                    REQUEST,
                    json!({ "input": { "ente": sample_ente().code, "reference": request, "email": email } }),
                )
            },
        ),
    ]
}

async fn prepare(door: &Door, town: &Town, number: usize) -> anyhow::Result<Prepared> {
    let (ente, subject) = (sample_ente().code, town.people[town.visitor(number).0]);
    let citizen = Visitor { door, subject: Some(subject) };
    let owed = citizen.ask(PENDING, json!({ "input": { "ente": ente } })).await?;
    let owed = owed["nodes"].as_array().cloned().context("a list")?;
    ensure!(owed.len() >= 3, "only {} debts", owed.len());
    let cart = citizen.ask(OPEN_CART, json!({ "input": { "ente": ente } })).await?["cart"]["id"].take();
    for row in &owed[..3] {
        let input = json!({ "cartId": cart, "proof": row["proof"], "nav": row["nav"] });
        let added = citizen.ask(ADD, json!({ "input": input })).await?;
        ensure!(added["__typename"] == "CartChanged", "{added}");
    }
    let email = format!("persona{number}@example.test");
    let help = json!({ "ente": ente, "caseType": "payment", "text": "Una domanda", "name": "Persona", "email": email });
    let asked = citizen.ask(HELP, json!({ "input": help })).await?;
    let text = |value: &Value| value.as_str().map(str::to_owned).with_context(|| format!("{value}"));
    Ok(Prepared { subject, proof: text(&owed[0]["proof"])?, cart: text(&cart)?, request: text(&asked["reference"])?, email })
}
