//! The one way a request of the staff goes: counted, recognised, judged, executed.

use std::sync::Arc;

use async_graphql::Request;
use async_graphql::parser::types::OperationType;
use axum::http::{Extensions, HeaderMap, header};
use axum::response::Response as Answer;

use super::access::OfficeTable;
use super::cookie;
use super::desk::{Asking, OfficeRoom};
use super::schema::{OfficeSchema, schema, sdl};
use crate::graphql::document::{Judged, judge};
use crate::graphql::fault::Fault;
use crate::graphql::gate::{Asked, Refused, executed, written};
use crate::http::{ClientAddress, ClientNetwork};
use crate::staff::{self, StaffError};

/// The schema with its rules and its room. Cheap to clone.
#[derive(Clone)]
pub(super) struct Service {
    room: OfficeRoom,
    schema: OfficeSchema,
    table: Arc<OfficeTable>,
    development: bool,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("room", &self.room).finish_non_exhaustive()
    }
}

impl Service {
    pub(super) fn new(room: OfficeRoom, development: bool) -> Self {
        let table = OfficeTable::from_sdl(&sdl()).expect("the schema's own text is a schema");
        Self { schema: schema(room.clone(), development), table: Arc::new(table), room, development }
    }

    /// Answers a request.
    pub(super) async fn answer(&self, headers: &HeaderMap, extensions: &Extensions, asked: Asked) -> Result<Answer, Refused> {
        let client = network(extensions);
        self.room.caps().request(client).map_err(Refused::TooOften)?;
        let Judged { document, kind, rule } = judge(&asked.query, &self.table, self.development)?;
        let asking = match self.asking(headers, client).await {
            Ok(asking) => asking,
            Err(fault) => return Ok(written(Err(fault))),
        };
        if !rule.admits(&asking.roles()) {
            return Err(Refused::NotAdmitted);
        }
        if kind == OperationType::Subscription {
            return Err(Refused::Transport);
        }
        let mut request = Request::new(asked.query).variables(Asked::variables(asked.variables)).data(asking);
        request.operation_name = asked.operation_name;
        request.set_parsed_query(document);
        let mut response = self.schema.execute(request).await;
        let cookie = response.http_headers.remove(header::SET_COOKIE);
        let mut answer = executed(response, self.development);
        if let (Some(cookie), true) = (cookie, answer.status().is_success()) {
            answer.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        Ok(answer)
    }

    async fn asking(&self, headers: &HeaderMap, client: ClientNetwork) -> Result<Asking, Fault> {
        let product = self.room.product();
        let secret = cookie::brought(headers);
        let session = match &secret {
            Some(secret) => staff::recognise(product, secret).await.map_err(fault)?,
            None => None,
        };
        Ok(Asking { session, secret, client, now: product.clock.now(), correlation: product.new_correlation() })
    }
}

/// What must not happen while somebody logs in or is recognised.
pub(super) fn fault(error: StaffError) -> Fault {
    match error {
        StaffError::Database(error) => error.into(),
        StaffError::Stream(fault) => fault,
        StaffError::Identity(crate::identity::IdentityError::Busy) => Fault::Unavailable(Arc::new(error)),
        other => Fault::unforeseen(other),
    }
}

/// The network of the client as our own proxies vouch for it.
fn network(extensions: &Extensions) -> ClientNetwork {
    let address = extensions.get::<ClientAddress>().copied();
    address.unwrap_or(ClientAddress(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED))).network()
}
