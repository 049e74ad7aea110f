//! The portal as a citizen's browser meets it: GraphQL over HTTP, documents by link, the way back from Checkout.

use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};

/// A browser without redirects, so that each hop can be looked at.
#[derive(Clone, Debug)]
pub(super) struct Portal {
    base: String,
    client: reqwest::Client,
}

impl Portal {
    /// The portal at an address.
    ///
    /// # Errors
    /// When no client can be made.
    pub(super) fn at(address: std::net::SocketAddr) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()?;
        Ok(Self { base: format!("http://{address}"), client })
    }

    /// Asks a GraphQL document that has one root field, and returns the value of that field.
    ///
    /// # Errors
    /// Any top-level error: expected refusals are typed results.
    pub(super) async fn ask(&self, document: &str, variables: Value) -> anyhow::Result<Value> {
        let body = json!({ "query": document, "variables": variables });
        let request = self.client.post(format!("{}/graphql", self.base)).header("x-quietanza-client", "journey").json(&body);
        let answer = request.send().await.context("the portal does not answer")?;
        let status = answer.status();
        let mut answer: Value = answer.json().await?;
        if let Some(errors) = answer.get("errors") {
            bail!("top-level error ({status}): {errors}");
        }
        let data = answer["data"].as_object_mut().context("no data")?;
        data.values_mut().next().map(Value::take).context("no field")
    }

    /// Fetches a document by its link.
    ///
    /// # Errors
    /// Any answer other than a PDF.
    pub(super) async fn pdf(&self, url: &str) -> anyhow::Result<Vec<u8>> {
        let answer = self.client.get(self.absolute(url)).send().await?;
        let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("").to_owned();
        if !answer.status().is_success() || kind != "application/pdf" {
            bail!("{url}: {} {kind} instead of a PDF", answer.status());
        }
        Ok(answer.bytes().await?.to_vec())
    }

    /// Visits a page as the browser does, and returns its status and text.
    ///
    /// # Errors
    /// When nobody answers.
    pub(super) async fn visit(&self, url: &str) -> anyhow::Result<(u16, String)> {
        let answer = self.client.get(self.absolute(url)).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    fn absolute(&self, url: &str) -> String {
        if url.starts_with("http") { url.to_owned() } else { format!("{}{url}", self.base) }
    }
}
