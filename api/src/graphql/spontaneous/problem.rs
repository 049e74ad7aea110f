//! What is wrong with a form, in the language of the citizen.

use domain::Cents;
use domain::service::{Broken, Problem};

use crate::graphql::failure::FieldProblem;
use crate::messages::{Language, Message, amount};

/// A problem in words.
pub(super) fn told(problem: &Problem, language: Language) -> FieldProblem {
    let key = problem.broken.key();
    // Every rule has a message; a test of the messages reads the rules.
    let message = Message::named(key).unwrap_or(Message::FormRefused);
    let values = values(&problem.broken, language);
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    FieldProblem { field: problem.field.clone(), key: key.to_owned(), message: message.fill(language, &values) }
}

fn values(broken: &Broken, language: Language) -> Vec<(&'static str, String)> {
    let money = |cents: &Cents| amount(language, *cents);
    match broken {
        Broken::TooLong(maximum) => vec![("maximum", maximum.to_string())],
        Broken::TooShort(minimum) => vec![("minimum", minimum.to_string())],
        Broken::Minimum(amount) | Broken::Maximum(amount) | Broken::Multiple(amount) => vec![("amount", money(amount))],
        Broken::Fixed(amounts) => vec![("amounts", amounts.iter().map(money).collect::<Vec<_>>().join(", "))],
        Broken::Quantity { minimum, maximum } => vec![("minimum", minimum.to_string()), ("maximum", maximum.to_string())],
        _ => Vec::new(),
    }
}
