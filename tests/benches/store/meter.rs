//! The aggregate that is measured: a state of constant size, events of about 400 bytes.

use std::collections::HashMap;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Meter {
    readings: u64,
    last: String,
}

/// Records one reading.
#[derive(Debug, Clone)]
pub(crate) struct Read(pub(crate) i64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum MeterEvent {
    Recorded { notice: String, amount: i64, description: String, subject: String, due: String, transfers: Vec<Transfer> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transfer {
    iban: String,
    amount: i64,
    category: String,
}

impl DomainEvent for MeterEvent {
    fn event_type(&self) -> String {
        "Recorded".to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("never refuses")]
pub(crate) struct Never;

impl Aggregate for Meter {
    const TYPE: &'static str = "Meter";
    type Command = Read;
    type Event = MeterEvent;
    type Error = Never;
    type Services = ();

    async fn handle(&mut self, Read(amount): Read, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        sink.write(recorded(amount), self).await;
        Ok(())
    }

    fn apply(&mut self, event: MeterEvent) {
        let MeterEvent::Recorded { notice, .. } = event;
        self.readings += 1;
        self.last = notice;
    }
}

pub(crate) fn recorded(amount: i64) -> MeterEvent {
    let transfer = Transfer { iban: "IT60X0542811101000000123456".to_owned(), amount, category: "9/0101108TS/".to_owned() };
    MeterEvent::Recorded {
        notice: "301000000000000011".to_owned(),
        amount,
        description: "Tassa sui rifiuti 2025, acconto, utenza domestica di via Garibaldi".to_owned(),
        subject: "0192f3c4-5d6e-7f80-9a0b-1c2d3e4f5061".to_owned(),
        due: "2025-12-31".to_owned(),
        transfers: vec![transfer],
    }
}

pub(crate) fn metadata() -> HashMap<String, String> {
    [
        ("ente", "80012345678"),
        ("actor", "operator-7"),
        ("assurance", "V2"),
        ("correlation_id", "0192f3c4-0000-7000-8000-000000000001"),
        ("command_id", "0192f3c4-0000-7000-8000-000000000003"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}
