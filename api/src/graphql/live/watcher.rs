//! Who watches over one connection: the executor behind `graphql-transport-ws`, with the same judge and caps as every other request.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Data, ErrorExtensionValues, Executor, Request, Response, ServerError, Value};
use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::Semaphore;

use super::places::Places;
use crate::graphql::gate::{Asked, Refused, broken_error, faults, refusal_error};
use crate::graphql::room::Asking;
use crate::graphql::service::Service;

/// The most subscriptions of one connection.
const PER_CONNECTION: usize = 5;

/// Executes what one connection asks.
#[derive(Clone, Debug)]
pub(super) struct Watcher {
    service: Service,
    asking: Asking,
    places: Places,
    own: Arc<Semaphore>,
}

impl Watcher {
    pub(super) fn new(service: Service, asking: Asking, places: Places) -> Self {
        Self { service, asking, places, own: Arc::new(Semaphore::new(PER_CONNECTION)) }
    }

    /// A subscription that keeps its two places as long as it lives.
    fn subscribe(&self, request: Request) -> Result<BoxStream<'static, Response>, Refused> {
        let own = self.own.clone().try_acquire_owned().map_err(|_| Places::full())?;
        let place = self.places.subscribe()?;
        let told = self.service.subscribe(self.asking.clone(), Asked::of(request))?;
        Ok(told
            .map(move |response| {
                let _held = (&own, &place);
                tellable(response)
            })
            .boxed())
    }
}

impl Executor for Watcher {
    /// Queries and mutations have a door of their own.
    async fn execute(&self, _request: Request) -> Response {
        refusal(Refused::Transport)
    }

    fn execute_stream(&self, request: Request, _session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        self.subscribe(request).unwrap_or_else(|refused| stream::once(async move { refusal(refused) }).boxed())
    }
}

/// What may be said of a response: its data, or one error with a code.
fn tellable(response: Response) -> Response {
    if response.errors.is_empty() {
        return response;
    }
    match faults(&response) {
        Some(may_pass) => failed(&broken_error(may_pass)),
        None => refusal(Refused::Validation),
    }
}

fn refusal(refused: Refused) -> Response {
    failed(&refusal_error(refused))
}

fn failed(error: &serde_json::Value) -> Response {
    let mut told = ServerError::new(error["message"].as_str().unwrap_or_default(), None);
    let extensions: BTreeMap<&str, &serde_json::Value> =
        error["extensions"].as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value)).collect();
    let mut values = ErrorExtensionValues::default();
    for (name, value) in extensions {
        values.set(name, Value::from_json(value.clone()).unwrap_or_default());
    }
    told.extensions = Some(values);
    Response::from_errors(vec![told])
}
