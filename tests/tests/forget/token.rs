//! The key of keys stays in a PKCS#11 token: all is as with a file, whoever has the wrong token or PIN does not start, and a token that is away
//! is missed by no one for longer than it is away.

use std::path::Path;

use api::clock::Clock;
use api::product::{Product, StartError};
use api::vault::VaultError;
use domain::personal::PersonalClass::{Fiscal, Profile};
use domain::subject::ErasureReason;
use tests::home::Home;
use tests::soft_token::{self, PIN, SoftToken};

use crate::house::{House, ente};
use crate::keys::{count, opens, seal};

const MARIO: &str = "RSSMRA80A01H501U";
const LUCIA: &str = "BNCLCU85M41F205T";

#[tokio::test]
async fn the_key_of_keys_may_stay_in_a_token() {
    let Some(token) = SoftToken::fresh() else {
        println!("skipped: SoftHSM 2 (package softhsm2) is not installed");
        return;
    };
    token.run("token::with_the_key_in_a_token").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started again by the_key_of_keys_may_stay_in_a_token, in a process that finds the token"]
async fn with_the_key_in_a_token() {
    let Some(token) = soft_token::found() else { return };
    let home = Home::with("[limits]\nrequests_per_minute = 1000000").await;
    home.write_secret("token.pin", PIN);
    set(&home, &[("pkcs11", "vault")]);
    let absent = said(&home, &["keys", "rotate"], 2).await;
    assert!(absent.contains("vault.pkcs11.key: the token has 0 AES keys of 256 bits called \"vault\""), "{absent}");
    assert!(said(&home, &["keys", "make"], 0).await.starts_with("made vault\n"));
    assert!(said(&home, &["keys", "make"], 0).await.starts_with("kept vault\n"), "a key is never replaced");

    let house = House::of(home).await;
    people_come_pay_and_are_forgotten(&house).await;
    what_is_wrong_is_refused(&house.home).await;
    a_token_that_is_away_is_waited_for(&house, &token).await;
    keys_move_between_tokens_and_files(&house.home).await;
}

async fn people_come_pay_and_are_forgotten(house: &House) {
    house.paid(MARIO, 5_000).await;
    house.paid(LUCIA, 700).await;
    house.asks_for_help("Mario Rossi", "mario@example.test", "non trovo la ricevuta").await;
    house.settle().await;
    let keys = house.product.vault.keys();
    let proofs: Vec<bool> = sqlx::query_scalar("SELECT proof IS NOT NULL FROM wrapping_key").fetch_all(keys).await.unwrap();
    assert_eq!(proofs, [true], "one key, known by what only it can have wrapped");
    let mario = house.subject(MARIO).await.unwrap();
    for class in [Profile, Fiscal] {
        house.clock.advance(chrono::TimeDelta::days(3_660));
        let whom = (mario, class);
        api::privacy::erase(&house.product, &house.acting(), &ente(), whom, ErasureReason::TermOver).await.unwrap();
    }
    assert_eq!(house.subject(MARIO).await, None);
    // Started again, it is the same key, and Lucia's data opens.
    let again = Product::open(house.home.settings(), house.clock.clone()).await.unwrap();
    assert_eq!(count(&again, "SELECT count(*) FROM wrapping_key").await, 1);
    let lucia = house.subject(LUCIA).await.unwrap();
    assert!(again.vault.knows(&ente(), lucia).await.unwrap());
    let sealed = seal(&again, 1_000).await;
    let fresh = Product::open(house.home.settings(), house.clock.clone()).await.unwrap();
    let start = std::time::Instant::now();
    opens_at_once(&fresh, &sealed).await;
    println!("2,000 keys unwrapped by the token in {:?}", start.elapsed());
}

/// All keys are asked for in one question.
async fn opens_at_once(product: &Product, sealed: &[domain::personal::SealedPerson]) {
    let named: Vec<_> = sealed.iter().map(|one| ("DebtPosition/1".to_owned(), one)).collect();
    let opened = product.vault.open_people(&ente(), "debtor", &named).await.unwrap();
    assert!(opened.len() == sealed.len() && opened.iter().all(Option::is_some));
}

async fn what_is_wrong_is_refused(home: &Home) {
    home.write_secret("token.pin", "000000");
    let pin = said(home, &["keys", "rotate"], 2).await;
    assert!(pin.contains("vault.pkcs11.pin_file: the token refuses the PIN"), "{pin}");
    assert!(!pin.contains("000000"), "{pin}");
    home.write_secret("token.pin", PIN);
    let right = std::fs::read_to_string(home.settings_file()).unwrap();
    for (wrong, why) in [
        (right.replace("libsofthsm2.so", "absent.so"), "vault.pkcs11.module: "),
        (right.replace("token = \"quietanza\"", "token = \"other\""), "vault.pkcs11.token: 0 tokens are called \"other\""),
    ] {
        home.write_secret("quietanza.toml", &wrong);
        let refused = said(home, &["keys", "rotate"], 2).await;
        assert!(refused.contains(why), "{refused}");
    }
    // Another key of the same token is not the key of this cell.
    set(home, &[("pkcs11", "another")]);
    said(home, &["keys", "make"], 0).await;
    let refused = said(home, &["keys", "rotate"], 2).await;
    assert!(refused.contains("vault.pkcs11: is not the key this cell was set up with"), "{refused}");
    set(home, &[("pkcs11", "vault")]);
}

async fn a_token_that_is_away_is_waited_for(house: &House, token: &Path) {
    let vault = &house.product.vault;
    let known = seal(&house.product, 1).await;
    let slot = std::fs::read_dir(token.join("tokens")).unwrap().next().unwrap().unwrap().path();
    let elsewhere = token.join("elsewhere");
    std::fs::rename(&slot, &elsewhere).unwrap();
    let missing = vault.nobody(&ente()).await.unwrap_err();
    assert!(matches!(&missing, VaultError::Kek(error) if error.may_pass()), "{missing}");
    assert!(missing.may_pass() && missing.to_string().starts_with("vault.pkcs11: the token does not answer"), "{missing}");
    opens(&house.product, &known).await;
    let start = said(&house.home, &["keys", "rotate"], 2).await;
    assert!(start.contains("vault.pkcs11.token: 0 tokens"), "{start}");
    std::fs::rename(&elsewhere, &slot).unwrap();
    vault.nobody(&ente()).await.expect("it is back, and nothing was started anew");
}

async fn keys_move_between_tokens_and_files(home: &Home) {
    let sealed = seal(&home.empty_product().await, 70).await;
    set(home, &[("pkcs11", "next")]);
    said(home, &["keys", "make"], 0).await;
    let next = ("pkcs11", "next");
    for (set_now, refused) in [
        ([next, ("former_pkcs11", "vault")], [("pkcs11", "vault")]),
        ([("key_file", "vault.key"), ("former_pkcs11", "next")], [next]),
        ([("pkcs11", "another"), ("former_key_file", "vault.key")], [("key_file", "vault.key")]),
    ] {
        set(home, &set_now);
        let rotated = said(home, &["keys", "rotate"], 0).await;
        assert!(rotated.contains("the former key is out of use"), "{rotated}");
        set(home, &set_now[..1]);
        opens(&home.empty_product().await, &sealed).await;
        set(home, &refused);
        let outcome = Product::open(home.settings(), Clock::system()).await;
        let named = match outcome {
            Err(StartError::Vault(VaultError::WrongKey(setting))) => setting,
            other => panic!("{other:?}"),
        };
        assert_eq!(named, format!("vault.{}", refused[0].0));
        set(home, &set_now[..1]);
    }
}

/// The keys of the vault are these, each a setting and the name of a key in the token or of a file.
fn set(home: &Home, keys: &[(&str, &str)]) {
    let text = std::fs::read_to_string(home.settings_file()).unwrap();
    let is_key =
        |line: &&str| !["key_file = \"vault", "pkcs11 ="].iter().any(|key| line.trim_start_matches("former_").starts_with(key));
    let mut lines: Vec<String> = text.lines().filter(is_key).map(ToOwned::to_owned).collect();
    let vault = lines.iter().position(|line| line == "[vault]").unwrap();
    for (setting, name) in keys {
        let value = if setting.ends_with("pkcs11") { soft_token::setting(name) } else { format!("\"{name}\"") };
        lines.insert(vault + 1, format!("{setting} = {value}"));
    }
    home.write_secret("quietanza.toml", &lines.join("\n"));
}

/// What the product said as a command of its own.
async fn said(home: &Home, arguments: &[&str], code: i32) -> String {
    let output = tests::child::product("as_product", &home.settings_file(), arguments).output().await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    let start = said.find("\nmade ").or(said.find("\nkept ")).map_or(0, |at| at + 1);
    said[start..].to_owned()
}
