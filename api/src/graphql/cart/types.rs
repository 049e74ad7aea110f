//! The types of a cart.

use async_graphql::SimpleObject;
use domain::Cents;
use domain::cart::CartItem as Quoted;
use domain::debt_position::{Installment, NotPayable};

use crate::graphql::access::{AccessRule, access};
use crate::graphql::position::{Payability, Standing, payability};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};
use crate::messages::Message;

use super::open::OpenCart;

/// What is going to be paid together.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Cart {
    /// Its id; knowing it is the right to use an anonymous cart.
    pub id: String,
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Number of notices.
    pub count: usize,
    /// What paying it now would cost, without the fee of the payment service provider.
    pub total: Amount,
    /// Whether every notice in it can be paid now.
    pub payable: bool,
    /// The notices, in the order they were added, as they stand now.
    pub items: Vec<CartItem>,
    /// What to show while it is empty.
    pub empty: Option<EmptyCart>,
}

/// What to show for an empty cart.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct EmptyCart {
    /// Stable name of the message.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub message: String,
}

/// A notice in a cart, as it stands now.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CartItem {
    /// Notice number.
    pub nav: String,
    /// What it is for.
    pub description: String,
    /// Who is paid.
    pub creditor: String,
    /// What is owed now.
    pub amount: Amount,
    /// What was owed when it was added.
    pub quoted_amount: Amount,
    /// Whether the Ente changed the amount since.
    pub amount_changed: bool,
    /// Day until which payment is in time.
    pub due_date: Option<Day>,
    /// Whether it can be paid now.
    pub payability: Payability,
    /// Opens its position.
    pub proof: String,
}

impl Cart {
    /// An open cart with its notices as they stand now.
    #[must_use]
    pub fn of(desk: Desk<'_>, cart: &OpenCart, standings: &[Standing]) -> Self {
        let items: Vec<CartItem> = cart.items().iter().map(|item| CartItem::of(desk, item, standings)).collect();
        let payable = items.iter().filter(|item| item.payability.payable).map(|item| item.amount.0);
        Self {
            id: cart.id.to_string(),
            ente: cart.ente().to_string(),
            count: items.len(),
            // Five payments of the largest amount are far from the largest number.
            total: Amount(Cents::checked_sum(payable).unwrap_or_default()),
            payable: !items.is_empty() && items.iter().all(|item| item.payability.payable),
            empty: items.is_empty().then(|| EmptyCart {
                key: Message::CartEmpty.key().to_owned(),
                title: Message::CartEmptyTitle.text(desk.asking.language).to_owned(),
                message: Message::CartEmpty.text(desk.asking.language).to_owned(),
            }),
            items,
        }
    }
}

impl CartItem {
    fn of(desk: Desk<'_>, quoted: &Quoted, standings: &[Standing]) -> Self {
        let position = standings.iter().find(|standing| standing.id == quoted.position).map(Standing::position);
        let standing: Result<&Installment, NotPayable> =
            position.ok_or(NotPayable::Unknown).and_then(|position| position.payable(&quoted.nav, desk.asking.now));
        let known = position.and_then(|position| position.terms()).and_then(|terms| terms.find(&quoted.nav));
        let amount = known.map_or(quoted.amount, |(_, notice)| notice.amount);
        let proof = Proof { ente: quoted.ente.clone(), of: Proved::Position(quoted.position) };
        Self {
            nav: quoted.nav.to_string(),
            description: known.map_or_else(|| quoted.description.to_string(), |(_, notice)| notice.description.to_string()),
            creditor: quoted.company_name.to_string(),
            amount: Amount(amount),
            quoted_amount: Amount(quoted.amount),
            amount_changed: amount != quoted.amount,
            due_date: known.and_then(|(_, notice)| notice.due_date).map(Day),
            payability: payability(desk, standing.map(|_| ())),
            proof: proof.write(desk.room.signer(), desk.asking.now),
        }
    }
}
