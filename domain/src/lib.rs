//! The pure core of the payment portal: aggregates, commands, events, processes and value types.
//!
//! Nothing here reads a clock, draws a random number or touches a database: given the same input
//! every function answers the same, which is what makes the history replayable.
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

pub mod identifier;
pub mod money;
pub mod rome;
pub mod text;
