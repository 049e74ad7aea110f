//! Every statement of the doors that a citizen waits for is served by an index: explained over 200,000 rows, with and without known
//! parameters.

use api::hot;
use sqlx::{Connection, PgConnection, Row};
use tests::postgres::fresh_database;

/// 200,000 rows of each table; one person in fifty thousand, so that choosing an index is worth it and not choosing one shows.
const FILL: [&str; 9] = [
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT 'DebtPosition', md5('p' || n)::uuid::text, 1, 'PositionCreated', '1', '{}',
            json_build_object('ente', '00133880252', 'correlation_id', 'x',
                              'actor', CASE WHEN n % 4 = 0 THEN 'citizen:' || md5('d' || n % 50000)::uuid ELSE 'loader:1' END)
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO spontaneous_draft (name, ente, service, content, expires_at)
     SELECT sha256(('n' || n)::bytea), '00133880252', 'multa', 'x', now() + n * interval '1 minute' FROM generate_series(1, 200000) AS n",
    "INSERT INTO own_cart SELECT '00133880252', md5('d' || n)::uuid, md5('c' || n)::uuid FROM generate_series(1, 200000) AS n",
    "INSERT INTO added_notice
     SELECT '00133880252', md5('d' || n % 50000)::uuid, '3' || lpad(n::text, 17, '0'), md5('p' || n)::uuid, now()
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO account_login SELECT '00133880252', sha256(('u' || n)::bytea), md5('a' || n)::uuid, now() FROM generate_series(1, 200000) AS n",
    "INSERT INTO account_session
     SELECT sha256(('s' || n)::bytea), md5('s' || n)::uuid, '00133880252', md5('a' || n % 50000)::uuid, md5('d' || n)::uuid, md5('d' || n)::uuid,
            'password', now(), now(), now(), now() + interval '4 hours'
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO account_token
     SELECT sha256(('t' || n)::bytea), md5('a' || n)::uuid, 'activation', 'x', now() + interval '1 day' FROM generate_series(1, 200000) AS n",
    "INSERT INTO login_throttle SELECT sha256(('u' || n % 100000)::bytea), int4send(n / 100000), 1, now() FROM generate_series(1, 199999) AS n",
    "INSERT INTO subject_lookup
     SELECT '00133880252', 'tax_code', sha256(('d' || n)::bytea), md5('d' || n)::uuid FROM generate_series(1, 200000) AS n",
];

/// Statement, its parameters, and the index that must serve it.
const EXPECTED: [(&str, &str, &str); 10] = [
    ("streams.read", "'DebtPosition', ARRAY[md5('p7')::uuid::text, md5('p8')::uuid::text]", "events_pkey"),
    ("services.made_by", "'00133880252', 'citizen:' || md5('d8')::uuid, 1000", "events_positions_by_maker"),
    ("services.draft", "sha256('n7'), now()", "spontaneous_draft_pkey"),
    ("cart.own", "'00133880252', md5('d7')::uuid", "own_cart_pkey"),
    ("added_notices.known", "'00133880252', md5('d7')::uuid, '300000000000000007'", "added_notice_pkey"),
    ("sessions.find", "sha256('s7'), now(), now()", "account_session_pkey"),
    ("sessions.of_account", "md5('a7')::uuid, now(), now()", "account_session_by_account"),
    ("tokens.find", "sha256('t7'), 'activation', now()", "account_token_pkey"),
    ("throttle.wait", "sha256('u7'), int4send(0)", "login_throttle_pkey"),
    ("vault.find", "'00133880252', 'tax_code', ARRAY[sha256('d7'), sha256('d8')]", "subject_lookup_pkey"),
];

/// The few rows of one stream, or of one account, are put in order; never those of a table.
const FEW: [&str; 2] = ["streams.read", "sessions.of_account"];

#[tokio::test]
async fn hot_statements_of_the_doors_are_served_by_their_index() {
    let database = fresh_database().await;
    let owner = replay::pool::lazy(replay::pool::in_cell(database.owner(), "public"), 1);
    let mut connection = owner.acquire().await.unwrap().detach();
    sqlx::query("SET statement_timeout = 0").execute(&mut connection).await.unwrap();
    for sql in FILL.into_iter().chain(["ANALYZE"]) {
        sqlx::query(sql).execute(&mut connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    assert_eq!(EXPECTED.map(|(name, ..)| name), hot::QUERIES.map(|(name, _)| name), "every hot statement is explained");
    for mode in ["force_custom_plan", "force_generic_plan"] {
        sqlx::query(&format!("SET plan_cache_mode = {mode}")).execute(&mut connection).await.unwrap();
        for ((name, parameters, index), (_, sql)) in EXPECTED.into_iter().zip(hot::QUERIES) {
            let plan = explain(&mut connection, name, sql, parameters).await;
            assert!(plan.contains(index), "{name} ({mode}) does not use {index}:\n{plan}");
            assert!(!plan.contains("Seq Scan"), "{name} ({mode}) reads a whole table:\n{plan}");
            assert!(!plan.contains("Sort") || FEW.contains(&name), "{name} ({mode}) sorts:\n{plan}");
        }
    }
    connection.close().await.unwrap();
}

async fn explain(connection: &mut PgConnection, name: &str, sql: &str, parameters: &str) -> String {
    let name = name.replace('.', "_");
    sqlx::raw_sql(&format!("PREPARE {name} AS {sql}")).execute(&mut *connection).await.unwrap();
    let explain = format!("EXPLAIN (COSTS OFF) EXECUTE {name}({parameters})");
    let plan = sqlx::raw_sql(&explain).fetch_all(&mut *connection).await.unwrap();
    sqlx::raw_sql(&format!("DEALLOCATE {name}")).execute(connection).await.unwrap();
    plan.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>().join("\n")
}
