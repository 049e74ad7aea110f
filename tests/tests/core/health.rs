//! `/readyz` names what is missing.

use api::clock::Clock;
use api::product::{Product, StartError};
use chrono::TimeDelta;
use sqlx::{ConnectOptions, Executor};
use tests::home::{Home, apply, sample_ente};

async fn missing(product: &Product) -> Vec<String> {
    product.health().await.not_ready.into_iter().map(|missing| missing.what).collect()
}

#[tokio::test]
async fn a_product_without_an_ente_says_so() {
    let home = Home::fresh().await;
    let product = home.empty_product().await;
    assert_eq!(missing(&product).await, ["enti"]);
    apply(&product, sample_ente()).await;
    assert_eq!(missing(&product).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_sequencer_that_stands_still_and_a_view_left_behind_are_named() {
    let home = Home::fresh().await;
    let clock = Clock::shifted();
    let product = Product::open(home.settings(), clock.clone()).await.unwrap();
    apply(&product, sample_ente()).await;
    clock.advance(TimeDelta::seconds(60));
    assert_eq!(missing(&product).await, ["sequencer"]);
    let sequencer = replay::sequencer::Sequencer::new(&product.connect_options(), Default::default(), product.head.clone());
    sequencer.drain_once().await.unwrap();
    assert_eq!(missing(&product).await, Vec::<String>::new());
    sqlx::query("INSERT INTO checkpoint (reader, next_index) VALUES ('pending_list', 0)").execute(&product.pool).await.unwrap();
    let health = product.health().await;
    assert_eq!(health.not_ready[0].what, "view/pending_list");
    assert_eq!(health.views[0].events_behind, 1);
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_named() {
    let home = Home::fresh().await;
    let product = home.product().await;
    product.pool.close().await;
    assert_eq!(missing(&product).await, ["database"]);
}

#[tokio::test]
async fn an_older_cell_is_refused_at_start_and_named_later() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let mut owner = home.database().owner().connect().await.unwrap();
    owner.execute("DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)").await.unwrap();
    assert_eq!(missing(&product).await, ["migrations"]);
    let error = Product::open(home.settings(), Clock::system()).await.unwrap_err();
    assert!(matches!(error, StartError::NotMigrated { lacking: 1, .. }), "{error}");
}

#[tokio::test]
async fn a_cell_is_opened_by_its_own_keys_only() {
    let home = Home::fresh().await;
    drop(home.product().await);
    for (file, setting) in [("vault.key", "vault.key_file"), ("vault.pepper", "vault.pepper_file")] {
        let right = std::fs::read_to_string(home.path(file)).unwrap();
        home.write_secret(file, &"ab".repeat(32));
        let error = Product::open(home.settings(), Clock::system()).await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("{setting}: ")), "{error}");
        home.write_secret(file, &right);
    }
    drop(home.empty_product().await);
}
