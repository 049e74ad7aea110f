//! What an office states of a debt, with as little said as a test needs to say.

use api::positions::{By, NewInstallment, NewOption, NewPosition, NewTerms};
use api::product::Product;
use domain::Cents;
use domain::debt_position::Origin;
use domain::identifier::Iupd;
use domain::metadata::Actor;
use domain::personal::PlainPerson;
use domain::text::Text140;
use uuid::Uuid;

/// An instalment over so many cents, without a due date, with a notice number to be given.
#[must_use]
pub const fn installment(cents: i64) -> NewInstallment {
    NewInstallment {
        nav: None,
        amount: Cents::new(cents),
        description: None,
        due_date: None,
        notice_due_date: None,
        transfers: Vec::new(),
    }
}

/// What is owed, to be paid in one of these ways.
///
/// # Panics
/// When the description is no description.
#[must_use]
pub fn terms(description: &str, options: impl IntoIterator<Item = Vec<NewInstallment>>) -> NewTerms {
    NewTerms {
        description: Text140::parse(description).expect("a description"),
        office: None,
        validity_date: None,
        switch_to_expired: false,
        pay_stand_in: false,
        document: None,
        options: options.into_iter().map(|installments| NewOption { installments }).collect(),
    }
}

/// A position with a name of its own, entered by the office and offered at once.
///
/// # Panics
/// Never: a number is a name.
#[must_use]
pub fn position(debtor: PlainPerson, terms: NewTerms) -> NewPosition {
    let iupd = Iupd::parse(&Uuid::new_v4().to_string()).expect("a number is a name");
    NewPosition { iupd, debtor, terms, origin: Origin::Office, publish: true }
}

/// Somebody of the office, who begins something.
#[must_use]
pub fn by(product: &Product, operator: &str) -> By {
    By { actor: Actor::Operator(operator.to_owned()), correlation_id: product.new_correlation(), causation: None }
}
