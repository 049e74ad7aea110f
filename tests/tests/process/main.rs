//! The path of a payment behind the doors: to-do workers against a real database, the simulated platform and a real mail server.

mod archive;
mod carts;
mod child;
mod deadlines;
mod debts;
mod faults;
mod house;
mod kills;
mod mails;
mod parked;
mod raw;
mod receipts;
mod restored;
