//! TLS ended here, for callers whose certificates are known one by one: the handshake refuses everybody else.

use std::sync::Arc;

use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme};
use tokio_rustls::server::TlsStream;

use crate::product::StartError;
use crate::settings::{Fingerprint, Tls};

/// Makes ring the one cryptography of this process; before the first client or server of TLS is built.
pub(crate) fn choose_cryptography() {
    // A second call finds it chosen: that is what it wants.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The pinned certificate a client proved to hold, in the extensions of its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCertificate(pub Fingerprint);

pub(super) fn peer_certificate<S>(stream: &TlsStream<S>) -> Option<PeerCertificate> {
    let certificates = stream.get_ref().1.peer_certificates()?;
    certificates.first().map(|certificate| PeerCertificate(Fingerprint::of(certificate)))
}

/// Accepts client certificates by fingerprint alone: no authority can issue another one that passes, and no expiry surprises a Sunday.
#[derive(Debug)]
pub struct Pinned {
    allowed: Vec<Fingerprint>,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    /// TLS as the settings say.
    ///
    /// # Errors
    /// The setting whose file cannot be used.
    pub fn server_config(tls: &Tls) -> Result<Arc<ServerConfig>, StartError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let refused = |setting, reason: &dyn std::fmt::Display| StartError::Tls { setting, reason: reason.to_string() };
        let chain = CertificateDer::pem_file_iter(tls.certificate_file.relative())
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| refused("station.tls.certificate_file", &error))?;
        let key = PrivateKeyDer::from_pem_slice(tls.key_file.expose().as_bytes())
            .map_err(|error| refused("station.tls.key_file", &error))?;
        let verifier = Arc::new(Self { allowed: tls.client_fingerprints.clone(), provider: provider.clone() });
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_client_cert_verifier(verifier))
            .and_then(|builder| builder.with_single_cert(chain, key))
            .map_err(|error| refused("station.tls", &error))?;
        Ok(Arc::new(config))
    }
}

impl ClientCertVerifier for Pinned {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if self.allowed.contains(&Fingerprint::of(end_entity)) {
            return Ok(ClientCertVerified::assertion());
        }
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
