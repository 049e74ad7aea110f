//! Two citizens × levels × operations: what is Mario's is answered to Lucia, whoever she showed to be, like what nobody has.
//!
//! What opens something by being known (a proof, a link, a reference) is tried with one character changed: nothing near it opens anything.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::cast::{Cast, Things};
use crate::documents::{LUCIA, MARIO, PASSWORD, Person, contacts};
use tests::sdl::{Operation, Sdl};

/// Who asks.
struct Asker {
    person: Person,
    /// A cart of their own.
    cart: String,
}

/// An operation, and how it is tried.
type Line = (&'static str, fn(&Things, &Asker) -> Value);

/// What names something of somebody. The first of them are Mario's own, and answer him otherwise than nobody's would.
const LINES: &[Line] = &[
    ("notice", |of, by| json!({ "input": code(&of.nav, by) })),
    ("position", |of, _| json!({ "proof": of.proof })),
    ("pendingList", |of, _| json!({ "input": { "ente": sample::ENTE, "proofs": [of.proof] }, "first": 1 })),
    ("schoolBills", |of, _| json!({ "input": { "ente": sample::ENTE, "proofs": [of.proof] }, "first": 1 })),
    (
        "schoolBill",
        |of, _| json!({ "input": { "ente": sample::ENTE, "proofs": [of.proof], "kind": "Mensa", "year": 2026, "number": "1" } }),
    ),
    ("paymentHistory", |of, _| json!({ "input": { "ente": sample::ENTE, "proof": of.proof }, "first": 1 })),
    ("cart", |of, _| json!({ "id": of.cart })),
    ("checkout", |of, _| json!({ "reference": of.reference })),
    ("noticeDocument", |of, _| json!({ "input": { "proof": of.proof, "nav": of.nav } })),
    ("addToCart", |of, by| json!({ "input": { "cartId": by.cart, "proof": of.proof, "nav": of.nav } })),
    ("addToCart", |of, _| json!({ "input": { "cartId": of.cart, "proof": of.proof, "nav": of.nav } })),
    ("checkOut", |of, by| json!({ "input": { "cartId": of.cart, "idempotencyKey": "matrix", "email": by.person.email } })),
    ("removeFromCart", |of, _| json!({ "input": { "cartId": of.cart, "nav": of.nav } })),
    ("clearCart", |of, _| json!({ "input": { "cartId": of.cart } })),
    ("supportRequest", |of, by| json!({ "input": held(&of.request, by, json!({})) })),
    ("reopenSupportRequest", |of, by| json!({ "input": held(&of.request, by, json!({ "text": "ancora" })) })),
    ("rateSupportRequest", |of, by| json!({ "input": held(&of.request, by, json!({ "rating": 3 })) })),
    ("register", |of, by| json!({ "input": registration(&of.registration, by) })),
    (
        "confirmSpontaneousPayment",
        |of, by| json!({ "input": { "draft": of.draft, "idempotencyKey": "matrix", "email": by.person.email } }),
    ),
    ("addNotice", |of, by| json!({ "input": code(&of.nav, by) })),
    ("ownSupportRequest", |of, _| json!({ "input": { "ente": sample::ENTE, "reference": of.request } })),
    ("endSession", |of, _| json!({ "input": { "id": of.session } })),
];

/// What must not tell even its owner, asked from outside, whether there is something.
const SILENT: &[Line] = &[
    // Paid at the counter: there is no receipt of pagoPA to be found.
    ("receiptSearch", |of, by| json!({ "input": code(&of.paid_nav, by) })),
    // What opens a debt opens no payment and no receipt.
    ("payment", |of, _| json!({ "proof": of.proof })),
    ("receiptDocument", |of, _| json!({ "input": { "proof": of.proof } })),
    ("sendReceipt", |of, by| {
        let mut input = code(&of.paid_nav, by);
        input["email"] = json!(by.person.email);
        json!({ "input": input })
    }),
    ("search", |of, _| json!({ "input": { "ente": sample::ENTE, "filter": { "iuv": of.nav[1..] } }, "first": 1 })),
    ("schoolBills", |of, _| json!({ "input": { "ente": sample::ENTE, "proofs": [of.proof] }, "first": 1 })),
    ("schoolBill", |of, _| {
        let bill = json!({ "ente": sample::ENTE, "proofs": [of.proof], "kind": "mensa", "year": 2026, "number": "1" });
        json!({ "input": bill })
    }),
    // What is not there is removed as well.
    ("removeNotice", |of, _| json!({ "input": { "ente": sample::ENTE, "nav": of.nav } })),
    ("activateAccount", |of, _| json!({ "input": { "secret": of.session } })),
    ("confirmPersonalData", |of, _| json!({ "input": { "secret": of.session } })),
    ("confirmEmail", |of, _| json!({ "input": { "secret": of.session } })),
    ("resetPassword", |of, _| json!({ "input": { "secret": of.session, "password": PASSWORD, "passwordAgain": PASSWORD } })),
    ("undoRevocation", |of, _| json!({ "input": { "secret": of.session, "password": PASSWORD, "passwordAgain": PASSWORD } })),
    ("logInWithCode", |of, _| json!({ "input": { "secret": of.session, "code": "123456" } })),
    ("logIn", |of, _| json!({ "input": { "ente": sample::ENTE, "userName": of.user_name, "password": "una frase sbagliata" } })),
    ("resendActivation", |of, _| json!({ "input": { "ente": sample::ENTE, "userName": of.user_name } })),
    ("recoverPassword", |of, _| json!({ "input": { "ente": sample::ENTE, "userName": of.user_name } })),
    ("recoverUserName", |of, _| json!({ "input": { "ente": sample::ENTE, "email": of.email } })),
    ("beginRegistration", |of, _| json!({ "input": { "ente": sample::ENTE, "taxCode": of.tax_code } })),
    // The reference of a request for help is none of the calendar.
    ("calendarSubmission", |of, by| json!({ "input": held(&of.request, by, json!({})) })),
    ("openSupportRequest", |of, _| json!({ "input": asked(json!({ "cart": of.cart })) })),
    ("openSupportRequest", |of, _| json!({ "input": asked(json!({ "checkout": of.reference })) })),
    ("openSupportRequest", |of, _| json!({ "input": asked(json!({ "nav": of.nav })) })),
];

/// What names nothing of anybody: the Ente, or oneself by one's own session.
const NAMELESS: [&str; 32] = [
    "account",
    "accountForms",
    "changeEmail",
    "changePassword",
    "confirmSecondFactor",
    "draftSpontaneousPayment",
    "endOtherSessions",
    "enrolSecondFactor",
    "ente",
    "giveConsent",
    "logOut",
    "openCart",
    "ownCart",
    "removeSecondFactor",
    "requestErasure",
    "requestPersonalData",
    "revokeConsent",
    "sessions",
    "spontaneousService",
    "spontaneousServices",
    "supportCaseTypes",
    "supportRequests",
    "updateProfile",
    "views",
    "addedNotices",
    "calendarDay",
    "calendarMonth",
    "news",
    "paymentSchedule",
    "site",
    "submitCalendarEvent",
    // Asked over another protocol; `live` tries it.
    "checkoutStatus",
];

fn code(nav: &str, by: &Asker) -> Value {
    json!({ "ente": sample::ENTE, "taxCode": by.person.tax_code, "code": nav })
}

fn held(reference: &str, by: &Asker, more: Value) -> Value {
    let mut input = json!({ "ente": sample::ENTE, "reference": reference, "email": by.person.email });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn registration(begun: &str, by: &Asker) -> Value {
    let Person { tax_code, name, surname, .. } = by.person;
    json!({
        "registration": begun, "holder": { "taxCode": tax_code, "name": name, "surname": surname }, "contacts": contacts(),
        "email": by.person.email, "userName": "chiunque", "password": PASSWORD, "passwordAgain": PASSWORD,
        "consent": false, "privacyTextVersion": 1,
    })
}

fn asked(about: Value) -> Value {
    // Every address may write a few times an hour only.
    static WRITERS: AtomicU32 = AtomicU32::new(100);
    let email = format!("chi{}@example.test", WRITERS.fetch_add(1, Ordering::Relaxed));
    json!({ "ente": sample::ENTE, "caseType": "payment", "text": "Aiuto", "name": "Chi scrive", "email": email, "about": about })
}

#[test]
fn d7_every_operation_of_the_schema_is_in_the_matrix() {
    let operations = Sdl::read(&api::graphql::sdl()).operations();
    let offered: BTreeSet<&str> = operations.iter().map(|operation| operation.name.as_str()).collect();
    let tried: BTreeSet<&str> = LINES.iter().chain(SILENT).map(|(name, _)| *name).chain(NAMELESS).collect();
    let missing: Vec<_> = offered.difference(&tried).collect();
    let gone: Vec<_> = tried.difference(&offered).collect();
    assert!(missing.is_empty() && gone.is_empty(), "without a line in the matrix: {missing:?}; no longer offered: {gone:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_what_is_another_s_is_answered_like_what_nobody_has() {
    let cast = Cast::open().await;
    let (mario, staff) = (cast.house.logged_in(&MARIO).await, cast.staff().await);
    let things = cast.things(&mario, &staff).await;
    let (near, nobodys) = (things.as_guessed(), Things::nobodys());
    let verified = cast.house.browser_outside();
    verified.come_as(LUCIA.tax_code).await;
    let levels = [("A0", cast.house.browser()), ("A1", cast.house.logged_in(&LUCIA).await), ("A2", verified)];
    let operations = Sdl::read(&api::graphql::sdl());
    let before = cast.house.count("CartChanged").await;
    for (level, browser) in &levels {
        let lucia = Asker { person: LUCIA, cart: crate::cast::open_cart(browser).await };
        for (name, variables) in LINES.iter().chain(SILENT) {
            let operation = operation(&operations, name);
            let document = operations.whole(&operation);
            let of_mario = said(browser, &document, variables(&near, &lucia)).await;
            let of_nobody = said(browser, &document, variables(&nobodys, &lucia)).await;
            assert_eq!(of_mario, of_nobody, "{name} as {level}");
        }
    }
    assert_eq!(cast.house.count("CartChanged").await, before);
    let own = Asker { person: MARIO, cart: crate::cast::open_cart(&mario).await };
    for (name, variables) in LINES {
        let operation = operation(&operations, name);
        let document = operations.whole(&operation);
        let of_himself = said(&mario, &document, variables(&things, &own)).await;
        let of_nobody = said(&mario, &document, variables(&nobodys, &own)).await;
        assert_ne!(of_himself, of_nobody, "{name} shows Mario nothing of his: this line proves nothing");
    }
}

fn operation(schema: &Sdl, name: &str) -> Operation {
    schema.operations().into_iter().find(|operation| operation.name == name).unwrap_or_else(|| panic!("no operation {name}"))
}

/// What is another one in every answer.
const NEW: [&str; 4] = ["reference", "freshness", "registration", "retryAfter"];

/// Status and answer, without what was sent and what is new in every answer.
async fn said(browser: &Browser, document: &str, variables: Value) -> (u16, String) {
    let answer = browser.say(document, variables.clone()).await;
    assert!([200, 401].contains(&answer.status), "{document} {variables}: {}", answer.text);
    let mut body: Value = serde_json::from_str(&answer.text).unwrap();
    let mut echoes = Vec::new();
    walk(&mut variables.clone(), "", &mut |_, value| echoes.extend(value.as_str().map(str::to_owned)));
    walk(&mut body, "", &mut |key, value| {
        if NEW.contains(&key) {
            echoes.extend(value.as_str().map(str::to_owned));
            *value = json!("…");
        }
    });
    echoes.sort_by_key(|echo| std::cmp::Reverse(echo.len()));
    let told = echoes.iter().filter(|echo| echo.len() > 3);
    (answer.status, told.fold(body.to_string(), |text, echo| text.replace(echo.as_str(), "…")))
}

/// Visits every value that holds no others, with the name it stands under.
fn walk(value: &mut Value, key: &str, visit: &mut dyn FnMut(&str, &mut Value)) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| walk(value, key, visit)),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, key, visit)),
        leaf => visit(key, leaf),
    }
}
