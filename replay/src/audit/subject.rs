//! What a question is about: a notice, an IUV, a receipt, a checkout, a person, or a stream by its name.

use crate::log::LoggedEvent;

/// Digits of a notice number.
const NAV: usize = 18;
/// Digits of an IUV: its notice number without the application digit.
const IUV: usize = 17;
/// The application digit of codes a municipality issues itself.
const APPLICATION_DIGIT: char = '3';

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
        forms.push(format!("citizen:{text}\""));
        let mut subject = Self { id: text.to_owned(), forms };
        let notices = subject.notices();
        subject.forms.extend(notices.into_iter().filter(|nav| nav != text).map(|nav| format!("\"{nav}\"")));
        subject
    }

    /// The id, as it was given.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The one stream it names, when it was given as `type/id`.
    pub(super) fn as_stream(&self) -> Option<(&str, &str)> {
        self.id.split_once('/')
    }

    /// The notice numbers it may stand for.
    pub(super) fn notices(&self) -> Vec<String> {
        match (self.id.len(), self.id.bytes().all(|byte| byte.is_ascii_digit())) {
            (NAV, true) => vec![self.id.clone()],
            (IUV, true) => vec![format!("{APPLICATION_DIGIT}{}", self.id)],
            _ => Vec::new(),
        }
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
