//! Forgetting people without forgetting facts: keys, erasure, the register of requests, exports, who looked at whose data.

mod erasure;
mod house;
mod keys;
