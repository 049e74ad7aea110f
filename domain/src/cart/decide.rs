//! The rules of a cart.

use super::MAX_NOTICES;
use super::command::CartCommand;
use super::error::CartRefusal as Refusal;
use super::event::CartEvent as Event;
use super::state::{Cart, CartItem, Owner};
use crate::aggregate::Decider;
use crate::debt_position::NotPayable;
use crate::identifier::NoticeNumber;
use crate::ids::{CheckoutId, SubjectId};

type Decision = Result<Vec<Event>, Refusal>;

impl Decider for Cart {
    type Command = CartCommand;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: CartCommand) -> Decision {
        if let CartCommand::Open { owner } = command {
            return Ok(if self.owner.is_some() { Vec::new() } else { vec![Event::CartOpened { owner }] });
        }
        let owner = self.owner.ok_or(Refusal::Absent)?;
        match command {
            CartCommand::Open { .. } => Ok(Vec::new()),
            CartCommand::Add { item } => self.add(item.map_err(Refusal::NotPayable)?),
            CartCommand::Remove { nav } if self.item(&nav).is_none() => Ok(Vec::new()),
            CartCommand::Remove { nav } => Ok(vec![Event::NoticeRemoved { nav }]),
            CartCommand::Clear if self.items.is_empty() => Ok(Vec::new()),
            CartCommand::Clear => Ok(vec![Event::CartCleared {}]),
            CartCommand::Claim { subject } => claim(owner, subject),
            CartCommand::CheckOut { checkout, current } => self.check_out(checkout, current),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::CartOpened { owner } => self.owner = Some(owner),
            Event::NoticeAdded { item } => self.items.push(*item),
            Event::NoticeRemoved { nav } => self.items.retain(|item| item.nav != nav),
            Event::CartCleared {} => self.items.clear(),
            Event::CartClaimed { subject } => self.owner = Some(Owner::Citizen(subject)),
            Event::CartCheckedOut { checkout, items } => {
                self.checkouts.push((checkout, items.clone()));
                self.items = items;
            }
        }
    }
}

/// Two ways of paying the same debt.
fn are_alternatives(one: &CartItem, other: &CartItem) -> bool {
    one.position == other.position && one.option != other.option
}

fn claim(owner: Owner, subject: SubjectId) -> Decision {
    match owner {
        Owner::Anonymous => Ok(vec![Event::CartClaimed { subject }]),
        Owner::Citizen(known) if known == subject => Ok(Vec::new()),
        Owner::Citizen(_) => Err(Refusal::NotYours),
    }
}

impl Cart {
    fn add(&self, item: Box<CartItem>) -> Decision {
        if self.item(&item.nav).is_some() {
            return Ok(Vec::new());
        }
        if let Some(other) = self.items.iter().find(|other| are_alternatives(other, &item)) {
            return Err(Refusal::AlternativeInCart(other.nav.clone()));
        }
        if self.items.len() >= MAX_NOTICES {
            return Err(Refusal::Full);
        }
        Ok(vec![Event::NoticeAdded { item }])
    }

    fn check_out(&self, checkout: CheckoutId, current: Vec<(NoticeNumber, Result<Box<CartItem>, NotPayable>)>) -> Decision {
        if self.checked_out(checkout).is_some() {
            return Ok(Vec::new());
        }
        if self.items.is_empty() {
            return Err(Refusal::Empty);
        }
        let items = self.items.iter().map(|item| {
            let standing = current.iter().find(|(nav, _)| *nav == item.nav).map(|(_, standing)| standing);
            match standing {
                Some(Ok(item)) => Ok((**item).clone()),
                Some(Err(why)) => Err(Refusal::ItemNotPayable { nav: item.nav.clone(), why: *why }),
                None => Err(Refusal::ItemNotPayable { nav: item.nav.clone(), why: NotPayable::Unknown }),
            }
        });
        let items = items.collect::<Result<Vec<_>, _>>()?;
        // An amendment since they were added may have made alternatives of them.
        match items.iter().find(|item| items.iter().any(|other| are_alternatives(item, other))) {
            Some(item) => Err(Refusal::AlternativeInCart(item.nav.clone())),
            None => Ok(vec![Event::CartCheckedOut { checkout, items }]),
        }
    }
}
