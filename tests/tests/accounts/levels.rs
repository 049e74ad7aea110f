//! What a level of identity opens: a password account is shown nothing for the tax code it claims; the office's word or an electronic
//! identity opens everything of it, and of no other.

use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::documents::{ACCOUNT, LUCIA, MARIO, PENDING, SESSIONS};
use crate::house::House;

impl House {
    pub(crate) async fn office(&self, arguments: &[&str]) -> (i32, String) {
        let which = ["--ente", sample::ENTE, "--operator", "anna", "--reason", "Carta di identita vista allo sportello"];
        let arguments: Vec<&str> = ["account"].iter().chain(arguments).chain(&which).copied().collect();
        let output = tests::child::product("as_product", &self.settings_file(), &arguments).output().await.unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap(), said)
    }
}

async fn owed(browser: &Browser) -> usize {
    let list = browser.ask(PENDING, json!({ "ente": sample::ENTE })).await;
    list["nodes"].as_array().unwrap_or_else(|| panic!("{list}")).len()
}

async fn identity(browser: &Browser) -> Value {
    browser.account().await["identity"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a11_s2_05_a_password_account_never_lists_debts_by_the_tax_code_it_claims() {
    let house = House::of(|ente| ente.policies.accounts.office_verification = true).await;
    house.debt(MARIO.tax_code, "A-1").await;
    let browser = house.logged_in(&MARIO).await;
    assert_eq!(identity(&browser).await, "SELF_DECLARED");
    assert_eq!(owed(&browser).await, 0);
    let history =
        "query($ente: String!, $of: HistorySide!) { paymentHistory(input: { ente: $ente, of: $of }, first: 20) { __typename
        ... on PaymentHistory { nodes { nav } } } }";
    for side in ["DEBTS", "PAYMENTS"] {
        let listed = browser.ask(history, json!({ "ente": sample::ENTE, "of": side })).await;
        assert_eq!(listed["nodes"], json!([]), "{side}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_22_s2_05_the_office_verifies_with_a_reason_and_the_next_login_sees_everything_of_the_tax_code() {
    let house = House::of(|ente| ente.policies.accounts.office_verification = true).await;
    house.debt(MARIO.tax_code, "A-1").await;
    house.debt(LUCIA.tax_code, "B-1").await;
    let browser = house.logged_in(&MARIO).await;
    let (code, said) = house.office(&["verify", "--user-name", "M.Rossi", "--tax-code", LUCIA.tax_code]).await;
    assert!(code == 3 && said.contains("the account claims another one"), "{code} {said}");
    let (code, said) = house.office(&["verify", "--user-name", "nessuno", "--tax-code", MARIO.tax_code]).await;
    assert!(code == 3 && said.contains("no account in use"), "{code} {said}");
    let (code, said) = house.office(&["verify", "--user-name", "M.Rossi", "--tax-code", MARIO.tax_code]).await;
    assert!(code == 0 && said.contains("Done"), "{said}");
    let (code, said) = house.office(&["verify", "--user-name", "m.rossi", "--tax-code", MARIO.tax_code]).await;
    assert!(code == 0 && said.contains("already"), "{said}");
    assert_eq!(owed(&browser).await, 0, "the session keeps its level");
    let before = browser.cookie();
    assert_eq!(browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await["identity"], "VERIFIED");
    assert_ne!(browser.cookie(), before, "a new id at a new level");
    assert_eq!(owed(&browser).await, 1, "his own, and nobody else's");
    let kept: (String, String) = sqlx::query_as(
        "SELECT metadata::jsonb->>'actor', payload::jsonb->'TaxCodeVerified'->>'reason' FROM events WHERE event_type = 'TaxCodeVerified'",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert_eq!(kept, ("operator:anna".to_owned(), "Carta di identita vista allo sportello".to_owned()));
    let (code, _) = house.office(&["withdraw", "--user-name", "m.rossi"]).await;
    assert_eq!(code, 0);
    assert!(!browser.is_in().await, "what the word opened is closed at once");
    assert_eq!(browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await["identity"], "SELF_DECLARED");
    assert_eq!(house.office(&["withdraw", "--user-name", "m.rossi"]).await.0, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_22_the_offices_word_counts_only_while_the_ente_says_so() {
    let house = House::of(|ente| ente.policies.accounts.office_verification = true).await;
    house.debt(MARIO.tax_code, "A-1").await;
    house.citizen(&MARIO).await;
    assert_eq!(house.office(&["verify", "--user-name", "m.rossi", "--tax-code", MARIO.tax_code]).await.0, 0);
    let browser = house.browser_of(&MARIO).await;
    assert_eq!(owed(&browser).await, 1);
    tests::home::apply(&house.product, toml::from_str(sample::ENTE_FILE).unwrap()).await;
    assert_eq!(owed(&browser).await, 0, "also in sessions that are open");
    assert_eq!(identity(&browser).await, "SELF_DECLARED");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_03_s2_04_an_electronic_identity_sees_everything_of_its_tax_code_and_needs_no_account() {
    let house = House::open().await;
    house.debt(MARIO.tax_code, "A-1").await;
    let browser = house.browser_outside();
    browser.come_as(MARIO.tax_code).await;
    assert_eq!(owed(&browser).await, 1);
    assert_eq!(browser.account().await["key"], "account.absent");
    assert_eq!(browser.ask(SESSIONS, json!({})).await["key"], "account.absent");
    let change = json!({ "currentPassword": "x", "password": "y", "passwordAgain": "y" });
    let refused = browser.command("changePassword", "ChangePasswordInput", change).await;
    assert_eq!(refused["key"], "account.absent", "S2-5: no password, none to change");
    browser.come_as(LUCIA.tax_code).await;
    assert_eq!(owed(&browser).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn c1_an_account_rises_by_an_identity_of_the_same_tax_code_only() {
    let house = House::open().await;
    house.debt(MARIO.tax_code, "A-1").await;
    let browser = house.browser_outside();
    house.citizen(&MARIO).await;
    browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await;
    let before = browser.cookie();
    browser.come_as(MARIO.tax_code).await;
    assert_ne!(browser.cookie(), before);
    assert_eq!((identity(&browser).await, owed(&browser).await), (json!("VERIFIED"), 1));
    assert_eq!(browser.account().await["userName"], MARIO.user_name, "with the account of the same tax code");
    browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await;
    assert_eq!(identity(&browser).await, "SELF_DECLARED", "a password alone is a password alone");
    browser.come_as(LUCIA.tax_code).await;
    assert_eq!(browser.account().await["key"], "account.absent", "another tax code never links");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_03_s2_27_s4_05_what_needs_a_login_is_refused_without_one() {
    let house = House::open().await;
    let (anonymous, citizen) = (house.browser(), house.logged_in(&MARIO).await);
    for document in [ACCOUNT, SESSIONS, "mutation { endOtherSessions { __typename } }"] {
        assert_eq!(anonymous.say(document, json!({})).await.status, 401, "{document}");
        assert_eq!(citizen.say(document, json!({})).await.status, 200, "{document}");
    }
    assert_eq!(anonymous.ask(PENDING, json!({ "ente": sample::ENTE })).await["key"], "login.required");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_03_s2_27_every_root_field_admits_whom_its_rule_says_and_nobody_else() {
    use api::graphql::access::{AccessRule, AccessTable, Root};

    let house = House::open().await;
    let (anonymous, citizen) = (house.browser(), house.logged_in(&MARIO).await);
    let verified = house.browser_outside();
    verified.come_as(LUCIA.tax_code).await;
    let table = AccessTable::from_sdl(&api::graphql::sdl()).unwrap();
    let mut walked = [0; 2];
    for (root, keyword) in [(Root::Query, "query"), (Root::Mutation, "mutation")] {
        let root = table.root(root).unwrap().to_owned();
        for (_, field, rule) in table.fields().filter(|(of, ..)| *of == root) {
            // Who may ask is judged before the arguments are: a document without them is enough to be turned away.
            let document = format!("{keyword} {{ {field} {{ __typename }} }}");
            let rule = rule.unwrap();
            for (browser, turned_away) in
                [(&anonymous, rule >= AccessRule::Citizen), (&citizen, rule >= AccessRule::VerifiedCitizen), (&verified, false)]
            {
                if field == "logOut" && browser.cookie().is_some() {
                    continue;
                }
                let status = browser.say(&document, json!({})).await.status;
                assert_eq!(status == 401, turned_away, "{field}: {status}");
                assert!(status < 500, "{field}: {status}");
            }
            walked[usize::from(rule >= AccessRule::Citizen)] += 1;
        }
    }
    assert!(walked[0] > 20 && walked[1] > 10, "{walked:?}");
}
