//! What an Ente may say, and where its links may lead.

use super::{Line, Passage, PlainTextError, Translated, WebAddress, WebAddressError};
use crate::service::Tongue;
use crate::text::TextError;

#[test]
fn markup_is_refused_and_comparisons_are_not() {
    for markup in
        ["<b>ciao</b>", "ciao <script>alert(1)</script>", "</p>", "<!-- x -->", "<?php", "a <i", "<img src=x onerror=y>"]
    {
        assert_eq!(Line::parse(markup), Err(PlainTextError::Markup), "{markup}");
        assert_eq!(Passage::parse(&format!("prima riga\n{markup}")), Err(PlainTextError::Markup), "{markup}");
    }
    for plain in ["reddito < 10.000 euro", "a <= b", "5 > 3", "tariffe <25 anni", "C'è posta & altro"] {
        assert_eq!(Line::parse(plain).unwrap().as_str(), plain);
    }
    assert_eq!(Line::parse(&"x".repeat(141)), Err(PlainTextError::Text(TextError::TooLong { max: 140, found: 141 })));
    assert_eq!(Passage::parse(" uno \n\n\n due ").unwrap().as_str(), "uno\n\ndue");
    assert!(Passage::parse(&"x".repeat(4_001)).is_err());
}

#[test]
fn links_lead_to_https_or_stay_on_the_portal() {
    for (written, read) in [
        ("https://www.comune.example/manuale.pdf", "https://www.comune.example/manuale.pdf"),
        (" https://WWW.Comune.example ", "https://www.comune.example/"),
        ("/accesso?da=home#modulo", "/accesso?da=home#modulo"),
        ("/a/../accesso", "/accesso"),
    ] {
        assert_eq!(WebAddress::parse(written).unwrap().as_str(), read);
        assert_eq!(WebAddress::parse(read).unwrap().as_str(), read);
    }
    for bad in [
        "",
        "www.comune.example",
        "http://www.comune.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//altrove.example",
        "/\\altrove.example",
        "/..//altrove.example",
        "https://utente:parola@comune.example/",
        "https://localhost/",
        "https://",
        "https://a b.example/",
        "ftp://comune.example/",
    ] {
        assert_eq!(WebAddress::parse(bad), Err(WebAddressError::Form), "{bad:?}");
    }
    assert_eq!(WebAddress::parse(&format!("/{}", "a".repeat(500))), Err(WebAddressError::TooLong));
}

#[test]
fn italian_stands_in_for_what_is_not_translated() {
    let text = Translated { de: Some("Hallo"), ..Translated::italian("Ciao") };
    assert_eq!([Tongue::It, Tongue::De, Tongue::Sl].map(|tongue| *text.in_tongue(tongue)), ["Ciao", "Hallo", "Ciao"]);
    assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"it":"Ciao","de":"Hallo"}"#);
    assert!(
        serde_json::from_str::<Translated<String>>(r#"{"en":"Hi"}"#).is_err(),
        "without Italian there is nothing to fall back on"
    );
}
