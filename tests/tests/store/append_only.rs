//! What is written stays as it was written, whoever asks; and what is incomplete is not written at all.

use sqlx::{ConnectOptions, Executor};

use crate::cell::Cell;
use crate::toy::{JarCommand, metadata};
use replay::store::StoreKind;

const CHANGES: [&str; 8] = [
    "UPDATE events SET event_type = 'Forged'",
    "DELETE FROM events",
    "TRUNCATE events",
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT aggregate_type, aggregate_id, sequence, 'Forged', event_version, payload, metadata FROM events
     ON CONFLICT (aggregate_type, aggregate_id, sequence) DO UPDATE SET event_type = 'Forged'",
    "UPDATE event_log SET global_position = global_position + 1",
    "DELETE FROM event_log",
    "TRUNCATE event_log",
    "SET session_replication_role = replica; DELETE FROM events",
];

#[tokio::test]
async fn nobody_changes_or_removes_an_event() {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    jars.execute("a", JarCommand::Put(vec![1, 2]), metadata()).await.unwrap();
    assert_eq!(cell.sequence().await, 2);
    let roles = [cell.database.owner(), cell.database.app(), cell.database.reader()];
    for (role, is_owner) in roles.into_iter().zip([true, false, false]) {
        let mut connection = role.connect().await.unwrap();
        for change in CHANGES {
            let refused = connection.execute(change).await.unwrap_err();
            let code = refused.as_database_error().unwrap().code().unwrap().into_owned();
            // 23001: the trigger; 42501: the grants (and replication settings, which only a superuser may touch).
            let expected: &[&str] = if is_owner { &["23001", "42501"] } else { &["42501"] };
            assert!(expected.contains(&code.as_str()), "{change}: {refused}");
        }
    }
    assert_eq!(cell.count("SELECT count(*) FROM events WHERE event_type <> 'Forged'").await, 2);
    assert_eq!(cell.count("SELECT count(*) FROM event_log").await, 2);
}

#[tokio::test]
async fn an_append_must_say_whose_it_is_and_what_it_belongs_to() {
    let cell = Cell::fresh().await;
    for metadata in ["{}", r#"{"ente": "1"}"#, r#"{"correlation_id": "1"}"#, r#"{"ente": "", "correlation_id": "1"}"#] {
        let refused = sqlx::query(
            "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
             VALUES ('Jar', 'a', 1, 'Sealed', '1', '{}', $1::text::json)",
        )
        .bind(metadata)
        .execute(&cell.pool)
        .await
        .unwrap_err();
        let code = refused.as_database_error().unwrap().code().unwrap().into_owned();
        assert!(["23502", "23514"].contains(&code.as_str()), "{metadata}: {refused}");
    }
}
