//! The documents a citizen holds in hand: the right codes on every page, everything in its place, accessible, and byte for byte
//! repeatable.

#[path = "documents/codes.rs"]
mod codes;
#[path = "documents/geometry.rs"]
mod geometry;
#[path = "documents/limits.rs"]
mod limits;
#[path = "documents/outside.rs"]
mod outside;
#[path = "documents/paper.rs"]
mod paper;
#[path = "documents/raster.rs"]
mod raster;
#[path = "documents/receipts.rs"]
mod receipts;
#[path = "documents/samples.rs"]
mod samples;
#[path = "documents/tags.rs"]
mod tags;
#[path = "documents/vectors.rs"]
mod vectors;
