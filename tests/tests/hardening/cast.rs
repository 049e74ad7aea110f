//! Who asks, and what there is to ask about: Mario with everything a citizen can have, Lucia beside him, and the office.

use std::net::SocketAddr;

use api::positions::{By, Named, find};
use api::services::apply;
use api::staff;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::SupportRequestId;
use domain::metadata::Actor;
use domain::staff::{Role, StaffName};
use domain::support_request::SupportReference;
use serde_json::{Value, json};
use tests::sandbox::{sample, services};

use crate::browser::Browser;
use crate::documents::{MARIO, PASSWORD};
use crate::house::{House, ROOMY};

const DRAFT: &str = "mutation($input: DraftSpontaneousPaymentInput!) { draftSpontaneousPayment(input: $input) {
    ... on SpontaneousDraft { draft } } }";
const NOTICE: &str = "query($input: CodeInput!) { notice(input: $input) { ... on NoticeFound { position { proof } } } }";
const OPEN_CART: &str = "mutation($ente: String!) { openCart(input: { ente: $ente }) { ... on CartChanged { cart { id } } } }";
const ADD: &str = "mutation($input: AddToCartInput!) { addToCart(input: $input) { __typename ... on Failure { key } } }";
const CHECK_OUT: &str = "mutation($input: CheckOutInput!) { checkOut(input: $input) { __typename
    ... on CheckOutInProgress { reference } ... on CheckOutStarted { reference } } }";
const COUNTER: &str = "mutation($input: CounterPaymentInput!) { recordCounterPayment(input: $input) { __typename } }";
const ASK: &str = "mutation($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) {
    ... on SupportRequestNoted { reference freshness } } }";

/// The house with the staff's door open.
pub(crate) struct Cast {
    pub(crate) house: House,
    office: SocketAddr,
}

/// What Mario has.
#[derive(Clone, Debug)]
pub(crate) struct Things {
    pub(crate) nav: String,
    pub(crate) paid_nav: String,
    pub(crate) proof: String,
    pub(crate) draft: String,
    pub(crate) cart: String,
    pub(crate) reference: String,
    pub(crate) request: String,
    pub(crate) registration: String,
    pub(crate) session: String,
    pub(crate) freshness: String,
    pub(crate) position: String,
    pub(crate) request_id: String,
    pub(crate) user_name: String,
    pub(crate) email: String,
    pub(crate) tax_code: String,
}

impl Things {
    /// What nobody has, written as if somebody had.
    pub(crate) fn nobodys() -> Self {
        Self {
            nav: "302999999999999973".to_owned(),
            paid_nav: "302999999999998963".to_owned(),
            proof: "x".repeat(128),
            draft: "x".repeat(43),
            cart: "0f8fad5b-d9cb-469f-a165-70867728950e".to_owned(),
            reference: "x".repeat(75),
            request: "0000-0000-0000".to_owned(),
            registration: "x".repeat(180),
            session: "7c9e6679-7425-40de-944b-e07fc1f90ae7".to_owned(),
            freshness: "0".to_owned(),
            position: "16fd2706-8baf-433b-82eb-8c7fada847da".to_owned(),
            request_id: "550e8400-e29b-41d4-a716-446655440000".to_owned(),
            user_name: "nessuno".to_owned(),
            email: "nessuno@example.test".to_owned(),
            tax_code: sample::CITIZENS[3].tax_code.to_owned(),
        }
    }

    /// The same as somebody would guess it who saw the numbers, but not what opens them.
    pub(crate) fn as_guessed(&self) -> Self {
        Self {
            proof: bent(&self.proof),
            reference: bent(&self.reference),
            registration: bent(&self.registration),
            ..self.clone()
        }
    }
}

/// With another character in the middle.
fn bent(text: &str) -> String {
    let (before, after) = text.split_at(text.len() / 2);
    let other = if after.starts_with('A') { "B" } else { "A" };
    format!("{before}{other}{}", after.get(1..).unwrap_or_default())
}

/// A cart of one's own, empty.
pub(crate) async fn open_cart(browser: &Browser) -> String {
    let opened = browser.ask(OPEN_CART, json!({ "ente": sample::ENTE })).await;
    opened["cart"]["id"].as_str().unwrap_or_default().to_owned()
}

fn ente() -> EnteCode {
    EnteCode::parse(sample::ENTE).unwrap()
}

impl Cast {
    pub(crate) async fn open() -> Self {
        let office = tests::address::free().unwrap();
        let limits = format!(
            "{ROOMY}\nlookups_per_code_per_minute = 1000000\nlookups_per_tax_code_per_minute = 1000000\n\
             drafts_per_minute = 1000000\nconfirmations_per_hour = 1000000\n\
             [office]\nlisten = \"{office}\"\npublic_url = \"https://pagamenti.example.test/\""
        );
        let house = House::with(|_| {}, &limits).await;
        let by = by(&house);
        let settings = house.product.enti.get(&ente()).unwrap();
        apply(&house.product, &settings, services::statements(), &by).await.unwrap();
        house.product.enti.refresh().await.unwrap();
        Self { house, office }
    }

    /// Somebody of the staff with every role, at their door.
    pub(crate) async fn staff(&self) -> Browser {
        let (name, by) = (StaffName::parse("anna").unwrap(), by(&self.house));
        staff::add(&self.house.product, &ente(), name.clone(), Role::ALL.into_iter().collect(), &by).await.unwrap();
        staff::set_password(&self.house.product, &ente(), &name, PASSWORD, &by).await.unwrap();
        let browser = self.office_browser();
        let input = json!({ "ente": sample::ENTE, "name": "anna", "password": PASSWORD });
        let log_in = "mutation ($input: LoginInput!) { login(input: $input) { __typename } }";
        assert_eq!(browser.ask(log_in, json!({ "input": input })).await["__typename"], "Me");
        browser
    }

    /// Somebody without session at the staff's door.
    pub(crate) fn office_browser(&self) -> Browser {
        Browser::at(self.office, "/office/graphql")
    }

    /// Everything a citizen can have, made by Mario; something of it was paid at the counter of the office.
    pub(crate) async fn things(&self, mario: &Browser, staff: &Browser) -> Things {
        let nav = self.house.debt(MARIO.tax_code, "A-1").await;
        let paid_nav = self.house.debt(MARIO.tax_code, "A-2").await;
        let counter = json!({ "nav": paid_nav, "amount": 1_000, "number": "CASSA-0", "reason": "contanti" });
        assert_eq!(staff.ask(COUNTER, json!({ "input": counter })).await["__typename"], "Done");
        let code = json!({ "ente": sample::ENTE, "taxCode": MARIO.tax_code, "code": nav });
        let proof = mario.ask(NOTICE, json!({ "input": code })).await["position"]["proof"].take();
        let answers = json!([{ "key": "importo", "value": "1234" }, { "key": "causale", "value": "Iscrizione al corso" }]);
        let draft = json!({ "ente": sample::ENTE, "service": "versamento-libero", "answers": answers });
        let draft = mario.ask(DRAFT, json!({ "input": draft })).await["draft"].take();
        let cart = open_cart(mario).await;
        let added = mario.ask(ADD, json!({ "input": { "cartId": cart, "proof": proof, "nav": nav } })).await;
        assert_eq!(added["__typename"], "CartChanged", "{added}");
        let paying = mario.ask(CHECK_OUT, json!({ "input": { "cartId": cart, "idempotencyKey": "cast" } })).await;
        let asked =
            json!({ "ente": sample::ENTE, "caseType": "payment", "text": "Aiuto", "name": "Mario", "email": MARIO.email });
        let asked = mario.ask(ASK, json!({ "input": asked })).await;
        let registration = self.house.browser().begin(MARIO.tax_code).await["registration"].take();
        let session = mario.ask(crate::documents::SESSIONS, json!({})).await["nodes"][0]["id"].take();
        tests::wait::until_shown(&self.house.product.pool).await;
        let named = Named::Notice(NoticeNumber::parse(&nav).unwrap());
        let position = find(&self.house.product, &ente(), &named).await.unwrap().to_string();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let things = Things {
            nav,
            paid_nav,
            proof: text(&proof),
            draft: text(&draft),
            cart,
            reference: text(&paying["reference"]),
            request: text(&asked["reference"]),
            registration: text(&registration),
            session: text(&session),
            freshness: text(&asked["freshness"]),
            position,
            user_name: MARIO.user_name.to_owned(),
            email: MARIO.email.to_owned(),
            tax_code: MARIO.tax_code.to_owned(),
            request_id: SupportRequestId::of(&ente(), &SupportReference::parse(asked["reference"].as_str().unwrap()).unwrap())
                .to_string(),
        };
        println!("{things:?}");
        things
    }
}

fn by(house: &House) -> By {
    By { actor: Actor::Operator("test".to_owned()), correlation_id: house.product.new_correlation(), causation: None }
}
