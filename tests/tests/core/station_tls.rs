//! The station's own TLS: a pinned certificate passes, every other one is refused in the handshake.

use std::time::Duration;

use api::http::serve::Listener;
use api::http::{PeerCertificate, Pinned};
use api::settings::{Connections, Fingerprint};
use axum::routing::get;
use axum::{Extension, Router};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tests::home::Home;
use tokio_util::sync::CancellationToken;

struct Parties {
    server: CertifiedKey<rcgen::KeyPair>,
    node: CertifiedKey<rcgen::KeyPair>,
    stranger: CertifiedKey<rcgen::KeyPair>,
}

fn parties() -> Parties {
    let new = || generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    Parties { server: new(), node: new(), stranger: new() }
}

fn identity(party: &CertifiedKey<rcgen::KeyPair>) -> reqwest::Identity {
    let pem = party.signing_key.serialize_pem() + &party.cert.pem();
    reqwest::Identity::from_pem(pem.as_bytes()).unwrap()
}

fn client(server: &CertifiedKey<rcgen::KeyPair>) -> reqwest::ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let trusted = reqwest::Certificate::from_pem(server.cert.pem().as_bytes()).unwrap();
    reqwest::Client::builder().tls_certs_only([trusted])
}

#[tokio::test]
async fn only_the_pinned_client_is_heard() {
    let parties = parties();
    let fingerprint = Fingerprint::of(parties.node.cert.der());
    let more = format!(
        "[station.tls]\ncertificate_file = \"station.crt\"\nkey_file = \"station.pem\"\nclient_fingerprints = [\"{fingerprint}\"]"
    );
    let home = Home::with(&more).await;
    home.write_secret("station.crt", &parties.server.cert.pem());
    home.write_secret("station.pem", &parties.server.signing_key.serialize_pem());
    let tls = Pinned::server_config(home.settings().station.tls.as_ref().unwrap()).unwrap();
    let listener = Listener::open("test", "127.0.0.1:0".parse().unwrap(), Connections::default()).await.unwrap().with_tls(tls);
    let address = listener.address().unwrap();
    let router = Router::new()
        .route("/", get(|Extension(PeerCertificate(who)): Extension<PeerCertificate>| async move { who.to_string() }));
    let stop = CancellationToken::new();
    tokio::spawn(listener.serve(router, stop.clone(), Duration::ZERO));
    let url = format!("https://localhost:{}/", address.port());

    let node = client(&parties.server).identity(identity(&parties.node)).build().unwrap();
    assert_eq!(node.get(&url).send().await.unwrap().text().await.unwrap(), fingerprint.to_string());
    let stranger = client(&parties.server).identity(identity(&parties.stranger)).build().unwrap();
    assert!(stranger.get(&url).send().await.is_err(), "a stranger's certificate");
    let nobody = client(&parties.server).build().unwrap();
    assert!(nobody.get(&url).send().await.is_err(), "no certificate");
    stop.cancel();
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_named() {
    let parties = parties();
    let more = "[station.tls]\ncertificate_file = \"station.crt\"\nkey_file = \"station.pem\"\n".to_owned()
        + &format!("client_fingerprints = [\"{}\"]", "ab".repeat(32));
    let home = Home::with(&more).await;
    home.write_secret("station.crt", "no certificate");
    home.write_secret("station.pem", &parties.server.signing_key.serialize_pem());
    let wrong = || Pinned::server_config(home.settings().station.tls.as_ref().unwrap()).unwrap_err().to_string();
    assert!(wrong().starts_with("station.tls"), "{}", wrong());
    home.write_secret("station.crt", &parties.node.cert.pem());
    assert!(wrong().starts_with("station.tls: "), "a key of another certificate: {}", wrong());
}
