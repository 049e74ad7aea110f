//! One bit of one stored value is turned, wherever it lies: it is found, and where it belongs to an event that event is named.
//!
//! Not covered, because nothing anybody signed covers it: `events.tx_id` (used before an event has its place in the log only),
//! `log_head.signed_at` and `log_verifier.since`.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use sqlx::{ConnectOptions, Executor, PgConnection};

use crate::cell::Cell;
use crate::heads::key;

const SIZE: i64 = 700;
/// Turned bits that the database did not refuse by itself.
const TURNED: usize = 80;
/// Bits tried at most.
const TRIES: usize = 4_000;

/// How a value's bit is turned.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Json,
    Bytes,
    Number,
    Time,
}

/// Table, its key (which row by number), column, kind, and whether the row's number is an event's index.
const COLUMNS: [(&str, &str, &str, Kind, bool); 20] = [
    ("events", EVENT, "aggregate_type", Kind::Text, true),
    ("events", EVENT, "aggregate_id", Kind::Text, true),
    ("events", EVENT, "sequence", Kind::Number, true),
    ("events", EVENT, "event_type", Kind::Text, true),
    ("events", EVENT, "event_version", Kind::Text, true),
    ("events", EVENT, "payload", Kind::Json, true),
    ("events", EVENT, "metadata", Kind::Json, true),
    ("events", EVENT, "global_position", Kind::Number, true),
    ("events", EVENT, "recorded_at", Kind::Time, true),
    ("events", EVENT, "ente", Kind::Text, true),
    ("events", EVENT, "correlation_id", Kind::Text, true),
    ("event_log", "log_index = %", "log_index", Kind::Number, true),
    ("event_log", "log_index = %", "global_position", Kind::Number, true),
    ("event_log", "log_index = %", "leaf_hash", Kind::Bytes, true),
    ("log_tile", "tile_index = % / 350", "tile_index", Kind::Number, false),
    ("log_tile", "tile_index = % / 350", "root", Kind::Bytes, false),
    ("log_tile", "tile_index = % / 350", "hashes", Kind::Bytes, false),
    ("log_head", HEAD, "tree_size", Kind::Number, false),
    ("log_head", HEAD, "note", Kind::Text, false),
    ("log_verifier", "true", "verifier", Kind::Text, false),
];
const EVENT: &str = "global_position = (SELECT global_position FROM event_log WHERE log_index = %)";
const HEAD: &str = "tree_size = (ARRAY[300, 512, 700])[1 + % % 3]";

/// The value with bit number `bit` (wrapped to its length) turned; characters stay ASCII, so that it is text at all.
fn turned(kind: Kind, column: &str, bit: u32) -> String {
    let in_text = |text: &str| {
        let at = format!("({bit} % octet_length({text}::text))");
        format!(
            "convert_from(set_byte(convert_to({text}::text, 'UTF8'), {at}, get_byte(convert_to({text}::text, 'UTF8'), {at}) # (1 << {})), 'UTF8')",
            bit % 7
        )
    };
    match kind {
        Kind::Text => in_text(column),
        Kind::Json => format!("{}::json", in_text(column)),
        Kind::Bytes => format!(
            "set_bit({column}, {bit} % (8 * octet_length({column})), 1 - get_bit({column}, {bit} % (8 * octet_length({column}))))"
        ),
        Kind::Number => format!("({column} # (1::bigint << {}))", bit % 40),
        Kind::Time => format!("({column} + (1::bigint << {}) * interval '1 microsecond')", bit % 40),
    }
}

/// The database's own rules lifted as far as somebody could who writes to its files: what is computed becomes a plain column.
async fn lift(owner: &mut PgConnection) {
    for column in ["ente", "correlation_id"] {
        let lifted = format!("ALTER TABLE events ALTER COLUMN {column} DROP EXPRESSION");
        owner.execute(lifted.as_str()).await.unwrap();
    }
    owner.execute("ALTER TABLE events ALTER COLUMN global_position DROP IDENTITY").await.unwrap();
}

#[tokio::test]
async fn a_turned_bit_is_found_wherever_it_lies() {
    let cell = Cell::signed(&[300, 512], SIZE).await;
    // The triggers are lifted by a change that changes nothing.
    cell.tamper(&["UPDATE log_head SET signers = signers"]).await;
    let mut owner = cell.database.owner().connect().await.unwrap();
    lift(&mut owner).await;
    let given = key(1).verifier();
    let mut runner = TestRunner::new(Config::default());
    let chosen = (0..COLUMNS.len(), 0..SIZE, 0..70_000_u32);
    let (mut found, mut seen) = (0, std::collections::BTreeSet::new());
    for _ in 0..TRIES {
        if found >= TURNED && seen.len() == COLUMNS.len() {
            break;
        }
        let (column, row, bit) = chosen.new_tree(&mut runner).unwrap().current();
        let (table, which, name, kind, names_event) = COLUMNS[column];
        let which = which.replacen('%', &row.to_string(), 1);
        let ctid: Option<(String, String)> =
            sqlx::query_as(&format!("SELECT {name}::text, {}::text FROM {table} WHERE {which} LIMIT 1", turned(kind, name, bit)))
                .fetch_optional(&mut owner)
                .await
                .unwrap_or_default();
        let Some((before, after)) = ctid.filter(|(before, after)| before != after) else { continue };
        let cast = column_type(kind);
        let set = |value: &str, where_: &str| {
            format!("UPDATE {table} SET {name} = '{}'::{cast} WHERE {where_}", value.replace('\'', "''"))
        };
        // What a constraint refuses cannot be written in this way.
        let mark = format!("{name}::text = '{}'", after.replace('\'', "''"));
        owner.execute("BEGIN").await.unwrap();
        let written = owner.execute(set(&after, &which).as_str()).await;
        if !written.is_ok_and(|written| written.rows_affected() == 1) {
            owner.execute("ROLLBACK").await.unwrap();
            continue;
        }
        owner.execute("COMMIT").await.unwrap();
        let answer = cell.ask(&["verify", "--key", &given, "--json"]).await;
        let told = format!("{table}.{name} of row {row}, bit {bit}: {before:.80} became {after:.80}: {}", answer.complaint);
        assert_eq!(answer.code, 1, "{told}");
        if names_event {
            assert_eq!(answer.json()["event"].as_i64(), Some(row), "{told}");
        }
        let undone =
            owner.execute(set(&before, &format!("{mark} AND {}", same_row(table, &which, name))).as_str()).await.unwrap();
        assert_eq!(undone.rows_affected(), 1, "{told}");
        found += 1;
        seen.insert(column);
    }
    assert_eq!(seen.len(), COLUMNS.len(), "of some column no bit could be turned: {seen:?}");
    assert_eq!(cell.ask(&["verify", "--key", &given]).await.code, 0, "everything was put back");
}

const fn column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Json => "json",
        Kind::Bytes => "bytea",
        Kind::Number => "bigint",
        Kind::Time => "timestamptz",
    }
}

/// Finds the row again when what was turned is part of what it is found by.
fn same_row(table: &str, which: &str, column: &str) -> String {
    match (table, column) {
        (_, "global_position" | "log_index" | "tile_index" | "tree_size") => "true".to_owned(),
        _ => which.to_owned(),
    }
}
