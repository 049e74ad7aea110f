//! Addresses of the portal: whoever follows one from the Ente's site stays with that Ente.

use domain::content::WebAddress;
use domain::identifier::EnteCode;
use url::Url;

/// By which parameter the portal knows the Ente.
const ENTE: &str = "ente";

/// Where citizens of an Ente enter the portal.
pub(crate) fn entry(public_url: &Url, ente: &EnteCode) -> Url {
    with_ente(public_url.clone(), ente)
}

/// The feed of an Ente's news.
pub(crate) fn feed(public_url: &Url, ente: &EnteCode) -> Url {
    let mut address = public_url.clone();
    if let Ok(mut path) = address.path_segments_mut() {
        path.pop_if_empty().extend(["feeds", ente.as_str(), "news.atom"]);
    }
    address
}

/// Where a link of the Ente leads: other sites as they are, paths of the portal under its public address and with the Ente.
pub(crate) fn on_portal(public_url: &Url, ente: &EnteCode, address: &WebAddress) -> String {
    if !address.is_on_portal() {
        return address.as_str().to_owned();
    }
    let mut base = public_url.clone();
    if let Ok(mut path) = base.path_segments_mut() {
        path.pop_if_empty().push("");
    }
    // A path that was read cannot lead anywhere else.
    base.join(address.as_str().trim_start_matches('/'))
        .map_or_else(|_| entry(public_url, ente), |url| with_ente(url, ente))
        .into()
}

fn with_ente(mut url: Url, ente: &EnteCode) -> Url {
    if !url.query_pairs().any(|(name, _)| name == ENTE) {
        url.query_pairs_mut().append_pair(ENTE, ente.as_str());
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_02_links_of_the_portal_keep_the_ente() {
        let ente = EnteCode::parse("99999000104").unwrap();
        for base in ["https://pagamenti.example", "https://comune.example/portale", "https://comune.example/portale/"] {
            let base = Url::parse(base).unwrap();
            let root = base.as_str().trim_end_matches('/');
            let led = |to: &str| on_portal(&base, &ente, &WebAddress::parse(to).unwrap());
            assert_eq!(led("/accesso"), format!("{root}/accesso?ente=99999000104"));
            assert_eq!(led("/aiuto?tema=tari#2"), format!("{root}/aiuto?tema=tari&ente=99999000104#2"));
            assert_eq!(led("/x?ente=99999000104"), format!("{root}/x?ente=99999000104"));
            assert_eq!(led("https://www.comune.example/"), "https://www.comune.example/");
            assert_eq!(feed(&base, &ente).as_str(), format!("{root}/feeds/99999000104/news.atom"));
            assert_eq!(entry(&base, &ente).query(), Some("ente=99999000104"));
        }
    }
}
