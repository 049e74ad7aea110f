//! The views, tried on a real PostgreSQL: what they show follows from the log alone, whatever happens while they are kept.

mod accounts;
mod another;
mod auditor;
mod backup;
mod builds;
mod cell;
mod cells;
mod chance;
mod check;
mod content;
mod crash;
mod evolution;
mod help_desk;
mod history;
mod kills;
mod lookup;
mod parked;
mod past;
mod pending;
mod plans;
mod rebuild;
mod runners;
mod specimen;
mod todo;
mod world;
