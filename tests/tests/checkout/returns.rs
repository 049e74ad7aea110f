//! The browser comes back.

use api::checkout::ReturnReferences;
use api::checkout::reference::{outcome, word};
use api::product::Product;
use domain::checkout::{CheckoutCommand, ReturnOutcome};
use domain::ids::{CartId, CheckoutId};
use domain::metadata::{Actor, Assurance};
use tests::home::Home;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::fixture::{ID, references, sampled};

const OUTCOMES: [ReturnOutcome; 4] = [ReturnOutcome::Ok, ReturnOutcome::Cancelled, ReturnOutcome::Error, ReturnOutcome::Waiting];

#[test]
fn a_reference_is_known_again_and_cannot_be_made_up() {
    let ours = references();
    let reference = ours.reference(ID);
    assert_eq!(ours.checkout(&reference), Some(ID));
    assert_eq!(ours.reference(ID), reference);
    let other = CheckoutId::new(Uuid::from_u128(1));
    let swapped = format!("{}{}", &ours.reference(other)[..32], &reference[32..]);
    let stranger = ReturnReferences::new("https://pagamenti.borgoesempio.test/".parse().unwrap(), &[8; 32]).reference(ID);
    let mut last = reference.clone();
    let end = if last.pop() == Some('A') { 'B' } else { 'A' };
    last.push(end);
    let forged = [
        swapped,
        stranger,
        last,
        reference.to_uppercase(),
        reference[..32].to_owned(),
        reference[1..].to_owned(),
        format!("{reference}A"),
        format!("{reference}="),
        ID.to_string(),
        String::new(),
        "é".repeat(40),
    ];
    for forged in forged {
        assert_eq!(ours.checkout(&forged), None, "{forged}");
    }
}

#[test]
fn every_outcome_has_its_address() {
    for returned in OUTCOMES {
        let address = references().address(ID, returned);
        assert_eq!(outcome(word(returned)), Some(returned));
        assert_eq!(address.host_str(), Some("pagamenti.borgoesempio.test"));
        assert!(address.path().starts_with("/portale/return/") && address.path().ends_with(word(returned)), "{address}");
    }
    assert_eq!(outcome("paid"), None);
}

/// A product's return addresses, served; the client follows nothing.
struct Door {
    _home: Home,
    product: Product,
    base: String,
    references: ReturnReferences,
    client: reqwest::Client,
}

impl Door {
    async fn open(more: &str) -> Self {
        let _installed_before = rustls::crypto::ring::default_provider().install_default();
        let home = Home::fresh().await;
        let text = std::fs::read_to_string(home.settings_file()).unwrap();
        home.write_secret("quietanza.toml", &text.replace("public_url", &format!("{more}\npublic_url")));
        let product = home.product().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = api::checkout::returns::router(product.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let references = ReturnReferences::of(&product);
        Self { _home: home, product, base, references, client }
    }

    async fn start(&self, id: CheckoutId) {
        let now = self.product.clock.now();
        let start = CheckoutCommand::Start { cart: CartId::default(), items: sampled(), email: None, now };
        let ente = sampled()[0].ente.clone();
        let correlation = self.product.new_correlation();
        let metadata = self.product.metadata(&ente, Actor::Anonymous, Assurance::A0, correlation, None).to_map();
        self.product.commands.checkouts.execute(&id.to_string(), start, metadata).await.unwrap();
    }

    async fn visit(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.base)).send().await.unwrap()
    }

    async fn come_back(&self, id: CheckoutId, returned: ReturnOutcome) -> reqwest::Response {
        self.visit(&format!("/return/{}/{}", self.references.reference(id), word(returned))).await
    }

    async fn hints(&self) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE event_type = 'ReturnNoted'";
        sqlx::query_scalar(sql).fetch_one(&self.product.pool).await.unwrap()
    }
}

#[tokio::test]
async fn a_visit_is_noted_as_a_hint_and_settles_nothing() {
    let door = Door::open("").await;
    door.start(ID).await;
    for _ in 0..3 {
        assert_eq!(door.come_back(ID, ReturnOutcome::Ok).await.status(), 200);
    }
    assert_eq!(door.hints().await, 1);
    door.come_back(ID, ReturnOutcome::Error).await;
    assert_eq!(door.hints().await, 2);
    let checkout = door.product.commands.checkouts.load_fresh(&ID.to_string()).await.unwrap().aggregate;
    assert_eq!(checkout.hint(), Some(ReturnOutcome::Error));
    assert_eq!((checkout.settled().len(), checkout.unsettled().count()), (0, 2));
}

#[tokio::test]
async fn a_forged_return_changes_and_shows_nothing() {
    let door = Door::open("").await;
    door.start(ID).await;
    let reference = door.references.reference(ID);
    let known = door.come_back(ID, ReturnOutcome::Ok).await.text().await.unwrap();
    let forged = [
        format!("/return/{}/ok", reference.to_uppercase()),
        format!("/return/{}/ok", ID),
        format!("/return/{reference}/paid"),
        "/return/%00%ff/ok".to_owned(),
        format!("/return/{}/ok", "x".repeat(4_000)),
    ];
    for path in forged {
        let response = door.visit(&path).await;
        assert!(response.status().is_client_error(), "{path}: {}", response.status());
        let page = response.text().await.unwrap();
        assert!(!page.contains("TARI") && page != known, "{page}");
    }
    assert_eq!(door.hints().await, 1);
    // One of ours for a checkout that does not exist says no more than any other.
    let unknown = door.come_back(CheckoutId::new(Uuid::from_u128(1)), ReturnOutcome::Ok).await.text().await.unwrap();
    assert_eq!(unknown, known);
}

#[tokio::test]
async fn our_own_page_is_plain_and_tells_nothing_about_the_payment() {
    let door = Door::open("").await;
    door.start(ID).await;
    for (returned, title) in
        OUTCOMES.into_iter().zip(["Pagamento in corso", "Pagamento annullato", "Pagamento non completato", "Pagamento in corso"])
    {
        let response = door.come_back(ID, returned).await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let page = response.text().await.unwrap();
        assert!(page.contains("<html lang=\"it\">") && page.contains(&format!("<h1>{title}</h1>")), "{page}");
        assert!(page.contains(&format!("<title>{title}</title>")) && !page.contains("<script"), "{page}");
        for told in ["TARI", "Refezione", "302260000000001736", "59", &ID.to_string(), "Comune di"] {
            assert!(!page.contains(told), "{told} is told: {page}");
        }
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        let hash = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, <sha2::Sha256 as sha2::Digest>::digest(style));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "the page's own style must pass its policy");
    }
}

#[tokio::test]
async fn the_portals_own_page_gets_the_reference_only() {
    let door = Door::open("outcome_page_url = \"https://www.comune.example.test/esito?lingua=it\"").await;
    door.start(ID).await;
    let response = door.come_back(ID, ReturnOutcome::Cancelled).await;
    assert_eq!(response.status(), 303);
    let reference = door.references.reference(ID);
    let expected = format!("https://www.comune.example.test/esito?lingua=it&pagamento={reference}");
    assert_eq!(response.headers()["location"], expected);
    assert_eq!(door.hints().await, 1);
}
