//! Everything the product is tested and tried with, none of it shipped: the managed PostgreSQL, the mail
//! sink, the pagoPA simulator, and the tests that join them to the product.

pub mod address;
pub mod canaries;
pub mod child;
pub mod client;
pub mod debt;
pub mod faults;
pub mod home;
pub mod journey;
pub mod mail_sink;
pub mod measure;
pub mod pagopa;
pub mod paper;
pub mod postgres;
pub mod sandbox;
pub mod sdl;
pub mod soft_token;
pub mod wait;
pub mod witness;
