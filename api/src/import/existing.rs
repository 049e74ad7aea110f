//! A row whose position exists: nothing to do, or an amendment like any other.

use domain::debt_position::Payability;
use domain::ente::EnteSettings;
use domain::ids::PositionId;

use crate::positions::{By, DEBTOR, NewPosition, PositionError, create, office, sealed_stream};
use crate::product::Product;
use crate::vault::Envelope;

/// How a row ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Created,
    Unchanged,
    Amended,
}

/// States a position that may exist.
pub(super) async fn restate(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    new: NewPosition,
    by: &By,
) -> Result<Ended, PositionError> {
    let known = product.commands.positions.load(&position.to_string()).await?;
    let (Some(terms), Some(sealed)) = (known.aggregate.terms(), known.aggregate.debtor()) else {
        let created = create(product, ente, new, by).await?;
        return Ok(if created.new { Ended::Created } else { Ended::Unchanged });
    };
    let stated = new.terms.clone().with_numbers_of(terms);
    let stream = sealed_stream(position);
    let at = Envelope { ente: &ente.code, stream: &stream, field: DEBTOR };
    let same_terms = stated.numbers_missing() == 0 && stated.complete(ente, &mut std::iter::empty())? == *terms;
    let same_debtor = same_terms
        && product.vault.open_person(at, sealed).await?.as_ref() == Some(&new.debtor.person)
        && product.vault.open_email(at, sealed).await? == new.debtor.email;
    let publish = new.publish && known.aggregate.payability() == Payability::Draft;
    if !same_debtor {
        office::amend(product, ente, position, (new.debtor, stated), None, by).await?;
    }
    if publish {
        office::publish(product, ente, position, None, by).await?;
    }
    Ok(if same_debtor && !publish { Ended::Unchanged } else { Ended::Amended })
}
