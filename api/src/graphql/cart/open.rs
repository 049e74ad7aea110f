//! Opening a cart for one request: whose it is decides whether it exists.

use domain::cart::{Cart, CartCommand, CartItem, CartRefusal, Owner};
use domain::identifier::EnteCode;
use domain::ids::CartId;

use super::own;
use crate::graphql::fault::{Fault, Impossible, refusal_of};
use crate::graphql::position::Standing;
use crate::graphql::room::Desk;
use crate::graphql::streams::{self, Stream};

/// A cart the viewer may use.
#[derive(Clone, Debug)]
pub struct OpenCart {
    /// Which.
    pub id: CartId,
    stream: Stream<Cart>,
}

impl OpenCart {
    /// Opens a cart by the id a client sent; what is no id, does not exist or belongs to somebody else is all the same.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn find(desk: Desk<'_>, id: &str) -> Result<Option<Self>, Fault> {
        let Ok(id) = id.parse::<CartId>() else { return Ok(None) };
        let Some(stream) = streams::read::<Cart>(desk.pool(), &id.to_string()).await? else { return Ok(None) };
        let admitted = match stream.state.owner() {
            Some(Owner::Anonymous) => true,
            Some(Owner::Citizen(subject)) => desk.owner() == Some(subject),
            None => false,
        };
        Ok(admitted.then_some(Self { id, stream }))
    }

    /// The Ente it was opened for.
    #[must_use]
    pub const fn ente(&self) -> &EnteCode {
        &self.stream.ente
    }

    /// The notices in it.
    #[must_use]
    pub fn items(&self) -> &[CartItem] {
        self.stream.state.items()
    }

    /// Number of its events.
    #[must_use]
    pub const fn version(&self) -> usize {
        self.stream.version
    }

    /// The cart itself.
    #[must_use]
    pub const fn state(&self) -> &Cart {
        &self.stream.state
    }

    /// Commands it and reads it again. A citizen who uses an anonymous cart takes it along: it survives the login.
    ///
    /// # Errors
    /// The cart's refusal inside, a fault outside.
    pub async fn command(self, desk: Desk<'_>, command: CartCommand) -> Result<Result<Self, CartRefusal>, Fault> {
        if let (Some(subject), Some(Owner::Anonymous)) = (desk.owner(), self.stream.state.owner()) {
            if let Err(refusal) = self.execute(desk, CartCommand::Claim { subject }).await? {
                return Ok(Err(refusal));
            }
            own::adopt(desk, self.id, self.ente(), subject).await?;
        }
        if let Err(refusal) = self.execute(desk, command).await? {
            return Ok(Err(refusal));
        }
        let stream = streams::read::<Cart>(desk.pool(), &self.id.to_string()).await?;
        Ok(Ok(Self { stream: stream.ok_or(Impossible("a cart that was just commanded does not exist"))?, ..self }))
    }

    async fn execute(&self, desk: Desk<'_>, command: CartCommand) -> Result<Result<(), CartRefusal>, Fault> {
        let executed =
            desk.product().commands.carts.execute(&self.id.to_string(), command, desk.metadata(self.ente()).to_map()).await;
        match executed {
            Ok(_) => Ok(Ok(())),
            Err(error) => refusal_of(error).map(Err),
        }
    }
}

/// The positions behind notices, each as it stands now, in one statement.
///
/// # Errors
/// When the database is away.
pub async fn standings(desk: Desk<'_>, ente: &EnteCode, items: &[CartItem]) -> Result<Vec<Standing>, Fault> {
    let mut positions: Vec<_> = items.iter().map(|item| item.position).collect();
    positions.sort_unstable();
    positions.dedup();
    Standing::read_all(desk, ente, &positions).await
}
