//! Bulk is the same as one by one, only faster.

use replay::store::{NewStream, StoreKind, bulk_append};
use sqlx::ConnectOptions;

use crate::cell::Cell;
use crate::toy::{Jar, JarCommand, coin_put, metadata};

fn new_streams(ids: std::ops::Range<i64>) -> Vec<NewStream> {
    let stream = |id: i64| {
        let events = [coin_put(id), coin_put(id + 1)];
        NewStream::new::<Jar>(format!("jar-{id:05}"), &events, &metadata()).unwrap()
    };
    ids.map(stream).collect()
}

const TEXT: &str = "
SELECT string_agg(format('%s|%s|%s|%s|%s|%s|%s', aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata), E'\n'
                  ORDER BY aggregate_type, aggregate_id, sequence) FROM events";

#[tokio::test]
async fn bulk_writes_the_bytes_that_commands_write() {
    let (bulk, single) = (Cell::fresh().await, Cell::fresh().await);
    let mut connection = bulk.app.connect().await.unwrap();
    let outcome = bulk_append(&mut connection, new_streams(0..50)).await.unwrap();
    assert_eq!((outcome.appended, outcome.existing.len()), (50, 0));
    let jars = single.jars(StoreKind::PostgresEs);
    for id in 0..50 {
        let put = JarCommand::Put(vec![id, id + 1]);
        jars.execute(&format!("jar-{id:05}"), put, metadata()).await.unwrap();
    }
    let bulk_text: String = sqlx::query_scalar(TEXT).fetch_one(&bulk.pool).await.unwrap();
    let single_text: String = sqlx::query_scalar(TEXT).fetch_one(&single.pool).await.unwrap();
    assert_eq!(bulk_text, single_text);
    assert_eq!(bulk.sequence().await, 100, "the queue was told of every row");
}

#[tokio::test]
async fn streams_that_exist_are_reported_and_fail_nobody() {
    let cell = Cell::fresh().await;
    let mut connection = cell.app.connect().await.unwrap();
    bulk_append(&mut connection, new_streams(10..12)).await.unwrap();
    let mut streams = new_streams(0..20);
    streams.extend(new_streams(5..6));
    let outcome = bulk_append(&mut connection, streams).await.unwrap();
    assert_eq!(outcome.appended, 18);
    let mut existing: Vec<_> = outcome.existing.iter().map(NewStream::aggregate_id).collect();
    existing.sort_unstable();
    assert_eq!(existing, ["jar-00005", "jar-00010", "jar-00011"]);
    assert_eq!(cell.count("SELECT count(*) FROM events").await, 40);
    let broken: i64 =
        cell.count("SELECT count(*) FROM (SELECT 1 FROM events GROUP BY aggregate_id HAVING count(*) <> 2) AS uneven").await;
    assert_eq!(broken, 0);
}
