//! Keys of people stand apart, are wrapped anew without a change of any event, and stay refused under a key that was retired.

use api::clock::{Clock, random_bytes};
use api::product::{Product, StartError};
use api::vault::{Envelope, VaultError};
use domain::identifier::EnteCode;
use domain::personal::{PlainPerson, SealedPerson};
use replay::migrate::{Place, migrate_apart};
use sqlx::ConnectOptions;
use tests::home::Home;
use tests::postgres::fresh_database;

const STREAM: &str = "DebtPosition/1";

fn ente() -> EnteCode {
    "99999000104".parse().unwrap()
}

fn person(number: u32) -> PlainPerson {
    let json = serde_json::json!({ "kind": "F", "tax_code": "ANONIMO", "full_name": format!("Persona {number}") });
    serde_json::from_value(json).unwrap()
}

const fn at(ente: &EnteCode) -> Envelope<'_> {
    Envelope { ente, stream: STREAM, field: "debtor" }
}

pub(crate) async fn seal(product: &Product, people: u32) -> Vec<SealedPerson> {
    let people: Vec<PlainPerson> = (0..people).map(person).collect();
    let named: Vec<_> = people.iter().map(|plain| (STREAM, plain)).collect();
    product.vault.seal_people(&ente(), &named, "debtor").await.unwrap()
}

pub(crate) async fn opens(product: &Product, sealed: &[SealedPerson]) {
    let ente = ente();
    for (number, sealed) in (0..).zip(sealed) {
        let opened = product.vault.open_person(at(&ente), sealed).await.unwrap();
        assert_eq!(opened, Some(person(number).person));
    }
}

pub(crate) async fn count(product: &Product, sql: &str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(product.vault.keys()).await.unwrap()
}

/// A new key in force, the one so far beside it.
fn change_key(home: &Home) -> String {
    let before = std::fs::read_to_string(home.path("vault.key")).unwrap();
    home.write_secret("vault.former.key", &before);
    home.write_secret("vault.key", &hex::encode(random_bytes::<32>()));
    let text = std::fs::read_to_string(home.settings_file()).unwrap();
    let with_former = text.replace("[vault]\n", "[vault]\nformer_key_file = \"vault.former.key\"\n");
    home.write_secret("quietanza.toml", &with_former);
    text
}

#[tokio::test]
async fn rotation_wraps_anew_what_is_there_and_what_comes_and_retires_the_former_key() {
    let home = Home::fresh().await;
    let before = home.empty_product().await;
    let mut sealed = seal(&before, 30).await;
    let month = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let kept = before.vault.seal_for_month(&ente(), month, "here", &"who looked").await.unwrap();
    let text = change_key(&home);

    let both = home.empty_product().await;
    opens(&both, &sealed).await;
    // A process that was not started anew still wraps by the former key: the rotation takes what it makes, too.
    sealed.extend((0..).zip(seal(&before, 31).await).filter(|(number, _)| *number == 30).map(|(_, one)| one));
    let rotated = both.vault.rotate().await.unwrap();
    assert_eq!((rotated.people, rotated.months), (2 * 61, 1));
    opens(&both, &sealed).await;

    let after = home.empty_product().await;
    opens(&after, &sealed).await;
    assert_eq!(after.vault.open_of_month::<String>(&ente(), month, "here", &kept).await.unwrap().as_deref(), Some("who looked"));
    assert!(after.vault.open_of_month::<String>(&ente(), month, "there", &kept).await.is_err());
    assert_eq!(count(&after, "SELECT count(DISTINCT kek) FROM subject_key").await, 1);
    assert_eq!(count(&after, "SELECT count(*) FROM wrapping_key").await, 1);
    assert!(before.vault.nobody(&ente()).await.is_err(), "nothing can be wrapped by the retired key any more");

    // The retired key is refused, with and without anything beside it.
    let retired = std::fs::read_to_string(home.path("vault.former.key")).unwrap();
    home.write_secret("vault.key", &retired);
    home.write_secret("quietanza.toml", &text);
    let refused = Product::open(home.settings(), Clock::system()).await;
    assert!(matches!(refused, Err(StartError::Vault(VaultError::WrongKey(setting))) if setting == "vault.key_file"));
}

#[tokio::test]
async fn a_rotation_that_was_cut_goes_on_and_one_without_a_former_key_is_refused() {
    let home = Home::fresh().await;
    let before = home.empty_product().await;
    let sealed = seal(&before, 1_200).await;
    assert!(matches!(before.vault.rotate().await, Err(VaultError::NoFormerKey)));
    change_key(&home);
    let both = home.empty_product().await;
    // The first of its transactions is all that happened before the cut.
    let cut = tokio::time::timeout(std::time::Duration::from_millis(30), both.vault.rotate()).await;
    let left = count(&both, "SELECT count(*) FROM wrapping_key").await;
    assert!(cut.is_err() == (left == 2), "cut in the middle, or quick enough to be done");
    home.empty_product().await.vault.rotate().await.unwrap();
    assert_eq!(count(&both, "SELECT count(DISTINCT kek) FROM subject_key").await, 1);
    opens(&home.empty_product().await, &sealed).await;
}

#[tokio::test]
async fn keys_may_stand_in_a_database_of_their_own() {
    let apart = fresh_database().await;
    let home = Home::fresh().await;
    let schema = "keys_of_people";
    let cell = Place { options: home.database().owner(), schema: "public".to_owned() };
    migrate_apart(&cell, &Place { options: apart.owner(), schema: schema.to_owned() }).await.unwrap();
    let mut url = apart.vault().to_url_lossy();
    let _ = url.set_password(None);
    let text = std::fs::read_to_string(home.settings_file()).unwrap();
    let lines = format!("[vault]\nurl = \"{url}\"\nschema = \"{schema}\"\n");
    home.write_secret("quietanza.toml", &text.replace("[vault]\n", &lines));

    let product = home.empty_product().await;
    let sealed = seal(&product, 3).await;
    opens(&home.empty_product().await, &sealed).await;
    assert_eq!(count(&product, "SELECT count(*) FROM subject_key").await, 6);
    let mut owner = home.database().owner().connect().await.unwrap();
    let beside: i64 = sqlx::query_scalar("SELECT count(*) FROM public_vault.subject_key").fetch_one(&mut owner).await.unwrap();
    assert_eq!(beside, 0, "the cell's database holds no key");
}

#[tokio::test]
async fn keys_of_an_older_cell_are_moved_to_the_vault_with_what_says_which_key_wraps_them() {
    let home = Home::fresh().await;
    let product = home.empty_product().await;
    let sealed = seal(&product, 5).await;
    let mut owner = home.database().owner().connect().await.unwrap();
    // What an older version left: the tables in the cell, filled.
    let wrapping: String = sqlx::query_scalar("SELECT id FROM public_vault.wrapping_key").fetch_one(&mut owner).await.unwrap();
    let older = format!(
        "CREATE TABLE subject_key AS SELECT ente, subject, class, version, wrapped, created_at FROM public_vault.subject_key;
         CREATE TABLE key_check AS SELECT setting, value FROM public_vault.key_check
             UNION ALL SELECT 'vault.key_file', decode('{wrapping}' || repeat('0', 32), 'hex');
         DELETE FROM public_vault.subject_key; DELETE FROM public_vault.wrapping_key; DELETE FROM public_vault.key_check;
         DELETE FROM _sqlx_migrations WHERE version = 90;"
    );
    sqlx::raw_sql(&older).execute(&mut owner).await.unwrap();
    replay::migrate::migrate(home.database().owner(), "public").await.unwrap();
    opens(&home.empty_product().await, &sealed).await;
    let gone: Option<String> =
        sqlx::query_scalar("SELECT to_regclass('public.subject_key')::text").fetch_one(&mut owner).await.unwrap();
    assert_eq!(gone, None);
}

#[tokio::test]
async fn master_keys_have_an_age_and_a_day_on_which_they_are_to_be_rotated() {
    let home = Home::fresh().await;
    let product = home.empty_product().await;
    let ages = product.vault.ages(24).await.unwrap();
    let purposes: Vec<_> = ages.iter().map(|key| (key.purpose.as_str(), key.in_force)).collect();
    assert_eq!(purposes, [("vault.key", true), ("vault.pepper", true)]);
    let now = product.clock.now();
    assert!(ages.iter().all(|key| (728..=731).contains(&key.days_left(now))), "{ages:?}");
    let overdue = now + chrono::TimeDelta::days(740);
    assert!(ages.iter().all(|key| key.days_left(overdue) < 0));
    change_key(&home);
    let both = home.empty_product().await;
    let changing: Vec<bool> = both.vault.ages(24).await.unwrap().iter().map(|key| key.in_force).collect();
    assert_eq!(changing, [false, true, true]);
    let listed = tests::child::product("as_product", &home.settings_file(), &["keys", "list"]).output().await.unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(ages.iter().all(|key| listed.contains(&key.id)) && listed.contains("being replaced"), "{listed}");
    let secret = std::fs::read_to_string(home.path("vault.key")).unwrap();
    assert!(!listed.contains(secret.trim()), "ids tell nothing");
}
