//! When the database is away a payer is told at once, and a receipt is left to be delivered again.

use sqlx::{ConnectOptions, Connection, PgConnection};
use tests::postgres::TestDatabase;

use crate::cast;
use crate::house::House;
use crate::material::sample;
use crate::message::outcome;

/// Cuts every connection of the product, and refuses new ones.
async fn take_away(database: &TestDatabase) {
    allow_connections(database, false).await;
    let mut elsewhere = outside(database, "quietanza_app").await;
    let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1 AND usename = 'quietanza_app'";
    let _cut: i64 = sqlx::query_scalar(sql).bind(database.name()).fetch_one(&mut elsewhere).await.unwrap();
    elsewhere.close().await.unwrap();
}

async fn allow_connections(database: &TestDatabase, allowed: bool) {
    let mut elsewhere = outside(database, "quietanza_owner").await;
    let sql = format!("ALTER DATABASE {} ALLOW_CONNECTIONS {allowed}", database.name());
    sqlx::query(&sql).execute(&mut elsewhere).await.unwrap();
    elsewhere.close().await.unwrap();
}

/// A connection beside the database itself.
async fn outside(database: &TestDatabase, role: &str) -> PgConnection {
    let options = if role == "quietanza_owner" { database.owner() } else { database.app() };
    options.database("postgres").connect().await.unwrap()
}

#[tokio::test]
async fn a_receipt_that_cannot_be_kept_is_not_answered() {
    let (Some(verify), Some(activate), Some(receipt)) = (
        sample("paVerifyPaymentNotice.request.xml"),
        sample("paGetPaymentV2.request.psp.xml"),
        sample("paSendRTV2.request.single.checkout.xml"),
    ) else {
        return;
    };
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    assert_eq!(house.ask(verify.clone()).await, "OK");
    take_away(house.home.database()).await;
    for message in [&verify, &activate] {
        assert_eq!(house.ask(message.clone()).await, "PAA_SYSTEM_ERROR");
    }
    let (status, body) = house.send(receipt.clone()).await;
    assert_eq!((status, outcome(&body).as_str()), (503, "soapenv:Server"));
    allow_connections(house.home.database(), true).await;
    for message in [verify, activate, receipt] {
        assert_eq!(house.ask(message).await, "OK");
    }
    assert_eq!(house.count("ReceiptReceived").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_even_then() {
    let Some(verify) = sample("paVerifyPaymentNotice.request.xml") else { return };
    let house = House::open().await;
    take_away(house.home.database()).await;
    let probe = verify.replace(cast::MEALS, "000000000000000000");
    assert_eq!(house.ask(probe).await, "PAA_PAGAMENTO_SCONOSCIUTO");
    assert_eq!(house.ask(verify.replace("<idPA>99999000104", "<idPA>11111111111")).await, "PAA_ID_DOMINIO_ERRATO");
    assert_eq!(house.ask(verify.replace(cast::MEALS, "1")).await, "PAA_SINTASSI_XSD");
    allow_connections(house.home.database(), true).await;
}
