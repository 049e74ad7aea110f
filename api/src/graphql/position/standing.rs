//! A position read for one request, with what is needed to judge and show it.

use domain::cart::CartItem;
use domain::debt_position::{DebtPosition, Destination, NotPayable, Payability};
use domain::ente::EnteSettings;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::PositionId;
use domain::text::Text140;

use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::room::Desk;
use crate::graphql::streams::{self, Stream};

/// A position of one Ente.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which.
    pub id: PositionId,
    /// Its stream.
    pub stream: Stream<DebtPosition>,
}

impl Standing {
    /// Reads a position of this Ente; what belongs to another one is unknown here.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(desk: Desk<'_>, ente: &EnteCode, id: PositionId) -> Result<Option<Self>, Fault> {
        Ok(Self::read_all(desk, ente, &[id]).await?.pop())
    }

    /// Reads positions of this Ente, in the order asked for, in one statement; unknown ones are left out.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read_all(desk: Desk<'_>, ente: &EnteCode, ids: &[PositionId]) -> Result<Vec<Self>, Fault> {
        let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let streams = streams::read_all::<DebtPosition>(desk.pool(), &names).await?;
        let known = ids.iter().zip(streams).filter_map(|(id, stream)| Some(Self { id: *id, stream: stream? }));
        Ok(known.filter(|standing| standing.stream.ente == *ente).collect())
    }

    /// The position.
    #[must_use]
    pub const fn position(&self) -> &DebtPosition {
        &self.stream.state
    }

    /// Whether the notice can be printed: a revenue stamp is only bought online.
    #[must_use]
    pub fn prints(&self, nav: &NoticeNumber) -> bool {
        let installment = self.position().terms().and_then(|terms| terms.find(nav)).map(|(_, installment)| installment);
        installment.is_some_and(|installment| {
            installment.transfers.iter().all(|transfer| matches!(transfer.destination, Destination::Account { .. }))
        })
    }
}

/// Whether citizens may see it at all: a draft is nobody's business yet.
#[must_use]
pub fn is_offered(payability: Payability) -> bool {
    !matches!(payability, Payability::Absent | Payability::Draft)
}

/// A notice as the cart takes it now, or why it cannot be paid.
///
/// # Errors
/// A fault when the name of an Ente does not fit where Checkout shows it.
pub fn cart_item(
    desk: Desk<'_>,
    ente: &EnteSettings,
    standing: &Standing,
    nav: &NoticeNumber,
) -> Result<Result<Box<CartItem>, NotPayable>, Fault> {
    let installment = match standing.position().payable(nav, desk.asking.now) {
        Ok(installment) => installment,
        Err(reason) => return Ok(Err(reason)),
    };
    let option = standing.position().terms().and_then(|terms| terms.find(nav)).map(|(option, _)| option);
    Ok(Ok(Box::new(CartItem {
        nav: nav.clone(),
        position: standing.id,
        option: option.ok_or(Impossible("a payable notice outside its terms"))?,
        ente: ente.code.clone(),
        company_name: Text140::parse(ente.name.as_str()).map_err(Fault::unforeseen)?,
        description: installment.description.clone(),
        amount: installment.amount,
    })))
}
