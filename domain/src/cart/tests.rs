//! At most five notices, never two ways of paying one debt, and every command may be repeated.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Cart, CartCommand as Command, CartEvent as Event, CartItem, CartRefusal as Refusal, MAX_NOTICES, Owner};
use crate::debt_position::NotPayable;
use crate::ids::SubjectId;
use crate::specimen::*;

fn subject(number: u128) -> SubjectId {
    debtor(number).subject
}

fn opened() -> Cart {
    let mut cart = Cart::default();
    tell(&mut cart, Command::Open { owner: Owner::Anonymous }).unwrap();
    cart
}

fn add(item: CartItem) -> Command {
    Command::Add { item: Ok(Box::new(item)) }
}

fn holding(items: &[CartItem]) -> Cart {
    let mut cart = opened();
    items.iter().for_each(|item| drop(tell(&mut cart, add(item.clone())).unwrap()));
    cart
}

fn check_out(checkout: u128, current: &[CartItem]) -> Command {
    let standing = |item: &CartItem| (item.nav.clone(), Ok(Box::new(item.clone())));
    Command::CheckOut { checkout: checkout_id(checkout), current: current.iter().map(standing).collect() }
}

#[test]
fn nothing_is_done_with_a_cart_that_was_not_opened() {
    let mut cart = Cart::default();
    for command in [add(item(1, 1, 0)), Command::Clear, Command::Claim { subject: subject(1) }, check_out(1, &[])] {
        assert_eq!(tell(&mut cart, command), Err(Refusal::Absent));
    }
}

#[test]
fn a_sixth_notice_does_not_fit() {
    let five: Vec<CartItem> = (1..=5).map(|n| item(n, n.into(), 0)).collect();
    let mut cart = holding(&five);
    assert_eq!(tell(&mut cart, add(item(6, 6, 0))), Err(Refusal::Full));
    assert_eq!(tell(&mut cart, add(item(5, 5, 0))), Ok(vec![]), "the fifth again is already done");
}

#[test]
fn instalments_of_one_plan_go_together_and_alternatives_do_not() {
    let mut cart = holding(&[item(2, 1, 1), item(3, 1, 1)]);
    assert_eq!(tell(&mut cart, add(item(1, 1, 0))), Err(Refusal::AlternativeInCart(nav(2))));
}

#[test]
fn a_notice_that_cannot_be_paid_is_refused_with_the_reason() {
    let mut cart = opened();
    let paid = Command::Add { item: Err(NotPayable::Paid) };
    assert_eq!(tell(&mut cart, paid), Err(Refusal::NotPayable(NotPayable::Paid)));
}

#[test]
fn a_cart_survives_login_and_belongs_to_one_person() {
    let mut cart = holding(&[item(1, 1, 0)]);
    tell(&mut cart, Command::Claim { subject: subject(1) }).unwrap();
    assert_eq!(cart.owner(), Some(Owner::Citizen(subject(1))));
    assert_eq!(cart.items().len(), 1);
    assert_eq!(tell(&mut cart, Command::Claim { subject: subject(1) }), Ok(vec![]));
    assert_eq!(tell(&mut cart, Command::Claim { subject: subject(2) }), Err(Refusal::NotYours));
}

#[test]
fn a_checkout_takes_the_notices_as_they_stand_now() {
    let mut cart = holding(&[item(1, 1, 0), item(2, 2, 0)]);
    let dearer = CartItem { amount: crate::Cents::new(1_500), ..item(1, 1, 0) };
    let events = tell(&mut cart, check_out(9, &[dearer.clone(), item(2, 2, 0)])).unwrap();
    assert_eq!(events, [Event::CartCheckedOut { checkout: checkout_id(9), items: vec![dearer.clone(), item(2, 2, 0)] }]);

    tell(&mut cart, Command::Remove { nav: nav(2) }).unwrap();
    assert_eq!(tell(&mut cart, check_out(9, &[])), Ok(vec![]), "the same checkout again is already done");
    assert_eq!(cart.checked_out(checkout_id(9)), Some([dearer, item(2, 2, 0)].as_slice()));
}

#[test]
fn a_checkout_is_refused_when_something_changed_meanwhile() {
    let mut cart = holding(&[item(2, 1, 1), item(3, 1, 1)]);
    let unknown = Refusal::ItemNotPayable { nav: nav(3), why: NotPayable::Unknown };
    assert_eq!(tell(&mut cart, check_out(9, &[item(2, 1, 1)])), Err(unknown));
    let paid = Command::CheckOut {
        checkout: checkout_id(9),
        current: vec![(nav(2), Err(NotPayable::Paid)), (nav(3), Ok(Box::new(item(3, 1, 1))))],
    };
    assert_eq!(tell(&mut cart, paid), Err(Refusal::ItemNotPayable { nav: nav(2), why: NotPayable::Paid }));
    let regrouped = check_out(9, &[item(2, 1, 0), item(3, 1, 1)]);
    assert_eq!(tell(&mut cart, regrouped), Err(Refusal::AlternativeInCart(nav(2))));
    assert_eq!(tell(&mut opened(), check_out(9, &[])), Err(Refusal::Empty));
}

#[derive(Clone, Debug)]
enum Step {
    Add(u64),
    Remove(u64),
    Clear,
    Claim(u128),
    CheckOut(u128),
}

/// Notices 1 to 3 are ways of paying debt 1 (notice 1 at once, 2 and 3 by plan), each other notice is its own debt.
fn notice(base: u64) -> CartItem {
    match base {
        1 => item(1, 1, 0),
        2 | 3 => item(base, 1, 1),
        other => item(other, other.into(), 0),
    }
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1..=9_u64).prop_map(Step::Add),
        2 => (1..=9_u64).prop_map(Step::Remove),
        1 => Just(Step::Clear),
        1 => (1..=2_u128).prop_map(Step::Claim),
        1 => (1..=2_u128).prop_map(Step::CheckOut),
    ]
}

proptest! {
    #[test]
    fn a_cart_is_a_small_set_of_notices(steps in prop::collection::vec(step(), 1..40)) {
        let mut cart = opened();
        // Notice to option of its debt, as a shopping list would have it.
        let mut list: BTreeMap<u64, usize> = BTreeMap::new();
        for step in steps {
            let command = match step {
                Step::Add(base) => add(notice(base)),
                Step::Remove(base) => Command::Remove { nav: nav(base) },
                Step::Clear => Command::Clear,
                Step::Claim(person) => Command::Claim { subject: subject(person) },
                Step::CheckOut(checkout) => check_out(checkout, cart.items()),
            };
            let told = tell(&mut cart, command.clone());
            match step {
                Step::Add(base) => {
                    let clash = (base == 1 && (list.contains_key(&2) || list.contains_key(&3)))
                        || ((base == 2 || base == 3) && list.contains_key(&1));
                    let fits = list.contains_key(&base) || (!clash && list.len() < MAX_NOTICES);
                    prop_assert_eq!(told.is_ok(), fits, "{:?}", told);
                    if fits { list.insert(base, notice(base).option); }
                }
                Step::Remove(base) => drop(list.remove(&base)),
                Step::Clear => list.clear(),
                Step::Claim(_) | Step::CheckOut(_) => {}
            }
            if told.is_ok() {
                prop_assert_eq!(tell(&mut cart, command), Ok(vec![]), "a repetition is already done");
            }
            let mut held: Vec<_> = cart.items().iter().map(|item| item.nav.clone()).collect();
            held.sort();
            prop_assert_eq!(held, list.keys().map(|base| nav(*base)).collect::<Vec<_>>());
            prop_assert!(cart.items().len() <= MAX_NOTICES);
        }
    }
}
