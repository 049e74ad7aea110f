//! The SOAP 1.1 envelope around each message.

use roxmltree::{Document, Node};

use super::operation::Operation;
use super::schema::{self, Violation};
use super::xml::Xml;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const PA_FOR_NODE: &str = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

/// Why bytes are not a message of paForNode.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadMessage {
    /// Not UTF-8.
    #[error("not UTF-8")]
    Encoding(#[from] std::str::Utf8Error),
    /// Not well-formed, or with a document type declaration.
    #[error("not well-formed XML: {0}")]
    Syntax(#[from] roxmltree::Error),
    /// Not as its schema wants it.
    #[error("not as paForNode.xsd wants it: {0}")]
    Schema(#[from] Violation),
    /// Refused by the official schema although our tables accept it.
    #[error("the official schema refuses it: {0}")]
    Official(String),
}

/// What a well-formed, valid message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A request of this operation.
    Request(Operation),
    /// An answer to this operation.
    Answer(Operation),
}

impl Message {
    /// Recognises and checks a whole message, envelope included.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn check(xml: &str) -> Result<Self, BadMessage> {
        let document = Document::parse(xml)?;
        let root = body_root(&document)?;
        let name = root.tag_name().name();
        for operation in Operation::ALL {
            if name == operation.request_root() {
                schema::check(root, operation.request_type(), name)?;
                return Ok(Self::Request(operation));
            }
            if name == operation.response_root() {
                schema::check(root, operation.response_type(), name)?;
                return Ok(Self::Answer(operation));
            }
        }
        Err(Violation::new("Envelope/Body", format!("{name} is no message of paForNode")).into())
    }
}

/// A message with its envelope.
pub(crate) fn wrap(root: &str, content: Xml) -> String {
    let content = content.into_text();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenv=\"{SOAP}\"><soapenv:Header/>\
         <soapenv:Body><pafn:{root} xmlns:pafn=\"{PA_FOR_NODE}\">{content}</pafn:{root}></soapenv:Body>\
         </soapenv:Envelope>"
    )
}

/// The one element of the envelope's body, which must be in paForNode's namespace.
pub(crate) fn body_root<'a, 'input>(document: &'a Document<'input>) -> Result<Node<'a, 'input>, Violation> {
    let envelope = document.root_element();
    if !envelope.has_tag_name((SOAP, "Envelope")) {
        return Err(Violation::new("Envelope", "the root is not a SOAP 1.1 envelope"));
    }
    let mut parts = envelope.children().filter(Node::is_element).peekable();
    if parts.peek().is_some_and(|part| part.has_tag_name((SOAP, "Header"))) {
        parts.next();
    }
    let body = parts.next().filter(|part| part.has_tag_name((SOAP, "Body")));
    let body = body.ok_or_else(|| Violation::new("Envelope", "expected Body"))?;
    let mut content = body.children().filter(Node::is_element);
    let root = content.next().ok_or_else(|| Violation::new("Envelope/Body", "it is empty"))?;
    if content.next().is_some() {
        return Err(Violation::new("Envelope/Body", "it has more than one element"));
    }
    if root.tag_name().namespace() != Some(PA_FOR_NODE) {
        let name = root.tag_name().name();
        return Err(Violation::new("Envelope/Body", format!("{name} is not in the namespace {PA_FOR_NODE}")));
    }
    Ok(root)
}
