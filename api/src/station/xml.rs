//! Writing answers: elements in the order they are asked for, every text escaped, never an empty element.

use super::envelope::{PA_FOR_NODE, SOAP};
use super::operation::Operation;

/// An answer being written.
#[derive(Debug)]
pub struct Xml {
    text: String,
}

impl Xml {
    /// The whole answer of an operation; `content` writes what stands inside its root element.
    #[must_use]
    pub fn response(operation: Operation, content: impl FnOnce(&mut Self)) -> String {
        let root = operation.response_root();
        let mut xml = Self { text: String::with_capacity(2_048) };
        xml.begin_body();
        xml.raw(&["<pafn:", root, " xmlns:pafn=\"", PA_FOR_NODE, "\">"]);
        content(&mut xml);
        xml.raw(&["</pafn:", root, ">"]);
        xml.end_body()
    }

    /// A SOAP fault: what is said when no operation can answer.
    #[must_use]
    pub fn soap_fault(code: &str, reason: &str) -> String {
        let mut xml = Self { text: String::with_capacity(512) };
        xml.begin_body();
        xml.raw(&["<soapenv:Fault>"]);
        xml.leaf("faultcode", &format!("soapenv:{code}"));
        xml.leaf("faultstring", reason);
        xml.raw(&["</soapenv:Fault>"]);
        xml.end_body()
    }

    /// An element that holds a text; nothing at all when there is none.
    pub fn leaf(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.raw(&["<", name, ">"]);
        self.escaped(text);
        self.raw(&["</", name, ">"]);
    }

    /// An element that may be absent.
    pub fn optional(&mut self, name: &str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.leaf(name, text.as_ref());
        }
    }

    /// An element that holds elements.
    pub fn group(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.raw(&["<", name, ">"]);
        content(self);
        self.raw(&["</", name, ">"]);
    }

    fn begin_body(&mut self) {
        self.raw(&[r#"<?xml version="1.0" encoding="UTF-8"?>"#]);
        self.raw(&["<soapenv:Envelope xmlns:soapenv=\"", SOAP, "\"><soapenv:Body>"]);
    }

    fn end_body(mut self) -> String {
        self.raw(&["</soapenv:Body></soapenv:Envelope>"]);
        self.text
    }

    fn raw(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    /// Characters XML cannot carry become the replacement character; a carriage return would be read as a line feed.
    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '\r' => self.text.push_str("&#13;"),
                '\t' | '\n' => self.text.push(character),
                '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => self.text.push('\u{FFFD}'),
                other => self.text.push(other),
            }
        }
    }
}
