//! Running the product: what acts in the background, the three doors, and an end that loses nothing.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use projections::{ViewName, runner};
use replay::heads::HeadSigner;
use replay::sequencer::{Sequencer, follow};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Product, StartError};
use crate::http::layers::{Treatment, around};
use crate::http::serve::Listener;
use crate::http::{Pinned, operations};
use crate::office::OfficeRoom;
use crate::process::Workers;
use crate::settings::{Connections, Settings};
use crate::telemetry::Metrics;
use crate::witness::Outposts;
use crate::{checkout, content, fence, graphql, integrity, links, log, office, privacy, station};

/// How long requests in progress may take to finish once the end was asked for.
const DRAIN: Duration = Duration::from_secs(25);
/// How long background work may take to stop after the doors are closed.
const STOP: Duration = Duration::from_secs(5);

/// The product with its doors open, not serving yet: what cannot listen says so before anything starts.
#[derive(Debug)]
pub struct Doors {
    product: Product,
    portal: Listener,
    station: Listener,
    operations: Listener,
    office: Option<(Listener, OfficeRoom)>,
    workers: Workers,
    signer: Option<HeadSigner>,
    outposts: Outposts,
}

impl Product {
    /// Opens the three doors.
    ///
    /// # Errors
    /// The setting whose address or certificate cannot be used.
    pub async fn open_doors(self) -> Result<Doors, StartError> {
        let settings = self.settings.clone();
        let open = async |setting, name, address, limits| {
            Listener::open(name, address, limits).await.map_err(|source| StartError::Listen { setting, address, source })
        };
        let mut station = open("station.listen", "station", settings.station.listen, settings.station.connections).await?;
        if let Some(tls) = &settings.station.tls {
            station = station.with_tls(Pinned::server_config(tls)?);
        }
        let office = match &settings.office {
            Some(office) => {
                let room = OfficeRoom::new(&self).map_err(StartError::Passwords)?;
                Some((open("office.listen", "office", office.listen, office.connections).await?, room))
            }
            None => None,
        };
        fence::look(&self).await?;
        Ok(Doors {
            portal: open("http.listen", "portal", settings.http.listen, settings.http.connections).await?,
            operations: open("operations.listen", "operations", settings.operations.listen, Connections::default()).await?,
            station,
            office,
            workers: Workers::new(self.clone())?,
            signer: self.head_signer().await?,
            outposts: Outposts::of(&self)?,
            product: self,
        })
    }

    /// What signs the log, when an origin and a key are set.
    async fn head_signer(&self) -> Result<Option<HeadSigner>, StartError> {
        let Some(log) = &self.settings.log else {
            tracing::warn!("there is no section log: nothing is signed, and the log can be verified against itself only");
            return Ok(None);
        };
        let mut signers = log.signers()?.into_iter();
        let Some(key) = signers.next() else { return Ok(None) };
        Ok(Some(HeadSigner::open(self.pool.clone(), key, signers.next()).await?))
    }

    /// Opens the doors and serves until `stop`.
    ///
    /// # Errors
    /// As [`Product::open_doors`].
    pub async fn run(self, stop: CancellationToken) -> Result<(), StartError> {
        self.open_doors().await?.run(stop).await;
        Ok(())
    }
}

impl Doors {
    /// The addresses of portal, station and operations.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn addresses(&self) -> std::io::Result<[SocketAddr; 3]> {
        Ok([self.portal.address()?, self.station.address()?, self.operations.address()?])
    }

    /// The address of the staff's door, when there is one.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn office_address(&self) -> std::io::Result<Option<SocketAddr>> {
        self.office.as_ref().map(|(office, _)| office.address()).transpose()
    }

    /// Serves until `stop`: then the doors for citizens and the Node close and requests in progress get up to 25 seconds; background work
    /// and the door for monitoring end last.
    pub async fn run(self, stop: CancellationToken) {
        let Self { product, portal, station: for_node, operations: for_office, office, workers, signer, outposts } = self;
        let metrics = Metrics::install();
        let (background, working) = (CancellationToken::new(), TaskTracker::new());
        start_background(&product, workers, &working, &background);
        if let Some(signer) = signer {
            let (fence, head, stop) = (product.fence.clone(), product.head.clone(), background.clone());
            // A log that forgot what was published must not be signed as if it were the same.
            working.spawn(async move {
                if fence.opened(&stop).await {
                    signer.run(head, stop).await;
                }
            });
        }
        outposts.follow(&product.fence, &working, &background);
        working.spawn(metrics.clone().upkeep(background.clone()));
        let (announce, stopping) = (stop.clone(), product.stopping.clone());
        working.spawn(async move {
            announce.cancelled().await;
            stopping.cancel();
        });
        let [on_portal, on_station, on_operations] = treatments(&product.settings);
        let inside = around(operations::router(product.clone(), metrics), on_operations);
        working.spawn(for_office.serve(inside, background.clone(), STOP));
        let for_staff = serve_staff(&product, office, stop.clone());
        let citizens = graphql::Room::new(&product, graphql::viewer::ByCookie::new(&product));
        working.spawn(citizens.clone().follow(background.clone()));
        let (node, questions) = station::Station::new(product.clone());
        // Ends when the station's door is closed and everything it was asked is kept.
        working.spawn(questions.run());
        tokio::join!(
            portal.serve(around(portal_rooms(&product, citizens), on_portal), stop.clone(), DRAIN),
            for_node.serve(around(station::router(node), on_station), stop, DRAIN),
            for_staff,
        );
        background.cancel();
        working.close();
        if tokio::time::timeout(STOP, working.wait()).await.is_err() {
            tracing::warn!("background work is cut: it did not stop in time");
        }
        product.pool.close().await;
    }
}

/// Serves the staff until `stop`, when there is a door for them.
async fn serve_staff(product: &Product, office: Option<(Listener, OfficeRoom)>, stop: CancellationToken) {
    let (Some((listener, room)), Some(settings)) = (office, product.settings.office.as_ref()) else { return };
    let treatment = Treatment {
        listener: "office",
        request_time: settings.connections.request_time(),
        trusted_proxy_hops: settings.trusted_proxy_hops,
        https: settings.public_url.scheme() == "https",
    };
    listener.serve(around(office::router(room, settings), treatment), stop, DRAIN).await;
}

/// How portal, station and operations treat their requests.
fn treatments(settings: &Settings) -> [Treatment; 3] {
    let portal = Treatment {
        listener: "portal",
        request_time: settings.http.connections.request_time(),
        trusted_proxy_hops: settings.http.trusted_proxy_hops,
        https: settings.http.public_url.scheme() == "https",
    };
    let request_time = settings.station.connections.request_time();
    let station = Treatment { listener: "station", request_time, trusted_proxy_hops: 0, https: false };
    [portal, station, Treatment { listener: "operations", ..station }]
}

/// What acts without being asked: sequencing, following the log, views, the to-do workers.
fn start_background(product: &Product, workers: Workers, working: &TaskTracker, stop: &CancellationToken) {
    let options = product.connect_options();
    let sequencer = Sequencer::new(&options, product.write_side.appended(), product.head.clone());
    working.spawn(sequencer.run(stop.clone()));
    working.spawn(follow(product.pool.clone(), product.head.clone(), stop.clone()));
    working.spawn(product.enti.clone().follow(product.head.clone(), stop.clone()));
    working.spawn(runner::run(product.pool.clone(), product.head.clone(), product.views.clone(), stop.clone()));
    working.spawn(fence::watch(product.clone(), stop.clone()));
    working.spawn(integrity::watch(product.pool.clone(), product.clock.clone(), stop.clone()));
    working.spawn(privacy::follow(product.clone(), product.head.clone(), stop.clone()));
    working.spawn(privacy::forget_in_kept(product.clone(), stop.clone()));
    working.spawn(terms(product.clone(), stop.clone()));
    working.spawn(workers.run(product.views.subscribe(ViewName::Todo), stop.clone()));
}

/// Terms end by what was paid and what is asked for: a copy that lacks some of it must not forget anybody.
async fn terms(product: Product, stop: CancellationToken) {
    if product.fence.opened(&stop).await {
        privacy::keep_terms(product, stop).await;
    }
}

/// What citizens reach.
fn portal_rooms(product: &Product, citizens: graphql::Room) -> Router {
    checkout::returns::router(product.clone())
        .merge(content::router(citizens.clone()))
        .merge(graphql::router(citizens, product.stopping.clone()))
        .merge(links::router(product.clone()))
        .merge(log::router(product.pool.clone()))
}
