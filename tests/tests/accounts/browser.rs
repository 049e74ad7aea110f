//! A browser: keeps the one cookie, sends the headers our pages send.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use reqwest::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use serde_json::{Value, json};

use crate::house::House;

#[derive(Debug)]
pub(crate) struct Browser {
    address: SocketAddr,
    door: &'static str,
    client: reqwest::Client,
    cookie: Mutex<Option<String>>,
    headers: HeaderMap,
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl House {
    /// A browser nobody used yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self.portal, "/graphql")
    }

    /// A browser at the door with the identity provider.
    pub(crate) fn browser_outside(&self) -> Browser {
        Browser::at(self.outside, "/graphql")
    }
}

impl Browser {
    /// At a door: its address and path.
    pub(crate) fn at(address: SocketAddr, door: &'static str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("x-quietanza-client", HeaderValue::from_static("tests/1"));
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        headers.insert("origin", HeaderValue::from_static("https://pagamenti.example.test"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        Self { address, door, client: tests::client::plain(), cookie: Mutex::default(), headers }
    }

    /// The same with another value of a header.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
        self
    }

    /// The cookie it holds, `name=value`.
    pub(crate) fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Plants a cookie.
    pub(crate) fn plant(&self, cookie: Option<String>) {
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie;
    }

    async fn send(&self, path: &str, body: &str) -> Answer {
        let mut request = self.client.post(format!("http://{}{path}", self.address)).headers(self.headers.clone());
        if let Some(cookie) = self.cookie() {
            request = request.header(COOKIE, cookie);
        }
        let response = request.body(body.to_owned()).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(given) = headers.get(SET_COOKIE) {
            let pair = given.to_str().unwrap().split(';').next().unwrap().to_owned();
            self.plant(Some(pair).filter(|pair| !pair.ends_with('=')));
        }
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Posts a body somewhere; the status.
    pub(crate) async fn post(&self, path: &str, body: &str) -> u16 {
        self.send(path, body).await.status
    }

    /// Sends a document.
    pub(crate) async fn say(&self, document: &str, variables: Value) -> Answer {
        self.send(self.door, &json!({ "query": document, "variables": variables }).to_string()).await
    }

    /// Asks a document with one root field; the value of that field.
    pub(crate) async fn ask(&self, document: &str, variables: Value) -> Value {
        let answer = self.say(document, variables).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let mut answer: Value = serde_json::from_str(&answer.text).unwrap();
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"].as_object_mut().unwrap().values_mut().next().unwrap().take()
    }
}
