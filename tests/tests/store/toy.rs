//! A small aggregate that shows everything a store can get wrong: several events per command, commands that write nothing, refusals.

use std::collections::HashMap;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Jar {
    pub(crate) coins: Vec<i64>,
    pub(crate) sealed: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum JarCommand {
    /// Writes one event per coin.
    Put(Vec<i64>),
    /// Writes one event, which holds `text`.
    Label(String),
    /// Writes one event, or nothing when sealed already.
    Seal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum JarEvent {
    CoinPut { coin: i64, zone: Option<String>, tags: Vec<String>, id: u64 },
    Labelled { text: String },
    Sealed,
}

impl DomainEvent for JarEvent {
    fn event_type(&self) -> String {
        match self {
            Self::CoinPut { .. } => "CoinPut",
            Self::Labelled { .. } => "Labelled",
            Self::Sealed => "Sealed",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("the jar is sealed")]
pub(crate) struct JarIsSealed;

impl Aggregate for Jar {
    const TYPE: &'static str = "Jar";
    type Command = JarCommand;
    type Event = JarEvent;
    type Error = JarIsSealed;
    type Services = ();

    async fn handle(&mut self, command: JarCommand, _: &(), sink: &EventSink<Self>) -> Result<(), JarIsSealed> {
        match command {
            JarCommand::Seal if self.sealed => {}
            JarCommand::Seal => sink.write(JarEvent::Sealed, self).await,
            _ if self.sealed => return Err(JarIsSealed),
            JarCommand::Put(coins) => {
                for coin in coins {
                    sink.write(coin_put(coin), self).await;
                }
            }
            JarCommand::Label(text) => sink.write(JarEvent::Labelled { text }, self).await,
        }
        Ok(())
    }

    fn apply(&mut self, event: JarEvent) {
        match event {
            JarEvent::CoinPut { coin, .. } => self.coins.push(coin),
            JarEvent::Labelled { .. } => {}
            JarEvent::Sealed => self.sealed = true,
        }
    }
}

pub(crate) fn coin_put(coin: i64) -> JarEvent {
    JarEvent::CoinPut {
        coin,
        zone: (coin % 2 == 0).then(|| "città \"vecchia\"\n\u{1f}".to_owned()),
        tags: vec!["b".to_owned(), "aa".to_owned()],
        id: u64::MAX,
    }
}

pub(crate) fn metadata() -> HashMap<String, String> {
    [
        ("ente", "80012345678"),
        ("actor", "operator-7"),
        ("assurance", "V2"),
        ("correlation_id", "0192f3c4-0000-7000-8000-000000000001"),
        ("causation_id", "0192f3c4-0000-7000-8000-000000000002"),
        ("command_id", "0192f3c4-0000-7000-8000-000000000003"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}
