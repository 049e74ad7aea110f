//! Accounts of citizens, as a browser meets them: HTTP with cookies, mails read from a real mail server, time moved by hand.

mod browser;
mod cart;
mod debt;
mod documents;
mod erasure;
mod house;
mod identity;
mod journey;
mod levels;
mod login;
mod own;
mod personal_data;
mod recovery;
mod registration;
mod session;
mod strangers;

/// Becomes the product when this program was started again for it.
#[test]
#[ignore = "only for child processes"]
fn as_product() {
    tests::child::become_the_product();
}
