//! Becoming a user: two steps, a form by kind of tax code, consent, and one mail.

use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::documents::{BEGIN, LUCIA, MARIO, PASSWORD, Person, form};
use crate::house::{House, secret};

fn names(begun: &Value) -> Vec<&str> {
    begun["form"]["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_06_s0_07_persons_and_companies_register_and_the_first_step_takes_one_field() {
    let house = House::open().await;
    let browser = house.browser();
    assert_eq!(browser.begin(MARIO.tax_code).await["taxCode"], MARIO.tax_code);
    assert_eq!(browser.begin(" 99999000500 ").await["taxCode"], "99999000500");
    let begun = browser.begin("99999000500").await;
    let mut input = form(&Person { tax_code: "99999000500", ..MARIO }, &begun["registration"]);
    input["holder"] = json!({ "taxCode": "99999000500", "companyName": "Officine Borgo S.r.l." });
    assert_eq!(
        browser.command("register", "RegisterInput", input).await["title"],
        "Grazie, Officine Borgo S.r.l.: il tuo account è stato creato."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_08_a_tax_code_is_checked_at_its_field_and_omocodia_is_accepted() {
    let house = House::open().await;
    let browser = house.browser();
    for (wrong, key) in [
        ("RSSMRA80A01H501X", "fiscal_code.check_letter"),
        ("RSSMRA80A01H50", "tax_code.length"),
        ("99999000501", "vat_number.check_digit"),
        ("ANONIMO", "tax_code.length"),
    ] {
        let answer = browser.begin(wrong).await;
        assert_eq!((&answer["key"], &answer["field"]), (&json!(key), &json!("input.taxCode")), "{wrong}: {answer}");
    }
    // The last digit of Mario's code written as the letter that stands for it, with the check letter that follows.
    assert_eq!(browser.begin("RSSMRA80A01H50MM").await["__typename"], "RegistrationBegun");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_08_a_tax_code_in_use_answers_the_same_and_its_owner_is_told() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let impostor = Person { user_name: "impostore", email: "impostore@example.test", ..MARIO };
    let first = house.browser().register(&LUCIA).await;
    let second = house.browser().register(&impostor).await;
    assert_eq!((&first["key"], &first["message"]), (&second["key"], &second["message"]));
    let told = house.letter(MARIO.email, 2).await;
    assert!(told.subject().starts_with("Un altro account con il tuo codice fiscale"), "{}", told.subject());
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_09_s0_10_the_form_has_these_fields_in_this_order() {
    let house = House::open().await;
    let browser = house.browser();
    let (person, company) = (browser.begin(MARIO.tax_code).await, browser.begin("99999000500").await);
    let address = ["TAX_CODE", "ADDRESS", "COUNTRY", "CITY", "PROVINCE", "POSTAL_CODE", "EMAIL", "TELEPHONE"];
    let access = ["USER_NAME", "PASSWORD", "PASSWORD_AGAIN", "CONSENT"];
    let expected = |holder: &[&'static str]| [holder, address.as_slice(), access.as_slice()].concat();
    assert_eq!(names(&person), expected(&["NAME", "SURNAME"]));
    assert_eq!(names(&company), expected(&["COMPANY_NAME"]));
    let labels: Vec<&str> =
        person["form"]["fields"].as_array().unwrap().iter().map(|field| field["label"].as_str().unwrap()).collect();
    assert_eq!(
        labels[..10],
        ["Nome", "Cognome", "Codice Fiscale", "Indirizzo", "Nazione", "Città", "Provincia", "Cap", "Email", "Telefono"]
    );
    assert_eq!(company["form"]["fields"][0]["label"], "Ragione sociale");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_10_a_person_has_no_company_name_and_a_company_no_surname() {
    let house = House::open().await;
    let browser = house.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    let refused = async |input: Value| {
        let answer = browser.command("register", "RegisterInput", input).await;
        (answer["key"].as_str().unwrap().to_owned(), answer["field"].as_str().unwrap_or_default().to_owned())
    };
    let mut input = form(&MARIO, &begun["registration"]);
    input["holder"]["companyName"] = json!("Rossi S.r.l.");
    assert_eq!(refused(input.clone()).await, ("registration.for_person".into(), "input.holder.companyName".into()));
    input["holder"] = json!({ "taxCode": MARIO.tax_code, "surname": "Rossi" });
    assert_eq!(refused(input).await, ("text.empty".into(), "input.holder.name".into()));
    let begun = browser.begin("99999000500").await;
    let mut input = form(&Person { tax_code: "99999000500", ..MARIO }, &begun["registration"]);
    assert_eq!(refused(input.clone()).await, ("registration.for_company".into(), "input.holder.name".into()));
    input["holder"] = json!({ "taxCode": "99999000500" });
    assert_eq!(refused(input).await, ("text.empty".into(), "input.holder.companyName".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_11_the_second_step_cannot_bring_another_tax_code() {
    let house = House::open().await;
    let browser = house.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    assert_eq!(begun["form"]["fields"][2]["readOnly"], true);
    let answer = browser.command("register", "RegisterInput", form(&LUCIA, &begun["registration"])).await;
    assert_eq!(
        (answer["key"].as_str(), answer["field"].as_str()),
        (Some("registration.other_tax_code"), Some("input.holder.taxCode"))
    );
    house.later(chrono::TimeDelta::hours(3));
    let answer = browser.command("register", "RegisterInput", form(&MARIO, &begun["registration"])).await;
    assert_eq!(answer["key"], "registration.expired");
    let answer = browser.command("register", "RegisterInput", form(&MARIO, &json!("AAAA"))).await;
    assert_eq!(answer["key"], "registration.expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_12_the_login_data_are_mandatory_equal_and_good() {
    let house = House::open().await;
    let browser = house.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    for (field, value, key) in [
        ("passwordAgain", "ventitre gatti bianchi", "password.differ"),
        ("userName", "", "user_name.length"),
        ("userName", "mario rossi", "user_name.character"),
        ("email", "mario", "email_address.layout"),
    ] {
        let mut input = form(&MARIO, &begun["registration"]);
        input[field] = json!(value);
        let answer = browser.command("register", "RegisterInput", input).await;
        assert_eq!((answer["key"].as_str(), answer["field"].as_str().unwrap()), (Some(key), format!("input.{field}").as_str()));
    }
    for (password, key) in
        [("corta", "password.length"), ("passwordpassword", "password.blocked"), ("il mio nome: Mario!", "password.personal")]
    {
        let mut input = form(&MARIO, &begun["registration"]);
        (input["password"], input["passwordAgain"]) = (json!(password), json!(password));
        let answer = browser.command("register", "RegisterInput", input).await;
        assert_eq!((answer["key"].as_str(), answer["field"].as_str()), (Some(key), Some("input.password")), "{password}");
    }
    assert_eq!(house.count("AccountRegistered").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_12_a_taken_user_name_makes_no_account_and_only_the_mail_says_so() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let second = Person { user_name: "M.Rossi", ..LUCIA };
    let answer = house.browser().register(&second).await;
    assert_eq!(answer["key"], "registration.done", "the answer tells nothing");
    let letter = house.letter(LUCIA.email, 1).await;
    assert!(letter.subject().starts_with("Registrazione da ripetere"), "{}", letter.subject());
    assert_eq!((house.count("AccountRegistered").await, house.count("RegistrationDeclined").await), (1, 1));
    assert_eq!(house.browser().log_in("m.rossi", PASSWORD).await["__typename"], "LoggedIn", "the first stays who they are");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_13_a_form_sent_many_times_makes_one_account() {
    let house = House::open().await;
    let browser = house.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    let all = (0..5).map(|_| browser.command("register", "RegisterInput", form(&MARIO, &begun["registration"])));
    for answer in futures::future::join_all(all).await {
        assert_eq!(answer["key"], "registration.done", "{answer}");
    }
    house.until_idle().await;
    assert_eq!(house.count("AccountRegistered").await, 1);
    assert_eq!(house.letters(MARIO.email).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_17_without_consent_to_the_text_in_force_there_is_no_account() {
    let house = House::of(|ente| ente.policies.accounts.privacy_text_version = 3).await;
    let browser = house.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    assert_eq!(begun["form"]["privacyTextVersion"], 3);
    let mut input = form(&MARIO, &begun["registration"]);
    (input["consent"], input["privacyTextVersion"]) = (json!(false), json!(3));
    assert_eq!(browser.command("register", "RegisterInput", input.clone()).await["key"], "consent.required");
    (input["consent"], input["privacyTextVersion"]) = (json!(true), json!(2));
    assert_eq!(browser.command("register", "RegisterInput", input.clone()).await["key"], "consent.other_text");
    input["privacyTextVersion"] = json!(3);
    assert_eq!(browser.command("register", "RegisterInput", input).await["key"], "registration.done");
    let consent: (i64, bool) = sqlx::query_as(
        "SELECT (payload->'AccountRegistered'->'registration'->'consent'->>'text_version')::int8,
                payload->'AccountRegistered'->'registration'->'consent'->>'at' IS NOT NULL
           FROM (SELECT payload::jsonb AS payload FROM events WHERE event_type = 'AccountRegistered') AS e",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert_eq!(consent, (3, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_04_s3_05_residents_and_non_residents_register_by_their_own_form() {
    let house = House::of(|ente| ente.policies.accounts.two_forms = true).await;
    let browser = house.browser();
    let begin = async |eligibility: Value| {
        let input = json!({ "ente": sample::ENTE, "taxCode": MARIO.tax_code, "eligibility": eligibility });
        browser.ask(BEGIN, json!({ "input": input })).await
    };
    assert_eq!(begin(Value::Null).await["key"], "eligibility.required");
    assert!(!names(&begin(json!("RESIDENT_OR_AIRE")).await).contains(&"UTILITY"));
    let begun = begin(json!("NON_RESIDENT")).await;
    assert!(names(&begun).contains(&"UTILITY"));
    let mut input = form(&MARIO, &begun["registration"]);
    let answer = browser.command("register", "RegisterInput", input.clone()).await;
    assert_eq!((answer["key"].as_str(), answer["field"].as_str()), (Some("text.empty"), Some("input.contacts.utility")));
    input["contacts"]["utility"] = json!("Acqua, contratto 1234");
    assert_eq!(browser.command("register", "RegisterInput", input).await["key"], "registration.done");
    browser.activate(&secret(&*house.letter(MARIO.email, 1).await)).await;
    let account = house.browser_of(&MARIO).await.account().await;
    assert_eq!(
        (account["eligibility"].as_str(), account["contacts"]["utility"].as_str()),
        (Some("NON_RESIDENT"), Some("Acqua, contratto 1234"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_03_fax_is_asked_where_the_ente_wants_it_and_may_stay_empty() {
    let without = House::open().await;
    let browser = without.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    let mut input = form(&MARIO, &begun["registration"]);
    input["contacts"]["fax"] = json!("06 0000001");
    let answer = browser.command("register", "RegisterInput", input).await;
    assert_eq!((answer["key"].as_str(), answer["field"].as_str()), (Some("field.not_asked"), Some("input.contacts.fax")));
    let with = House::of(|ente| ente.policies.accounts.fax = true).await;
    let browser = with.browser();
    let begun = browser.begin(MARIO.tax_code).await;
    let fields = begun["form"]["fields"].as_array().unwrap();
    let fax = fields.iter().find(|field| field["name"] == "FAX").unwrap();
    assert_eq!((fax["required"].as_bool(), fax["label"].as_str()), (Some(false), Some("Fax")));
    assert_eq!(browser.register(&MARIO).await["key"], "registration.done");
    let sections: Vec<&str> = fields.iter().map(|field| field["section"].as_str().unwrap()).collect();
    assert_eq!(sections.iter().filter(|section| **section == "ACCESS").count(), 3, "user name, password, password again");
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_04_the_page_after_registering_greets_and_says_where_to_look() {
    let house = House::open().await;
    let answer = house.browser().register(&MARIO).await;
    assert_eq!(answer["title"], "Grazie, Mario: il tuo account è stato creato.");
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("posta indesiderata") && message.contains("tributi@borgoesempio.example"), "{message}");
    let answer = house.browser().with("accept-language", "de").register(&LUCIA).await;
    assert_eq!(answer["title"], "Danke, Lucia: Ihr Konto wurde erstellt.");
    assert!(house.letter(LUCIA.email, 1).await.subject().starts_with("Aktivieren Sie Ihr Konto"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ente_without_registration_offers_none() {
    let house = House::of(|ente| ente.policies.accounts.registration = false).await;
    assert_eq!(house.browser().begin(MARIO.tax_code).await["key"], "registration.closed");
}
