//! The log proves itself: what was signed is what is there, and whoever changes a byte, a place or a promise is found and named.

mod cell;
mod flips;
mod heads;
mod independent;
mod outposts;
mod public;
mod resume;
mod schemas;
mod story;
mod tamper;
mod tool;
mod tree;
