//! One bit of what is stored is turned, one event taken away or exchanged: it is found, and the event is named.

use std::fmt::Write as _;

use sqlx::Executor;

use crate::cell::Cell;
use crate::heads::key;
use crate::tool::{Answer, Desk, ask, text};

const SIZE: i64 = 1_000;

async fn verified_after(statements: &[&str]) -> Answer {
    let cell = Cell::signed(&[300, 600], SIZE).await;
    cell.tamper(statements).await;
    let answer = cell.ask(&["verify", "--key", &key(1).verifier(), "--json"]).await;
    assert_eq!(answer.code, 1, "{statements:?}: {}{}", answer.out, answer.complaint);
    assert_eq!(answer.json()["holds"], false);
    answer
}

/// What is stored of event 417, column by column, each one bit away from what it was; of an index that lies in a full tile.
#[tokio::test]
async fn a_turned_bit_of_an_event_is_named_by_its_index() {
    let of_417 = "global_position = (SELECT global_position FROM event_log WHERE log_index = 417)";
    for change in [
        "aggregate_type = 'Kar'",
        "aggregate_id = 'kar-41'",
        "sequence = sequence + 16384",
        "event_type = 'CoinPuu'",
        "event_version = '0'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "payload = replace(payload::text, 'coin', 'coio')::json",
        "payload = (payload::text || ' ')::json",
        "metadata = replace(metadata::text, 'anna', 'anoa')::json",
    ] {
        let answer = verified_after(&[&format!("UPDATE events SET {change} WHERE {of_417}")]).await;
        assert_eq!(answer.json()["event"], 417, "{change}: {}", answer.complaint);
        assert!(answer.complaint.contains("its stored bytes are not those that were logged"), "{}", answer.complaint);
    }
}

#[tokio::test]
async fn every_bit_of_the_log_and_the_tiles_counts() {
    let turned = "set_byte(%, 40 % 32, get_byte(%, 40 % 32) # 1)";
    let flip = |column: &str, at: u32| turned.replace("40 % 32", &at.to_string()).replace('%', column);
    let entry = format!("UPDATE event_log SET leaf_hash = {} WHERE log_index = 5", flip("leaf_hash", 31));
    let answer = verified_after(&[&entry]).await;
    assert_eq!(answer.json()["event"], 5);
    assert!(answer.complaint.contains("its entry in the log was changed"), "{}", answer.complaint);
    // Byte 40 of tile 1 belongs to its second leaf.
    let hashes = format!("UPDATE log_tile SET hashes = {} WHERE level = 0 AND tile_index = 1", flip("hashes", 40));
    let answer = verified_after(&[&hashes]).await;
    assert_eq!(answer.json()["event"], 257);
    let root = format!("UPDATE log_tile SET root = {} WHERE level = 0 AND tile_index = 2", flip("root", 0));
    let answer = verified_after(&[&root]).await;
    assert!(answer.complaint.contains("tile 0/002: its root was changed"), "{}", answer.complaint);
    let answer = verified_after(&["DELETE FROM log_tile WHERE tile_index = 0"]).await;
    assert!(answer.complaint.contains("tile 0/000: missing"), "{}", answer.complaint);
    // Beyond the last full tile there are the event and its entry only.
    let tail = format!("UPDATE event_log SET leaf_hash = {} WHERE log_index = 999", flip("leaf_hash", 0));
    assert_eq!(verified_after(&[&tail]).await.json()["event"], 999);
}

#[tokio::test]
async fn every_letter_of_a_head_counts() {
    for change in [
        "note = replace(note, E'\\n600\\n', E'\\n601\\n')",
        "note = overlay(note placing 'A' from length(note) - 20)",
        "note = replace(note, 'log.example', 'lof.example')",
        "tree_size = 601",
        "signers = '00000000'",
    ] {
        let answer = verified_after(&[&format!("UPDATE log_head SET {change} WHERE tree_size = 600")]).await;
        assert!(answer.complaint.contains("head"), "{change}: {}", answer.complaint);
    }
}

#[tokio::test]
async fn a_removed_or_exchanged_event_is_refused() {
    let position = "(SELECT global_position FROM event_log WHERE log_index = 417)";
    let gone = verified_after(&[&format!("DELETE FROM events WHERE global_position = {position}")]).await;
    assert_eq!(gone.json()["event"], 417);
    let entry_gone = verified_after(&["DELETE FROM event_log WHERE log_index = 417"]).await;
    assert_eq!(entry_gone.json()["event"], 417);
    // Exchanged in the log, their hashes left behind or taken along.
    let exchange = "
        UPDATE event_log AS l SET global_position = -other.global_position FROM event_log AS other
         WHERE l.log_index IN (417, 418) AND other.log_index = 835 - l.log_index";
    let back = "UPDATE event_log SET global_position = -global_position WHERE global_position < 0";
    assert_eq!(verified_after(&[exchange, back]).await.json()["event"], 417);
    let with_hashes = exchange.replace("SET ", "SET leaf_hash = other.leaf_hash, ");
    let answer = verified_after(&[&with_hashes, back]).await;
    assert_eq!(answer.json()["event"], 417, "{}", answer.complaint);
    // The last ones cut off: they were signed.
    let cut = verified_after(&["DELETE FROM event_log WHERE log_index >= 990"]).await;
    assert_eq!(cut.json()["event"], 990);
}

/// Whoever can write everything but the signing key makes everything agree again, and is found between two heads.
#[tokio::test]
async fn a_log_rewritten_as_a_whole_is_found_between_two_heads() {
    let cell = Cell::signed(&[300, 600], SIZE).await;
    cell.tamper(&[
        "UPDATE events SET payload = replace(payload::text, 'coin', 'coio')::json
          WHERE global_position = (SELECT global_position FROM event_log WHERE log_index = 417)",
        "DELETE FROM event_log",
        "DELETE FROM log_tile",
        "INSERT INTO event_queue SELECT DISTINCT tx_id FROM events ON CONFLICT DO NOTHING",
    ])
    .await;
    assert_eq!(cell.sequencer().drain_once().await.unwrap(), 1_000);
    let answer = cell.ask(&["verify", "--json"]).await;
    assert_eq!(answer.code, 1);
    assert!(answer.complaint.contains("events 300 to 599: not what was signed in the head of size 600"), "{}", answer.complaint);
}

/// Every bit of the lines about two events is turned, one after the other; every other line loses or gains a bit somewhere.
#[tokio::test]
async fn no_bit_of_a_bundle_can_be_turned() {
    let cell = Cell::signed(&[12], 20).await;
    let desk = Desk::new();
    let (bundle, spoilt) = (desk.path("bundle"), desk.path("spoilt"));
    assert_eq!(cell.ask(&["export", "3..", text(&bundle)]).await.code, 0);
    let whole = std::fs::read(&bundle).unwrap();
    let given = key(1).verifier();
    let mut begin = 0;
    for line in whole.split_inclusive(|byte| *byte == b'\n') {
        let event = String::from_utf8_lossy(line).strip_prefix("{\"event\":{\"index\":").and_then(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u64>().ok()
        });
        let every = if event == Some(7) { 1 } else { 37 };
        for at in (0..line.len()).step_by(every) {
            let mut bytes = whole.clone();
            bytes[begin + at] ^= 1 << (at % 8);
            std::fs::write(&spoilt, &bytes).unwrap();
            let answer = ask(&["check", text(&spoilt), "--key", &given, "--json"]).await;
            let schema = line.starts_with(b"{\"schema\"");
            let keys = line.starts_with(b"{\"bundle\"");
            assert!(answer.code == 1 || schema || keys, "byte {at} of {}: {}", String::from_utf8_lossy(line), answer.out);
            if let Some(index) = event {
                let told = answer.json();
                let named = told["event"].as_u64();
                assert!(named == Some(index), "byte {at} of event {index}: {}", answer.complaint);
            }
        }
        begin += line.len();
    }
}

#[tokio::test]
async fn no_event_of_a_bundle_can_be_removed_or_exchanged() {
    let cell = Cell::signed(&[12], 20).await;
    let desk = Desk::new();
    let (bundle, spoilt) = (desk.path("bundle"), desk.path("spoilt"));
    assert_eq!(cell.ask(&["export", "..", text(&bundle)]).await.code, 0);
    let whole = std::fs::read_to_string(&bundle).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("{\"event\"")).unwrap();
    let refused = async |lines: Vec<&str>, index: Option<u64>| {
        let content = lines.iter().fold(String::new(), |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        });
        std::fs::write(&spoilt, content).unwrap();
        let answer = ask(&["check", text(&spoilt), "--json"]).await;
        assert_eq!(answer.code, 1, "{}", answer.out);
        assert_eq!(answer.json()["event"].as_u64(), index, "{}", answer.complaint);
    };
    let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat();
    refused(without(first + 7), Some(7)).await;
    refused(without(lines.len() - 2), Some(19)).await;
    let mut exchanged = lines.clone();
    exchanged.swap(first + 7, first + 8);
    refused(exchanged, Some(7)).await;
    let twice = [&lines[..=first + 7], &lines[first + 7..]].concat();
    refused(twice, Some(8)).await;
    refused(lines[1..].to_vec(), None).await;
    refused(vec![lines[0]], Some(0)).await;
}

#[tokio::test]
async fn no_bit_of_a_proof_can_be_turned() {
    let cell = Cell::signed(&[], 20).await;
    let desk = Desk::new();
    let (proof, spoilt) = (desk.path("proof"), desk.path("spoilt"));
    assert_eq!(cell.ask(&["prove", "7", "--output", text(&proof)]).await.code, 0);
    let whole = std::fs::read(&proof).unwrap();
    let given = key(1).verifier();
    let keys = whole.windows(6).position(|bytes| bytes == b"\"keys\"").unwrap();
    for at in 0..keys {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        // A blank between two words of JSON says nothing.
        let layout = whole[at].is_ascii_whitespace() && bytes[at].is_ascii_whitespace();
        std::fs::write(&spoilt, &bytes).unwrap();
        let answer = ask(&["check", text(&spoilt), "--key", &given]).await;
        assert!(answer.code == 1 || layout, "byte {at}: {}", String::from_utf8_lossy(&bytes[at.saturating_sub(20)..at + 1]));
    }
}

#[tokio::test]
async fn the_tool_can_change_nothing() {
    let cell = Cell::signed(&[], 3).await;
    let database = replay::audit::Database::open(cell.database.owner(), "public").await.unwrap();
    drop(database);
    let pool = replay::pool::lazy(replay::pool::in_cell(cell.database.reader(), "public"), 1);
    let refused = pool.execute("INSERT INTO event_log VALUES (3, 9, '')").await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
}
