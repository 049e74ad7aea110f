//! The path of a payment behind the doors: to-do workers against a real database, the simulated platform and a real mail server.

mod carts;
mod debts;
mod house;
mod receipts;
