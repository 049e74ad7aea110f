//! A process that serves writes down what it does and never whom it does it for: nothing of fifty people who ask, pay, register and go wrong
//! stands in anything it writes, although it is told to write everything it can.

use std::process::Stdio;

use serde_json::{Value, json};
use tests::canaries::Canaries;
use tests::home::Home;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::Child;
use tokio::task::JoinHandle;

use crate::canaries::{Canary, come_in};
use crate::house::{ENTE, House};

const PEOPLE: u32 = 50;
const PASSWORD: &str = "ventitre gatti neri in gabbia";
const SETTINGS: &str = "[telemetry]\nfilter = \"debug,sqlx=debug\"\n[limits]\nrequests_per_minute = 1000000\nsends_per_hour = 100000\n\
                        logins_per_minute = 1000000\nlookups_per_minute = 1000000";

const HELP: &str = "mutation ($i: OpenSupportRequestInput!) { openSupportRequest(input: $i) { __typename } }";
const NOTICE: &str = "query ($i: CodeInput!) { notice(input: $i) { __typename } }";
const LOG_IN: &str = "mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }";
const BEGIN: &str = "mutation ($i: BeginRegistrationInput!) { beginRegistration(input: $i) { __typename } }";

/// The product as a process, and everything it writes.
struct Serving {
    child: Child,
    portal: String,
    out: JoinHandle<String>,
    log: JoinHandle<String>,
}

impl Serving {
    async fn start(house: &House) -> Self {
        let mut command = tests::child::product("as_product", &house.home.settings_file(), &["serve", "--stop-at-end-of-input"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut written = String::new();
        let portal = loop {
            let mut line = String::new();
            assert!(log.read_line(&mut line).await.unwrap() > 0, "it ended: {written}");
            written.push_str(&line);
            let said: Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(portal) = said["portal"].as_str() {
                break portal.to_owned();
            }
        };
        let out = tokio::spawn(everything(child.stdout.take().unwrap(), String::new()));
        Self { child, portal, out, log: tokio::spawn(everything(log, written)) }
    }

    async fn post(&self, path: &str, body: String) -> String {
        let request = tests::client::plain().post(format!("http://{}{path}", self.portal));
        let request = request.header("x-quietanza-client", "tests/1").header("content-type", "application/json");
        request.body(body).send().await.unwrap().text().await.unwrap()
    }

    async fn ask(&self, document: &str, input: Value) -> String {
        self.post("/graphql", json!({ "query": document, "variables": { "i": input } }).to_string()).await
    }

    /// Ends it; what it wrote.
    async fn stop(mut self) -> String {
        drop(self.child.stdin.take());
        assert!(self.child.wait().await.unwrap().success());
        self.out.await.unwrap() + &self.log.await.unwrap()
    }
}

async fn everything(mut from: impl AsyncRead + Unpin, mut written: String) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).await.unwrap();
    written.push_str(&String::from_utf8_lossy(&bytes));
    written
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_serving_process_writes_names_nobody() {
    let house = House::of(Home::with(SETTINGS).await).await;
    let people: Vec<Canary> = (0..PEOPLE).map(Canary::new).collect();
    let mut written = come_in(&house, &people).await;
    let nav: String =
        sqlx::query_scalar("SELECT nav FROM payment_history_v1 LIMIT 1").fetch_one(&house.product.pool).await.unwrap();
    let serving = Serving::start(&house).await;
    for person in &people {
        goes_right(&serving, person, &nav).await;
        goes_wrong(&serving, person).await;
    }
    house.settle().await;
    written += &serving.stop().await;
    assert!(written.lines().count() > 200, "it writes a lot: {written}");
    let secrets = people.iter().flat_map(Canary::values).chain([PASSWORD, "voliera-segreta"]);
    let canaries = Canaries::new(secrets);
    let shown = written.lines().find_map(|line| canaries.shown_in(line).map(|value| (value, line)));
    assert_eq!(shown, None);
    // The scan would find it.
    assert_eq!(canaries.shown_in(&format!("{written}{}", people[7].email)), Some(people[7].email.as_str()));
}

async fn goes_right(serving: &Serving, person: &Canary, nav: &str) {
    let help = json!({ "ente": ENTE, "caseType": "payment", "text": person.plea, "name": person.name, "email": person.email });
    let said = serving.ask(HELP, help).await;
    assert!(said.contains("SupportRequestNoted"), "{said}");
    let said = serving.ask(NOTICE, json!({ "ente": ENTE, "taxCode": person.tax_code, "code": nav })).await;
    assert!(said.contains("\"notice\""), "{said}");
    let said = serving.ask(LOG_IN, json!({ "ente": ENTE, "userName": person.email, "password": PASSWORD })).await;
    assert!(said.contains("logIn"), "{said}");
    let said = serving.ask(BEGIN, json!({ "ente": ENTE, "taxCode": person.tax_code })).await;
    assert!(said.contains("beginRegistration"), "{said}");
}

/// Bad input in every place it can stand in.
async fn goes_wrong(serving: &Serving, person: &Canary) {
    let Canary { tax_code, name, email, .. } = person;
    serving.post("/graphql", format!("{{\"query\": \"{{ {name} }}\", \"email\": {email}")).await;
    serving
        .ask(&format!("query {{ notice(input: {{ taxCode: \"{tax_code}\", code: \"{email}\" }}) {{ {name} }} }}"), json!({}))
        .await;
    serving
        .ask(HELP, json!({ "ente": name, "caseType": email, "text": tax_code, "name": [name], "email": { "is": email } }))
        .await;
    serving.ask(LOG_IN, json!({ "ente": ENTE, "userName": name, "password": [PASSWORD] })).await;
    serving.post(&format!("/return/{tax_code}/ok?cf={tax_code}&secret=voliera-segreta"), email.clone()).await;
    serving.post(&format!("/{email}/{tax_code}"), name.clone()).await;
}
