//! Who may do what, table by table. A new table fails this test until somebody says what the roles may do with it.

use std::collections::BTreeMap;

use crate::cell::Cell;

const PRIVILEGES: &str = "
SELECT c.relname::text, role, string_agg(privilege, ' ' ORDER BY privilege) FILTER (WHERE has_table_privilege(role, c.oid, privilege))
  FROM pg_class c, unnest(ARRAY['quietanza_app', 'quietanza_reader']) role,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
 GROUP BY 1, 2";

const OWNERS: &str = "
SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace
   AND relkind IN ('r', 'p', 'v', 'm', 'S') AND relowner <> 'quietanza_owner'::regrole";

/// What `quietanza_app` and `quietanza_reader` may do with the tables of the write side.
const EXPECTED: [(&str, &str, &str); 12] = [
    ("_sqlx_migrations", "SELECT", "SELECT"),
    ("cell_home", "INSERT SELECT", "SELECT"),
    ("checkpoint", "DELETE INSERT SELECT UPDATE", "SELECT"),
    ("dead_letter", "DELETE INSERT SELECT UPDATE", "SELECT"),
    ("event_log", "INSERT SELECT", "SELECT"),
    ("event_queue", "DELETE INSERT SELECT", "SELECT"),
    ("events", "INSERT SELECT", "SELECT"),
    ("log_dispatch", "INSERT SELECT", "SELECT"),
    ("log_head", "INSERT SELECT", "SELECT"),
    ("log_tile", "INSERT SELECT", "SELECT"),
    ("log_verifier", "INSERT SELECT", "SELECT"),
    ("view_build", "SELECT", "SELECT"),
];

#[tokio::test]
async fn the_roles_may_do_what_is_written_here_and_no_more() {
    let cell = Cell::fresh().await;
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(PRIVILEGES).fetch_all(&cell.pool).await.unwrap();
    let found: BTreeMap<(String, String), String> =
        rows.into_iter().map(|(table, role, may)| ((table, role), may.unwrap_or_default())).collect();
    for (table, app, reader) in EXPECTED {
        for (role, may) in [("quietanza_app", app), ("quietanza_reader", reader)] {
            let key = (table.to_owned(), role.to_owned());
            assert_eq!(found.get(&key).map(String::as_str), Some(may), "{table} for {role}");
        }
    }
    // Tables of the other crates: DML for the app at most, and only looking for the reader.
    for ((table, role), may) in &found {
        let most: &[&str] = match role.as_str() {
            "quietanza_app" => &["SELECT", "INSERT", "UPDATE", "DELETE"],
            _ => &["SELECT"],
        };
        assert!(may.split_whitespace().all(|one| most.contains(&one)), "{role} on {table}: {may}");
    }
    assert_eq!(cell.count(OWNERS).await, 0, "everything belongs to quietanza_owner");
}

/// What each role may do with the tables of the vault.
const IN_VAULT: &str = "
SELECT c.relname::text, role, string_agg(privilege, ' ' ORDER BY privilege) FILTER (WHERE has_table_privilege(role, c.oid, privilege))
  FROM pg_class c, unnest(ARRAY['quietanza_app', 'quietanza_reader', 'quietanza_vault']) role,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
 WHERE c.relnamespace = 'public_vault'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_sqlx%'
 GROUP BY 1, 2 ORDER BY 1, 2";

#[tokio::test]
async fn keys_of_people_are_the_vaults_alone_and_the_vault_reaches_nothing_else() {
    let cell = Cell::fresh().await;
    let mut owner = cell.owner().await;
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(IN_VAULT).fetch_all(&mut owner).await.unwrap();
    assert_eq!(rows.len(), 12, "four tables, three roles: {rows:?}");
    for (table, role, may) in rows {
        let expected = match (role.as_str(), table.as_str()) {
            ("quietanza_vault", "key_check") => Some("INSERT SELECT"),
            ("quietanza_vault", "wrapping_key") => Some("DELETE INSERT SELECT"),
            ("quietanza_vault", _) => Some("DELETE INSERT SELECT UPDATE"),
            _ => None,
        };
        assert_eq!(may.as_deref(), expected, "{table} for {role}");
    }
    let reach = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                    AND has_table_privilege('quietanza_vault', oid, 'SELECT')";
    assert_eq!(cell.count(reach).await, 0, "the vault's role reads nothing of the cell");
    let enter = "SELECT has_schema_privilege('quietanza_app', 'public_vault', 'USAGE')::int::int8";
    assert_eq!(cell.count(enter).await, 0);
}

#[tokio::test]
async fn migrating_twice_changes_nothing_and_schemas_are_cells() {
    let cell = Cell::fresh().await;
    replay::migrate::migrate(cell.database.owner(), "public").await.unwrap();
    let first = replay::migrate::migrate(cell.database.owner(), "comune_a");
    let second = replay::migrate::migrate(cell.database.owner(), "comune_a");
    let (first, second) = tokio::join!(first, second);
    first.unwrap();
    second.unwrap();
    assert_eq!(cell.count("SELECT count(*) FROM comune_a.events").await, 0);
    let refused = replay::migrate::migrate(cell.database.owner(), "no; DROP TABLE events").await;
    assert!(matches!(refused, Err(replay::migrate::MigrateError::SchemaName(_))));
}

/// Functions that act with the rights of the owner, and who may call them.
const BY_THE_OWNERS_RIGHT: &str = "
SELECT p.proname::text, role, p.proconfig::text FROM pg_proc p, unnest(ARRAY['quietanza_app', 'quietanza_reader', 'quietanza_vault', 'public']) role
 WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef AND has_function_privilege(role, p.oid, 'EXECUTE')";

#[tokio::test]
async fn the_reading_role_writes_down_who_looks_by_a_mandate_and_nothing_else() {
    let cell = Cell::fresh().await;
    let found: Vec<(String, String, String)> = sqlx::query_as(BY_THE_OWNERS_RIGHT).fetch_all(&cell.pool).await.unwrap();
    let row = |name: &str, role: &str, path: &str| (name.to_owned(), role.to_owned(), path.to_owned());
    // Tables of whoever calls it come last, so that none can stand in the way of ours.
    assert_eq!(found, [row("note_mandate_use", "quietanza_reader", "{\"search_path=public, pg_temp\"}")]);
}
