//! The SOAP 1.1 envelope: opened within fixed limits, document types refused, one body element of our schema.

use roxmltree::{Document, Node, ParsingOptions};

use super::operation::Operation;

/// Namespace of the SOAP 1.1 envelope.
pub const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// Target namespace of `paForNode.xsd`; only the root element of the body stands in it.
pub const PA_FOR_NODE: &str = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

/// The most nodes of a message: the largest receipt the schema allows has well under a thousand.
const MAX_NODES: u32 = 3_000;
/// The deepest nesting: `Envelope/Body/operation/receipt/transferList/transfer/metadata/mapEntry/key` is nine.
const MAX_DEPTH: usize = 16;
/// The most equals signs. Every attribute needs one, and the parser compares each attribute of an element with every
/// other one: this bounds that work before it begins.
const MAX_EQUALS_SIGNS: usize = 2_000;
/// The most namespace declarations, by the word each of them needs: their cost grows with the third power.
const MAX_NAMESPACES: usize = 100;

/// Why a text is not a SOAP message of ours. None of these can be answered in the form of an operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSoap {
    /// The bytes are not UTF-8, or the XML declaration names another encoding.
    #[error("the message is not encoded in UTF-8")]
    Encoding,
    /// More nodes, deeper, or more attributes than any message of the contract.
    #[error("the message is larger, deeper or more complex than any message of the contract")]
    TooComplex,
    /// A document type declaration, which this service never accepts.
    #[error("the message has a document type declaration")]
    DocumentType,
    /// The text is not well-formed XML.
    #[error("the message is not well-formed XML")]
    Malformed,
    /// The root is no SOAP 1.1 envelope.
    #[error("the message is not a SOAP 1.1 envelope")]
    NotAnEnvelope,
    /// The envelope's parts are not an optional header and one body with one element.
    #[error("the envelope is not an optional header followed by one body with one element")]
    Shape,
    /// A header entry that must be understood, and is not.
    #[error("a header entry that must be understood is not")]
    MustUnderstand,
    /// The body's element is no request of the schema, or stands in another namespace.
    #[error("the body is not a request of paForNode")]
    UnknownOperation,
}

/// Parses a message within the limits.
///
/// # Errors
/// Which limit or rule it breaks.
pub fn open(bytes: &[u8]) -> Result<Document<'_>, NotSoap> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotSoap::Encoding)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !declares_utf8(text) {
        return Err(NotSoap::Encoding);
    }
    let attributes = text.bytes().filter(|byte| *byte == b'=').count();
    if attributes > MAX_EQUALS_SIGNS || text.matches("xmlns").count() > MAX_NAMESPACES {
        return Err(NotSoap::TooComplex);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => NotSoap::DocumentType,
        roxmltree::Error::NodesLimitReached
        | roxmltree::Error::AttributesLimitReached
        | roxmltree::Error::NamespacesLimitReached => NotSoap::TooComplex,
        _ => NotSoap::Malformed,
    })?;
    if is_deeper_than(&document, MAX_DEPTH) { Err(NotSoap::TooComplex) } else { Ok(document) }
}

/// The request in the body, and the operation its root names.
///
/// # Errors
/// When the document is no SOAP 1.1 envelope with exactly one request of ours.
pub fn request<'a, 'input>(document: &'a Document<'input>) -> Result<(Operation, Node<'a, 'input>), NotSoap> {
    let envelope = document.root_element();
    if !envelope.has_tag_name((SOAP, "Envelope")) {
        return Err(NotSoap::NotAnEnvelope);
    }
    let (header, body) = parts(envelope)?;
    if header.is_some_and(must_be_understood) {
        return Err(NotSoap::MustUnderstand);
    }
    let [request] = only_elements(body)?[..] else { return Err(NotSoap::Shape) };
    if request.tag_name().namespace() != Some(PA_FOR_NODE) {
        return Err(NotSoap::UnknownOperation);
    }
    let operation = Operation::of_request_root(request.tag_name().name()).ok_or(NotSoap::UnknownOperation)?;
    Ok((operation, request))
}

/// Header, if any, and body of an envelope.
fn parts<'a, 'input>(envelope: Node<'a, 'input>) -> Result<(Option<Node<'a, 'input>>, Node<'a, 'input>), NotSoap> {
    let (header, body) = match only_elements(envelope)?[..] {
        [body] => (None, body),
        [header, body] => (Some(header), body),
        _ => return Err(NotSoap::Shape),
    };
    let named = |node: Node<'_, '_>, name| node.has_tag_name((SOAP, name));
    if header.is_some_and(|header| !named(header, "Header")) || !named(body, "Body") {
        return Err(NotSoap::Shape);
    }
    Ok((header, body))
}

/// The child elements, when there is no text among them.
fn only_elements<'a, 'input>(parent: Node<'a, 'input>) -> Result<Vec<Node<'a, 'input>>, NotSoap> {
    let mut elements = Vec::with_capacity(2);
    for child in parent.children() {
        if child.is_element() {
            elements.push(child);
        } else if child.text().is_some_and(|text| child.is_text() && !is_blank(text)) {
            return Err(NotSoap::Shape);
        }
    }
    Ok(elements)
}

fn must_be_understood(header: Node<'_, '_>) -> bool {
    header.children().filter(Node::is_element).any(|entry| entry.attribute((SOAP, "mustUnderstand")) == Some("1"))
}

/// Whether a text is XML white space only.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// An XML declaration may say nothing of the encoding, or that it is UTF-8 (or its subset ASCII).
fn declares_utf8(text: &str) -> bool {
    let Some(declaration) = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside) else {
        return true;
    };
    let Some((_, value)) = declaration.split_once("encoding") else { return true };
    let name = value.trim_start().trim_start_matches('=').trim().trim_matches(['"', '\'']);
    let name = name.split(['"', '\'']).next().unwrap_or_default();
    ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Walks the tree without recursion, so that nesting itself cannot exhaust the stack.
fn is_deeper_than(document: &Document<'_>, limit: usize) -> bool {
    let mut node = document.root();
    let mut depth = 0_usize;
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth = depth.saturating_add(1);
            if depth > limit {
                return true;
            }
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => {
                    node = parent;
                    depth = depth.saturating_sub(1);
                }
                None => return false,
            }
        }
    }
}
