//! The auditor's tool, asked as an auditor asks it: what it answers, what it ends with, and that it needs no more than the reading role.

use std::path::{Path, PathBuf};

use serde_json::Value;
use sqlx::ConnectOptions;
use tempfile::TempDir;

use crate::cell::Cell;
use crate::heads::{key, signer};

/// What the tool ended with and said.
pub(crate) struct Answer {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) complaint: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.complaint))
    }
}

pub(crate) async fn ask(arguments: &[&str]) -> Answer {
    let (mut out, mut complaint) = (Vec::new(), Vec::new());
    let arguments = std::iter::once(&"replay").chain(arguments).map(Into::into);
    let code = replay::tool::run(arguments, false, &mut out, &mut complaint).await;
    Answer { code, out: String::from_utf8(out).unwrap(), complaint: String::from_utf8(complaint).unwrap() }
}

impl Cell {
    /// Asks about this cell, in the role that only reads.
    pub(crate) async fn ask(&self, arguments: &[&str]) -> Answer {
        let url = self.database.reader().to_url_lossy().to_string();
        ask(&[arguments, &["--database", &url, "--quiet"]].concat()).await
    }

    /// A cell of `size` events, with heads at each of `heads` and at the end.
    pub(crate) async fn signed(heads: &[i64], size: i64) -> Self {
        let cell = Self::fresh().await;
        let signer = signer(&cell, 1, None).await;
        let mut from = 0;
        for to in heads.iter().copied().chain([size]) {
            cell.grow(from, to).await;
            signer.sign(to.unsigned_abs()).await.unwrap();
            from = to;
        }
        cell
    }
}

/// A folder for what the tool writes.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test]
async fn a_log_that_was_not_touched_verifies() {
    let cell = Cell::signed(&[1, 300, 9_000], 70_000).await;
    let given = key(1).verifier();
    let answer = cell.ask(&["verify", "--key", &given, "--json"]).await;
    assert_eq!(answer.code, 0, "{}", answer.complaint);
    let told = answer.json();
    assert_eq!((&told["holds"], &told["size"], &told["heads"]), (&true.into(), &70_000.into(), &4.into()));
    assert_eq!(told["root"], hex::encode(cell.tree().root(70_000).await.unwrap()));
    // For people, with a warning that nobody vouched for the key.
    let answer = cell.ask(&["verify", "--size", "300"]).await;
    assert_eq!(answer.code, 0);
    assert!(answer.out.contains("300 events are what was signed (by keys the log itself names"), "{}", answer.out);
    let answer = cell.ask(&["verify", "--csv"]).await;
    assert!(answer.out.starts_with("what,value\norigin,log.example.test/log\n"), "{}", answer.out);
    let stranger = key(2).verifier();
    let answer = cell.ask(&["verify", "--key", &stranger]).await;
    assert_eq!(answer.code, 1);
    assert!(answer.complaint.contains("not signed by a trusted key"), "{}", answer.complaint);
}

#[tokio::test]
async fn a_verification_goes_on_where_it_was_interrupted() {
    let cell = Cell::signed(&[1_000], 70_000).await;
    let desk = Desk::new();
    let state = desk.path("state.json");
    let first = cell.ask(&["verify", "--state", text(&state), "--size", "1000", "--json"]).await.json();
    assert_eq!((&first["verified_before"], &first["heads"]), (&0.into(), &1.into()));
    let second = cell.ask(&["verify", "--state", text(&state), "--json"]).await.json();
    assert_eq!((&second["verified_before"], &second["heads"], &second["size"]), (&1_000.into(), &2.into(), &70_000.into()));
    // What was verified is kept: a log that has become shorter, or another one, is noticed.
    let answer = cell.ask(&["verify", "--state", text(&state), "--size", "1000"]).await;
    assert_eq!(answer.code, 1, "{}", answer.out);
    let other = Cell::fresh().await;
    other.grow(1, 71_001).await;
    signer(&other, 1, None).await.sign(70_001).await.unwrap();
    let answer = other.ask(&["verify", "--state", text(&state)]).await;
    assert!(answer.complaint.contains("the first 70000 events are not those that were verified before"), "{}", answer.complaint);
    std::fs::write(&state, "{}").unwrap();
    assert_eq!(cell.ask(&["verify", "--state", text(&state)]).await.code, 3);
}

#[tokio::test]
async fn a_proof_is_made_and_checked_without_the_database() {
    let cell = Cell::signed(&[300], 1_000).await;
    let desk = Desk::new();
    let proof = desk.path("proof.json");
    let answer = cell.ask(&["prove", "7", "--output", text(&proof)]).await;
    assert_eq!(answer.code, 0, "{}", answer.complaint);
    let given = key(1).verifier();
    let answer = ask(&["check", text(&proof), "--key", &given]).await;
    assert_eq!(answer.code, 0, "{}", answer.complaint);
    assert!(answer.out.contains("event 7 (CoinPut of Jar/jar-0) is under the signed head of size 1000\n"), "{}", answer.out);
    assert_eq!(ask(&["check", text(&proof), "--key", &key(2).verifier()]).await.code, 1);
    // Without a file it goes to standard output; under an older head it is another proof.
    let older = cell.ask(&["prove", "7", "--size", "300"]).await;
    std::fs::write(&proof, &older.out).unwrap();
    assert!(ask(&["check", text(&proof)]).await.out.contains("size 300"));
    assert_eq!(cell.ask(&["prove", "300", "--size", "300"]).await.code, 4);
    assert_eq!(cell.ask(&["prove", "no-such-receipt"]).await.code, 4);
}

#[tokio::test]
async fn a_bundle_is_carried_away_and_checked_without_the_database() {
    let cell = Cell::signed(&[1, 300, 700], 1_000).await;
    let desk = Desk::new();
    for (stretch, from, to, heads) in
        [("..", 0, 1_000, 4), ("300..700", 300, 700, 1), ("299..", 299, 1_000, 3), ("5..6", 5, 6, 0), ("0..1", 0, 1, 1)]
    {
        let bundle = desk.path(&format!("{from}-{to}.ndjson"));
        let answer = cell.ask(&["export", stretch, text(&bundle), "--json"]).await;
        assert_eq!(answer.code, 0, "{stretch}: {}", answer.complaint);
        let told = ask(&["check", text(&bundle), "--key", &key(1).verifier(), "--json"]).await.json();
        assert_eq!((&told["from"], &told["to"], &told["heads"]), (&from.into(), &to.into(), &heads.into()), "{stretch}");
    }
    // Nothing is written over, and nothing that was not signed is exported.
    let there = desk.path("5-6.ndjson");
    assert_eq!(cell.ask(&["export", "5..6", text(&there)]).await.code, 3);
    cell.grow(1_000, 1_001).await;
    assert_eq!(cell.ask(&["export", "..1001", text(&desk.path("new"))]).await.code, 4);
    assert_eq!(cell.ask(&["export", "6..5", text(&desk.path("new"))]).await.code, 2);
}

/// What a receipt prints must be the same for ever, also of receipts that are older than the first signature.
#[tokio::test]
async fn an_event_knows_whether_the_log_was_signed_when_it_came() {
    let cell = Cell::with_log(1).await;
    signer(&cell, 1, None).await;
    cell.grow(1, 2).await;
    let log = replay::audit::Database::over(cell.pool.clone());
    let leaves = cell.leaves().await;
    for (sequence, was_signed) in [(1, false), (2, true)] {
        let entry = log.entry("Jar", "jar-0", sequence).await.unwrap().unwrap();
        assert_eq!((entry.index, entry.leaf, entry.was_signed), (sequence - 1, leaves[sequence as usize - 1], was_signed));
    }
    assert_eq!(log.entry("Jar", "jar-0", 3).await.unwrap(), None);
    let unsigned = Cell::with_log(1).await;
    let entry = replay::audit::Database::over(unsigned.pool.clone()).entry("Jar", "jar-0", 1).await.unwrap().unwrap();
    assert!(!entry.was_signed);
}

#[tokio::test]
async fn the_tool_ends_with_what_its_manual_says() {
    let manual = ask(&["man"]).await;
    assert_eq!(manual.code, 0);
    for word in [".TH replay 1", ".TH replay-verify", "Exit codes", "what was asked for is not there", "\\-\\-database"] {
        assert!(manual.out.contains(word), "{word}: {}", manual.out);
    }
    assert_eq!(ask(&["--help"]).await.code, 0);
    assert_eq!(ask(&["verify", "--unknown"]).await.code, 2);
    assert_eq!(ask(&["as-of", "yesterday", "x"]).await.code, 2);
    assert_eq!(ask(&["verify", "--database", "postgres://nobody@127.0.0.1:1/none"]).await.code, 3);
    assert_eq!(ask(&["check", "/nowhere"]).await.code, 3);
    let cell = Cell::with_log(3).await;
    let answer = cell.ask(&["verify", "--json"]).await;
    assert_eq!(answer.code, 4, "{}", answer.out);
    assert!(answer.json()["holds"].is_null());
}
