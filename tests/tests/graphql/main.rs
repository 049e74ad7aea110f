//! What citizens ask and command, through the real doors: GraphQL over HTTP and WebSocket, documents by link.

mod bills;
mod cart;
mod citizen;
mod debts;
mod documents;
mod gate;
mod history;
mod house;
mod lists;
mod live;
mod lookup;
mod others;
mod paper;
mod pay;
mod recognised;
mod round_trips;
mod schedule;
mod schema;
mod search;
mod shop;
mod twice;
