//! What there is to pay: a debt she makes herself, one of somebody else, one of her own.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::{ELENA, LUCIA, Travel};
use crate::journey::report::{same, until};
use crate::sandbox::sample;

const PENDING: &str = "query($ente: String!, $freshness: String) {
  pendingList(input: { ente: $ente }, first: 60, freshness: $freshness) { __typename
  ... on PendingList { nodes { nav proof amount description } } ... on Failure { key } } }";
const SERVICE: &str = "query($ente: String!, $code: String!) { spontaneousService(ente: $ente, code: $code) { __typename
  ... on SpontaneousService { name form { key label value } } ... on Failure { key } } }";
const DRAFT: &str = "mutation($input: DraftSpontaneousPaymentInput!) { draftSpontaneousPayment(input: $input) { __typename
  ... on SpontaneousDraft { draft amount description } ... on FormRefused { problems { field message } } ... on Failure { key } } }";
const CONFIRM: &str = "mutation($input: ConfirmSpontaneousPaymentInput!) { confirmSpontaneousPayment(input: $input) { __typename
  ... on SpontaneousPaymentConfirmed { freshness position { proof options { installments { nav amount } } } }
  ... on Failure { key field } } }";
const NOTICE: &str = "query($input: CodeInput!) { notice(input: $input) { __typename
  ... on NoticeFound { notice { nav amount description } position { proof debtor { name taxCode } } } ... on Failure { key field } } }";

/// A notice that can be put into a cart.
#[derive(Clone, Debug)]
pub(super) struct Debt {
    pub(super) nav: String,
    pub(super) proof: String,
    pub(super) cents: i64,
}

impl Debt {
    fn of(nav: &Value, proof: &Value, amount: &Value) -> anyhow::Result<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let debt = || Some(Self { nav: text(nav)?, proof: text(proof)?, cents: amount.as_i64()? });
        debt().with_context(|| format!("not a notice: {nav} {proof} {amount}"))
    }
}

impl Travel<'_> {
    /// What she is shown to owe.
    pub(super) async fn pending(&self) -> anyhow::Result<Vec<Value>> {
        let list = self.browser.ask(PENDING, json!({ "ente": sample::ENTE })).await?;
        list["nodes"].as_array().cloned().with_context(|| format!("pendingList: {list}"))
    }

    /// The form of the nursery fee, filled in and confirmed; it stands in her list at once.
    pub(super) async fn fills_in_the_nursery_fee(&mut self) -> anyhow::Result<Debt> {
        let service = self.browser.ask(SERVICE, json!({ "ente": sample::ENTE, "code": "asilo-nido" })).await?;
        let filled_in: Vec<&Value> =
            service["form"].as_array().into_iter().flatten().filter(|field| !field["value"].is_null()).collect();
        ensure!(!filled_in.is_empty(), "the form knows nothing of her account: {service}");
        let answers = [("importo", "25050"), ("numero_rata", "12"), ("data_scadenza", "15/12/2026")];
        let answers: Vec<Value> = answers.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
        let input = json!({ "ente": sample::ENTE, "service": "asilo-nido", "answers": answers });
        let drafted = self.browser.command(DRAFT, input, "SpontaneousDraft").await?;
        let input = json!({ "draft": drafted["draft"], "idempotencyKey": "journey-nursery" });
        let made = self.browser.command(CONFIRM, input.clone(), "SpontaneousPaymentConfirmed").await?;
        let again = self.browser.command(CONFIRM, input, "SpontaneousPaymentConfirmed").await?;
        let installment = &made["position"]["options"][0]["installments"][0];
        same("the notice of a second click", &installment["nav"], &again["position"]["options"][0]["installments"][0]["nav"])?;
        let listed = self.browser.ask(PENDING, json!({ "ente": sample::ENTE, "freshness": made["freshness"] })).await?;
        let shown = listed["nodes"].as_array().into_iter().flatten().any(|row| row["nav"] == installment["nav"]);
        ensure!(shown, "what she made is not in her list: {listed}");
        let debt = Debt::of(&installment["nav"], &made["position"]["proof"], &installment["amount"])?;
        let saw = format!(
            "{}: {} cents, notice {}\n{} fields were filled in from her account",
            drafted["description"],
            debt.cents,
            debt.nav,
            filled_in.len()
        );
        self.report.done("She fills in the nursery fee, confirms twice, has one notice", saw);
        Ok(debt)
    }

    /// A notice in somebody else's name, by its code alone; of its debtor only a shadow is shown.
    pub(super) async fn adds_the_notice_of_another(&mut self) -> anyhow::Result<Debt> {
        let nav = sample::notice_of(LUCIA, 2, 0);
        let found = self.notice(json!({ "ente": sample::ENTE, "code": nav.as_str() })).await?;
        let debtor = found["position"]["debtor"].to_string();
        let lucia = sample::CITIZENS[LUCIA];
        ensure!(!debtor.contains(lucia.name) && !debtor.contains(lucia.tax_code), "the debtor is shown: {debtor}");
        self.report.done("She types the number of another person's notice", format!("{}, debtor {debtor}", nav.grouped()));
        Debt::of(&found["notice"]["nav"], &found["position"]["proof"], &found["notice"]["amount"])
    }

    /// One of the notices in her list.
    pub(super) async fn finds_her_own(&mut self) -> anyhow::Result<Debt> {
        let nav = sample::notice_of(ELENA.index, 0, 0);
        let row = until("her own notice in her list", async || {
            Ok(self.pending().await?.into_iter().find(|row| row["nav"] == nav.as_str()))
        })
        .await?;
        self.report.done("She takes a notice from her own list", format!("{}: {}", nav.grouped(), row["description"]));
        Debt::of(&row["nav"], &row["proof"], &row["amount"])
    }

    pub(super) async fn notice(&self, input: Value) -> anyhow::Result<Value> {
        self.browser.command(NOTICE, input, "NoticeFound").await
    }
}
