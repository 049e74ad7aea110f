//! The one way a request goes, whatever brought it: counted, judged, executed.

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response};
use axum::http::{Extensions, HeaderMap};
use axum::response::Response as Answer;
use futures::stream::BoxStream;

use super::access::AccessTable;
use super::document::{Judged, judge};
use super::gate::{Asked, Refused, executed, written};
use super::language::preferred;
use super::recognised::{Question, Recognised};
use super::room::{Asking, Desk, Room};
use super::schema::{CitizenSchema, schema, sdl};
use super::viewer::Identified;
use crate::http::{ClientAddress, ClientNetwork};

/// The schema with its rules and its room. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Service {
    room: Room,
    schema: CitizenSchema,
    table: Arc<AccessTable>,
    recognised: Recognised,
    development: bool,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("room", &self.room).finish_non_exhaustive()
    }
}

impl Service {
    /// The service of a room.
    ///
    /// # Panics
    /// Never: the schema's own text is a schema.
    #[must_use]
    pub(crate) fn new(room: Room) -> Self {
        let development = room.product().settings.http.development;
        let table = AccessTable::from_sdl(&sdl()).expect("the schema's own text is a schema");
        let recognised = Recognised::new(&table);
        Self { schema: schema(room.clone(), development), table: Arc::new(table), recognised, room, development }
    }

    /// Who asks, from where, in which language.
    ///
    /// # Errors
    /// [`Refused::Unavailable`] when it cannot be found out who asks.
    pub(crate) async fn asking(&self, headers: &HeaderMap, extensions: &Extensions) -> Result<Asking, Refused> {
        let product = self.room.product();
        let Identified { viewer, session } =
            self.room.identify().identify(headers).await.map_err(|fault| Refused::unavailable(&fault))?;
        Ok(Asking {
            viewer,
            session,
            language: preferred(headers),
            client: network(extensions),
            now: product.clock.now(),
            correlation: product.new_correlation(),
        })
    }

    /// Answers a query or a mutation.
    ///
    /// # Errors
    /// Why it is not executed.
    pub(crate) async fn answer(&self, asking: Asking, asked: Asked) -> Result<Answer, Refused> {
        if let Some(question) = self.recognised.read(&asked) {
            return self.recite(&asking, question).await;
        }
        let (request, kind) = self.admit(asking, asked)?;
        match kind {
            OperationType::Query | OperationType::Mutation => Ok(executed(self.schema.execute(request).await, self.development)),
            OperationType::Subscription => Err(Refused::Transport),
        }
    }

    async fn recite(&self, asking: &Asking, question: Question) -> Result<Answer, Refused> {
        self.room.caps().request(asking.client).map_err(Refused::TooOften)?;
        if !question.rule.admits(&asking.viewer) {
            return Err(Refused::NotAdmitted);
        }
        Ok(written(question.answer(Desk { room: &self.room, asking }).await))
    }

    /// Begins a subscription.
    ///
    /// # Errors
    /// Why it does not begin.
    pub(crate) fn subscribe(&self, asking: Asking, asked: Asked) -> Result<BoxStream<'static, Response>, Refused> {
        let (request, kind) = self.admit(asking, asked)?;
        match kind {
            OperationType::Subscription => Ok(self.schema.execute_stream(request)),
            OperationType::Query | OperationType::Mutation => Err(Refused::Transport),
        }
    }

    fn admit(&self, asking: Asking, asked: Asked) -> Result<(Request, OperationType), Refused> {
        self.room.caps().request(asking.client).map_err(Refused::TooOften)?;
        let Judged { document, kind, rule } = judge(&asked.query, &self.table, self.development)?;
        if !rule.admits(&asking.viewer) {
            return Err(Refused::NotAdmitted);
        }
        let mut request = Request::new(asked.query).variables(Asked::variables(asked.variables)).data(asking);
        request.operation_name = asked.operation_name;
        request.set_parsed_query(document);
        Ok((request, kind))
    }
}

/// The network of the client as our own proxies vouch for it; requests that came without a connection are counted together.
fn network(extensions: &Extensions) -> ClientNetwork {
    let address = extensions.get::<ClientAddress>().copied();
    address.unwrap_or(ClientAddress(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED))).network()
}
