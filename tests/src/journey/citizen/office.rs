//! The office beside the citizen: commands at the terminal, and the staff's own GraphQL.

use anyhow::ensure;
use serde_json::json;

use super::{Browser, ELENA, Travel};
use crate::sandbox::sample;

/// Who works at the help desk, and her password, typed into the standard input and nowhere else.
const ANNA: &str = "anna";
const ANNAS_PASSWORD: &str = "ventidue anatre sul lago";

const LOG_IN: &str = "mutation ($input: LoginInput!) { login(input: $input) { __typename
  ... on Me { name roles } ... on Refusal { key message } } }";

impl Travel<'_> {
    /// The office saw a document with the tax code of the account.
    pub(super) async fn office_verifies(&self) -> anyhow::Result<()> {
        let (user_name, tax_code) = (ELENA.user_name, ELENA.sample().tax_code);
        let seen = ["--user-name", user_name, "--tax-code", tax_code, "--reason", "Carta di identita vista allo sportello"];
        let said = self.office(&["account", "verify"], &seen, "").await?;
        ensure!(said.contains("Done"), "account verify: {said}");
        Ok(())
    }

    /// Takes somebody in at the help desk, and logs her in at the staff's door.
    pub(super) async fn member_of_the_help_desk(&self) -> anyhow::Result<Browser> {
        self.office(&["staff", "add", ANNA], &["--role", "help-desk"], "").await?;
        self.office(&["staff", "password", ANNA], &[], ANNAS_PASSWORD).await?;
        let browser = Browser::at(self.sandbox.ports.office, "/office/graphql")?;
        let input = json!({ "ente": sample::ENTE, "name": ANNA, "password": ANNAS_PASSWORD });
        browser.command(LOG_IN, input, "Me").await?;
        Ok(browser)
    }

    async fn office(&self, command: &[&str], more: &[&str], typed: &str) -> anyhow::Result<String> {
        let which = ["--ente", sample::ENTE, "--operator", "amministratore"];
        self.sandbox.command.run_with(&[command, &which, more].concat(), typed).await
    }
}
