//! A long log of events of a usual size, sequenced and signed as it grew.

use std::sync::Arc;

use replay::head::Head;
use replay::heads::{HeadSigner, LogKey};
use replay::pool;
use replay::sequencer::Sequencer;
use tests::postgres::TestDatabase;
use tokio::sync::Notify;

/// Events between two heads.
const BETWEEN_HEADS: u64 = 10_000;

/// Streams of ten events, some 600 bytes each.
const APPEND: &str = r#"
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT 'Jar', 'jar-' || n / 10, n % 10 + 1, 'CoinPut', '1',
       format('{"CoinPut": {"coin": %s, "sealed": "%s"}}', n, repeat(md5(n::text), 10))::json,
       '{"ente": "80012345678", "correlation_id": "0192f3c4-0000-7000-8000-000000000001", "actor": "operator:anna"}'::json
  FROM generate_series($1::bigint, $2::bigint - 1) AS n"#;

pub(crate) async fn make(database: &TestDatabase, size: u64) -> anyhow::Result<()> {
    let app = pool::in_cell(database.app(), "public");
    let pool = pool::lazy(app.clone(), 2);
    let signer = HeadSigner::open(pool.clone(), LogKey::new("bench.example.test/log", &[1; 32])?, None).await?;
    let sequencer = Sequencer::new(&app, Arc::new(Notify::new()), Head::default());
    let mut from = 0;
    while from < size {
        let to = size.min(from + BETWEEN_HEADS);
        sqlx::query(APPEND).bind(from.cast_signed()).bind(to.cast_signed()).execute(&pool).await?;
        sequencer.drain_once().await?;
        signer.sign(to).await?;
        from = to;
    }
    Ok(())
}
