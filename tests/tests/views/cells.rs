//! Every cell of every table of every view counts: one after the other is changed, and the check names the row, whatever the cell holds.

use projections::ViewName;
use projections::builds::Builds;
use projections::check::{Invariant, everything};
use sqlx::{Executor, PgConnection, Row};
use tests::postgres::{TestDatabase, fresh_database};

use crate::cell::Cell;
use crate::specimen::noon;
use crate::world::World;

/// Differing rows that a comparison shows.
const SHOWN: usize = 10;

const COLUMNS: &str = "
SELECT quote_ident(attname), format_type(atttypid, NULL) FROM pg_attribute
 WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> ALL ($2) ORDER BY attnum";

/// What keeps a table from holding nonsense: whoever tampers does not stop there.
const BARS: &str = "
SELECT coalesce(string_agg(format('ALTER TABLE %s DROP CONSTRAINT %I;', conrelid::regclass, conname), ' '), '')
  FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('c', 'f')";

/// Another value of a cell, by its type.
fn another(column: &str, of_type: &str) -> String {
    match of_type {
        "text" => format!("coalesce({column}, '') || 'x'"),
        "bigint" | "integer" | "smallint" => format!("coalesce({column}, 0) + 1"),
        "boolean" => format!("NOT coalesce({column}, false)"),
        "uuid" => "gen_random_uuid()".to_owned(),
        "timestamp with time zone" => format!("coalesce({column}, now()) + interval '1 microsecond'"),
        "date" => format!("coalesce({column}, date '2026-01-01') + 1"),
        "bytea" => format!("coalesce({column}, '') || '\\x01'"),
        "json" | "jsonb" => "'{\"tampered\": true}'".to_owned(),
        "text[]" => format!("array_append({column}, 'x')"),
        "uuid[]" => format!("array_append({column}, gen_random_uuid())"),
        "bigint[]" | "integer[]" => format!("array_append({column}, 1)"),
        other => panic!("say how a cell of the type {other} is changed"),
    }
}

async fn lived() -> (TestDatabase, Cell) {
    let database = fresh_database().await;
    let cell = Cell::of(&database);
    let mut world = World::new(106);
    world.orderly = true;
    world.live(900);
    cell.show(&world.take()).await;
    (database, cell)
}

/// Changes one column in one row each; answers how many rows that were.
async fn tamper(owner: &mut PgConnection, table: &str, columns: &[(String, String)]) -> usize {
    let rows: Vec<String> = sqlx::query_scalar(&format!("SELECT ctid::text FROM {table} ORDER BY ctid LIMIT {}", columns.len()))
        .fetch_all(&mut *owner)
        .await
        .unwrap();
    for (row, (column, of_type)) in rows.iter().zip(columns) {
        let change = format!("UPDATE {table} SET {column} = {} WHERE ctid = '{row}'", another(column, of_type));
        let changed = owner.execute(change.as_str()).await.unwrap_or_else(|error| panic!("{change}: {error}"));
        assert_eq!(changed.rows_affected(), 1, "{change}");
    }
    rows.len()
}

async fn columns(owner: &mut PgConnection, view: ViewName) -> Vec<(String, String)> {
    let query = sqlx::query(COLUMNS).bind(view.as_str()).bind(view.operational_columns());
    let rows = query.fetch_all(owner).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_cell_of_any_view_is_found_and_its_row_is_named() {
    let (database, cell) = lived().await;
    let builds = Builds::open(database.owner(), "public").await.unwrap();
    let mut owner = cell.owner.acquire().await.unwrap();
    let mut cells = 0;
    for view in ViewName::ALL {
        let bars: String = sqlx::query_scalar(BARS).bind(view.as_str()).fetch_one(&mut *owner).await.unwrap();
        owner.execute(bars.as_str()).await.unwrap();
        let columns = columns(&mut owner, view).await;
        let listed = columns.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ");
        owner.execute(format!("CREATE TEMPORARY TABLE kept AS TABLE {view}").as_str()).await.unwrap();
        let rows = usize::try_from(cell.count(&format!("SELECT count(*) FROM {view}")).await).unwrap();
        assert!(rows > 0, "{view} has rows");
        for changed in columns.chunks(rows.min(SHOWN)) {
            let tampered = tamper(&mut owner, view.as_str(), changed).await;
            assert_eq!(tampered, changed.len());
            let compared = builds.verify(view).await.unwrap();
            assert_eq!((compared.only_live.len(), compared.only_rebuilt.len()), (tampered, tampered), "{view}: {changed:?}");
            cells += tampered;
            let mend = format!("DELETE FROM {view}; INSERT INTO {view} ({listed}) SELECT {listed} FROM kept");
            sqlx::raw_sql(&mend).execute(&mut *owner).await.unwrap();
        }
        assert!(builds.verify(view).await.unwrap().is_equal(), "{view} is mended");
        owner.execute("DROP TABLE kept").await.unwrap();
    }
    println!("{cells} columns of {} views, one cell of each changed: each row was named", ViewName::ALL.len());

    for view in ViewName::ALL {
        let (column, of_type) = columns(&mut owner, view).await.pop().unwrap();
        assert_eq!(tamper(&mut owner, view.as_str(), &[(column, of_type)]).await, 1);
    }
    let report = everything(&cell.pool, &builds, noon()).await.unwrap();
    for view in ViewName::ALL {
        let named = report.findings().filter(|finding| finding.invariant == Invariant::Views && finding.place == view.as_str());
        assert_eq!(named.count(), 2, "{view}: as it is shown, and as the log says");
    }
}
