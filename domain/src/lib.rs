//! What Quietanza knows about debts and payments, and nothing about how it is stored or shown.
//!
//! Every aggregate is a folder with the same files: `command.rs` (what may be asked), `event.rs` (what happened),
//! `state.rs` (the fold), `decide.rs` (the rules), `error.rs` (the refusals), `tests.rs`. Deciders and folds are pure:
//! time arrives inside commands, identifiers are made by the caller, personal data arrives already sealed.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::float_arithmetic
    )
)]

pub mod account;
pub mod aggregate;
pub mod calendar;
pub mod cart;
pub mod checkout;
pub mod content;
pub mod debt_position;
pub mod ente;
pub mod event;
pub mod identifier;
pub mod ids;
pub mod mandate;
pub mod metadata;
pub mod money;
pub mod news;
pub mod node_call;
pub mod personal;
pub mod privacy_request;
pub mod receipt;
pub mod rome;
pub mod service;
pub mod site;
#[cfg(test)]
mod specimen;
pub mod staff;
pub mod subject;
pub mod support_request;
pub mod text;

pub use money::Cents;
