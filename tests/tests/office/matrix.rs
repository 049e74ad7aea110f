//! Roles × operations: nobody reads or acts beyond their right, and another Ente's ids are answered like ids nobody has.

use std::collections::BTreeSet;

use api::graphql::access::Root;
use api::office::access::OfficeTable;
use api::office::sdl;
use domain::staff::Role;
use domain::support_request::SupportRequest;
use serde_json::{Value, json};

use crate::house::{Client, ENTE, House, OTHER};
use crate::support::ask_for_help;

/// What an operation is tried on.
pub(crate) struct Things {
    pub(crate) position: String,
    pub(crate) nav: String,
    pub(crate) person: String,
    pub(crate) receipt: String,
    pub(crate) request: String,
    pub(crate) todo: String,
    pub(crate) news: String,
    pub(crate) entry: String,
}

impl Things {
    pub(crate) fn nobodys() -> Self {
        Self {
            position: "0f8fad5b-d9cb-469f-a165-70867728950e".into(),
            nav: "302999999999999973".into(),
            person: "7c9e6679-7425-40de-944b-e07fc1f90ae7".into(),
            receipt: "no-such-receipt".into(),
            request: "16fd2706-8baf-433b-82eb-8c7fada847da".into(),
            todo: "mail_support/<00000000000000000000000000000000@example.test>".into(),
            news: "5e0f1c52-8f0e-4a4e-9d5c-0f6f2f3f7a11".into(),
            entry: "9f3b7c1e-2d4a-4f6b-8c0d-1e2f3a4b5c6d".into(),
        }
    }
}

pub(crate) type Operation = (&'static str, &'static str, fn(&Things) -> Value, &'static [Role]);

const ALL: &[Role] = &Role::ALL;
const READERS: &[Role] = &[Role::HelpDesk, Role::Office, Role::Finance, Role::Auditor];
const KNOWING: &[Role] = &[Role::HelpDesk, Role::Office, Role::Finance];
const HELPERS: &[Role] = &[Role::HelpDesk, Role::Office];
const EDITORS: &[Role] = &[Role::Office, Role::Administrator];
const REGISTRARS: &[Role] = &[Role::Office, Role::Auditor];
const WATCHERS: &[Role] = &[Role::Finance, Role::Auditor, Role::Administrator];

/// Every operation, with a document, what it is tried on, and who may: written here apart from the schema.
pub(crate) const OPERATIONS: &[Operation] = &[
    ("me", "{ me { name } }", |_| json!({}), ALL),
    ("views", "{ views { name lag } }", |_| json!({}), ALL),
    ("staff", "{ staff { name } }", |_| json!({}), &[Role::Auditor, Role::Administrator]),
    (
        "search",
        "query ($i: SearchInput!) { search(input: $i) { __typename ... on Found { positions person receipt request } ... on Refusal { key message } } }",
        |things| json!({ "i": { "code": things.nav } }),
        KNOWING,
    ),
    (
        "position",
        "query ($id: String!) { position(id: $id) { __typename ... on OfficePosition { iupd } ... on Refusal { key message } } }",
        |things| json!({ "id": things.position }),
        READERS,
    ),
    (
        "timeline",
        "query ($i: TimelineInput!) { timeline(input: $i) { __typename ... on Timeline { nodes { key } } ... on Refusal { key message } } }",
        |things| json!({ "i": { "kind": "POSITION", "id": things.position } }),
        READERS,
    ),
    (
        "pendingList",
        "query ($i: PendingInput!) { pendingList(input: $i) { __typename ... on OpenNotices { nodes { nav } } ... on Refusal { key message } } }",
        |things| json!({ "i": { "position": things.position } }),
        READERS,
    ),
    (
        "paymentHistory",
        "query ($i: HistoryInput!) { paymentHistory(input: $i) { __typename ... on Payments { nodes { nav } } ... on Refusal { key message } } }",
        |things| json!({ "i": { "person": things.person } }),
        READERS,
    ),
    (
        "why",
        "query ($k: String!) { why(view: NOTICE_DIRECTORY, key: $k) { __typename ... on Why { nodes { own } } ... on Refusal { key message } } }",
        |things| json!({ "k": things.nav }),
        READERS,
    ),
    (
        "unresolvedPayments",
        "{ unresolvedPayments(first: 5) { __typename ... on Payments { nodes { nav } } ... on Refusal { key message } } }",
        |_| json!({}),
        WATCHERS,
    ),
    (
        "supportQueue",
        "{ supportQueue(input: {}) { __typename ... on Queue { nodes { reference } } ... on Refusal { key message } } }",
        |_| json!({}),
        HELPERS,
    ),
    (
        "supportRequest",
        "query ($id: String!) { supportRequest(id: $id) { __typename ... on RequestDetail { reference } ... on Refusal { key message } } }",
        |things| json!({ "id": things.request }),
        HELPERS,
    ),
    (
        "seenThen",
        "query ($id: String!) { seenThen(id: $id) { __typename ... on SeenThen { upTo } ... on Refusal { key message } } }",
        |things| json!({ "id": things.request }),
        HELPERS,
    ),
    (
        "todos",
        "{ todos(input: {}, first: 5) { __typename ... on Todos { nodes { id } } ... on Refusal { key message } } }",
        |_| json!({}),
        WATCHERS,
    ),
    (
        "publishPosition",
        "mutation ($i: PositionInput!) { publishPosition(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.position, "reason": "prova" } }),
        &[Role::Office],
    ),
    (
        "withdrawPosition",
        "mutation ($i: PositionInput!) { withdrawPosition(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.position, "reason": "prova" } }),
        &[Role::Office],
    ),
    (
        "restorePosition",
        "mutation ($i: PositionInput!) { restorePosition(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.position, "reason": "prova" } }),
        &[Role::Office],
    ),
    (
        "amendPosition",
        "mutation { amendPosition(input: { gpd: \"{}\", reason: \"prova\" }) { __typename ... on Refusal { key } } }",
        |_| json!({}),
        &[Role::Office],
    ),
    (
        "recordCounterPayment",
        "mutation ($i: CounterPaymentInput!) { recordCounterPayment(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "nav": things.nav, "amount": 15_000, "number": "CASSA-1", "reason": "contanti" } }),
        &[Role::Office, Role::Finance],
    ),
    (
        "compensatePayment",
        "mutation ($i: CompensationInput!) { compensatePayment(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "position": things.position, "nav": things.nav, "number": "CASSA-1", "reason": "errore" } }),
        &[Role::Finance],
    ),
    (
        "fileParkedReceipt",
        "mutation ($i: FileReceiptInput!) { fileParkedReceipt(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "receipt": things.receipt, "reason": "prova" } }),
        &[Role::Finance],
    ),
    (
        "abandonReceiptMail",
        "mutation ($i: ReceiptMailInput!) { abandonReceiptMail(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "receipt": things.receipt, "messageId": "<x@y>", "reason": "errore" } }),
        &[Role::Finance],
    ),
    (
        "assignRequest",
        "mutation ($i: AssignInput!) { assignRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request } }),
        HELPERS,
    ),
    (
        "draftAnswer",
        "mutation ($i: TextInput!) { draftAnswer(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request, "text": "bozza" } }),
        HELPERS,
    ),
    (
        "answerRequest",
        "mutation ($i: AnswerInput!) { answerRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request, "text": "risposta", "answersSeen": 0 } }),
        HELPERS,
    ),
    (
        "noteOnRequest",
        "mutation ($i: TextInput!) { noteOnRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request, "text": "nota" } }),
        HELPERS,
    ),
    (
        "closeRequest",
        "mutation ($i: CloseInput!) { closeRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request, "reason": "fatto" } }),
        HELPERS,
    ),
    (
        "reopenRequest",
        "mutation ($id: String!) { reopenRequest(id: $id) { __typename ... on Refusal { key message } } }",
        |things| json!({ "id": things.request }),
        HELPERS,
    ),
    (
        "resumeTodo",
        "mutation ($i: ResumeInput!) { resumeTodo(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.todo, "reason": "riprova" } }),
        &[Role::Administrator],
    ),
    ("site", "{ site { manual } }", |_| json!({}), EDITORS),
    (
        "news",
        "{ news { __typename ... on OfficeNewsList { nodes { id } } ... on Refusal { key message } } }",
        |_| json!({}),
        EDITORS,
    ),
    (
        "calendarSubmissions",
        "{ calendarSubmissions { __typename ... on WaitingSubmissions { nodes { id } } ... on Refusal { key message } } }",
        |_| json!({}),
        EDITORS,
    ),
    (
        "calendarEntry",
        "query ($id: String!) { calendarEntry(id: $id) { __typename ... on Refusal { key message } } }",
        |things| json!({ "id": things.entry }),
        EDITORS,
    ),
    (
        "stateHomeLinks",
        "mutation ($i: HomeLinksInput!) { stateHomeLinks(input: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "login": "no" } }),
        EDITORS,
    ),
    (
        "showBanner",
        "mutation ($i: BannerInput!) { showBanner(input: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "text": { "it": "" }, "from": "2026-11-21" } }),
        EDITORS,
    ),
    ("takeBannerDown", "mutation { takeBannerDown { __typename ... on Refusal { key message } } }", |_| json!({}), EDITORS),
    (
        "stateHelp",
        "mutation ($i: TextsInput!) { stateHelp(text: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "it": "" } }),
        EDITORS,
    ),
    (
        "stateServicesMenu",
        "mutation ($i: MenuInput!) { stateServicesMenu(input: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "public": [{ "label": { "it": "" }, "address": "" }], "private": [] } }),
        EDITORS,
    ),
    (
        "publishNews",
        "mutation ($i: PublishNewsInput!) { publishNews(input: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "key": "", "article": { "title": { "it": "x" }, "body": { "it": "x" } } } }),
        EDITORS,
    ),
    (
        "amendNews",
        "mutation ($i: AmendNewsInput!) { amendNews(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.news, "article": { "title": { "it": "x" }, "body": { "it": "x" } } } }),
        EDITORS,
    ),
    (
        "withdrawNews",
        "mutation ($i: WithdrawNewsInput!) { withdrawNews(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.news, "reason": "prova" } }),
        EDITORS,
    ),
    (
        "addCalendarEntry",
        "mutation ($i: AddEntryInput!) { addCalendarEntry(input: $i) { __typename ... on Refusal { key message } } }",
        |_| json!({ "i": { "key": "", "occasion": { "title": { "it": "x" }, "from": "2026-11-21" } } }),
        EDITORS,
    ),
    (
        "approveCalendarEntry",
        "mutation ($i: ApproveEntryInput!) { approveCalendarEntry(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.entry } }),
        EDITORS,
    ),
    (
        "refuseCalendarEntry",
        "mutation ($i: EntryReasonInput!) { refuseCalendarEntry(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.entry, "reason": "prova" } }),
        EDITORS,
    ),
    (
        "amendCalendarEntry",
        "mutation ($i: AmendEntryInput!) { amendCalendarEntry(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.entry, "occasion": { "title": { "it": "x" }, "from": "2026-11-21" } } }),
        EDITORS,
    ),
    (
        "cancelCalendarEntry",
        "mutation ($i: EntryReasonInput!) { cancelCalendarEntry(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.entry, "reason": "prova" } }),
        EDITORS,
    ),
    ("privacyRequests", "{ privacyRequests { id } }", |_| json!({}), REGISTRARS),
    ("accessLog", "{ accessLog(first: 1) { entry } }", |_| json!({}), &[Role::Auditor]),
    (
        "openPrivacyRequest",
        "mutation ($i: OpenPrivacyRequestInput!) { openPrivacyRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "kind": "ACCESS", "person": things.person, "note": "lettera" } }),
        &[Role::Office],
    ),
    (
        "closePrivacyRequest",
        "mutation ($i: ClosePrivacyRequestInput!) { closePrivacyRequest(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "id": things.request, "outcome": "REFUSED", "note": "no" } }),
        &[Role::Office],
    ),
    (
        "erasePeople",
        "mutation ($i: ErasePeopleInput!) { erasePeople(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "request": things.request, "class": "PROFILE" } }),
        &[Role::Office],
    ),
    (
        "restrictPerson",
        "mutation ($i: RestrictInput!) { restrictPerson(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "person": things.person, "reason": "contesta" } }),
        &[Role::Office],
    ),
    (
        "liftRestriction",
        "mutation ($i: RestrictInput!) { liftRestriction(input: $i) { __typename ... on Refusal { key message } } }",
        |things| json!({ "i": { "person": things.person, "reason": "chiarito" } }),
        &[Role::Office],
    ),
];

/// Operations that need no session.
const OPEN: [&str; 2] = ["login", "logout"];

#[test]
fn every_operation_of_the_schema_is_in_the_matrix() {
    let table = OfficeTable::from_sdl(&sdl()).unwrap();
    let roots = [table.root(Root::Query).unwrap().to_owned(), table.root(Root::Mutation).unwrap().to_owned()];
    let offered: BTreeSet<&str> =
        table.fields().filter(|(of, ..)| roots.iter().any(|root| root == of)).map(|(_, field, _)| field).collect();
    let tried: BTreeSet<&str> = OPERATIONS.iter().map(|(name, ..)| *name).chain(OPEN).collect();
    assert_eq!(offered, tried);
}

#[tokio::test(flavor = "multi_thread")]
async fn e6_nobody_reads_or_acts_beyond_their_role() {
    let house = House::open().await;
    let mut clients = vec![(None, house.nobody())];
    for role in Role::ALL {
        clients.push((Some(role), house.staff(ENTE, role.as_str(), &[role]).await));
    }
    let nobodys = Things::nobodys();
    for (name, document, variables, allowed) in OPERATIONS {
        for (role, client) in &clients {
            let answer = client.say(document, variables(&nobodys)).await;
            let admitted = role.is_some_and(|role| allowed.contains(&role));
            let expected = if admitted { (200, "") } else { (401, "NOT_ADMITTED") };
            assert_eq!((answer.status, answer.code().as_str()), expected, "{name} as {role:?}: {}", answer.text);
        }
    }
    // A field inside an answer has its own rule.
    let who = "query ($id: String!) { position(id: $id) { ... on OfficePosition { debtor { name } } } }";
    for (role, client) in &clients {
        let answer = client.say(who, json!({ "id": nobodys.position })).await;
        let admitted = role.is_some_and(|role| KNOWING.contains(&role));
        assert_eq!(answer.status == 200, admitted, "debtor as {role:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e7_d7_another_entes_ids_are_answered_like_ids_nobody_has() {
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let request = ask_for_help(&house, json!({ "about": { "nav": nav.as_str() } })).await;
    house.settle().await;
    let person: uuid::Uuid =
        sqlx::query_scalar("SELECT debtor FROM pending_list_v1 LIMIT 1").fetch_one(&house.product.pool).await.unwrap();
    sqlx::query(
        "INSERT INTO todo_v1 (todo_id, kind, ente, stream_type, stream_id, version, due_at, opened_at, opened_by, correlation_id, as_of, parked)
         VALUES ('mail_support/<kept>', 'mail_support', $1, 'SupportRequest', 'x', 1, now(), now(), 1, gen_random_uuid(), 1, true)",
    )
    .bind(ENTE)
    .execute(&house.product.pool)
    .await
    .unwrap();
    let ente_s_own = house.staff(ENTE, "olga", &[Role::Office]).await;
    let ours = Things {
        position: position.to_string(),
        nav: nav.to_string(),
        person: person.to_string(),
        receipt: "no-such-receipt".into(),
        request: request.id.to_string(),
        todo: "mail_support/<kept>".into(),
        news: said(&house, &ente_s_own).await,
        entry: announced(&house, &ente_s_own).await,
    };
    let stranger = house.staff(OTHER, "bruno", &Role::ALL).await;
    let events = house.events().await;
    for (name, document, variables, _) in OPERATIONS {
        let of_ours = stranger.say(document, variables(&ours)).await;
        let of_nobody = stranger.say(document, variables(&Things::nobodys())).await;
        assert_eq!((of_ours.status, &of_ours.text), (200, &of_nobody.text), "{name}");
    }
    assert_eq!(house.events().await, events, "nothing was done");
    let anna = house.staff(ENTE, "anna", &Role::ALL).await;
    for name in ["position", "search", "timeline", "pendingList", "supportRequest", "seenThen", "calendarEntry"] {
        let (_, document, variables, _) = OPERATIONS.iter().find(|(known, ..)| *known == name).unwrap();
        let own = anna.say(document, variables(&ours)).await.text;
        assert_ne!(own, anna.say(document, variables(&Things::nobodys())).await.text, "{name} shows our own staff something");
    }
    let known = house.product.commands.support.load(&request.id.to_string()).await.unwrap().aggregate;
    assert!(*known != SupportRequest::default());
}

/// A piece of news of our Ente.
async fn said(house: &House, staff: &Client) -> String {
    let publish = "mutation { publishNews(input: { key: \"n\", article: { title: { it: \"x\" }, body: { it: \"x\" } } }) { ... on Stated { id } } }";
    let id = staff.ask(publish, json!({})).await["id"].as_str().unwrap().to_owned();
    house.settle().await;
    id
}

/// An entry of its calendar.
async fn announced(house: &House, staff: &Client) -> String {
    let add = "mutation { addCalendarEntry(input: { key: \"n\", occasion: { title: { it: \"x\" }, from: \"2026-11-21\" } }) { ... on Stated { id } } }";
    let id = staff.ask(add, json!({})).await["id"].as_str().unwrap().to_owned();
    house.settle().await;
    id
}
