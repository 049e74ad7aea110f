//! The office's side through its real door: who may do what, what the office sees and does; and the help desk, from a citizen's question to
//! the mail that answers it.

mod commands;
mod content;
mod desk;
mod house;
mod login;
mod looks;
mod matrix;
mod money;
mod privacy;
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod travel;
