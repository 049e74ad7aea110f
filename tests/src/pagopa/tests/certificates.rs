//! An authority, a station's and the Node's certificate, made for one test.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::pagopa::ClientIdentity;

/// A certificate and its key.
struct Pair {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

pub(super) struct MadeCertificates {
    authority: CertifiedIssuer<'static, KeyPair>,
    station: Pair,
    node: Pair,
}

impl MadeCertificates {
    pub(super) fn make() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let signed = |name: &str| {
            let key = KeyPair::generate().unwrap();
            let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
            Pair { certificate: params.signed_by(&key, &authority).unwrap(), key }
        };
        let (station, node) = (signed("localhost"), signed("node.test"));
        Self { authority, station, node }
    }

    /// How the Node shows itself and whom it trusts.
    pub(super) fn identity(&self) -> ClientIdentity {
        let certificate_and_key = self.node.certificate.pem() + &self.node.key.serialize_pem();
        ClientIdentity {
            certificate_and_key: certificate_and_key.into_bytes(),
            trusted_authority: self.authority.pem().into_bytes(),
        }
    }

    pub(super) fn of_the_node(&self) -> CertificateDer<'static> {
        self.node.certificate.der().clone()
    }

    /// A server that demands a certificate, answers one request with 404, and tells whose certificate it saw.
    pub(super) async fn serve_once(&self) -> (SocketAddr, JoinHandle<CertificateDer<'static>>) {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut trusted = RootCertStore::empty();
        trusted.add(self.authority.der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(trusted), provider.clone()).build().unwrap();
        let key = PrivateKeyDer::try_from(self.station.key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![self.station.certificate.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let seen = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await.unwrap();
            let seen = stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
            stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await.unwrap();
            stream.shutdown().await.unwrap();
            seen
        });
        (addr, seen)
    }
}
