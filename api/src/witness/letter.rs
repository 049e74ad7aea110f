//! The mail that brings a signed head: its note, byte for byte, and what it is good for.

use chrono::{DateTime, Utc};
use domain::identifier::EmailAddress;
use maud::html;
use replay::heads::SignedHead;

use crate::documents::Language;
use crate::mail::{Body, Mailer, MessageId, Outgoing, Subject, page};
use crate::messages::Message;

/// Offices read Italian.
const LANGUAGE: Language = Language::Italian;

/// The mail that brings `head` to `to`.
pub(super) fn write(
    head: &SignedHead,
    to: &EmailAddress,
    message_id: MessageId,
    mailer: &Mailer,
    now: DateTime<Utc>,
) -> Outgoing {
    let size = head.size.to_string();
    let subject = Subject::head(LANGUAGE, head.origin(), &size);
    let intro = Message::MailHeadIntro.fill(LANGUAGE, &[("origin", head.origin()), ("size", &size)]);
    let keep = Message::MailHeadKeep.text(LANGUAGE);
    let automatic = Message::MailAutomatic.text(LANGUAGE);
    let text = [intro.as_str(), head.note(), keep, automatic].join("\n\n") + "\n";
    let content = html! { p { (intro) } pre { (head.note()) } p { (keep) } };
    let html = page(LANGUAGE, &subject, &content);
    Outgoing {
        message_id,
        date: now,
        from: mailer.own_sender().clone(),
        to: to.clone(),
        subject,
        body: Body { language: LANGUAGE, text, html },
        attachment: None,
    }
}
