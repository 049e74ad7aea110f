//! The one cookie: sent over TLS only, to this host only, unseen by scripts, not sent along by other sites' forms.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::secret::Secret;

/// Its name: browsers take a cookie with this prefix only when it is `Secure`, of this host and for the whole path.
pub const NAME: &str = "__Host-sid";

/// Gives a session to a browser; it forgets it when it is closed.
///
/// # Panics
/// Never: a secret is written in ASCII.
#[must_use]
pub fn give(secret: &Secret) -> HeaderValue {
    let cookie = format!("{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax", secret.text());
    HeaderValue::try_from(cookie).expect("a secret is written in ASCII")
}

/// Takes it away.
#[must_use]
pub const fn take_away() -> HeaderValue {
    HeaderValue::from_static("__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The secret a browser brings. Two cookies of the name are none: one of them was planted.
#[must_use]
pub fn brought(headers: &HeaderMap) -> Option<Secret> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    let mut ours = all.filter_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='));
    match (ours.next(), ours.next()) {
        (Some(text), None) => Secret::parse(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c3_the_cookie_is_bound_to_host_and_tls_and_read_back() {
        let secret = Secret::new();
        let given = give(&secret).to_str().unwrap().to_owned();
        assert!(given.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax") && !given.contains("Domain"), "{given}");
        let headers = |cookie: &str| HeaderMap::from_iter([(COOKIE, HeaderValue::try_from(cookie).unwrap())]);
        let own = format!("{NAME}={}", secret.text());
        assert_eq!(brought(&headers(&format!("a=b; {own}; c=d"))), Some(secret));
        assert_eq!(brought(&headers(&format!("{own}; {own}"))), None);
        assert_eq!(brought(&headers("__Host-sidx=1; sid=2")), None);
        assert_eq!(brought(&HeaderMap::new()), None);
    }
}
