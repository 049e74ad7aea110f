//! The commands of the README, as they are typed: `sandbox` and the journeys, each with data of its own.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tests::sandbox::sample;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(120);

/// What the journey of a payment does, in order; steps about mails come in between.
const PAYMENT: [&str; 14] = [
    "Everything is started from nothing",
    "A notice is found by tax code and notice number",
    "A wrong number and a wrong tax code answer alike",
    "The notice is printed; its QR code is read from the page",
    "Five notices are in the cart, a sixth is refused",
    "\"Paga\", pressed twice, hands one cart to pagoPA",
    "pagoPA activates all five, takes the money, sends the browser back",
    "Five receipts settle five notices",
    "An instalment is paid, the browser never came back",
    "A receipt is searched and sent to another address",
    "A counter scans a notice and takes cash; the portal shows it paid",
    "The product is killed (-9) while two notices are being paid",
    "Started again; pagoPA repeats the receipts an hour later",
    "No name, tax code or address stands in the clear",
];

/// What the journey of a citizen with an account does, in order.
const CITIZEN: [&str; 18] = [
    "Everything is started from nothing",
    "A tax code is typed; the form asks for the rest",
    "The form is sent",
    "The activation mail comes; its link acts by POST, once",
    "She logs in",
    "The office verifies her document; at the next login she sees hers",
    "She fills in the nursery fee, confirms twice, has one notice",
    "She types the number of another person's notice",
    "She takes a notice from her own list",
    "Her cart holds three notices",
    "She pays all three in one operation",
    "Her history shows the payments and their totals",
    "The receipt as PDF: the same bytes here and by mail",
    "She asks for help about a notice",
    "Anna of the help desk answers at the staff's door",
    "She takes her consent back",
    "What was paid is still found without an account",
    "No name, tax code or address stands in the clear",
];

/// What the auditor's journey does, in order.
const AUDIT: [&str; 14] = [
    "Everything is started from nothing",
    "A notice is paid at a counter",
    "The whole log is what was signed",
    "The receipt's proof checks with no database, twice",
    "The log is carried away and checks with no database, twice",
    "The story of the notice is told from the log",
    "One cent is added to the receipt in a copy of the database: it is found and named",
    "A view is rebuilt, compared and exchanged while it is read",
    "An auditor is granted a mandate for one person, by an event",
    "The auditor reads that person in the clear, and nobody else",
    "The access log says who looked, before they saw it",
    "Who owed and who paid is kept by law: refused, with the reason",
    "Nothing of the person stands in the clear, and no fact is lost",
    "The receipt's proof still holds, and the log continues what was verified",
];

/// A folder for the data of one test; goes with it.
struct Data(PathBuf);

impl Data {
    fn new() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sandbox-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&path).unwrap();
        // The database server may run as another user.
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        Self(path)
    }

    /// The program with this data, not started.
    fn sandbox(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
        command.arg("--data").arg(&self.0).env_remove("DATABASE_URL").stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// Processes that were started for this data, other than `but`: their command lines.
    fn processes(&self, but: Option<u32>) -> Vec<String> {
        let name = self.0.file_name().unwrap().to_string_lossy().into_owned();
        let entries = std::fs::read_dir("/proc").unwrap().flatten();
        let others = entries.filter(|entry| but.is_none_or(|id| entry.file_name().to_string_lossy() != id.to_string()));
        let lines = others.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
        lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).filter(|line| line.contains(&name)).collect()
    }

    /// Waits until none of them is left.
    async fn nothing_is_left(&self) {
        let gone = async {
            let mut tick = tokio::time::interval(Duration::from_millis(50));
            while !self.processes(None).is_empty() {
                tick.tick().await;
            }
        };
        assert!(tokio::time::timeout(PATIENCE, gone).await.is_ok(), "left behind: {:#?}", self.processes(None));
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Data {
    /// Makes a journey to its end, and checks that every step was made, in order.
    async fn journey(&self, which: &[&str], steps: &[&str]) {
        // Everything that could be logged is logged, and scanned by the last step.
        let journey = self.sandbox().arg("journey").args(which).env("QUIETANZA__TELEMETRY__FILTER", "trace").output();
        let output = tokio::time::timeout(2 * PATIENCE, journey).await.expect("the journey ends").unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let log = std::fs::read_to_string(self.0.join("journey/product.log")).unwrap_or_default();
        assert_eq!(output.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
        let mut rest = said.as_str();
        for step in steps {
            let (_, after) = rest.split_once(step).unwrap_or_else(|| panic!("{step:?} is missing or late:\n{said}"));
            rest = after;
        }
        assert!(rest.contains("The journey is done: "), "{said}");
        assert!(log.contains(" TRACE "), "the log told everything");
    }

    /// What the journey saved is a PDF.
    fn holds_the_document(&self, name: &str) {
        let bytes = std::fs::read(self.0.join("journey/documents").join(name)).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
    }
}

#[tokio::test]
async fn the_journey_of_a_payment_goes_as_it_should_and_leaves_nothing_behind() {
    let data = Data::new();
    data.journey(&[], &PAYMENT).await;
    data.holds_the_document("avviso.pdf");
    data.holds_the_document(&format!("ricevuta-{}.pdf", sample::notice_of(0, 0, 0)));
    data.nothing_is_left().await;
}

#[tokio::test]
async fn the_journey_of_a_citizen_goes_as_it_should_and_leaves_nothing_behind() {
    let data = Data::new();
    data.journey(&["citizen"], &CITIZEN).await;
    data.holds_the_document("ricevuta-asilo-nido.pdf");
    data.nothing_is_left().await;
}

#[tokio::test]
async fn the_journey_of_an_auditor_goes_as_it_should_and_leaves_nothing_behind() {
    let data = Data::new();
    data.journey(&["audit"], &AUDIT).await;
    data.nothing_is_left().await;
}

/// A sandbox that runs, and where it said its portal is.
struct Running {
    child: Child,
    portal: String,
}

impl Running {
    async fn start(data: &Data) -> Self {
        let mut child = data.sandbox().stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let introduced = async {
            let mut portal = None;
            while let Some(line) = lines.next_line().await.unwrap() {
                if let Some((_, url)) = line.split_once("GraphQL            ") {
                    portal = Some(url.to_owned());
                }
                if line.starts_with("Try:") {
                    break;
                }
            }
            portal
        };
        let portal = tokio::time::timeout(PATIENCE, introduced).await.expect("the sandbox starts").expect("it says where");
        // What it says later is read and dropped, so that it never waits for a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, portal }
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let request = tests::client::plain().post(&self.portal).header("x-quietanza-client", "test").json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["data"].as_object().unwrap_or_else(|| panic!("{answer}")).values().next().unwrap().clone()
    }

    /// Ends it by a signal; its exit code.
    async fn end(mut self, signal: Signal) -> Option<i32> {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
        tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends").unwrap().code()
    }
}

/// Mario puts his first notice in a new cart.
async fn fill_a_cart(sandbox: &Running) -> Value {
    let nav = sample::notice_of(0, 0, 0);
    let look_up = "query($input: CodeInput!) { notice(input: $input) { ... on NoticeFound { position { proof } } } }";
    let input = json!({ "ente": sample::ENTE, "taxCode": sample::CITIZENS[0].tax_code, "code": nav.as_str() });
    let found = sandbox.ask(look_up, json!({ "input": input })).await;
    let open = "mutation($input: OpenCartInput!) { openCart(input: $input) { ... on CartChanged { cart { id } } } }";
    let cart = sandbox.ask(open, json!({ "input": { "ente": sample::ENTE } })).await["cart"]["id"].clone();
    let add = "mutation($input: AddToCartInput!) { addToCart(input: $input) { ... on CartChanged { cart { count } } } }";
    let input = json!({ "cartId": cart, "proof": found["position"]["proof"], "nav": nav.as_str() });
    assert_eq!(sandbox.ask(add, json!({ "input": input })).await["cart"]["count"], 1);
    cart
}

async fn is_kept(sandbox: &Running, cart: &Value) {
    let query = "query($id: String!) { cart(id: $id) { ... on Cart { count } } }";
    assert_eq!(sandbox.ask(query, json!({ "id": cart })).await["count"], 1, "the cart of the first run is still there");
}

#[tokio::test]
async fn the_sandbox_keeps_its_data_ends_cleanly_and_leaves_no_process_behind() {
    let data = Data::new();
    let first = Running::start(&data).await;
    let cart = fill_a_cart(&first).await;
    assert!(!data.processes(first.child.id()).is_empty(), "product and database are processes of their own");
    assert_eq!(first.end(Signal::INT).await, Some(0));
    data.nothing_is_left().await;

    let second = Running::start(&data).await;
    is_kept(&second, &cart).await;
    assert_eq!(second.end(Signal::KILL).await, None);
    data.nothing_is_left().await;

    let third = Running::start(&data).await;
    is_kept(&third, &cart).await;
    assert_eq!(third.end(Signal::INT).await, Some(0));
    data.nothing_is_left().await;
}
