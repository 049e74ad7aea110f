//! What the office says and citizens read: the Ente's home, its news with a feed, its calendar with what citizens submit.

use api::identity::{Holder, ProvedBy, cookie};
use api::vault::Handle;
use chrono::{Datelike, Days, NaiveDate};
use domain::identifier::TaxCode;
use domain::rome;
use domain::staff::Role;
use futures::future::join_all;
use reqwest::header::{COOKIE, ETAG, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use serde_json::{Value, json};

use crate::house::{Client, ENTE, House, MARIO, OTHER, ente};

const SITE: &str = "query ($e: String!) { site(ente: $e) { __typename
    ... on Site { ente name entry links { kind label address } banner { text from until } help feed
                  menu { public { title items { label address } } } }
    ... on Failure { key field } } }";
const PRIVATE: &str = "query ($e: String!) { site(ente: $e) { ... on Site { menu {
    public { title items { label } } private { title items { label address } } } } } }";
const NEWS: &str = "query ($e: String!, $n: Int, $a: String, $f: String) { news(ente: $e, first: $n, after: $a, freshness: $f) { __typename
    ... on NewsList { stale feed empty { key message } follow { message } showAll { message } nodes { id title body link amendedAt }
                      pageInfo { hasNextPage endCursor } }
    ... on Failure { key field } } }";
const MONTH: &str = "query ($e: String!, $m: String, $f: String) { calendarMonth(ente: $e, month: $m, freshness: $f) { __typename
    ... on CalendarMonth { month previous next more stale days { date inMonth events } events { id title from until begins place link } }
    ... on Failure { key field } } }";
const DAY: &str = "query ($e: String!, $d: Date, $f: String) { calendarDay(ente: $e, date: $d, freshness: $f) { __typename
    ... on DayOfEvents { date events { id title } empty { key message } } ... on Failure { key field } } }";
pub(crate) const SUBMIT: &str = "mutation ($i: SubmitCalendarEventInput!) { submitCalendarEvent(input: $i) { __typename
    ... on CalendarEventNoted { reference key message freshness } ... on Failure { key field } } }";
const SUBMISSION: &str = "query ($i: CalendarSubmissionInput!) { calendarSubmission(input: $i) { __typename
    ... on SubmissionShown { state message reason } ... on Failure { key field } } }";
const WAITING: &str = "query ($f: String) { calendarSubmissions(freshness: $f) {
    ... on WaitingSubmissions { nodes { id reference } } } }";
const ENTRY: &str = "query ($id: String!) { calendarEntry(id: $id) { __typename
    ... on OfficeEntry { state reason occasion { title { it } place from } submitter { name email } } } }";
const OFFICE_NEWS: &str = "{ news { ... on OfficeNewsList { nodes { id title { it de } } } } }";

/// A statement of the office.
fn stating(mutation: &str, input: &str) -> String {
    format!(
        "mutation ($i: {input}!) {{ {mutation}({}: $i) {{ __typename
            ... on Stated {{ id version already freshness }} ... on Refusal {{ key message field }} }} }}",
        if input == "TextsInput" { "text" } else { "input" }
    )
}

async fn state(staff: &Client, mutation: &str, input: &str, value: Value) -> Value {
    staff.ask(&stating(mutation, input), json!({ "i": value })).await
}

async fn stated(staff: &Client, mutation: &str, input: &str, value: Value) -> Value {
    let stated = state(staff, mutation, input, value).await;
    assert_eq!(stated["__typename"], "Stated", "{mutation}: {stated}");
    stated
}

/// Mario, with a session.
pub(crate) async fn mario(house: &House) -> Client {
    let tax_code = TaxCode::parse(MARIO).unwrap();
    let subject = house.product.vault.subject(&ente(), &Handle::TaxCode(&tax_code)).await.unwrap();
    let holder = Holder { ente: ente(), account: None, subject, acts_as: subject, proved_by: ProvedBy::Identity };
    let secret = house.product.sessions.open(&holder, None, house.clock.now()).await.unwrap();
    let mut client = house.citizen();
    let pair = format!("{}={}", cookie::NAME, secret.text());
    client.headers.insert(COOKIE, HeaderValue::from_str(&pair).unwrap());
    client
}

pub(crate) fn today(house: &House) -> NaiveDate {
    rome::day(house.clock.now())
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_02_entry_by_a_link_needs_no_login_and_keeps_the_ente() {
    let house = House::open().await;
    let citizen = house.citizen();
    let site = citizen.ask(SITE, json!({ "e": ENTE })).await;
    assert_eq!((&site["__typename"], &site["ente"]), (&json!("Site"), &json!(ENTE)));
    let entry = reqwest::Url::parse(site["entry"].as_str().unwrap()).unwrap();
    let kept = entry.query_pairs().find(|(name, _)| name == "ente").map(|(_, ente)| ente.into_owned());
    assert_eq!(kept.as_deref(), Some(ENTE), "whoever enters by the link is with this Ente");
    // What a visitor without account may ask answers, for the Ente of the link and for no other by mistake.
    let anonymous = [
        ("query ($e: String!) { ente(code: $e) { ... on Ente { code } } }", "Ente"),
        ("query ($e: String!) { supportCaseTypes(ente: $e) { ... on CaseTypes { anonymous } } }", "CaseTypes"),
        ("query ($e: String!) { spontaneousServices(ente: $e) { ... on SpontaneousServices { nodes { code } } } }", ""),
        (NEWS, "NewsList"),
        (MONTH, "CalendarMonth"),
        (DAY, "DayOfEvents"),
    ];
    for (document, _) in anonymous {
        for of in [kept.as_deref().unwrap(), OTHER] {
            let answer = citizen.say(document, json!({ "e": of })).await;
            assert!(answer.status == 200 && answer.json().get("errors").is_none(), "{document}: {}", answer.text);
        }
    }
    assert_eq!(citizen.ask(SITE, json!({ "e": OTHER })).await["ente"], OTHER);
    assert_eq!(citizen.ask(SITE, json!({ "e": "80001460381" })).await["key"], "ente.absent");
    assert_eq!(citizen.ask(SITE, json!({ "e": "x" })).await["field"], "ente");
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_01_four_links_per_ente() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let links = json!({ "manual": "https://www.comune.example/manuale.pdf", "officialSite": "https://www.comune.example/",
                        "login": "/accesso", "register": "/registrazione" });
    assert_eq!(stated(&anna, "stateHomeLinks", "HomeLinksInput", links.clone()).await["already"], false);
    assert_eq!(stated(&anna, "stateHomeLinks", "HomeLinksInput", links).await["already"], true);
    let site = house.citizen().ask(SITE, json!({ "e": ENTE })).await;
    let shown: Vec<Vec<&str>> = site["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| ["kind", "label", "address"].map(|field| link[field].as_str().unwrap()).to_vec())
        .collect();
    assert_eq!(
        shown,
        [
            ["MANUAL", "Manuale utilizzo", "https://www.comune.example/manuale.pdf"],
            ["OFFICIAL_SITE", "Sito ufficiale", "https://www.comune.example/"],
            ["LOGIN", "Login", "https://pagamenti.example.test/accesso?ente=99999000104"],
            ["REGISTER", "Registrati", "https://pagamenti.example.test/registrazione?ente=99999000104"],
        ]
    );
    assert_eq!(house.citizen().ask(SITE, json!({ "e": OTHER })).await["links"], json!([]), "another Ente has its own");
    for bad in ["javascript:alert(1)", "http://www.comune.example/", "//altrove.example", "https://a@b.example/"] {
        let refused = state(&anna, "stateHomeLinks", "HomeLinksInput", json!({ "login": bad })).await;
        assert_eq!((&refused["key"], &refused["field"]), (&json!("input"), &json!("input.login")), "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_06_a_dated_banner_and_s3_21_a_word_of_help_in_the_readers_language() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna", &[Role::Administrator]).await;
    let text = json!({ "it": "Pagamenti OnLine - pagoPA. Servizio in fase di attivazione", "de": "Dienst im Aufbau" });
    let day = today(&house);
    let banner = json!({ "text": text, "from": day, "until": day + Days::new(2) });
    stated(&anna, "showBanner", "BannerInput", banner).await;
    stated(&anna, "stateHelp", "TextsInput", json!({ "it": "Qui si paga.\nCon pagoPA.", "sl": "Tukaj plačate." })).await;
    let read = async |language: &'static str| {
        let mut citizen = house.citizen();
        citizen.headers.insert("accept-language", HeaderValue::from_static(language));
        citizen.ask(SITE, json!({ "e": ENTE })).await
    };
    let italian = read("it").await;
    assert_eq!(italian["help"], "Qui si paga.\nCon pagoPA.");
    assert_eq!(italian["banner"]["from"], json!(day));
    assert_eq!(read("de-AT").await["banner"]["text"], "Dienst im Aufbau");
    assert_eq!(read("fr").await["banner"]["text"], "Pagamenti OnLine - pagoPA. Servizio in fase di attivazione");
    assert_eq!(read("sl").await["help"], "Tukaj plačate.");
    for (mutation, input, value, field) in [
        ("showBanner", "BannerInput", json!({ "text": { "it": "<b>x</b>" }, "from": day }), "input.text.it"),
        ("stateHelp", "TextsInput", json!({ "it": "x", "en": "<script>" }), "text.en"),
        ("stateHelp", "TextsInput", json!({ "it": "x".repeat(4_001) }), "text.it"),
        ("stateHelp", "TextsInput", json!({ "it": "  " }), "text.it"),
    ] {
        assert_eq!(state(&anna, mutation, input, value).await["field"], field);
    }
    let never = json!({ "text": { "it": "x" }, "from": day, "until": day - Days::new(1) });
    assert_eq!(state(&anna, "showBanner", "BannerInput", never).await["key"], "refused");
    assert_eq!(read("it").await["banner"]["until"], json!(day + Days::new(2)), "what was refused changed nothing");
    let down = "mutation { takeBannerDown { ... on Stated { already } } }";
    assert_eq!(anna.ask(down, json!({})).await["already"], false);
    assert_eq!(anna.ask(down, json!({})).await["already"], true);
    stated(&anna, "showBanner", "BannerInput", json!({ "text": { "it": "Breve" }, "from": day, "until": day })).await;
    assert_eq!(read("it").await["banner"]["text"], "Breve");
    house.clock.advance(chrono::TimeDelta::days(1));
    assert_eq!(read("it").await["banner"], Value::Null, "its days are over");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_08_the_services_menu_and_s4_05_its_public_and_private_areas() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let item = |label: &str| json!({ "label": { "it": label }, "address": "/servizi" });
    let public = ["Servizi anagrafici", "Servizi scolastici", "Pratiche edilizie"].map(item);
    let private = ["Pagamenti pagoPA", "Scheda unica del cittadino"].map(item);
    stated(&anna, "stateServicesMenu", "MenuInput", json!({ "public": public, "private": private })).await;
    let labels = |area: &Value| -> Vec<String> {
        area["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let menu = house.citizen().ask(SITE, json!({ "e": ENTE })).await["menu"].clone();
    assert_eq!(menu["public"]["title"], "Servizi pubblici");
    assert_eq!(labels(&menu["public"]), ["Servizi anagrafici", "Servizi scolastici", "Pratiche edilizie"]);
    let refused = house.citizen().say(PRIVATE, json!({ "e": ENTE })).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "NOT_ADMITTED"), "nobody without account reads the private area");
    let menu = mario(&house).await.ask(PRIVATE, json!({ "e": ENTE })).await["menu"].clone();
    assert_eq!(menu["private"]["title"], "Servizi privati");
    assert_eq!(labels(&menu["private"]), ["Pagamenti pagoPA", "Scheda unica del cittadino"]);
    let twice = json!({ "public": [item("Mensa"), item("Mensa")], "private": [] });
    assert_eq!(state(&anna, "stateServicesMenu", "MenuInput", twice).await["key"], "refused");
    let nowhere = json!({ "public": [{ "label": { "it": "x" }, "address": "" }], "private": [] });
    assert_eq!(state(&anna, "stateServicesMenu", "MenuInput", nowhere).await["field"], "input.public[0].address");
}

async fn publish(staff: &Client, key: &str, title: &str) -> Value {
    let article = json!({ "title": { "it": title, "en": format!("{title} (en)") }, "body": { "it": format!("{title}.\nE altro & < altro.") } });
    stated(staff, "publishNews", "PublishNewsInput", json!({ "key": key, "article": article })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_06_news_are_shown_in_pages_without_doubles_or_gaps() {
    let house = House::open().await;
    let (anna, citizen) = (house.staff(ENTE, "anna", &[Role::Office]).await, house.citizen());
    let none = citizen.ask(NEWS, json!({ "e": ENTE })).await;
    assert_eq!(none["empty"], json!({ "key": "news.empty", "message": "Nessuna notizia da visualizzare" }));
    assert_eq!(
        [&none["follow"]["message"], &none["showAll"]["message"]],
        [&json!("Segui il feed"), &json!("Mostra tutte le news")]
    );
    let mut ids = Vec::new();
    for number in 0..7 {
        ids.push(publish(&anna, &format!("n{number}"), &format!("Notizia {number}")).await["id"].clone());
    }
    let again = publish(&anna, "n3", "Notizia 3").await;
    assert_eq!((&again["id"], &again["already"]), (&ids[3], &json!(true)), "sent twice it is published once");
    let page = async |after: &Value| citizen.ask(NEWS, json!({ "e": ENTE, "n": 3, "a": after, "f": again["freshness"] })).await;
    let titles = |page: &Value| -> Vec<String> {
        page["nodes"].as_array().unwrap().iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect()
    };
    house.settle().await;
    let first = page(&Value::Null).await;
    assert_eq!(titles(&first), ["Notizia 6", "Notizia 5", "Notizia 4"]);
    assert!(first["empty"].is_null());
    // What is published between two pages moves nothing.
    publish(&anna, "n7", "Notizia 7").await;
    house.settle().await;
    let second = page(&first["pageInfo"]["endCursor"]).await;
    assert_eq!(titles(&second), ["Notizia 3", "Notizia 2", "Notizia 1"]);
    let third = page(&second["pageInfo"]["endCursor"]).await;
    assert_eq!((titles(&third), &third["pageInfo"]["hasNextPage"]), (vec!["Notizia 0".to_owned()], &json!(false)));
    assert_eq!(citizen.ask(NEWS, json!({ "e": OTHER, "a": first["pageInfo"]["endCursor"] })).await["field"], "after");
    // Put right, and taken away with a reason.
    let article = json!({ "title": { "it": "Notizia 6, rettificata" }, "body": { "it": "Testo" } });
    stated(&anna, "amendNews", "AmendNewsInput", json!({ "id": ids[6], "article": article })).await;
    let why = json!({ "id": ids[5], "reason": "" });
    assert_eq!(state(&anna, "withdrawNews", "WithdrawNewsInput", why).await["field"], "input.reason");
    stated(&anna, "withdrawNews", "WithdrawNewsInput", json!({ "id": ids[5], "reason": "superata" })).await;
    house.settle().await;
    let now = citizen.ask(NEWS, json!({ "e": ENTE, "n": 3 })).await;
    assert_eq!(titles(&now), ["Notizia 7", "Notizia 6, rettificata", "Notizia 4"]);
    assert_eq!(anna.ask(OFFICE_NEWS, json!({})).await["nodes"].as_array().unwrap().len(), 7);
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM events WHERE event_type = 'NewsWithdrawn' AND payload::text LIKE '%superata%' AND metadata ->> 'actor' = 'operator:anna'")
        .fetch_one(&house.product.pool).await.unwrap();
    assert_eq!(kept, 1, "who took it away and why is in the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_06_news_are_followed_by_a_feed_that_says_when_nothing_changed() {
    let house = House::open().await;
    let (anna, citizen) = (house.staff(ENTE, "anna", &[Role::Office]).await, house.citizen());
    publish(&anna, "a", "Mensa").await;
    house.settle().await;
    let address = citizen.ask(NEWS, json!({ "e": ENTE })).await["feed"].as_str().unwrap().to_owned();
    let path = address.strip_prefix("https://pagamenti.example.test").unwrap().to_owned();
    let feed = citizen.get(&path, &[]).await;
    assert_eq!((feed.status, feed.headers["content-type"].to_str().unwrap()), (200, "application/atom+xml; charset=utf-8"));
    let document = roxmltree::Document::parse(&feed.text).unwrap();
    let all = |name: &str| -> Vec<String> {
        document
            .descendants()
            .filter(|node| node.tag_name().name() == name)
            .filter_map(|node| node.text())
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    assert_eq!(all("title"), ["Comune di Borgoesempio", "Mensa"]);
    assert_eq!(all("summary"), ["Mensa.\nE altro & < altro."], "plain text, escaped");
    assert_eq!(citizen.get(&path, &[]).await.text, feed.text, "the same news are the same bytes");
    let tag = feed.headers[ETAG].to_str().unwrap().to_owned();
    let date = feed.headers[LAST_MODIFIED].to_str().unwrap().to_owned();
    for known in [(IF_NONE_MATCH, format!("\"other\", W/{tag}")), (IF_MODIFIED_SINCE, date)] {
        let unchanged = citizen.get(&path, &[known]).await;
        assert_eq!((unchanged.status, unchanged.text.as_str()), (304, ""));
        assert_eq!(unchanged.headers[ETAG].to_str().unwrap(), tag);
    }
    assert!(citizen.get(&format!("{path}?lang=en"), &[]).await.text.contains("Mensa (en)"));
    publish(&anna, "b", "Scuola").await;
    house.settle().await;
    let changed = citizen.get(&path, &[(IF_NONE_MATCH, tag)]).await;
    assert!(changed.status == 200 && changed.text.contains("Scuola"));
    for missing in ["/feeds/80001460381/news.atom", "/feeds/x/news.atom", "/feeds/%00/news.atom"] {
        assert_eq!(citizen.get(missing, &[]).await.status, 404, "{missing}");
    }
}

fn occasion(title: &str, from: NaiveDate, until: Option<NaiveDate>) -> Value {
    json!({ "title": { "it": title }, "from": from, "until": until, "begins": "20:30", "place": "Sala consiliare" })
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_07_a_month_is_shown_monday_to_sunday_and_an_empty_day_says_its_date() {
    let house = House::open().await;
    let (anna, citizen) = (house.staff(ENTE, "anna", &[Role::Office]).await, house.citizen());
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let add = async |key: &str, title: &str, from, until| {
        stated(&anna, "addCalendarEntry", "AddEntryInput", json!({ "key": key, "occasion": occasion(title, from, until) })).await
    };
    let council = add("c", "Consiglio comunale", day(11, 10), None).await;
    add("m", "Mercatini", day(11, 28), Some(day(12, 2))).await;
    add("o", "Ognissanti", day(10, 27), None).await;
    let late = add("d", "Dicembre", day(12, 20), None).await;
    house.settle().await;
    let month = citizen.ask(MONTH, json!({ "e": ENTE, "m": "2026-11", "f": late["freshness"] })).await;
    assert_eq!([&month["previous"], &month["next"], &month["more"]], [&json!("2026-10"), &json!("2026-12"), &json!(false)]);
    let days = month["days"].as_array().unwrap();
    let dates: Vec<NaiveDate> = days.iter().map(|day| day["date"].as_str().unwrap().parse().unwrap()).collect();
    assert!(dates.len().is_multiple_of(7) && dates[0].weekday() == chrono::Weekday::Mon && dates[0] == day(10, 26));
    let on = |date: NaiveDate| days.iter().find(|shown| shown["date"] == json!(date)).unwrap()["events"].as_u64().unwrap();
    assert_eq!([day(10, 27), day(11, 10), day(11, 11), day(11, 30), day(12, 2), day(12, 3)].map(on), [1, 1, 0, 1, 1, 0]);
    let titles: Vec<&str> = month["events"].as_array().unwrap().iter().map(|event| event["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Ognissanti", "Consiglio comunale", "Mercatini"]);
    assert_eq!(month["events"][1]["begins"], "20:30");
    let empty = citizen.ask(DAY, json!({ "e": ENTE, "d": day(11, 11) })).await;
    assert_eq!(
        empty["empty"],
        json!({ "key": "calendar.day_empty", "message": "Non ci sono eventi programmati per il 11/11/2026" })
    );
    assert_eq!(citizen.ask(DAY, json!({ "e": ENTE, "d": day(12, 1) })).await["events"][0]["title"], "Mercatini");
    let default = citizen.ask(MONTH, json!({ "e": ENTE })).await;
    assert_eq!(default["month"], today(&house).format("%Y-%m").to_string(), "the present month, as it is in Italy");
    for out in ["9999-01-01", "-2026-01-01"] {
        assert_eq!(citizen.ask(DAY, json!({ "e": ENTE, "d": out })).await["field"], "date");
    }
    for bad in ["2026-13", "novembre", ""] {
        assert_eq!(citizen.ask(MONTH, json!({ "e": ENTE, "m": bad })).await["field"], "month");
    }
    let longer = json!({ "key": "l", "occasion": occasion("Mostra", day(11, 1), Some(day(12, 2))) });
    assert_eq!(state(&anna, "addCalendarEntry", "AddEntryInput", longer).await["key"], "refused");
    let moved = json!({ "id": council["id"], "occasion": occasion("Consiglio comunale", day(11, 11), None) });
    stated(&anna, "amendCalendarEntry", "AmendEntryInput", moved).await;
    stated(&anna, "cancelCalendarEntry", "EntryReasonInput", json!({ "id": late["id"], "reason": "rinviato" })).await;
    house.settle().await;
    assert_eq!(citizen.ask(DAY, json!({ "e": ENTE, "d": day(11, 11) })).await["events"][0]["title"], "Consiglio comunale");
    assert_eq!(citizen.ask(DAY, json!({ "e": ENTE, "d": day(12, 20) })).await["empty"]["key"], "calendar.day_empty");
}

pub(crate) fn submission(day: NaiveDate, title: &str) -> Value {
    json!({ "ente": ENTE, "title": title, "description": "Con canarino al seguito.", "place": "Parco", "from": day, "begins": "18:30",
            "name": "Mario Canarino", "email": "mario.canarino@example.test", "phone": "0461 000000" })
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_07_a_citizens_event_waits_until_the_office_approves_or_refuses_it() {
    let house = House::open().await;
    let (anna, mario) = (house.staff(ENTE, "anna", &[Role::Office]).await, mario(&house).await);
    let day = today(&house) + Days::new(10);
    let refused = house.citizen().say(SUBMIT, json!({ "i": submission(day, "Concerto") })).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "NOT_ADMITTED"), "only citizens with an account submit");
    let mut noted = Vec::new();
    for title in ["Concerto", "Vendita"] {
        let one = mario.ask(SUBMIT, json!({ "i": submission(day, title) })).await;
        assert_eq!(one["key"], "calendar.submitted", "{one}");
        noted.push(one);
    }
    let shown = async || {
        let found = house.citizen().ask(DAY, json!({ "e": ENTE, "d": day })).await;
        found["events"].as_array().unwrap().iter().map(|event| event["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    house.settle().await;
    assert_eq!(shown().await, Vec::<String>::new(), "nobody sees it yet");
    let waiting = anna.ask(WAITING, json!({ "f": noted[1]["freshness"] })).await["nodes"].as_array().unwrap().clone();
    let references: Vec<&Value> = waiting.iter().map(|one| &one["reference"]).collect();
    assert_eq!(references, [&noted[0]["reference"], &noted[1]["reference"]]);
    let entry = anna.ask(ENTRY, json!({ "id": waiting[0]["id"] })).await;
    assert_eq!((&entry["state"], &entry["occasion"]["title"]["it"]), (&json!("WAITING"), &json!("Concerto")));
    assert_eq!(entry["submitter"]["email"], "mario.canarino@example.test");
    let mine = async |reference: &Value, email: &str| {
        house.citizen().ask(SUBMISSION, json!({ "i": { "ente": ENTE, "reference": reference, "email": email } })).await
    };
    assert_eq!(mine(&noted[0]["reference"], "mario.canarino@example.test").await["state"], "WAITING");
    assert_eq!(mine(&noted[0]["reference"], "altro@example.test").await["key"], "calendar.absent");

    stated(&anna, "approveCalendarEntry", "ApproveEntryInput", json!({ "id": waiting[0]["id"] })).await;
    let no_reason = json!({ "id": waiting[1]["id"], "reason": " " });
    assert_eq!(state(&anna, "refuseCalendarEntry", "EntryReasonInput", no_reason).await["field"], "input.reason");
    let refusal = json!({ "id": waiting[1]["id"], "reason": "È pubblicità" });
    stated(&anna, "refuseCalendarEntry", "EntryReasonInput", refusal).await;
    let late = json!({ "id": waiting[1]["id"] });
    assert_eq!(state(&anna, "approveCalendarEntry", "ApproveEntryInput", late).await["key"], "refused");
    house.settle().await;
    assert_eq!(shown().await, ["Concerto"]);
    assert_eq!(anna.ask(WAITING, json!({})).await["nodes"], json!([]));
    let told = mine(&noted[1]["reference"], "Mario.Canarino@example.test").await;
    assert_eq!((&told["state"], &told["reason"]), (&json!("REFUSED"), &json!("È pubblicità")));
    assert_eq!(told["message"], "L’Ente non ha pubblicato l’evento: È pubblicità");
    // Who submitted it, and what was never announced, stands nowhere in the clear.
    let leaked: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM events WHERE payload::text ~* 'mario.canarino|Mario Canarino|0461|Vendita')
             OR EXISTS (SELECT FROM calendar_v1 AS c WHERE c::text ~* 'mario.canarino|Mario Canarino|0461|Vendita')",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert!(!leaked);
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_07_a_submission_is_checked_field_by_field_and_capped() {
    let house = House::with("requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 1000").await;
    let mario = mario(&house).await;
    let day = today(&house) + Days::new(3);
    let with = |field: &str, value: Value| {
        let mut input = submission(day, "Concerto");
        input[field] = value;
        input
    };
    for (field, value, key) in [
        ("title", json!("<b>Concerto</b>"), "text.markup"),
        ("title", json!(""), "text.empty"),
        ("title", json!("x".repeat(141)), "text.too_long"),
        ("description", json!("a <script src=x>"), "text.markup"),
        ("from", json!(today(&house) - Days::new(1)), "calendar.past"),
        ("from", json!(today(&house) + Days::new(800)), "calendar.too_far"),
        ("until", json!(day - Days::new(1)), "calendar.ends_first"),
        ("until", json!(day + Days::new(31)), "calendar.too_long"),
        ("begins", json!("25:00"), "calendar.time"),
        ("link", json!("javascript:alert(1)"), "web_address.layout"),
        ("link", json!("/accesso"), "web_address.layout"),
        ("email", json!("nessuno"), "email_address.layout"),
        ("name", json!("\u{202e}x"), "text.forbidden_character"),
    ] {
        let refused = mario.ask(SUBMIT, json!({ "i": with(field, value.clone()) })).await;
        assert_eq!(
            (refused["field"].as_str(), refused["key"].as_str()),
            (Some(&*format!("input.{field}")), Some(key)),
            "{value}"
        );
    }
    let asked = (0..12).map(|number| {
        let (mario, input) = (&mario, submission(day, &format!("Concerto {number}")));
        async move { mario.ask(SUBMIT, json!({ "i": input })).await }
    });
    let answers = join_all(asked).await;
    let taken = answers.iter().filter(|answer| answer["__typename"] == "CalendarEventNoted").count();
    assert!((1..=5).contains(&taken), "five of one address an hour: {taken}");
    assert!(answers.iter().any(|answer| answer["key"] == "rate.limited" || answer["key"] == "rate_limited"), "{answers:?}");
}
