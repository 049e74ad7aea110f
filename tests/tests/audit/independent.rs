//! A checker in another language, written from the public rules only, comes to the same: it believes what holds, and names what does not.

use std::process::{Command, Output};

use crate::cell::Cell;
use crate::heads::key;
use crate::story;
use crate::tool::{Desk, text};

/// The checker's answer; none where there is no Python.
fn checker(arguments: &[&str]) -> Option<Output> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/checker/check.py");
    match Command::new("python3").arg("-I").arg(script).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: there is no python3 here");
            None
        }
        Err(error) => panic!("python3: {error}"),
    }
}

fn holds(arguments: &[&str], said: &str) {
    if let Some(output) = checker(arguments) {
        let (out, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && out.contains(said), "{out}{complaint}");
    }
}

fn is_refused(arguments: &[&str], said: &str) {
    if let Some(output) = checker(arguments) {
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && complaint.contains(said), "{complaint}");
    }
}

#[tokio::test]
async fn another_program_believes_our_bundles() {
    let cell = Cell::signed(&[1, 300, 600], 1_000).await;
    let desk = Desk::new();
    let given = key(1).verifier();
    for (stretch, from, to) in [("..", 0, 999), ("299..700", 299, 699), ("5..6", 5, 5), ("999..", 999, 999)] {
        let bundle = desk.path(&from.to_string());
        assert_eq!(cell.ask(&["export", stretch, text(&bundle)]).await.code, 0);
        holds(&[text(&bundle), &given], &format!("events {from} to {to} are under the signed head of size 1000"));
        holds(&[text(&bundle)], "signed by keys the file itself names");
        is_refused(&[text(&bundle), &key(2).verifier()], "no key that counts");
    }
    let whole = std::fs::read_to_string(desk.path("0")).unwrap();
    let spoilt = desk.path("spoilt");
    let spoil = |from: &str, to: &str, said: &str| {
        assert!(whole.contains(from), "{from}");
        std::fs::write(&spoilt, whole.replacen(from, to, 1)).unwrap();
        is_refused(&[text(&spoilt), &given], said);
    };
    spoil("\\\"coin\\\": 417,", "\\\"coin\\\": 418,", "event 417: its bytes");
    spoil("{\"event\":{\"index\":417,", "{\"event\":{\"index\":418,", "event 417: missing");
    spoil("log.example.test/log\\n600\\n", "log.example.test/log\\n601\\n", "a signature on the head of size 601 is wrong");
    let without: Vec<&str> = whole.lines().filter(|line| !line.starts_with("{\"event\":{\"index\":8,")).collect();
    std::fs::write(&spoilt, without.join("\n") + "\n").unwrap();
    is_refused(&[text(&spoilt), &given], "event 8: missing");
}

#[tokio::test]
async fn another_program_believes_the_proof_of_a_receipt() {
    let cell = story::paid().await;
    let desk = Desk::new();
    let (proof, spoilt) = (desk.path("proof"), desk.path("spoilt"));
    assert_eq!(cell.ask(&["prove", "c110729d258c4ab1b765fe902aae41d6", "--output", text(&proof)]).await.code, 0);
    let given = key(1).verifier();
    holds(&[text(&proof), &given], "event 4 (ReceiptReceived) is under the signed head of size 8");
    let whole = std::fs::read_to_string(&proof).unwrap();
    let spoil = |from: &str, to: &str, said: &str| {
        assert!(whole.contains(from), "{from}");
        std::fs::write(&spoilt, whole.replacen(from, to, 1)).unwrap();
        is_refused(&[text(&spoilt), &given], said);
    };
    // The facts a reader looks at, and the bytes they stand for.
    spoil("\"amount\": 15000", "\"amount\": 150000", "the facts are not those of the event");
    spoil("\\\"amount\\\": 15000", "\\\"amount\\\": 150000", "event 4: its bytes");
    spoil("\"index\": 4", "\"index\": 5", "the path does not lead to the signed head");
}
