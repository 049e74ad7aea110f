//! The account: made in two steps, activated, used, and closed again.

use anyhow::ensure;
use serde_json::{Value, json};

use super::mail::link;
use super::payment::Paid;
use super::{ELENA, Travel};
use crate::journey::report::same;
use crate::sandbox::sample;

/// A password nobody else has.
pub(super) const PASSWORD: &str = "quarantaquattro gatti in fila";

const BEGIN: &str = "mutation($input: BeginRegistrationInput!) { beginRegistration(input: $input) { __typename
  ... on RegistrationBegun { registration form { privacyTextVersion fields { label } } } ... on Failure { key field } } }";
const REGISTER: &str = "mutation($input: RegisterInput!) { register(input: $input) { __typename
  ... on AccountDone { key message } ... on Failure { key field } } }";
const ACTIVATE: &str = "mutation($input: LinkInput!) { activateAccount(input: $input) { __typename
  ... on AccountDone { key title } ... on Failure { key } } }";
const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) { __typename
  ... on LoggedIn { identity } ... on Failure { key message } } }";
const ACCOUNT: &str = "{ account { __typename ... on Account { userName identity } ... on Failure { key } } }";
const REVOKE: &str = "mutation($input: ProvedInput!) { revokeConsent(input: $input) { __typename
  ... on AccountDone { key message } ... on Failure { key } } }";

impl Travel<'_> {
    /// Tax code first, then exactly the fields that are asked for.
    pub(super) async fn registers(&mut self) -> anyhow::Result<()> {
        let person = ELENA.sample();
        let begun = json!({ "ente": sample::ENTE, "taxCode": person.tax_code, "eligibility": null });
        let begun = self.browser.command(BEGIN, begun, "RegistrationBegun").await?;
        let labels: Vec<&str> =
            begun["form"]["fields"].as_array().into_iter().flatten().filter_map(|field| field["label"].as_str()).collect();
        self.report.done("A tax code is typed; the form asks for the rest", labels.join(", "));

        let form = json!({
            "registration": begun["registration"],
            "holder": { "taxCode": person.tax_code, "name": ELENA.name, "surname": ELENA.surname },
            "contacts": { "address": "Via dei Collaudi 4", "country": "IT", "city": "Borgoesempio", "province": "RM",
                          "postalCode": "00100", "telephone": "06 0000000" },
            "email": person.email, "userName": ELENA.user_name, "password": PASSWORD, "passwordAgain": PASSWORD,
            "consent": true, "privacyTextVersion": begun["form"]["privacyTextVersion"],
        });
        let done = self.browser.command(REGISTER, form, "AccountDone").await?;
        same("register", &json!("registration.done"), &done["key"])?;
        self.report.done("The form is sent", done["message"].as_str().unwrap_or_default());
        Ok(())
    }

    /// The link of the mail does nothing when it is only looked at, and works once.
    pub(super) async fn activates(&mut self) -> anyhow::Result<()> {
        let letter = self.letter(ELENA.sample().email, "Attiva il tuo account").await?;
        let link = link(&letter)?;
        self.browser.get(&link.address).await?;
        same("a login before the activation", &json!("login.not_activated"), &self.log_in().await?["key"])?;
        let done = self.browser.command(ACTIVATE, json!({ "secret": link.secret }), "AccountDone").await?;
        let again = self.browser.command(ACTIVATE, json!({ "secret": link.secret }), "LinkRefused").await?;
        same("the link, used again", &json!("link.worthless"), &again["key"])?;
        let saw = format!("{}\n{}\nlooked at by GET it did nothing; a second POST is refused", letter.subject(), done["title"]);
        self.report.done("The activation mail comes; its link acts by POST, once", saw);
        Ok(())
    }

    /// A session in a cookie; a tax code that was only claimed lists no debts.
    pub(super) async fn logs_in(&mut self) -> anyhow::Result<()> {
        let answer = self.log_in().await?;
        same("the identity of a password account", &json!("SELF_DECLARED"), &answer["identity"])?;
        let owed = self.pending().await?;
        same("debts listed by a tax code that was only claimed", &0, &owed.len())?;
        let cookies = self.browser.cookie_names().join(", ");
        self.report.done("She logs in", format!("cookie {cookies}; a self-declared tax code lists no debts"));
        Ok(())
    }

    /// The office saw her document: from the next login on she sees everything of her tax code.
    pub(super) async fn is_verified_by_the_office(&mut self) -> anyhow::Result<()> {
        self.office_verifies().await?;
        let before = self.browser.with_copied_cookies();
        let answer = self.log_in().await?;
        same("the identity after the office's word", &json!("VERIFIED"), &answer["identity"])?;
        same("the session of before", &401, &before.say(ACCOUNT, json!({})).await?.0)?;
        let owed = self.pending().await?;
        ensure!(owed.len() > 5, "only {} notices are listed", owed.len());
        let saw = format!("{} notices to pay; the session of before the change of level is over", owed.len());
        self.report.done("The office verifies her document; at the next login she sees hers", saw);
        Ok(())
    }

    /// Every session ends at once, nobody can log in, and a mail says how to undo it.
    pub(super) async fn takes_her_consent_back(&mut self) -> anyhow::Result<()> {
        let copied = self.browser.with_copied_cookies();
        let done = self.browser.command(REVOKE, json!({ "currentPassword": PASSWORD }), "AccountDone").await?;
        same("revokeConsent", &json!("consent.revoked"), &done["key"])?;
        same("a copied cookie", &401, &copied.say(ACCOUNT, json!({})).await?.0)?;
        same("a login", &json!("login.refused"), &self.log_in().await?["key"])?;
        let saw = format!("{}\nher sessions are over, her password opens nothing", done["message"].as_str().unwrap_or_default());
        self.report.done("She takes her consent back", saw);
        Ok(())
    }

    /// What law demands to keep is still found by who has it in hand; and the mail that undoes the revocation has come.
    pub(super) async fn sees_what_still_answers(&mut self, paid: &Paid, asked: &str) -> anyhow::Result<()> {
        let receipts = self.receipts_found_without_account(paid).await?;
        let state = self.request(asked).await?["state"].clone();
        let undo = link(&*self.letter(ELENA.sample().email, "Consenso revocato").await?)?;
        let saw = format!(
            "{receipts} receipts by tax code and notice number; the help request by reference and address: {state}\nfor 14 days: {}",
            undo.address
        );
        self.report.done("What was paid is still found without an account", saw);
        Ok(())
    }

    async fn log_in(&self) -> anyhow::Result<Value> {
        let input = json!({ "ente": sample::ENTE, "userName": ELENA.user_name, "password": PASSWORD });
        self.browser.ask(LOG_IN, json!({ "input": input })).await
    }
}
