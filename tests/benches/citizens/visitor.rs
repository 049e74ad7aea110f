//! Somebody at the door who prepares what is asked about later.

use anyhow::Context;
use domain::ids::SubjectId;
use serde_json::{Value, json};

use crate::door::{Door, IDENTITY};

/// A citizen at the door; anonymous without a subject.
pub(crate) struct Visitor<'a> {
    pub(crate) door: &'a Door,
    pub(crate) subject: Option<SubjectId>,
}

impl Visitor<'_> {
    /// Asks a document with one root field; the value of that field.
    pub(crate) async fn ask(&self, document: &str, variables: Value) -> anyhow::Result<Value> {
        let body = json!({ "query": document, "variables": variables });
        let request = tests::client::plain().post(format!("http://{}/graphql", self.door.address));
        let request = request.header("x-quietanza-client", "bench/1").json(&body);
        let request = match self.subject {
            Some(subject) => request.header(IDENTITY, subject.to_string()),
            None => request,
        };
        let mut answer: Value = request.send().await?.json().await?;
        let data = answer["data"].as_object_mut().with_context(|| format!("{document}: {body}"))?;
        data.values_mut().next().map(Value::take).context("no field")
    }
}

/// The header by which a citizen says who they are.
pub(crate) fn header(subject: SubjectId) -> String {
    format!("{IDENTITY}: {subject}\r\n")
}
