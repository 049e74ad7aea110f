//! The simulator as a whole: one server, and a handle with which tests write the story.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::archive::Position;
use super::checkout::{Cart, CartError, CartOutcome, Script};
use super::counter::{CounterPayment, CounterReceipt};
use super::fault::NodeFault;
use super::fdr::{Causale, Flow, FlowRow, TreasuryLine};
use super::journal::{Entry, Event};
use super::node::{Activated, Delivery, DeliveryState};
use super::notice::{NoticeId, NoticePayment};
use super::receipt::Receipt;
use super::service::Service;
use super::settings::SimulatorSettings;
use super::soap::{DemandedNotice, VerifiedNotice};
use super::web;
use super::world::World;

/// How often a running clock's agenda is looked at.
const GLANCE: Duration = Duration::from_millis(200);

/// A running simulator; dropping it ends it.
#[derive(Debug)]
pub struct Simulator {
    world: Arc<World>,
    addr: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Opens the simulator's port on 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken or a station's certificate cannot be read.
    pub async fn start(settings: SimulatorSettings) -> anyhow::Result<Self> {
        // An error means that a provider is installed already, which is as good.
        let _installed_before = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await.context("the simulator's port")?;
        let addr = listener.local_addr()?;
        let world = Arc::new(World::new(settings, format!("http://{addr}"))?);
        let server = axum::serve(listener, web::router(world.clone()));
        let mut tasks = vec![tokio::spawn(async move {
            let _ended = server.await;
        })];
        if !world.clock().is_standing() {
            tasks.push(tokio::spawn(keep_agenda(world.clone())));
        }
        Ok(Self { world, addr, tasks })
    }

    /// Tells the Node where a station is now. False when there is no such station.
    pub fn move_station(&self, station: &str, url: &str) -> bool {
        let client = self.world.stations.iter().find(|client| client.station.id == station);
        client.inspect(|client| client.move_to(url)).is_some()
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The same as a URL, `http://127.0.0.1:<port>`: the platform's paths follow it as they follow the platform's own
    /// host (`/checkout/ec/v2/carts`, `/aca/v1/paCreatePosition`, `/fdr-org/service/v1/…`, `/bizevents/service/v1/…`).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.world.base_url
    }

    /// The platform's time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.world.now()
    }

    /// Moves the platform's clock forward, doing in order whatever falls due on the way: receipts sent again, late
    /// outcomes, ends of tokens, flows.
    pub async fn advance(&self, by: TimeDelta) {
        self.world.advance(by).await;
    }

    /// The next calls of a service are answered with these HTTP statuses instead of being served.
    pub fn fail_next(&self, service: Service, statuses: impl IntoIterator<Item = u16>) {
        self.world.state().failures.entry(service).or_default().extend(statuses);
    }

    /// All carts.
    #[must_use]
    pub fn carts(&self) -> Vec<Cart> {
        let mut carts: Vec<Cart> = self.world.state().carts.values().cloned().collect();
        carts.sort_by_key(|cart| cart.created_at);
        carts
    }

    /// The cart meant by its identifier, by the creditor institution's `idCart`, or by the redirect's address.
    #[must_use]
    pub fn cart(&self, reference: &str) -> Option<Cart> {
        self.world.cart(reference)
    }

    /// Activates a cart, as the payment page does when a method is chosen.
    ///
    /// # Errors
    /// Why it cannot be paid.
    pub async fn activate_cart(&self, reference: &str) -> Result<Vec<Activated>, CartError> {
        self.world.activate_cart(reference, None).await
    }

    /// Pays a cart, or does not, as scripted; activates it first if nobody has.
    ///
    /// # Errors
    /// Why it cannot be paid.
    pub async fn pay_cart(&self, reference: &str, script: Script) -> Result<CartOutcome, CartError> {
        self.world.pay_cart(reference, &script).await
    }

    /// Verifies a notice, as a provider does.
    ///
    /// # Errors
    /// What the provider is told.
    pub async fn verify(&self, notice: &NoticeId) -> Result<VerifiedNotice, NodeFault> {
        self.world.verify(notice).await
    }

    /// Pays a notice at a counter.
    ///
    /// # Errors
    /// What the counter is told.
    pub async fn pay_at_counter(&self, payment: CounterPayment) -> Result<CounterReceipt, NodeFault> {
        self.world.pay_at_counter(&payment).await
    }

    /// Demands a notice for a spontaneous payment; `data` is base64.
    ///
    /// # Errors
    /// What the provider is told.
    pub async fn demand(
        &self,
        station: &str,
        creditor: &str,
        service: &str,
        service_subject: &str,
        data: &str,
    ) -> Result<DemandedNotice, NodeFault> {
        self.world.demand(station, creditor, service, service_subject, data).await
    }

    /// The payments begun on a notice, in order.
    #[must_use]
    pub fn payments(&self, notice: &NoticeId) -> Vec<NoticePayment> {
        self.world.state().notices.get(notice).cloned().unwrap_or_default()
    }

    /// All receipts, in the order in which they were made.
    #[must_use]
    pub fn receipts(&self) -> Vec<Receipt> {
        self.world.state().receipts.clone()
    }

    /// All deliveries of receipts.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.world.state().deliveries.clone()
    }

    /// Sends a delivery now: a held or parked one for the first time or again, an answered one once more. False when
    /// there is none of this number.
    pub async fn send_now(&self, delivery: usize) -> bool {
        self.world.send_now(delivery).await
    }

    /// Sends every held delivery of a receipt, and answers how many there were.
    pub async fn release(&self, receipt: &str) -> usize {
        let held = |delivery: &&Delivery| delivery.receipt == receipt && delivery.state == DeliveryState::Held;
        let held: Vec<usize> = self.deliveries().iter().filter(held).map(|delivery| delivery.number).collect();
        for delivery in &held {
            self.send_now(*delivery).await;
        }
        held.len()
    }

    /// From now on the archive answers for a station, until [`Simulator::probe_stations`] finds it back.
    pub fn enter_stand_in(&self, station: &str) {
        self.world.set_stand_in(station, true);
    }

    /// Probes the stations in stand-in and answers those that are back.
    pub async fn probe_stations(&self) -> Vec<String> {
        self.world.probe_stations().await
    }

    /// The positions registered in the archive.
    #[must_use]
    pub fn archive(&self) -> Vec<Position> {
        self.world.state().archive.values().cloned().collect()
    }

    /// Publishes flows for everything that was paid and not reported, without waiting for its night.
    pub fn publish_flows(&self) {
        self.world.publish_all_flows();
    }

    /// The latest revision of every flow.
    #[must_use]
    pub fn flows(&self) -> Vec<Flow> {
        self.world.flows()
    }

    /// Publishes a changed revision of a flow, and answers its number; none when there is no such flow.
    pub fn revise_flow(&self, fdr: &str, change: impl FnOnce(&mut Vec<FlowRow>)) -> Option<u32> {
        self.world.revise_flow(fdr, change)
    }

    /// What the treasurer's journal of a creditor institution shows.
    #[must_use]
    pub fn treasury(&self, creditor: &str, causale: Causale) -> Vec<TreasuryLine> {
        self.world.treasury(creditor, causale)
    }

    /// Everything that happened, in order.
    #[must_use]
    pub fn journal(&self) -> Vec<Entry> {
        self.world.state().journal.entries().cloned().collect()
    }

    /// What a careful creditor institution would do otherwise: a good one gives no cause for remarks.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let remark = |entry: Entry| match entry.event {
            Event::Remark { text } => Some(text),
            _ => None,
        };
        self.journal().into_iter().filter_map(remark).collect()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn keep_agenda(world: Arc<World>) {
    let mut glances = tokio::time::interval(GLANCE);
    loop {
        glances.tick().await;
        world.run_agenda(world.now()).await;
    }
}
