//! What a question is about: a notice, an IUV, a receipt, a checkout, a person, or a stream by its name.

use crate::log::LoggedEvent;

/// What to look for in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    id: String,
    /// Forms in which an event's payload or metadata may name it.
    forms: Vec<String>,
}

impl Subject {
    /// The subject named by `text`: a notice number (18 digits), an IUV (17 digits), the id of a receipt, checkout, cart, position or person, or
    /// a stream as `type/id`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut forms = vec![format!("\"{text}\"")];
        if text.len() == 17 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            // An IUV is its notice number without the application digit, which is 3 for codes a municipality issues itself.
            forms.push(format!("\"3{text}\""));
        }
        forms.push(format!("citizen:{text}\""));
        Self { id: text.to_owned(), forms }
    }

    /// Whether the event belongs to the subject's own stream or names it.
    #[must_use]
    pub fn is_named_by(&self, event: &LoggedEvent) -> bool {
        let id = event.aggregate_id();
        let own = id == self.id
            || id.rsplit_once(':').is_some_and(|(_, last)| last == self.id)
            || self.id.split_once('/').is_some_and(|(kind, of)| kind == event.aggregate_type() && of == id);
        own || self.forms.iter().any(|form| contains(event.payload(), form) || contains(event.metadata(), form))
    }
}

fn contains(json: &[u8], form: &str) -> bool {
    std::str::from_utf8(json).is_ok_and(|json| json.contains(form))
}
