//! A browser at one of the doors: it keeps the cookies it was given, and sends the headers our pages make it send.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use reqwest::header::{COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

/// One browser, without redirects so that each hop can be looked at.
#[derive(Debug)]
pub(super) struct Browser {
    origin: String,
    path: &'static str,
    client: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    /// A browser that nobody used yet.
    ///
    /// # Errors
    /// When no client can be made.
    pub(super) fn at(address: SocketAddr, path: &'static str) -> anyhow::Result<Self> {
        let redirect = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().redirect(redirect).timeout(Duration::from_secs(20)).build()?;
        Ok(Self { origin: format!("http://{address}"), path, client, cookies: Mutex::default() })
    }

    /// Another browser at the same door with the same cookies, as somebody who copied them would have it.
    pub(super) fn with_copied_cookies(&self) -> Self {
        let cookies = Mutex::new(self.kept().clone());
        Self { origin: self.origin.clone(), path: self.path, client: self.client.clone(), cookies }
    }

    /// The names of the cookies it holds.
    pub(super) fn cookie_names(&self) -> Vec<String> {
        self.kept().keys().cloned().collect()
    }

    /// Asks a GraphQL document that has one root field, and returns the value of that field.
    ///
    /// # Errors
    /// Any top-level error: expected refusals are typed results.
    pub(super) async fn ask(&self, document: &str, variables: Value) -> anyhow::Result<Value> {
        let (status, mut answer) = self.say(document, variables).await?;
        if let Some(errors) = answer.get("errors") {
            bail!("top-level error ({status}): {errors}");
        }
        let data = answer["data"].as_object_mut().context("no data")?;
        data.values_mut().next().map(Value::take).context("no field")
    }

    /// The same for a document with one variable, `input`; the answer must be of this type.
    ///
    /// # Errors
    /// As [`Browser::ask`], and any other type.
    pub(super) async fn command(&self, document: &str, input: Value, expected: &str) -> anyhow::Result<Value> {
        let answer = self.ask(document, json!({ "input": input })).await?;
        ensure!(answer["__typename"] == expected, "should answer {expected}, answers {answer}");
        Ok(answer)
    }

    /// Sends a document; the status and the answer, whatever it is.
    ///
    /// # Errors
    /// When nobody answers, or no JSON.
    pub(super) async fn say(&self, document: &str, variables: Value) -> anyhow::Result<(u16, Value)> {
        let body = json!({ "query": document, "variables": variables });
        let request = self.client.post(format!("{}{}", self.origin, self.path));
        let request = request.header("origin", &self.origin).header("sec-fetch-site", "same-origin");
        let answer = self.send(request.header("x-quietanza-client", "journey").json(&body)).await?;
        Ok((answer.status().as_u16(), answer.json().await.context("the answer is no JSON")?))
    }

    /// Follows a link: status and bytes. What stands behind `#` is never sent.
    ///
    /// # Errors
    /// When nobody answers.
    pub(super) async fn get(&self, url: &str) -> anyhow::Result<(u16, Vec<u8>)> {
        let url = if url.starts_with("http") { url.to_owned() } else { format!("{}{url}", self.origin) };
        let answer = self.send(self.client.get(url)).await?;
        Ok((answer.status().as_u16(), answer.bytes().await?.to_vec()))
    }

    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Response> {
        let cookies: Vec<String> = self.kept().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) };
        let answer = request.send().await.context("nobody answers")?;
        self.keep(answer.headers())?;
        Ok(answer)
    }

    /// Keeps what a browser may keep: a `__Host-` cookie must be for this host alone, for every path, and out of the reach of scripts.
    fn keep(&self, headers: &HeaderMap) -> anyhow::Result<()> {
        for given in headers.get_all(SET_COOKIE) {
            let given = given.to_str()?;
            let (pair, attributes) = given.split_once(';').context("a cookie without attributes")?;
            let (name, value) = pair.split_once('=').context("a cookie without value")?;
            let attributes = attributes.to_ascii_lowercase();
            let safe = ["secure", "httponly", "samesite=", "path=/"].iter().all(|wanted| attributes.contains(wanted));
            ensure!(name.starts_with("__Host-") && safe && !attributes.contains("domain="), "not a cookie to keep: {given}");
            if value.is_empty() {
                self.kept().remove(name);
            } else {
                self.kept().insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(())
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
