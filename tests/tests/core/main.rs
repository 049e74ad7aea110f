//! The product as an installation runs it: settings, start and stop, the doors, the Ente, the office.

mod child;
mod doors;
mod ente;
mod health;
mod office;
mod process;
mod station_tls;
