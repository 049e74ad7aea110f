//! How fast positions are loaded, beside a bare binary COPY of the same events, and when every view shows them.
//!
//! `cargo bench -p tests --bench import`. The whole way is measured: reading and checking the file, numbers, claims, sealing, events.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Context;
use api::product::Product;
use futures::TryStreamExt;
use sqlx::{ConnectOptions, Executor};
use tests::child;
use tests::home::Home;
use tests::measure::people::tax_code;
use tokio_util::sync::CancellationToken;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: usize = 100_000;
/// Each person owes this many of the debts of a file.
const PER_PERSON: usize = 2;

const COLUMNS: &str = "aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata";

fn main() -> anyhow::Result<()> {
    child::become_the_product();
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let home = Home::fresh().await;
    let product = home.product().await;
    home.write_secret("ruolo.ndjson", &file());
    let stop = CancellationToken::new();
    let serving = tokio::spawn(product.clone().run(stop.clone()));

    let began = Instant::now();
    let memory = load(&home).await?;
    let loaded = began.elapsed();
    wait_for_views(&product).await?;
    let visible = began.elapsed();
    let copied = bare_copy(&home).await?;
    stop.cancel();
    serving.await??;

    let rate = |elapsed: Duration| ROWS as f64 / elapsed.as_secs_f64();
    println!(
        "P3: {ROWS} positions of {} people, by `quietanza import` in a process of its own, the product serving beside it",
        ROWS / PER_PERSON
    );
    println!("loaded             {:>8.1} s {:>9.0}/s", loaded.as_secs_f64(), rate(loaded));
    println!("bare COPY BINARY   {:>8.1} s {:>9.0}/s", copied.as_secs_f64(), rate(copied));
    println!("ratio              {:>8.2}   goal 0.50", rate(loaded) / rate(copied));
    println!("visible everywhere {:>8.1} s   goal 10", visible.as_secs_f64());
    println!("most memory        {memory:>8} MB  goal 300");
    Ok(())
}

/// Runs the import and answers the most memory it had, in megabytes.
async fn load(home: &Home) -> anyhow::Result<u64> {
    let path = home.path("ruolo.ndjson");
    let arguments = ["import", path.to_str().context("a path")?, "--ente", "99999000104"];
    let mut running = child::product("as_product", &home.settings_file(), &arguments).spawn()?;
    let status = format!("/proc/{}/status", running.id().context("a process")?);
    let mut most = 0;
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    while running.try_wait()?.is_none() {
        tick.tick().await;
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or_default() / 1024);
    }
    let output = running.wait_with_output().await?;
    let said = String::from_utf8_lossy(&output.stdout);
    anyhow::ensure!(said.contains(&format!("{ROWS} created")), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(most)
}

async fn wait_for_views(product: &Product) -> anyhow::Result<()> {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    loop {
        tick.tick().await;
        let behind: i64 = sqlx::query_scalar(
            "SELECT coalesce(max(h.next - c.next_index), 0) + (SELECT count(*) FROM event_queue)
               FROM checkpoint c, (SELECT coalesce(max(log_index) + 1, 0) AS next FROM event_log) h",
        )
        .fetch_one(&product.pool)
        .await?;
        if behind == 0 && product.head.next_index() > ROWS as u64 {
            return Ok(());
        }
    }
}

/// The rows just appended, as PostgreSQL itself prints them, into a table without triggers; printing is not counted.
async fn bare_copy(home: &Home) -> anyhow::Result<Duration> {
    let mut owner = home.database().owner().connect().await?;
    owner.execute("CREATE TABLE copied (LIKE events INCLUDING INDEXES)").await?;
    for generated in ["global_position", "tx_id", "recorded_at", "ente", "correlation_id"] {
        owner.execute(format!("ALTER TABLE copied DROP COLUMN {generated}").as_str()).await?;
    }
    owner.execute("ALTER TABLE copied ADD COLUMN global_position bigint GENERATED ALWAYS AS IDENTITY UNIQUE").await?;
    let select = format!(
        "COPY (SELECT {COLUMNS} FROM events WHERE aggregate_type = 'DebtPosition' ORDER BY aggregate_id) TO STDOUT (FORMAT binary)"
    );
    let rows: Vec<bytes::Bytes> = owner.copy_out_raw(&select).await?.try_collect().await?;
    let rows = rows.concat();
    println!("{} bytes an event", rows.len() / ROWS);
    let began = Instant::now();
    let mut copying = owner.copy_in_raw(&format!("COPY copied ({COLUMNS}) FROM STDIN (FORMAT binary)")).await?;
    for chunk in rows.chunks(256 * 1024) {
        copying.send(chunk).await?;
    }
    copying.finish().await?;
    Ok(began.elapsed())
}

/// A year's waste tax: one notice a row, half the accounts, causali and numbers left to the Ente.
fn file() -> String {
    let mut text = String::with_capacity(ROWS * 900);
    for row in 0..ROWS {
        let person = tax_code(row / PER_PERSON);
        let transfer = if row % 2 == 0 {
            r#","transfer":[{"idTransfer":"1","amount":12345,"remittanceInformation":"TARI 2026","category":"9/0101101IM/","iban":"IT20F9999999998000000000017"}]"#
        } else {
            ""
        };
        let _ = writeln!(
            text,
            r#"{{"iupd":"TARI-2026-{row}","type":"F","fiscalCode":"{person}","fullName":"Persona Numero {row}","streetName":"Via dei Collaudi","civicNumber":"7","postalCode":"00100","city":"Borgoesempio","province":"RM","country":"IT","email":"persona{row}@example.test","switchToExpired":false,"companyName":"Comune di Borgoesempio","officeName":"Ufficio tributi","paymentOption":[{{"amount":12345,"description":"TARI 2026 rata unica, utenza {row}","isPartialPayment":false,"dueDate":"2026-12-02T23:59:59.000Z"{transfer}}}]}}"#
        );
    }
    text
}
