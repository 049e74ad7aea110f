//! The HTTP client of tests: TLS by ring, no redirects followed by surprise.

/// A client that follows no redirect.
///
/// # Panics
/// When the system has no randomness: a test cannot go on then.
#[must_use]
pub fn plain() -> reqwest::Client {
    // A second call in one process finds the provider installed: that is what it wants.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client without settings")
}
