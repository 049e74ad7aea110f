//! `quietanza ente`: declarative, and said twice it is said once.

use domain::identifier::EnteCode;
use tests::child;
use tests::home::{Home, SAMPLE_ENTE, apply, sample_ente};

async fn run(home: &Home, arguments: &[&str]) -> (i32, String) {
    let output = child::product("as_product", &home.settings_file(), arguments).output().await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), said)
}

async fn count(home: &Home) -> i64 {
    let product = home.empty_product().await;
    sqlx::query_scalar("SELECT count(*) FROM events").fetch_one(&product.pool).await.unwrap()
}

#[tokio::test]
async fn applying_twice_appends_once_and_a_change_appends_again() {
    let home = Home::fresh().await;
    let file = home.path("ente.toml");
    let apply = ["ente", "apply", file.to_str().unwrap()];
    let (code, said) = run(&home, &apply).await;
    assert!(code == 0 && said.contains("Ente 99999000104: configured (statement 1)"), "{said}");
    let (code, said) = run(&home, &apply).await;
    assert!(code == 0 && said.contains("nothing has changed"), "{said}");
    assert_eq!(count(&home).await, 1);
    home.write_secret("ente.toml", &SAMPLE_ENTE.replace("Ufficio tributi", "Ufficio scuola"));
    let (code, said) = run(&home, &apply).await;
    assert!(code == 0 && said.contains("statement 2"), "{said}");
    let (code, said) = run(&home, &["ente", "show", "99999000104"]).await;
    assert!(code == 0 && said.contains("Ufficio scuola"), "{said}");
}

#[tokio::test]
async fn what_is_shown_can_be_applied_also_as_json() {
    let home = Home::fresh().await;
    drop(home.product().await);
    let (_, shown) = run(&home, &["ente", "show"]).await;
    let shown = shown.split_once("code = ").map(|(_, rest)| format!("code = {rest}")).unwrap();
    home.write_secret("again.toml", &shown);
    let file = home.path("again.toml");
    let (code, said) = run(&home, &["ente", "apply", file.to_str().unwrap()]).await;
    assert!(code == 0 && said.contains("nothing has changed"), "{said}");
    home.write_secret("again.json", &serde_json::to_string(&sample_ente()).unwrap());
    let file = home.path("again.json");
    let (code, said) = run(&home, &["ente", "apply", file.to_str().unwrap()]).await;
    assert!(code == 0 && said.contains("nothing has changed"), "{said}");
}

#[tokio::test]
async fn a_wrong_field_is_named_and_nothing_is_appended() {
    let home = Home::fresh().await;
    let table = [
        (SAMPLE_ENTE.replace("office", "ofice"), 2, "ofice"),
        (SAMPLE_ENTE.replace("segregation_codes", "segregation_code"), 2, "stations[0].segregation_code"),
        (SAMPLE_ENTE.replace("IT20F9999999998", "IT21F9999999998"), 2, "accounts[0].iban"),
        (SAMPLE_ENTE.to_owned() + "[policies]\nanonimous = true\n", 2, "policies.anonimous"),
        (
            SAMPLE_ENTE.replace("postal_iban = \"IT57A0760199998000099990001\"", "postal_iban = \"IT20F9999999998000000000017\""),
            3,
            "accounts.postal_iban",
        ),
    ];
    for (text, expected, field) in table {
        home.write_secret("wrong.toml", &text);
        let file = home.path("wrong.toml");
        let (code, said) = run(&home, &["ente", "apply", file.to_str().unwrap()]).await;
        assert!(code == expected && said.contains(field), "expected {expected} and {field}, got {code}: {said}");
    }
    assert_eq!(count(&home).await, 0);
}

#[tokio::test]
async fn another_process_sees_the_change() {
    let home = Home::fresh().await;
    let (writer, reader) = (home.empty_product().await, home.empty_product().await);
    let stop = tokio_util::sync::CancellationToken::new();
    tokio::spawn(reader.clone().run(stop.clone()));
    apply(&writer, sample_ente()).await;
    let code = EnteCode::parse("99999000104").unwrap();
    let seen = async {
        while reader.enti.get(&code).is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), seen).await.expect("the Ente is seen");
    stop.cancel();
}

/// A service in the file of the sample Ente.
const SERVICE: &str = r#"
[[services]]
code = "offerta"
name = { it = "Offerta libera" }
instructions = { it = "" }
subject = "{causale}"
form = [
  { key = "nome", kind = "debtor_name", label = { it = "Nome" } },
  { key = "codice_fiscale", kind = "debtor_tax_code", label = { it = "Codice fiscale" } },
  { key = "importo", kind = { amount = { minimum = 100 } }, label = { it = "Importo" } },
  { key = "causale", kind = { text = {} }, label = { it = "Causale" } },
]
"#;

#[tokio::test]
async fn s0_32_services_are_stated_in_the_same_file_and_twice_is_once() {
    let home = Home::fresh().await;
    let file = home.path("ente.toml");
    let apply = ["ente", "apply", file.to_str().unwrap()];
    home.write_secret("ente.toml", &format!("{SAMPLE_ENTE}{SERVICE}"));
    let (code, said) = run(&home, &apply).await;
    assert!(code == 0 && said.contains("1 stated, 1 changed"), "{said}");
    let (code, said) = run(&home, &apply).await;
    assert!(code == 0 && said.contains("1 stated, 0 changed"), "{said}");
    assert_eq!(count(&home).await, 3, "configured, defined, enabled");
    let (_, shown) = run(&home, &["ente", "show"]).await;
    let shown = shown.split_once("code = ").map(|(_, rest)| format!("code = {rest}")).unwrap();
    home.write_secret("again.toml", &shown);
    let (code, said) = run(&home, &["ente", "apply", home.path("again.toml").to_str().unwrap()]).await;
    assert!(code == 0 && said.contains("1 stated, 0 changed"), "what is shown can be applied: {said}");
    home.write_secret("ente.toml", SAMPLE_ENTE);
    let (_, said) = run(&home, &apply).await;
    assert!(!said.contains("stated"), "a file that says nothing of services leaves them alone: {said}");
    home.write_secret("ente.toml", &format!("services = []\n{SAMPLE_ENTE}"));
    let (_, said) = run(&home, &apply).await;
    assert!(said.contains("0 stated, 1 changed"), "{said}");
    assert_eq!(count(&home).await, 4, "disabled");
}

#[tokio::test]
async fn a_wrong_service_is_named_by_its_place_and_nothing_is_appended() {
    let home = Home::fresh().await;
    for (from, to, expected, place) in [
        ("minimum", "minimun", 2, "services[0].form[2].kind.amount.minimun"),
        ("\"debtor_name\"", "\"debtor\"", 2, "services[0].form[0].kind"),
        ("code = \"offerta\"", "code = \"Offerta\"", 2, "services[0].code"),
        ("code = \"offerta\"", "code = \"offerta\"\nenabled = 1", 2, "services[0].enabled"),
        ("{causale}", "{nome}", 3, "services.offerta.subject: nome"),
        ("\nform =", "\ncollection = { iban = \"IT95H9999999997000000000025\" }\nform =", 3, "services.offerta.collection.iban"),
        ("\nform =", "\ncollection = { segregation_code = \"77\" }\nform =", 3, "services.offerta.collection.segregation_code"),
    ] {
        let wrong = SERVICE.replacen(from, to, 1);
        assert_ne!(wrong, SERVICE);
        home.write_secret("wrong.toml", &format!("{SAMPLE_ENTE}{wrong}"));
        let (code, said) = run(&home, &["ente", "apply", home.path("wrong.toml").to_str().unwrap()]).await;
        assert!(code == expected && said.contains(place), "expected {expected} and {place}, got {code}: {said}");
    }
    home.write_secret("twice.toml", &format!("{SAMPLE_ENTE}{SERVICE}{SERVICE}"));
    let (code, said) = run(&home, &["ente", "apply", home.path("twice.toml").to_str().unwrap()]).await;
    assert!(code == 3 && said.contains("services.offerta: is given twice"), "{said}");
    assert_eq!(count(&home).await, 0);
}

#[tokio::test]
async fn settings_that_take_an_account_from_a_service_are_refused() {
    let home = Home::fresh().await;
    let file = home.path("ente.toml");
    let apply = ["ente", "apply", file.to_str().unwrap()];
    let mine = SERVICE.replacen("\nform =", "\ncollection = { segregation_code = \"02\" }\nform =", 1);
    home.write_secret("ente.toml", &format!("{SAMPLE_ENTE}{mine}"));
    assert_eq!(run(&home, &apply).await.0, 0);
    home.write_secret("ente.toml", &SAMPLE_ENTE.replace("segregation_codes = [\"02\"]", "segregation_codes = [\"03\"]"));
    let (code, said) = run(&home, &apply).await;
    assert!(code == 3 && said.contains("services.offerta.collection.segregation_code"), "{said}");
    assert_eq!(count(&home).await, 3);
}
