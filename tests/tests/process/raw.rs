//! The raw message of each receipt is opened and read again: whatever was changed beside it or in it is found.

use api::integrity::raw_messages;
use sqlx::{ConnectOptions, Executor};

use crate::house::House;

/// What is done to the last receipt, and what is said of it.
const TAMPERED: [(&str, &str); 4] = [
    ("jsonb_set(payload::jsonb, '{ReceiptReceived,digest}', to_jsonb(repeat('0', 64)))", "has another digest than the one kept"),
    ("jsonb_set(payload::jsonb, '{ReceiptReceived,facts,amount}', '1')", "1 cents are kept, and its raw message says"),
    (
        "jsonb_set(payload::jsonb, '{ReceiptReceived,raw}', (SELECT other.payload::jsonb #> '{ReceiptReceived,raw}'
             FROM events AS other WHERE other.event_type = 'ReceiptReceived' ORDER BY global_position LIMIT 1))",
        "cannot be opened",
    ),
    ("jsonb_set(payload::jsonb, '{ReceiptReceived,raw,d}', '\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"')", "cannot be opened"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_message_that_does_not_say_what_was_kept_is_found() {
    let house = House::open().await;
    for _ in 0..2 {
        house.paid_debt().await;
    }
    house.until_done("ReceiptMailAccepted", 2).await;
    let messages = || raw_messages(&house.product.pool, &house.product.vault);
    let sound = messages().await.unwrap();
    assert_eq!((sound.looked_at, sound.findings.len()), (2, 0));
    let sums = "SELECT sum((payload #>> '{ReceiptReceived,facts,amount}')::bigint)::bigint FROM events WHERE event_type = 'ReceiptReceived'";
    assert_eq!(sound.cents, sqlx::query_scalar(sums).fetch_one(&house.product.pool).await.unwrap());

    let mut owner = house.database.owner().connect().await.unwrap();
    owner.execute("ALTER TABLE events DISABLE TRIGGER USER; CREATE TEMPORARY TABLE kept AS TABLE events").await.unwrap();
    for (change, said) in TAMPERED {
        let last = "(SELECT max(global_position) FROM events WHERE event_type = 'ReceiptReceived')";
        let tamper = format!("UPDATE events SET payload = ({change})::json WHERE global_position = {last}");
        assert_eq!(owner.execute(tamper.as_str()).await.unwrap().rows_affected(), 1);
        let [finding] = &messages().await.unwrap().findings[..] else { panic!("{said}") };
        assert!(finding.what.contains(said), "{finding:?}");
        let mend = "UPDATE events SET payload = kept.payload FROM kept WHERE events.global_position = kept.global_position";
        owner.execute(mend).await.unwrap();
    }
    assert!(messages().await.unwrap().findings.is_empty());
}
