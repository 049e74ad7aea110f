//! The client of the central archive of notices (ACA).
