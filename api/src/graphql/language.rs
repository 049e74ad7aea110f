//! Which of our five languages a client wants to be answered in.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use domain::account::MailLanguage;

use crate::messages::Language;
use domain::service::Tongue;

const LANGUAGES: [(&str, Language); 5] = [
    ("it", Language::Italian),
    ("en", Language::English),
    ("de", Language::German),
    ("fr", Language::French),
    ("sl", Language::Slovene),
];

/// The code of a language (ISO 639-1).
#[must_use]
pub fn code(language: Language) -> &'static str {
    LANGUAGES.iter().find(|(_, known)| *known == language).map_or("it", |(code, _)| code)
}

/// The language mails are written in for somebody who asks in this one.
#[must_use]
pub const fn of_mails(language: Language) -> MailLanguage {
    match language {
        Language::Italian => MailLanguage::It,
        Language::English => MailLanguage::En,
        Language::German => MailLanguage::De,
        Language::French => MailLanguage::Fr,
        Language::Slovene => MailLanguage::Sl,
    }
}

/// The language of a mail.
#[must_use]
pub const fn of_mail(language: MailLanguage) -> Language {
    match language {
        MailLanguage::It => Language::Italian,
        MailLanguage::En => Language::English,
        MailLanguage::De => Language::German,
        MailLanguage::Fr => Language::French,
        MailLanguage::Sl => Language::Slovene,
    }
}

/// The language, as texts of the Ente name it.
#[must_use]
pub const fn tongue(language: Language) -> Tongue {
    match language {
        Language::Italian => Tongue::It,
        Language::English => Tongue::En,
        Language::German => Tongue::De,
        Language::French => Tongue::Fr,
        Language::Slovene => Tongue::Sl,
    }
}

/// The language of a tag such as `de` or `de-AT`.
#[must_use]
pub fn tagged(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next()?.trim();
    LANGUAGES.iter().find(|(code, _)| code.eq_ignore_ascii_case(primary)).map(|(_, language)| *language)
}

/// The language a client prefers among ours (`Accept-Language`, RFC 9110 12.5.4); Italian when it names none of them.
#[must_use]
pub fn preferred(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0, Language::default());
    for range in header.split(',') {
        let mut parts = range.split(';');
        let language = parts.next().and_then(tagged);
        let weight = parts.next().map_or(Some(1_000), weight);
        if let (Some(language), Some(weight)) = (language, weight)
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

/// A weight `q=0.8`, in thousandths.
fn weight(parameter: &str) -> Option<u32> {
    let digits = parameter.trim().strip_prefix("q=")?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: u32 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_language_is_one_of_ours() {
        for (header, language) in [
            ("", Language::Italian),
            ("de-AT,de;q=0.9,en;q=0.5", Language::German),
            ("ja, fr;q=0.3, sl;q=0.7", Language::Slovene),
            ("en;q=0, it;q=0.1", Language::Italian),
            ("*;q=1", Language::Italian),
            ("en;q=2;;,;q=x,\u{fffd}", Language::Italian),
            ("EN-gb", Language::English),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, axum::http::HeaderValue::from_bytes(header.as_bytes()).unwrap());
            assert_eq!(preferred(&headers), language, "{header}");
        }
    }
}
