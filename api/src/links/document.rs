//! A link to one document: signed, for a few minutes, good for nothing else. It names nobody: who may follow it was decided when it was
//! made, and it is told to them only.

use chrono::{DateTime, TimeDelta, Utc};
use domain::identifier::{EnteCode, NoticeNumber, ReceiptId};
use domain::ids::PositionId;
use url::Url;

use super::signer::{Purpose, Signer};
use crate::messages::Language;

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// The notice of a position.
    Notice {
        /// The position.
        position: PositionId,
        /// The notice asked for.
        nav: NoticeNumber,
    },
    /// A receipt.
    Receipt(ReceiptId),
}

/// What a link stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The Ente.
    pub ente: EnteCode,
    /// Which document.
    pub document: Document,
    /// In which language.
    pub language: Language,
}

/// Why a link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    /// We did not make it.
    #[error("the link is not one of ours")]
    Unknown,
    /// It was good once.
    #[error("the link has expired")]
    Expired,
}

impl DocumentLink {
    /// The address by which the document is fetched until `expires`, under the public address of the portal.
    #[must_use]
    pub fn address(&self, signer: &Signer, public_url: &Url, expires: DateTime<Utc>) -> Url {
        let (kind, id) = match &self.document {
            Document::Notice { position, nav } => ("notice", format!("{position}|{nav}")),
            Document::Receipt(receipt) => ("receipt", receipt.to_string()),
        };
        let language = self.language.tag();
        let token = signer.sign(Purpose::Document, &format!("{kind}|{}|{}|{language}|{id}", expires.timestamp(), self.ente));
        let mut address = public_url.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(["documents", kind, &format!("{token}.pdf")]);
        }
        address
    }

    /// Reads the last part of such an address.
    ///
    /// # Errors
    /// When it is not one of ours, is of another kind of document, or has expired.
    pub fn read(signer: &Signer, kind: &str, file: &str, now: DateTime<Utc>) -> Result<Self, BadLink> {
        let token = file.strip_suffix(".pdf").ok_or(BadLink::Unknown)?;
        let content = signer.open(Purpose::Document, token).ok_or(BadLink::Unknown)?;
        let (link, expires) = parse(kind, &content).ok_or(BadLink::Unknown)?;
        if expires < now.timestamp() { Err(BadLink::Expired) } else { Ok(link) }
    }
}

fn parse(kind: &str, content: &str) -> Option<(DocumentLink, i64)> {
    let mut parts = content.splitn(5, '|');
    let mut next = || parts.next();
    let (written, expires, ente, language, id) = (next()?, next()?, next()?, next()?, next()?);
    let document = match written {
        "notice" => {
            let (position, nav) = id.split_once('|')?;
            Document::Notice { position: position.parse().ok()?, nav: NoticeNumber::parse(nav).ok()? }
        }
        "receipt" => Document::Receipt(id.parse().ok()?),
        _ => return None,
    };
    let language = [Language::Italian, Language::English, Language::German, Language::French, Language::Slovene]
        .into_iter()
        .find(|known| known.tag() == language)?;
    let link = DocumentLink { ente: EnteCode::parse(ente).ok()?, document, language };
    (written == kind).then_some((link, expires.parse().ok()?))
}

/// When a link made now ends.
#[must_use]
pub fn expiry(now: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
    now.checked_add_signed(TimeDelta::minutes(i64::from(minutes))).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn links() -> [(&'static str, DocumentLink); 2] {
        let ente = EnteCode::parse("77777777777").unwrap();
        let nav = NoticeNumber::parse("301000000000000024").unwrap();
        let notice = Document::Notice { position: PositionId::new(Uuid::from_u128(7)), nav };
        let receipt = Document::Receipt("c110729d258c4ab1b765fe902aae41d6".parse().unwrap());
        [("notice", notice), ("receipt", receipt)]
            .map(|(kind, document)| (kind, DocumentLink { ente: ente.clone(), document, language: Language::German }))
    }

    #[test]
    fn a_link_opens_its_document_until_it_expires() {
        let signer = Signer::new(&[7; 32]);
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let base = Url::parse("https://pagamenti.example.it/portale/").unwrap();
        for (kind, link) in links() {
            let address = link.address(&signer, &base, expiry(now, 10));
            assert!(address.as_str().starts_with(&format!("https://pagamenti.example.it/portale/documents/{kind}/")));
            let file = address.path_segments().unwrap().next_back().unwrap();
            let read = |kind, minutes| DocumentLink::read(&signer, kind, file, expiry(now, minutes));
            assert_eq!(read(kind, 0), Ok(link.clone()));
            assert_eq!(read(kind, 10), Ok(link));
            assert_eq!(read(kind, 11), Err(BadLink::Expired));
            assert_eq!(read(if kind == "notice" { "receipt" } else { "notice" }, 0), Err(BadLink::Unknown));
        }
    }

    #[test]
    fn d7_a_link_cannot_be_made_or_altered() {
        let signer = Signer::new(&[7; 32]);
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let (kind, link) = links().into_iter().next().unwrap();
        let address = link.address(&signer, &Url::parse("https://example.it").unwrap(), expiry(now, 10));
        let file = address.path_segments().unwrap().next_back().unwrap().to_owned();
        for at in 0..file.len() {
            let mut altered = file.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(DocumentLink::read(&signer, kind, &altered, now), Err(BadLink::Unknown), "{at}");
        }
        for strange in ["", ".pdf", "x.pdf", "../../etc/passwd", "%00.pdf"] {
            assert_eq!(DocumentLink::read(&signer, kind, strange, now), Err(BadLink::Unknown));
        }
        let content = signer.open(Purpose::Document, file.strip_suffix(".pdf").unwrap()).unwrap();
        let proof = signer.sign(Purpose::Proof, &content);
        assert_eq!(DocumentLink::read(&signer, kind, &format!("{proof}.pdf"), now), Err(BadLink::Unknown));
    }
}
