//! What a citizen without an account does at the portal.

use anyhow::{Context, ensure};
use domain::identifier::NoticeNumber;
use serde_json::{Value, json};

use super::letters::Letters;
use crate::journey::portal::Portal;
use crate::journey::report::{Report, same, until};
use crate::pagopa::Script;
use crate::paper;
use crate::sandbox::{Sandbox, sample};

const LOOK_UP: &str = "query($input: CodeInput!) { notice(input: $input) { __typename
  ... on NoticeFound { notice { nav amount description payability { payable key } payment { psp } }
                       position { proof description options { kind installments { nav payability { payable key } } } } }
  ... on Failure { key field } } }";
const OPEN_CART: &str = "mutation($input: OpenCartInput!) { openCart(input: $input) { ... on CartChanged { cart { id } } } }";
const ADD: &str = "mutation($input: AddToCartInput!) { addToCart(input: $input) { __typename
  ... on CartChanged { cart { count total } } ... on Failure { key message } } }";
const CHECK_OUT: &str = "mutation($input: CheckOutInput!) { checkOut(input: $input) { __typename
  ... on CheckOutStarted { reference redirectUrl } ... on Failure { key message } } }";
const STATUS: &str = "query($reference: String!) { checkout(reference: $reference) {
  ... on Checkout { status title items { nav status } } } }";
const NOTICE_PDF: &str = "mutation($input: NoticeDocumentInput!) { noticeDocument(input: $input) { __typename
  ... on DocumentLink { url } ... on Failure { key } } }";
const SEARCH: &str = "query($input: CodeInput!) { receiptSearch(input: $input) { __typename
  ... on ReceiptFound { payments { iuv amount psp } } ... on Failure { key } } }";
const SEND: &str = "mutation($input: SendReceiptInput!) { sendReceipt(input: $input) { __typename
  ... on ReceiptRequested { message } ... on Failure { key } } }";

/// An address a receipt is sent to on request.
pub(super) const ELSEWHERE: &str = "ufficio.paghe@example.test";

/// A sample citizen at the portal.
#[derive(Clone, Debug)]
pub(super) struct Citizen {
    portal: Portal,
    index: usize,
    person: sample::Citizen,
}

/// A payment that was started.
#[derive(Clone, Debug)]
pub(super) struct Started {
    /// What the payment is known by.
    pub(super) reference: String,
    /// Where the browser is sent.
    pub(super) redirect_url: String,
}

impl Citizen {
    /// The sample citizen with this index.
    #[must_use]
    pub(super) fn new(portal: &Portal, index: usize) -> Self {
        Self { portal: portal.clone(), index, person: sample::CITIZENS[index] }
    }

    /// Where mails go.
    #[must_use]
    pub(super) fn email(&self) -> &'static str {
        self.person.email
    }

    /// A notice of this citizen.
    #[must_use]
    pub(super) fn notice(&self, kind: usize, installment: usize) -> NoticeNumber {
        sample::notice_of(self.index, kind, installment)
    }

    /// Looks a notice up by what is printed on it.
    ///
    /// # Errors
    /// When the portal does not answer as it should.
    pub(super) async fn looks_up(&self, nav: &NoticeNumber, tax_code: &str) -> anyhow::Result<Value> {
        let input = json!({ "ente": sample::ENTE, "taxCode": tax_code, "code": nav.as_str() });
        self.portal.ask(LOOK_UP, json!({ "input": input })).await
    }

    /// Puts notices into a new cart and presses "Paga".
    ///
    /// # Errors
    /// When one of them is refused.
    pub(super) async fn starts_paying(&self, notices: &[NoticeNumber], key: &str) -> anyhow::Result<Started> {
        let cart = self.cart(notices).await?;
        let input = json!({ "cartId": cart, "email": self.email(), "idempotencyKey": key });
        let started = self.portal.ask(CHECK_OUT, json!({ "input": input })).await?;
        ensure!(started["__typename"] == "CheckOutStarted", "checkOut: {started}");
        let text = |field: &str| started[field].as_str().map(str::to_owned).with_context(|| format!("checkOut: {started}"));
        Ok(Started { reference: text("reference")?, redirect_url: text("redirectUrl")? })
    }

    async fn cart(&self, notices: &[NoticeNumber]) -> anyhow::Result<String> {
        let opened = self.portal.ask(OPEN_CART, json!({ "input": { "ente": sample::ENTE } })).await?;
        let cart = opened["cart"]["id"].as_str().with_context(|| format!("openCart: {opened}"))?.to_owned();
        for nav in notices {
            let added = self.adds(&cart, nav).await?;
            ensure!(added["__typename"] == "CartChanged", "addToCart {nav}: {added}");
        }
        Ok(cart)
    }

    async fn adds(&self, cart: &str, nav: &NoticeNumber) -> anyhow::Result<Value> {
        let found = self.looks_up(nav, self.person.tax_code).await?;
        let input = json!({ "cartId": cart, "proof": found["position"]["proof"], "nav": nav.as_str() });
        self.portal.ask(ADD, json!({ "input": input })).await
    }

    /// Waits until every notice of a payment is paid.
    ///
    /// # Errors
    /// When that does not happen in time.
    pub(super) async fn sees_it_paid(&self, started: &Started) -> anyhow::Result<Value> {
        until("the payment is paid", async || {
            let seen = self.portal.ask(STATUS, json!({ "reference": started.reference })).await?;
            Ok((seen["status"] == "PAID").then_some(seen))
        })
        .await
    }

    /// Looks a notice up, and sees nothing with the wrong data; prints it.
    pub(super) async fn finds_and_prints(&self, sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<()> {
        let nav = self.notice(0, 0);
        let found = self.looks_up(&nav, self.person.tax_code).await?;
        ensure!(found["__typename"] == "NoticeFound", "notice: {found}");
        same("the notice found", &json!(nav.as_str()), &found["notice"]["nav"])?;
        same("its amount", &json!(5_980), &found["notice"]["amount"])?;
        report.done("A notice is found by tax code and notice number", format!("{}: 59,80 euro, payable", nav.grouped()));

        let unknown = self.looks_up(&self.notice(0, 9), self.person.tax_code).await?;
        let not_theirs = self.looks_up(&nav, sample::CITIZENS[1].tax_code).await?;
        same("the answer to a wrong number and to a wrong tax code", &unknown, &not_theirs)?;
        report.done("A wrong number and a wrong tax code answer alike", unknown["key"].as_str().unwrap_or_default());

        let input = json!({ "proof": found["position"]["proof"], "nav": nav.as_str() });
        let link = self.portal.ask(NOTICE_PDF, json!({ "input": input })).await?;
        let pdf = self.portal.pdf(link["url"].as_str().with_context(|| format!("noticeDocument: {link}"))?).await?;
        let saved = sandbox.folder.path("documents/avviso.pdf");
        std::fs::write(&saved, &pdf)?;
        let codes = paper::qr_texts(&pdf)?;
        same("the QR code of the notice", &vec![format!("PAGOPA|002|{nav}|{}|5980", sample::ENTE)], &codes)?;
        report.done("The notice is printed; its QR code is read from the page", format!("{}\n{}", codes[0], saved.display()));
        Ok(())
    }

    /// A cart of five: a sixth is refused, all are paid in one operation, each has its receipt.
    pub(super) async fn pays_five_notices(
        &self,
        sandbox: &Sandbox,
        report: &mut Report,
        letters: &mut Letters,
    ) -> anyhow::Result<()> {
        let notices = [self.notice(0, 0), self.notice(2, 0), self.notice(3, 0), self.notice(4, 0), self.notice(6, 0)];
        let cart = self.cart(&notices).await?;
        let sixth = self.adds(&cart, &self.notice(7, 0)).await?;
        same("the answer to a sixth notice", &json!("CartRefused"), &sixth["__typename"])?;
        report.done("Five notices are in the cart, a sixth is refused", sixth["message"].as_str().unwrap_or_default());

        let input = json!({ "cartId": cart, "email": self.email(), "idempotencyKey": "journey-five" });
        let (first, again) = tokio::join!(
            self.portal.ask(CHECK_OUT, json!({ "input": input })),
            self.portal.ask(CHECK_OUT, json!({ "input": input })),
        );
        let (first, again) = (first?, again?);
        same("the answer to a double click", &first["reference"], &again["reference"])?;
        let started = Started {
            reference: first["reference"].as_str().with_context(|| format!("checkOut: {first}"))?.to_owned(),
            redirect_url: first["redirectUrl"].as_str().with_context(|| format!("checkOut: {first}"))?.to_owned(),
        };
        report.done("\"Paga\", pressed twice, hands one cart to pagoPA", &started.redirect_url);

        let paid = sandbox.pagopa.pay_cart(&started.redirect_url, Script::paid()).await.context("the payment page")?;
        let back = paid.redirect.context("the browser is not sent back")?;
        let (status, page) = self.portal.visit(back.as_ref()).await?;
        ensure!(status == 200 || status == 303, "the return page answers {status}: {page}");
        report.done("pagoPA activates all five, takes the money, sends the browser back", "the return is a hint, not a proof");

        let seen = self.sees_it_paid(&started).await?;
        report.done("Five receipts settle five notices", seen["title"].as_str().unwrap_or_default());
        for nav in &notices {
            letters.expect(self.email(), nav);
        }
        let found = self.looks_up(&notices[1], self.person.tax_code).await?;
        same("a paid notice", &json!("paid"), &found["notice"]["payability"]["key"].as_str().map(last_word).into())?;
        letters.arrive(sandbox, report).await
    }

    /// One instalment of a plan: the single payment of the same debt is excluded from then on.
    pub(super) async fn pays_an_instalment(
        &self,
        sandbox: &Sandbox,
        report: &mut Report,
        letters: &mut Letters,
    ) -> anyhow::Result<()> {
        let first = self.notice(1, 1);
        let started = self.starts_paying(std::slice::from_ref(&first), "journey-instalment").await?;
        // The citizen closes the browser: nobody comes back.
        let script = Script::paid().without_redirect();
        sandbox.pagopa.pay_cart(&started.redirect_url, script).await.context("the payment page")?;
        self.sees_it_paid(&started).await?;
        let whole = self.looks_up(&self.notice(1, 0), self.person.tax_code).await?;
        same("the single payment after an instalment", &json!(false), &whole["notice"]["payability"]["payable"])?;
        let second = self.looks_up(&self.notice(1, 2), self.person.tax_code).await?;
        same("the second instalment", &json!(true), &second["notice"]["payability"]["payable"])?;
        report.done(
            "An instalment is paid, the browser never came back",
            "the single payment is excluded now, the second instalment is payable",
        );
        letters.expect(self.email(), &first);
        letters.arrive(sandbox, report).await
    }

    /// The receipt of a paid notice, found without an account and sent to a typed address.
    pub(super) async fn has_a_receipt_sent(
        &self,
        sandbox: &Sandbox,
        report: &mut Report,
        letters: &mut Letters,
    ) -> anyhow::Result<()> {
        let nav = self.notice(2, 0);
        let code = json!({ "ente": sample::ENTE, "taxCode": self.person.tax_code, "code": nav.as_str() });
        let found = self.portal.ask(SEARCH, json!({ "input": code })).await?;
        same("the payment found", &json!(18_050), &found["payments"][0]["amount"])?;
        let mut input = code;
        input["email"] = json!(ELSEWHERE);
        let sent = self.portal.ask(SEND, json!({ "input": input })).await?;
        same("sendReceipt", &json!("ReceiptRequested"), &sent["__typename"])?;
        letters.expect(ELSEWHERE, &nav);
        report.done("A receipt is searched and sent to another address", sent["message"].as_str().unwrap_or_default());
        letters.arrive(sandbox, report).await
    }
}

/// The last word of a message key.
fn last_word(key: &str) -> String {
    key.rsplit('.').next().unwrap_or(key).to_owned()
}
