//! The product as an installation runs it: settings, start and stop, the doors, the Ente, the office.

mod doors;
mod drain;
mod ente;
mod health;
mod notices;
mod office;
mod process;
mod ready;
mod requests;
mod station_tls;
mod stop;
mod traces;
mod vault;

/// Becomes the product when this program was started again for it.
#[test]
#[ignore = "only for child processes"]
fn as_product() {
    tests::child::become_the_product();
}
