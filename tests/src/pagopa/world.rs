//! The simulated platform's memory, and how its roles reach it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::agenda::Agenda;
use super::archive::Position;
use super::checkout::Cart;
use super::clock::SimClock;
use super::fdr::Flows;
use super::journal::{Event, Journal};
use super::node::{Delivery, StationClient};
use super::notice::{NoticeId, NoticePayment, PaymentState};
use super::rate::Rate;
use super::receipt::Receipt;
use super::service::Service;
use super::settings::{Creditor, Psp, SimulatorSettings};

/// The platform: its settings, its stations, its memory.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: SimulatorSettings,
    pub(crate) stations: Vec<StationClient>,
    /// Where the platform itself is reached, such as `http://127.0.0.1:4000`.
    pub(crate) base_url: String,
    /// Held by whoever works through the agenda, one at a time.
    pub(crate) agenda_turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

/// What the platform remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) journal: Journal,
    pub(crate) agenda: Agenda,
    pub(crate) carts: BTreeMap<Uuid, Cart>,
    /// HTTP statuses to be answered instead of serving, by service.
    pub(crate) failures: BTreeMap<Service, VecDeque<u16>>,
    pub(crate) cart_calls: Rate,
    pub(crate) recovery_calls: Rate,
    pub(crate) notices: BTreeMap<NoticeId, Vec<NoticePayment>>,
    /// Notices for which a station is being asked right now.
    pub(crate) activating: BTreeSet<NoticeId>,
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) deliveries: Vec<Delivery>,
    /// Stations answered for by the archive.
    pub(crate) stand_in: BTreeSet<String>,
    pub(crate) archive: BTreeMap<NoticeId, Position>,
    pub(crate) flows: Flows,
}

impl World {
    pub(crate) fn new(settings: SimulatorSettings, base_url: String) -> anyhow::Result<Self> {
        let stations = settings.stations.iter().cloned().map(StationClient::new).collect::<Result<_, _>>()?;
        Ok(Self { settings, stations, base_url, agenda_turn: tokio::sync::Mutex::default(), state: Mutex::default() })
    }

    pub(crate) fn clock(&self) -> &SimClock {
        &self.settings.clock
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.settings.clock.now()
    }

    /// The memory, for as long as no answer is waited for.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn record(&self, notice: Option<&NoticeId>, event: Event) {
        let now = self.now();
        self.state().journal.add(now, notice, event);
    }

    pub(crate) fn creditor(&self, fiscal_code: &str) -> Option<&Creditor> {
        self.settings.creditors.iter().find(|creditor| creditor.fiscal_code == fiscal_code)
    }

    /// The provider of this identifier, else the usual one.
    pub(crate) fn psp(&self, id: Option<&str>) -> Option<&Psp> {
        let named = id.and_then(|id| self.settings.psps.iter().find(|psp| psp.id == id));
        named.or_else(|| self.settings.psps.first())
    }

    /// The station that answers for a notice, by its segregation code.
    pub(crate) fn station_of(&self, notice: &NoticeId) -> Option<&StationClient> {
        let segregation_code = notice.segregation_code()?;
        self.stations.iter().find(|client| {
            let served = |served: &super::settings::Served| {
                served.creditor == notice.creditor && served.segregation_code == segregation_code
            };
            client.station.serves.iter().any(served)
        })
    }

    /// Whether this key opens the platform's services.
    pub(crate) fn knows_key(&self, key: Option<&str>) -> bool {
        key.is_some_and(|key| self.settings.subscription_keys.iter().any(|known| known == key))
    }
}

impl State {
    /// The payment of a token, with its notice.
    pub(crate) fn payment(&mut self, token: &str) -> Option<(NoticeId, &mut NoticePayment)> {
        self.notices.iter_mut().find_map(|(notice, payments)| {
            let payment = payments.iter_mut().find(|payment| payment.token == token)?;
            Some((notice.clone(), payment))
        })
    }

    /// Moves a payment to another state and writes it down.
    pub(crate) fn move_payment(&mut self, at: DateTime<Utc>, token: &str, state: PaymentState) {
        let Some((notice, payment)) = self.payment(token) else { return };
        if payment.state == state {
            return;
        }
        payment.state = state;
        self.journal.add(at, Some(&notice), Event::StateChanged { token: token.to_owned(), state });
    }
}
