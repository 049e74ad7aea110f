//! The citizens' door as the product opens it, but for one thing: a bench may say who it is.

use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use api::graphql::Room;
use api::graphql::fault::Fault;
use api::graphql::viewer::{Identified, Identify, Viewer};
use api::http::layers::{Treatment, around};
use api::http::serve::Listener;
use api::product::Product;
use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::ids::SubjectId;
use domain::metadata::Assurance;
use tokio_util::sync::CancellationToken;

/// Header by which the bench says who it is.
pub(crate) const IDENTITY: &str = "x-bench-citizen";

pub(crate) struct Door {
    pub(crate) address: SocketAddr,
}

struct Told;

#[async_trait]
impl Identify for Told {
    async fn identify(&self, headers: &HeaderMap) -> Result<Identified, Fault> {
        let told = headers.get(IDENTITY).and_then(|value| value.to_str().ok());
        let viewer = match told.map(SubjectId::from_str) {
            Some(Ok(subject)) => Viewer::Citizen { subject, assurance: Assurance::A2 },
            _ => Viewer::Anonymous,
        };
        Ok(viewer.into())
    }
}

impl Door {
    pub(crate) async fn open(product: &Product, stop: &CancellationToken) -> anyhow::Result<Self> {
        let settings = &product.settings.http;
        let listener = Listener::open("portal", "127.0.0.1:0".parse()?, settings.connections).await?;
        let address = listener.address()?;
        let treatment = Treatment {
            listener: "portal",
            request_time: settings.connections.request_time(),
            trusted_proxy_hops: settings.trusted_proxy_hops,
            https: true,
        };
        let router = api::graphql::router(Room::new(product, Told), stop.clone());
        tokio::spawn(listener.serve(around(router, treatment), stop.clone(), Duration::from_secs(1)));
        Ok(Self { address })
    }
}

/// The product's log lines, each one written to a file, which here keeps nothing.
pub(crate) fn write_log_lines() -> anyhow::Result<()> {
    let nowhere = std::fs::OpenOptions::new().append(true).open("/dev/null")?;
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_span_list(false);
    lines.with_writer(nowhere).try_init().map_err(anyhow::Error::msg)
}
