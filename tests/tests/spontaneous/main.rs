//! Spontaneous payments, from the catalogue of services to the receipt, through the real doors.

mod catalogue;
#[path = "../graphql/citizen.rs"]
#[expect(dead_code, reason = "shared with the tests of the other questions")]
mod citizen;
mod confirm;
#[path = "../graphql/debts.rs"]
#[expect(dead_code, reason = "shared with the tests of the other questions")]
mod debts;
#[path = "../graphql/documents.rs"]
#[expect(dead_code, reason = "shared with the tests of the other questions")]
mod documents;
mod forms;
mod hostile;
#[path = "../graphql/house.rs"]
#[expect(dead_code, reason = "shared with the tests of the other questions")]
mod house;
mod manual;
mod pay;
mod shop;
mod twice;
