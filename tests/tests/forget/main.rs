//! Forgetting people without forgetting facts: keys, erasure, the register of requests, who looked at whose data.

mod canaries;
mod erasure;
mod house;
mod kept;
mod keys;
mod logs;
mod mandate;
mod token;

/// Becomes the product when this program was started again for it.
#[test]
#[ignore = "only for child processes"]
fn as_product() {
    tests::child::become_the_product();
}
