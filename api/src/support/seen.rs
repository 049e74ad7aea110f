//! What a citizen saw then: the streams their request is tied to, folded up to the place in the log they had seen and not one event
//! further.

use cqrs_es::Aggregate;
use domain::cart::Cart;
use domain::checkout::Checkout;
use domain::debt_position::DebtPosition;
use domain::identifier::EnteCode;
use domain::ids::PositionId;
use domain::support_request::{About, Opening};
use sqlx::{PgPool, Row};

use crate::graphql::fault::Fault;

/// The events of a stream of an Ente before a place in the log.
const BEFORE: &str = "
SELECT e.payload FROM events AS e JOIN event_log AS l USING (global_position)
 WHERE e.aggregate_type = $1 AND e.aggregate_id = $2 AND e.ente = $3 AND l.log_index < $4
 ORDER BY e.sequence";

/// A stream as it stood.
#[derive(Debug)]
pub(crate) struct Then<A> {
    pub(crate) state: A,
    pub(crate) version: usize,
}

/// What the citizen saw.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) positions: Vec<(PositionId, Then<DebtPosition>)>,
    pub(crate) cart: Option<Then<Cart>>,
    pub(crate) checkout: Option<Then<Checkout>>,
}

/// What is tied to a request, as it stood at the place in the log its author had seen.
pub(crate) async fn as_seen(pool: &PgPool, ente: &EnteCode, opening: &Opening) -> Result<Seen, Fault> {
    let before = Before { pool, ente, index: opening.seen };
    let mut seen = Seen::default();
    let mut positions = Vec::new();
    match &opening.about {
        Some(About::Notice { position, .. }) => positions.extend(*position),
        Some(About::Cart(id)) => {
            seen.cart = before.fold::<Cart>(&id.to_string()).await?;
            positions.extend(seen.cart.iter().flat_map(|cart| cart.state.items().iter().map(|item| item.position)));
        }
        Some(About::Checkout(id)) => {
            seen.checkout = before.fold::<Checkout>(&id.to_string()).await?;
            positions.extend(seen.checkout.iter().flat_map(|of| of.state.items().iter().map(|item| item.position)));
        }
        None => {}
    }
    for id in positions {
        seen.positions.extend(before.fold::<DebtPosition>(&id.to_string()).await?.map(|then| (id, then)));
    }
    Ok(seen)
}

/// The streams of an Ente below a place in the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before<'a> {
    pub(crate) pool: &'a PgPool,
    pub(crate) ente: &'a EnteCode,
    pub(crate) index: u64,
}

impl Before<'_> {
    /// A stream as it stood; none when it had not begun.
    pub(crate) async fn fold<A: Aggregate>(&self, id: &str) -> Result<Option<Then<A>>, Fault> {
        let index = i64::try_from(self.index).unwrap_or(i64::MAX);
        let rows = sqlx::query(BEFORE).bind(A::TYPE).bind(id).bind(self.ente.as_str()).bind(index).fetch_all(self.pool).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut then = Then { state: A::default(), version: rows.len() };
        for row in &rows {
            let payload = row.try_get_raw("payload")?.as_bytes().map_err(Fault::unforeseen)?;
            then.state.apply(serde_json::from_slice(payload).map_err(Fault::unforeseen)?);
        }
        Ok(Some(then))
    }
}
