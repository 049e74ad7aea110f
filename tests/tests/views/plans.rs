//! Every statement that somebody waits for is served by an index: explained over 200,000 rows of each view, with and without known parameters.

use projections::hot;
use sqlx::{Connection, PgConnection};

use crate::cell::Cell;

/// 200,000 rows of each view; one person in fifty thousand, so that choosing an index is worth it and not choosing one shows.
const FILL: [&str; 14] = [
    "INSERT INTO notice_directory_v1
     SELECT '00133880252', '3' || lpad(n::text, 17, '0'), md5('p' || n / 2)::uuid, lpad(n::text, 17, '0'), 'pratica ' || n, n % 2, 0, 1,
            md5('d' || n % 50000)::uuid, 'published', NULL, NULL, false, NULL, NULL, 1000 + n, 'TARI', 'TARI', NULL, '2026-01-01', NULL, n
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO pending_list_v1
     SELECT '00133880252', md5('d' || n % 50000)::uuid, date '2026-01-01' + n % 300, '3' || lpad(n::text, 17, '0'), md5('p' || n / 2)::uuid,
            lpad(n::text, 17, '0'), 'pratica ' || n, 0, 1, 0, 1, 'office', 1000 + n, 'TARI', 'TARI', NULL, date '2026-01-01' + n % 300,
            NULL, NULL, NULL, now(), n
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO payment_history_v1
     SELECT '00133880252', 'receipt/' || n, 'settled', true, timestamptz '2026-01-01' + n * interval '1 minute', false,
            '3' || lpad(n::text, 17, '0'), lpad(n::text, 17, '0'), md5('p' || n / 2)::uuid, md5('d' || n % 50000)::uuid,
            md5('y' || n % 50000)::uuid, 1000 + n, 'TARI', NULL, '2026-01-01', 'token' || n, NULL, 'PSP', 'Banca', 'CP', 150, NULL, NULL, 1,
            false, NULL, NULL, n, md5('y' || n % 50000)::uuid
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO added_notice
     SELECT '00133880252', md5('d' || n % 50000)::uuid, '3' || lpad((n * 7 % 200000 + 1)::text, 17, '0'), md5('p' || (n * 7 % 200000 + 1) / 2)::uuid,
            now()
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT 'NodeCall', md5('n' || n), 1, 'NoticeVerified', '1', '{}', '{\"ente\":\"00133880252\",\"correlation_id\":\"x\"}'
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO event_log SELECT row_number() OVER (ORDER BY global_position) - 1, global_position, sha256('leaf') FROM events",
    "INSERT INTO help_desk_v1 SELECT '00133880252', md5('d' || n % 4000)::uuid, n FROM generate_series(0, 199999) AS n",
    "INSERT INTO todo_v1 (todo_id, kind, ente, stream_type, stream_id, version, due_at, opened_at, opened_by, correlation_id, as_of, parked)
     SELECT 'k/' || n, (ARRAY['post_cart', 'expire_position', 'mail_receipt', 'archive_position'])[1 + n % 4], '00133880252', 'Checkout',
            n::text, 1, now() + (n % 1000 - 200) * interval '1 hour', now(), n, gen_random_uuid(), n, n % 50 = 1
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO subject_lookup SELECT '00133880252', 'tax_code', sha256(('d' || n)::bytea), md5('d' || n)::uuid FROM generate_series(1, 50000) AS n",
    "INSERT INTO support_v1
     SELECT md5('s' || n)::uuid, '00133880252', 'REF', (ARRAY['open', 'assigned', 'answered', 'closed'])[1 + n % 4], 'payment', NULL, NULL,
            NULL, now(), n, 0, NULL, n, md5('d' || n % 50000)::uuid
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO bill_v1
     SELECT md5('p' || n)::uuid, '00133880252', md5('d' || n % 50000)::uuid, 'Mensa', 2026, n::text, '2026/2027', NULL, 1000, 0, n, n
       FROM generate_series(1, 200000) AS n",
    "INSERT INTO news_v1 SELECT md5('n' || n)::uuid, '00133880252', '{}', now(), n, NULL, n FROM generate_series(1, 200000) AS n",
    "INSERT INTO calendar_v1
     SELECT md5('c' || n)::uuid, '00133880252', n, CASE WHEN n % 50 > 0 THEN date '2000-01-01' + n % 10000 END,
            CASE WHEN n % 50 > 0 THEN date '2000-01-01' + n % 10000 END, CASE WHEN n % 50 > 0 THEN '{}'::jsonb END,
            CASE WHEN n % 50 = 0 THEN 'REF' END, CASE WHEN n % 50 = 0 THEN now() END, n
       FROM generate_series(1, 200000) AS n",
    "ANALYZE",
];

/// Statement, its parameters, and the indexes that must serve it.
const EXPECTED: [(&str, &str, &[&str]); 44] = [
    ("notice_directory.find_by_nav", "'00133880252', '300000000000000077'", &["notice_directory_v1_pkey"]),
    ("notice_directory.find_by_iuv", "'00133880252', '00000000000000077'", &["notice_directory_v1_by_iuv"]),
    ("notice_directory.of_position", "'00133880252', md5('p7')::uuid", &["notice_directory_v1_by_position"]),
    (
        "notice_directory.look_up_by_nav",
        "'00133880252', '300000000000000077', sha256('d77')",
        &["notice_directory_v1_pkey", "subject_lookup_pkey"],
    ),
    (
        "notice_directory.look_up_by_iuv",
        "'00133880252', '00000000000000077', sha256('d77')",
        &["notice_directory_v1_by_iuv", "subject_lookup_pkey"],
    ),
    ("pending_list.by_debtor", PENDING_OF_DEBTOR, &["pending_list_v1_pkey"]),
    ("pending_list.by_debtor_filtered", PENDING_FILTERED, &["pending_list_v1_pkey"]),
    ("pending_list.added", PENDING_ADDED, &["added_notice_pkey", "pending_list_v1_by_position"]),
    ("pending_list.added_filtered", PENDING_ADDED_FILTERED, &["added_notice_pkey", "pending_list_v1_by_position"]),
    ("pending_list.by_position", PENDING_OF_POSITION, &["pending_list_v1_by_position"]),
    ("payment_history.page_by_debtor", PAGE_OF_DEBTOR, &["payment_history_v1_by_debtor"]),
    ("payment_history.page_by_holder", PAGE_OF_HOLDER, &["payment_history_v1_by_holder"]),
    ("payment_history.page_by_own_debts", PAGE_OF_HOLDER, &["payment_history_v1_by_holder"]),
    ("payment_history.page_by_account", PAGE_OF_PAYER, &["payment_history_v1_by_account"]),
    ("payment_history.page_by_position", PAGE_OF_POSITION, &["payment_history_v1_by_position"]),
    ("payment_history.totals_by_debtor", TOTALS_OF_DEBTOR, &["payment_history_v1_by_debtor"]),
    ("payment_history.totals_by_holder", TOTALS_OF_HOLDER, &["payment_history_v1_by_holder"]),
    ("payment_history.totals_by_account", TOTALS_OF_PAYER, &["payment_history_v1_by_account"]),
    ("payment_history.totals_by_position", TOTALS_OF_POSITION, &["payment_history_v1_by_position"]),
    ("payment_history.by_id", "'00133880252', 'receipt/77'", &["payment_history_v1_pkey"]),
    ("payment_history.by_receipt", "'00133880252', 'token77'", &["payment_history_v1_by_receipt"]),
    ("payment_history.in_progress", "'00133880252', ARRAY['300000000000000077']", &["payment_history_v1_by_nav"]),
    (
        "payment_history.look_up_by_nav",
        "'00133880252', '300000000000000077', sha256('d77')",
        &["payment_history_v1_by_nav", "subject_lookup_pkey"],
    ),
    (
        "payment_history.look_up_by_iuv",
        "'00133880252', '00000000000000077', sha256('d77')",
        &["payment_history_v1_by_iuv", "subject_lookup_pkey"],
    ),
    (
        "help_desk.newest_first",
        "'00133880252', md5('d77')::uuid, 9223372036854775807, 101",
        &["help_desk_v1_pkey", "event_log_pkey", "events_global_position_key"],
    ),
    (
        "help_desk.oldest_first",
        "'00133880252', md5('d77')::uuid, -1, 101",
        &["help_desk_v1_pkey", "event_log_pkey", "events_global_position_key"],
    ),
    (
        "help_desk.streams",
        "'00133880252', ARRAY[md5('d77')::uuid], 150000",
        &["help_desk_v1_pkey", "event_log_pkey", "events_global_position_key"],
    ),
    ("todo.claim", "ARRAY['post_cart', 'mail_receipt'], now(), now(), 10", &["todo_v1_by_ready", "todo_v1_pkey"]),
    ("todo.next_due", "ARRAY['post_cart', 'mail_receipt']", &["todo_v1_by_ready"]),
    ("todo.open", "-1, '', NULL, NULL, 101", &["todo_v1_by_opening"]),
    ("todo.parked", "-1, '', 'expire_position', NULL, 11", &["todo_v1_parked"]),
    ("pending_list.by_ente", PENDING_OF_ENTE, &["pending_list_v1_by_ente"]),
    ("payment_history.page_by_ente", PAGE_OF_ENTE, &["payment_history_v1_by_ente"]),
    ("payment_history.unresolved", "'00133880252', 'parked', 'infinity', '', 21", &["payment_history_v1_unresolved"]),
    ("support.unfinished", "'00133880252', -1, NULL, NULL, NULL, false, 21", &["support_v1_unfinished"]),
    ("support.all", "'00133880252', -1, ARRAY['closed'], NULL, NULL, false, 21", &["support_v1_all"]),
    (
        "support.of_citizen",
        "'00133880252', ARRAY[md5('d7')::uuid, md5('d8')::uuid], 9223372036854775807, 21",
        &["support_v1_by_citizen"],
    ),
    ("support.is_of_citizen", "md5('s7')::uuid, '00133880252', ARRAY[md5('d7')::uuid]", &["support_v1_pkey"]),
    ("bills.by_debtor", "'00133880252', md5('d77')::uuid, NULL, 9223372036854775807, 21", &["bill_v1_by_debtor"]),
    ("bills.one_by_debtor", "'00133880252', md5('d77')::uuid, 'Mensa', 2026, '77'", &["bill_v1_by_debtor"]),
    ("bills.school_years", "'00133880252', md5('d77')::uuid", &["bill_v1_by_debtor"]),
    ("news.newest_first", "'00133880252', 9223372036854775807, 21", &["news_v1_newest"]),
    ("calendar.between", "'00133880252', '2010-01-01', '2010-02-01', '2010-03-07', 101", &["calendar_v1_by_day"]),
    ("calendar.waiting", "'00133880252', -1, 21", &["calendar_v1_waiting"]),
];
const PENDING_OF_ENTE: &str = "'00133880252', true, '0001-01-01', '', md5('')::uuid, '2026-03-01', false, 21";
const PAGE_OF_ENTE: &str = "'00133880252', '00000000-0000-0000-0000-000000000000', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'infinity', '', 21";
const PENDING_OF_DEBTOR: &str = "'00133880252', md5('d77')::uuid, '0001-01-01', '', md5('')::uuid, '2026-03-01', false, 21";
const PENDING_OF_POSITION: &str = "'00133880252', md5('p77')::uuid, '0001-01-01', '', md5('')::uuid, '2026-03-01', false, 21";
const PENDING_FILTERED: &str =
    "'00133880252', md5('d77')::uuid, '0001-01-01', '', md5('')::uuid, '2026-03-01', false, 21, '%TARI%', NULL, NULL,
    NULL, NULL, NULL, 5, NULL";
const PENDING_ADDED: &str =
    "'00133880252', ARRAY[md5('d77')::uuid, md5('d78')::uuid], '0001-01-01', '', md5('')::uuid, '2026-03-01', false, 21";
const PENDING_ADDED_FILTERED: &str = "'00133880252', ARRAY[md5('d77')::uuid, md5('d78')::uuid], '0001-01-01', '', md5('')::uuid,
    '2026-03-01', false, 21, '%TARI%', NULL, NULL, NULL, NULL, NULL, NULL, NULL";
const PAGE_OF_DEBTOR: &str =
    "'00133880252', md5('d77')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'infinity', '', 21";
const PAGE_OF_PAYER: &str =
    "'00133880252', md5('y77')::uuid, '%TARI%', NULL, NULL, NULL, 5, NULL, ARRAY['settled'], NULL, NULL, 'infinity', '', 21";
const PAGE_OF_POSITION: &str =
    "'00133880252', md5('p77')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'infinity', '', 21";
const PAGE_OF_HOLDER: &str =
    "'00133880252', ARRAY[md5('y77')::uuid, md5('y78')::uuid], NULL, NULL, NULL, NULL, NULL, NULL, NULL, '%TARI%', NULL,
    'infinity', '', 21";
const TOTALS_OF_HOLDER: &str =
    "'00133880252', ARRAY[md5('y77')::uuid, md5('y78')::uuid], NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
const TOTALS_OF_DEBTOR: &str = "'00133880252', md5('d77')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
const TOTALS_OF_PAYER: &str = "'00133880252', md5('y77')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
const TOTALS_OF_POSITION: &str = "'00133880252', md5('p77')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";

/// What sorts the few rows of a page, read by its index: the lists of who is known by two numbers, and of what a person added.
const SORTS_A_PAGE: [&str; 5] = [
    "support.of_citizen",
    "pending_list.added",
    "pending_list.added_filtered",
    "payment_history.page_by_holder",
    "payment_history.page_by_own_debts",
];

#[tokio::test]
async fn hot_statements_are_served_by_their_index() {
    let cell = Cell::fresh().await;
    let mut connection = cell.owner.acquire().await.unwrap().detach();
    sqlx::query("SET statement_timeout = 0").execute(&mut connection).await.unwrap();
    for sql in FILL {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    assert_eq!(EXPECTED.map(|(name, ..)| name), hot::QUERIES.map(|(name, _)| name), "every hot statement is explained");
    for mode in ["force_custom_plan", "force_generic_plan"] {
        sqlx::query(&format!("SET plan_cache_mode = {mode}")).execute(&mut connection).await.unwrap();
        for ((name, parameters, indexes), (_, sql)) in EXPECTED.into_iter().zip(hot::QUERIES) {
            let plan = explain(&mut connection, name, sql, parameters).await;
            for index in indexes {
                assert!(plan.contains(index), "{name} ({mode}) does not use {index}:\n{plan}");
            }
            assert!(!plan.contains("Seq Scan"), "{name} ({mode}) reads a whole table:\n{plan}");
            let sorts = plan.lines().filter(|line| line.trim_start_matches([' ', '-', '>']).ends_with("Sort")).count();
            let allowed = usize::from(SORTS_A_PAGE.contains(&name));
            assert!(sorts <= allowed * 2, "{name} ({mode}) sorts:\n{plan}");
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
    plan.iter().map(|row| sqlx::Row::get::<String, _>(row, 0)).collect::<Vec<_>>().join("\n")
}
