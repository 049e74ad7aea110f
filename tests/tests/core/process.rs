//! The process: what is wrong is named before anything starts, and the end is orderly.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tests::child;
use tests::home::Home;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// The lines of a log, read all the time: a process whose log nobody reads stands still once the pipe is full.
pub(crate) type Log = UnboundedReceiver<String>;

/// A product that serves, and its log.
pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) log: Log,
    pub(crate) operations: SocketAddr,
    pub(crate) portal: SocketAddr,
    pub(crate) station: SocketAddr,
}

pub(crate) async fn serve(home: &Home) -> Serving {
    let mut child = child::product("as_product", &home.settings_file(), &["serve"]).stdout(Stdio::null()).spawn().unwrap();
    let mut log = listen(&mut child);
    let line = wait_for(&mut log, "serving").await;
    let address = |name: &str| line[name].as_str().unwrap().parse().unwrap();
    Serving { operations: address("operations"), portal: address("portal"), station: address("station"), child, log }
}

fn listen(child: &mut Child) -> Log {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let (said, log) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            // Nobody may listen any more; it is read all the same.
            let _ = said.send(line);
        }
    });
    log
}

pub(crate) async fn wait_for(log: &mut Log, message: &str) -> serde_json::Value {
    let mut seen = Vec::new();
    let waiting = async {
        while let Some(line) = log.recv().await {
            let json: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            if json["message"] == message {
                return Some(json);
            }
            seen.push(line);
        }
        None
    };
    let found = tokio::time::timeout(Duration::from_secs(20), waiting).await.ok().flatten();
    found.unwrap_or_else(|| panic!("{message:?} is not said; said is {seen:?}"))
}

pub(crate) fn signal(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id().unwrap()).unwrap();
    kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
}

pub(crate) async fn exit_code(child: &mut Child) -> Option<i32> {
    tokio::time::timeout(Duration::from_secs(30), child.wait()).await.expect("the process ends").unwrap().code()
}

#[tokio::test]
async fn a_wrong_setting_is_named_and_the_exit_code_is_2() {
    let home = Home::fresh().await;
    std::fs::remove_file(home.path("checkout.key")).unwrap();
    let output = child::product("as_product", &home.settings_file(), &["serve"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.lines().any(|line| line.starts_with("checkout.key_file: ")), "{said}");
    assert_eq!(output.status.code(), Some(2), "{said}");
}

#[tokio::test]
async fn it_serves_until_sigterm_and_ends_in_order() {
    let home = Home::fresh().await;
    drop(home.product().await);
    let mut serving = serve(&home).await;
    let client = tests::client::plain();
    let get = |path: &str| client.get(format!("http://{}{path}", serving.operations)).send();
    assert_eq!(get("/healthz").await.unwrap().text().await.unwrap(), "ok\n");
    // What the opening wrote is put in its place and shown first.
    let ready = async {
        let mut look = tokio::time::interval(Duration::from_millis(20));
        while get("/readyz").await.unwrap().status() != 200 {
            look.tick().await;
        }
    };
    tokio::time::timeout(tests::wait::PATIENCE, ready).await.expect("it becomes ready");
    assert!(get("/metrics").await.unwrap().text().await.unwrap().contains("http_requests_total"));
    let inside = client.get(format!("http://{}/metrics", serving.portal)).send().await.unwrap();
    assert_eq!(inside.status(), 404, "figures are for the office only");
    signal(&serving.child, Signal::TERM);
    wait_for(&mut serving.log, "stopped").await;
    assert_eq!(exit_code(&mut serving.child).await, Some(0));
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let home = Home::fresh().await;
    let mut serving = serve(&home).await;
    // A request that never ends its body keeps the drain waiting.
    let mut held = tokio::net::TcpStream::connect(serving.portal).await.unwrap();
    let request = b"GET /return/x/ok HTTP/1.1\r\nhost: x\r\nx-slow: ";
    tokio::io::AsyncWriteExt::write_all(&mut held, request).await.unwrap();
    signal(&serving.child, Signal::INT);
    wait_for(&mut serving.log, "stopping: requests in progress may finish").await;
    signal(&serving.child, Signal::INT);
    let code = exit_code(&mut serving.child).await;
    assert!(matches!(code, Some(130 | 0)), "{code:?}");
}

#[tokio::test]
async fn it_ends_with_its_input_when_asked_to() {
    let home = Home::fresh().await;
    let mut child = child::product("as_product", &home.settings_file(), &["serve", "--stop-at-end-of-input"]);
    let mut child = child.stdin(Stdio::piped()).spawn().unwrap();
    let mut log = listen(&mut child);
    wait_for(&mut log, "serving").await;
    drop(child.stdin.take());
    assert_eq!(exit_code(&mut child).await, Some(0));
}

#[tokio::test]
async fn keys_are_made_once_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::fresh().await;
    let folder = home.path("keys");
    let arguments = ["keys", "generate", folder.to_str().unwrap()];
    let mut made = Vec::new();
    for _ in 0..2 {
        let output = child::product("as_product", &home.settings_file(), &arguments).output().await.unwrap();
        assert!(output.status.success());
        made.push(
            ["vault.key", "vault.pepper", "links.key", "log.key"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap()),
        );
    }
    assert_eq!(made[0], made[1], "a second run keeps them");
    assert!(made[0].iter().all(|key| key.trim().len() == 64) && made[0][0] != made[0][1]);
    let mode = std::fs::metadata(folder.join("vault.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// What a log writes while nobody reads it must not hold up a payment.
#[tokio::test]
async fn a_product_whose_log_nobody_reads_goes_on_and_counts_the_lines_it_dropped() {
    let home = Home::with("[telemetry]\nfilter = \"trace\"\n[limits]\nrequests_per_minute = 1000000").await;
    let mut child = child::product("as_product", &home.settings_file(), &["serve"]).stdout(Stdio::null()).spawn().unwrap();
    let mut unread = BufReader::new(child.stderr.take().unwrap()).lines();
    let operations = loop {
        let line: serde_json::Value = serde_json::from_str(&unread.next_line().await.unwrap().unwrap()).unwrap_or_default();
        if let Some(operations) = line["operations"].as_str() {
            break operations.to_owned();
        }
    };
    let client = tests::client::plain();
    let dropped = async {
        loop {
            let many = (0..64).map(|_| client.get(format!("http://{operations}/healthz")).send());
            assert!(futures::future::join_all(many).await.into_iter().all(|answer| answer.unwrap().status() == 200));
            let metrics = client.get(format!("http://{operations}/metrics")).send().await.unwrap().text().await.unwrap();
            let lines = metrics.lines().find_map(|line| line.strip_prefix("log_lines_dropped_total "));
            if lines.is_some_and(|lines| lines.parse::<u64>().unwrap() > 0) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), dropped).await.expect("lines are dropped, and every request is answered");
    signal(&child, Signal::TERM);
    assert_eq!(exit_code(&mut child).await, Some(0));
}
