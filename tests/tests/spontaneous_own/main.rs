//! Spontaneous payments of citizens with an account, through real sessions: their data stand in the form, and where the service says so
//! they cannot be changed.

#[path = "../accounts/browser.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod browser;
#[path = "../accounts/documents.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod documents;
mod forms;
#[path = "../accounts/house.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod house;
#[path = "../accounts/identity.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod identity;
