//! Every operation of both schemas, with values made to hurt, as every kind of visitor: what is well typed is answered in the words of the
//! schema, what is not is refused before anything is done, and nothing is ever a fault.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use api::graphql::access::{AccessRule, AccessTable};
use api::graphql::document::judge;
use serde_json::Value;

use crate::browser::Browser;
use crate::cast::{Cast, Things};
use crate::chance::Chance;
use crate::documents::{LUCIA, MARIO, PASSWORD};
use crate::values::{Known, Maker};
use tests::sandbox::sample;
use tests::sdl::{Operation, Sdl};

/// How long strange things are sent once everything was sent once.
const PATIENCE: Duration = Duration::from_secs(25);
/// Ends the session that asks, so that nothing after it would be tried.
const ENDS_THE_SESSION: [&str; 2] = ["logOut", "logout"];
/// Would close Mario's account, were anything known to it that is his.
const CLOSES_THE_ACCOUNT: [&str; 3] = ["revokeConsent", "requestErasure", "erasePeople"];

/// What is longer is not read to its end.
const MAX_BODY: usize = 32_768;

/// A visitor who tries everything.
struct Visitor<'a> {
    who: &'static str,
    browser: Browser,
    sdl: &'a Sdl,
    known: Known,
    /// Whether the schema admits this visitor to everything a document asks.
    admitted: Box<dyn Fn(&str) -> bool + Send + Sync + 'a>,
    seed: u64,
}

/// How often each kind of answer came.
type Tally = BTreeMap<String, usize>;

#[tokio::test(flavor = "multi_thread")]
async fn d9_f11_whatever_is_sent_to_either_schema_is_answered_in_its_words() {
    let seed = std::env::var("QUIETANZA_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(random_seed);
    println!("QUIETANZA_SEED={seed}");
    let cast = Cast::open().await;
    let (citizens, office) = (Sdl::read(&api::graphql::sdl()), Sdl::read(&api::office::sdl()));
    let table = AccessTable::from_sdl(&api::graphql::sdl()).unwrap();
    let (mario, lucia) = (cast.house.logged_in(&MARIO).await, cast.house.browser_outside());
    let staff = cast.staff().await;
    let things = cast.things(&mario, &staff).await;
    lucia.come_as(LUCIA.tax_code).await;
    let rule = |document: &str| judge(document, &table, false).unwrap_or_else(|refusal| panic!("{refusal}: {document}")).rule;
    let known = known(&things);
    let visitor = |who, browser, sdl, most: Option<AccessRule>| Visitor {
        who,
        browser,
        sdl,
        known: if who == "A1" { known.iter().cloned().chain(passwords()).collect() } else { known.clone() },
        admitted: Box::new(move |document| most.is_none_or(|most| rule(document) <= most)),
        seed,
    };
    let all = [
        visitor("A0", cast.house.browser(), &citizens, Some(AccessRule::Holder)),
        visitor("A1", mario, &citizens, Some(AccessRule::Citizen)),
        visitor("A2", lucia, &citizens, Some(AccessRule::VerifiedCitizen)),
        visitor("staff", staff, &office, None),
    ];
    let began = Instant::now();
    for tally in futures::future::join_all(all.iter().map(|visitor| visitor.tries_everything(began))).await {
        println!("{tally:?}");
    }
}

impl Visitor<'_> {
    async fn tries_everything(&self, began: Instant) -> Tally {
        let operations = self.sdl.operations();
        let asked = |operation: &&Operation| {
            operation.kind != "subscription" && (self.who == "A0" || !ENDS_THE_SESSION.contains(&operation.name.as_str()))
        };
        let operations: Vec<(&Operation, Vec<String>)> =
            operations.iter().filter(asked).map(|operation| (operation, self.sdl.documents(operation))).collect();
        let mut tally = Tally::new();
        for round in 0.. {
            let longest = operations.iter().map(|(_, documents)| documents.len()).max().unwrap_or_default();
            if round >= longest && began.elapsed() > PATIENCE {
                break;
            }
            for (at, (operation, documents)) in operations.iter().enumerate() {
                let document = &documents[round % documents.len()];
                let slim = round % documents.len() == documents.len() - 1;
                self.tries(operation, document, slim, (round, at), &mut tally).await;
            }
        }
        tally
    }

    /// One value of the right type, and one that is broken; the place in the run names the values.
    async fn tries(&self, operation: &Operation, document: &str, slim: bool, place: (usize, usize), tally: &mut Tally) {
        let none = Known::new();
        let known = if CLOSES_THE_ACCOUNT.contains(&operation.name.as_str()) { &none } else { &self.known };
        let (round, at) = place;
        let chance = Chance::new(self.seed ^ ((round as u64) << 32) ^ ((at as u64) << 16) ^ self.who.len() as u64);
        let mut maker = Maker { sdl: self.sdl, known, chance };
        let variables = maker.variables(operation, slim);
        let told = |variables: &Value| format!("{} round {round}: {document}\n{:.3000}", self.who, variables.to_string());
        let answer = self.browser.say(document, variables.clone()).await;
        let (status, text) = (answer.status, answer.text);
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status} {text}\n{}", told(&variables)));
        if text_of(document, &variables).len() > MAX_BODY {
            assert_eq!((status, code(&body)), (413, "BODY_TOO_LONG"));
        } else if (self.admitted)(document) {
            assert!(status == 200 && body.get("errors").is_none(), "{status} {text}\n{}", told(&variables));
        } else {
            assert_eq!((status, code(&body)), (401, "NOT_ADMITTED"), "{}", told(&variables));
        }
        *tally.entry(body["data"][&operation.name]["__typename"].as_str().unwrap_or("-").to_owned()).or_default() += 1;
        if operation.arguments.is_empty() {
            return;
        }
        let variables = maker.broken(operation);
        let answer = self.browser.say(document, variables.clone()).await;
        let (status, text) = (answer.status, answer.text);
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status} {text}\n{}", told(&variables)));
        let refused = ["VALIDATION", "BODY", "BODY_TOO_LONG", "NOT_ADMITTED"].contains(&code(&body));
        let good = if status == 200 { body.get("errors").is_none() } else { refused && body["data"].is_null() };
        assert!(good, "broken: {status} {text}\n{}", told(&variables));
        *tally.entry(format!("broken {status}")).or_default() += 1;
    }
}

fn text_of(document: &str, variables: &Value) -> String {
    serde_json::json!({ "query": document, "variables": variables }).to_string()
}

fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

fn random_seed() -> u64 {
    u64::from_le_bytes(api::clock::random_bytes::<8>())
}

/// What Mario alone knows: whoever else came in by it would end his session.
fn passwords() -> Known {
    ["password", "passwordAgain", "currentPassword"].map(|name| (name, PASSWORD.to_owned())).to_vec()
}

/// What may be known, by the names of the arguments that take it.
fn known(things: &Things) -> Known {
    let Things { nav, paid_nav, proof, draft, cart, reference, request, registration, freshness, position, request_id, .. } =
        things.clone();
    let mut known: Known = vec![
        ("ente", sample::ENTE.to_owned()),
        ("taxCode", MARIO.tax_code.to_owned()),
        ("taxCode", LUCIA.tax_code.to_owned()),
        ("code", nav.clone()),
        ("code", "multa".to_owned()),
        ("code", "000000".to_owned()),
        ("nav", nav.clone()),
        ("code", paid_nav.clone()),
        ("nav", paid_nav),
        ("iuv", nav[1..].to_owned()),
        ("proofs", proof.clone()),
        ("proof", proof),
        ("draft", draft),
        ("cartId", cart.clone()),
        ("cart", cart.clone()),
        ("reference", reference.clone()),
        ("checkout", reference),
        ("reference", request.clone()),
        ("request", request),
        ("registration", registration),
        ("freshness", freshness.clone()),
        ("seen", freshness),
        ("service", "multa".to_owned()),
        ("service", "asilo-nido".to_owned()),
        ("caseType", "payment".to_owned()),
        ("email", MARIO.email.to_owned()),
        ("userName", MARIO.user_name.to_owned()),
        ("name", "Mario".to_owned()),
        ("name", "anna".to_owned()),
        ("surname", "Rossi".to_owned()),
        ("country", "IT".to_owned()),
        ("province", "RM".to_owned()),
        ("postalCode", "00100".to_owned()),
        ("telephone", "06 0000000".to_owned()),
        ("idempotencyKey", "known".to_owned()),
        ("from", "2026-01-01".to_owned()),
        ("until", "31/12/2026".to_owned()),
        ("text", "Buongiorno,\n\nuna domanda.".to_owned()),
        ("reason", "prova".to_owned()),
        ("number", "CASSA-1".to_owned()),
        ("to", "anna".to_owned()),
        ("assignee", "anna".to_owned()),
        ("key", "importo".to_owned()),
        ("value", "4200".to_owned()),
    ];
    // At the staff's door everything is known by one name; Mario's session is not, or it would be ended.
    known.extend([cart, position.clone(), request_id].map(|id| ("id", id)));
    known.push(("position", position));
    known.extend(sample::positions(tests::sandbox::today()).take(1).map(|position| ("gpd", position)));
    known
}
