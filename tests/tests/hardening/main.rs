//! Whoever asks, and whatever is sent: nobody is shown what is another's, and nothing ends in a fault. Everything here is read from the
//! committed schemas, so that what is added to them is tried, too.

#[path = "../accounts/browser.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod browser;
mod cast;
#[path = "../views/chance.rs"]
#[expect(dead_code, reason = "shared with the tests of the views")]
mod chance;
#[path = "../accounts/debt.rs"]
mod debt;
#[path = "../accounts/documents.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod documents;
#[path = "../accounts/house.rs"]
#[expect(dead_code, reason = "shared with the tests of accounts")]
mod house;
#[path = "../accounts/identity.rs"]
mod identity;
mod live;
mod matrix;
mod plans;
mod property;
mod values;
