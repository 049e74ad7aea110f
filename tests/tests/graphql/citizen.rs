//! A citizen's client: asks, and gets answers as they come.

use std::net::SocketAddr;

use domain::ids::SubjectId;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::house::{House, IDENTITY};

#[derive(Clone, Debug)]
pub(crate) struct Citizen {
    address: SocketAddr,
    client: reqwest::Client,
    headers: HeaderMap,
}

/// An answer as it came.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// Code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl House {
    /// Somebody without account.
    pub(crate) fn anonymous(&self) -> Citizen {
        Citizen::at(self.portal)
    }

    /// A citizen with a verified identity.
    pub(crate) fn verified(&self, subject: SubjectId) -> Citizen {
        Citizen::at(self.known).with(IDENTITY, &format!("{subject};A2"))
    }

    /// A citizen with a password account.
    pub(crate) fn self_declared(&self, subject: SubjectId) -> Citizen {
        Citizen::at(self.known).with(IDENTITY, &format!("{subject};A1"))
    }
}

impl Citizen {
    fn at(address: SocketAddr) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("x-quietanza-client", HeaderValue::from_static("tests/1"));
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        Self { address, client: tests::client::plain(), headers }
    }

    /// The same with one more header, or another value of it.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
        self
    }

    /// The same without a header.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sends a body as it is.
    pub(crate) async fn send(&self, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.client.post(format!("http://{}/graphql", self.address)).headers(self.headers.clone()).body(body);
        answer(request).await
    }

    /// Fetches something.
    pub(crate) async fn get(&self, path_and_query: &str) -> Answer {
        answer(self.client.get(format!("http://{}{path_and_query}", self.address))).await
    }

    /// Fetches a link of the public address.
    pub(crate) async fn fetch(&self, url: &str) -> reqwest::Response {
        let path = url.strip_prefix("https://pagamenti.example.test").expect("a link of ours");
        self.client.get(format!("http://{}{path}", self.address)).send().await.unwrap()
    }

    /// Sends another method.
    pub(crate) async fn method(&self, method: &str, path: &str) -> Answer {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, format!("http://{}{path}", self.address)).headers(self.headers.clone());
        answer(request).await
    }

    /// Sends a document.
    pub(crate) async fn say(&self, document: &str, variables: Value) -> Answer {
        self.send(json!({ "query": document, "variables": variables }).to_string()).await
    }

    /// Asks a document with one root field; answers the value of that field.
    pub(crate) async fn ask(&self, document: &str, variables: Value) -> Value {
        let answer = self.say(document, variables).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let mut answer = answer.json();
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"].as_object_mut().unwrap().values_mut().next().unwrap().take()
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.unwrap() }
}
