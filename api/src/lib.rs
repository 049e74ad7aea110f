//! api
pub mod documents;
