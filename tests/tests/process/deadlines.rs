//! A debt expires in the night after its last day, in Italy, unless it was paid or late payment is accepted.

use chrono::{Days, TimeDelta};
use domain::debt_position::Payability;
use domain::rome;

use crate::debts::Made;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_paid_in_time_expires_at_midnight_in_rome() {
    let house = House::open().await;
    let today = rome::day(house.clock.now());
    let due = today.checked_add_days(Days::new(1));
    let strict = house.debt(Made { due, switch_to_expired: true, ..Made::default() }).await;
    let lenient = house.debt(Made { due, ..Made::default() }).await;
    let paid = house.debt(Made { due, switch_to_expired: true, ..Made::default() }).await;
    house.pagopa.pay_at_counter(tests::pagopa::CounterPayment::cash(paid.notice().as_str())).await.unwrap();
    house.until_done("ReceiptFiled", 1).await;

    let sql = "SELECT due_at FROM todo_v1 WHERE kind = 'expire_position'";
    let due_at: Vec<chrono::DateTime<chrono::Utc>> = sqlx::query_scalar(sql).fetch_all(&house.product.pool).await.unwrap();
    assert_eq!(due_at, [rome::start_of_day(today.checked_add_days(Days::new(2)).unwrap())]);

    house.later(TimeDelta::days(3));
    house.until_done("PositionExpired", 1).await;
    assert_eq!(house.position(&strict).await.payability(), Payability::Expired);
    for other in [lenient, paid] {
        assert_eq!(house.position(&other).await.payability(), Payability::Published);
    }
}
