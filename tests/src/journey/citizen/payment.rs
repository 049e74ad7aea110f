//! Paying three notices at once, and what stays of it: the history, its totals, the receipts.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::debts::Debt;
use super::{ELENA, LUCIA, Travel};
use crate::journey::report::{same, until};
use crate::pagopa::{Script, Settlement, Subject};
use crate::paper;
use crate::sandbox::sample;

const OPEN_CART: &str = "mutation($input: OpenCartInput!) { openCart(input: $input) { __typename
  ... on CartChanged { cart { id } } ... on Failure { key } } }";
const ADD: &str = "mutation($input: AddToCartInput!) { addToCart(input: $input) { __typename
  ... on CartChanged { cart { count total } } ... on Failure { key message } } }";
const CHECK_OUT: &str = "mutation($input: CheckOutInput!) { checkOut(input: $input) { __typename
  ... on CheckOutStarted { reference redirectUrl } ... on Failure { key message } } }";
const STATUS: &str = "query($reference: String!) { checkout(reference: $reference) { __typename
  ... on Checkout { status title items { nav status } } ... on Failure { key } } }";
const HISTORY: &str = "query($input: PaymentHistoryInput!) { paymentHistory(input: $input, first: 20) { __typename
  ... on PaymentHistory { nodes { state nav iuv description amount psp receiptProof } totals { payments amount } } ... on Failure { key field } } }";
const RECEIPT: &str = "mutation($input: ReceiptDocumentInput!) { receiptDocument(input: $input) { __typename
  ... on DocumentLink { url } ... on Failure { key } } }";
const SEARCH: &str = "query($input: CodeInput!) { receiptSearch(input: $input) { __typename
  ... on ReceiptFound { payments { nav amount } } ... on Failure { key } } }";

/// What she paid.
#[derive(Debug)]
pub(super) struct Paid {
    /// The notice numbers: the nursery fee, the one of another, her own.
    pub(super) navs: Vec<String>,
    /// Their sum.
    pub(super) cents: i64,
}

/// A cart that was filled.
#[derive(Debug)]
pub(super) struct Filled {
    id: Value,
    holds: Paid,
}

impl Travel<'_> {
    /// Puts notices into her own cart.
    pub(super) async fn fills_a_cart(&mut self, debts: &[Debt]) -> anyhow::Result<Filled> {
        let opened = self.browser.command(OPEN_CART, json!({ "ente": sample::ENTE }), "CartChanged").await?;
        let id = opened["cart"]["id"].clone();
        let mut cart = Value::Null;
        for Debt { nav, proof, .. } in debts {
            let input = json!({ "cartId": id, "proof": proof, "nav": nav });
            cart = self.browser.command(ADD, input, "CartChanged").await?["cart"].take();
        }
        let holds =
            Paid { navs: debts.iter().map(|debt| debt.nav.clone()).collect(), cents: debts.iter().map(|debt| debt.cents).sum() };
        same("the cart", &json!({ "count": debts.len(), "total": holds.cents }), &cart)?;
        self.report.done("Her cart holds three notices", format!("{} cents", holds.cents));
        Ok(Filled { id, holds })
    }

    /// Pays them in one operation, and waits for the receipts.
    pub(super) async fn pays(&mut self, cart: &Filled) -> anyhow::Result<Paid> {
        let input = json!({ "cartId": cart.id, "idempotencyKey": "journey-three" });
        let started = self.browser.command(CHECK_OUT, input, "CheckOutStarted").await?;
        let redirect = started["redirectUrl"].as_str().context("no address to pay at")?;
        let payer = ELENA.sample();
        let script = Script::paid()
            .settled(Settlement { payer: Some(Subject::person(payer.tax_code, payer.name)), ..Settlement::default() });
        let done = self.sandbox.pagopa.pay_cart(redirect, script).await.context("the payment page")?;
        let back = done.redirect.context("the browser is not sent back")?;
        let (status, _) = self.browser.get(back.as_ref()).await?;
        ensure!(status == 200 || status == 303, "the return page answers {status}");
        let seen = until("the payment is paid", async || {
            let seen = self.browser.ask(STATUS, json!({ "reference": started["reference"] })).await?;
            Ok((seen["status"] == "PAID").then_some(seen))
        })
        .await?;
        self.report.done("She pays all three in one operation", seen["title"].as_str().unwrap_or_default());
        let Paid { navs, cents } = &cart.holds;
        Ok(Paid { navs: navs.clone(), cents: *cents })
    }

    /// Her history holds the three, with their number and sum; a filter narrows both. The proofs that open the receipts, in cart order.
    pub(super) async fn reads_her_history(&mut self, paid: &Paid) -> anyhow::Result<Vec<Value>> {
        let all = until("the three payments in her history", async || {
            let all = self.history(json!({})).await?;
            let listed = all["nodes"].as_array().map_or(0, Vec::len);
            Ok((listed == 3 && all["totals"]["payments"] == 3).then_some(all))
        })
        .await?;
        same("the sum of her payments", &json!(paid.cents), &all["totals"]["amount"])?;
        let rows = all["nodes"].as_array().context("a history without rows")?;
        let row = |nav: &String| rows.iter().find(|row| row["nav"] == json!(nav)).context("a payment is missing");
        let proofs = paid.navs.iter().map(|nav| Ok(row(nav)?["receiptProof"].clone())).collect::<anyhow::Result<Vec<_>>>()?;
        let nursery = row(&paid.navs[0])?;
        let one = self.history(json!({ "iuv": nursery["iuv"] })).await?;
        same("the totals of one payment", &json!({ "payments": 1, "amount": nursery["amount"] }), &one["totals"])?;
        let lines = rows.iter().map(|row| format!("{} {} cents, {}", row["nav"], row["amount"], row["description"]));
        let saw =
            format!("{}\n{} payments, {} cents", lines.collect::<Vec<_>>().join("\n"), all["totals"]["payments"], paid.cents);
        self.report.done("Her history shows the payments and their totals", saw);
        let owed = self.pending().await?;
        let still = owed.iter().any(|row| paid.navs.iter().any(|nav| row["nav"] == json!(nav)));
        ensure!(!still, "what is paid is still in her list");
        Ok(proofs)
    }

    /// The receipt of the nursery fee: from the history, and the same bytes by mail.
    pub(super) async fn fetches_a_receipt(&mut self, proofs: &[Value]) -> anyhow::Result<()> {
        let link = self.browser.command(RECEIPT, json!({ "proof": proofs[0] }), "DocumentLink").await?;
        let (status, pdf) = self.browser.get(link["url"].as_str().context("no link")?).await?;
        same("fetching the receipt", &200, &status)?;
        ensure!(paper::text(&pdf)?.contains("Retta asilo nido"), "the receipt is of something else");
        let address = ELENA.sample().email;
        until("the same receipt by mail", async || {
            let letters = self.sandbox.mail.messages();
            let mut attached = letters.iter().filter(|letter| letter.is_for(address)).flat_map(|letter| letter.attachments());
            Ok(attached.any(|file| file.content == pdf).then_some(()))
        })
        .await?;
        let saved = self.sandbox.folder.path("documents/ricevuta-asilo-nido.pdf");
        std::fs::write(&saved, &pdf)?;
        self.report.done("The receipt as PDF: the same bytes here and by mail", saved.display());
        Ok(())
    }

    /// How many of her payments are found by who has tax code and notice number in hand.
    pub(super) async fn receipts_found_without_account(&self, paid: &Paid) -> anyhow::Result<usize> {
        let debtors = [ELENA.sample(), sample::CITIZENS[LUCIA], ELENA.sample()];
        for (nav, debtor) in paid.navs.iter().zip(debtors) {
            let input = json!({ "ente": sample::ENTE, "taxCode": debtor.tax_code, "code": nav });
            let found = self.browser.command(SEARCH, input, "ReceiptFound").await?;
            same("the payments of a notice", &1, &found["payments"].as_array().map_or(0, Vec::len))?;
        }
        Ok(paid.navs.len())
    }

    async fn history(&self, filter: Value) -> anyhow::Result<Value> {
        let input = json!({ "ente": sample::ENTE, "of": "PAYMENTS", "filter": filter });
        self.browser.command(HISTORY, input, "PaymentHistory").await
    }
}
