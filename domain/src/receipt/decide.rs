//! The rules of a receipt.

use super::command::ReceiptCommand;
use super::error::ReceiptRefusal as Refusal;
use super::event::{MailRequest, ReceiptEvent as Event};
use super::state::{Filing, Receipt};
use crate::aggregate::Decider;
use crate::ids::PositionId;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for Receipt {
    type Command = ReceiptCommand;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: ReceiptCommand) -> Decision {
        match command {
            ReceiptCommand::Receive { digest, .. } if self.digests.contains(&digest) => ALREADY_DONE,
            ReceiptCommand::Receive { facts, raw, digest, now } if self.facts.is_none() => {
                Ok(vec![Event::ReceiptReceived { facts, raw, digest, received_at: now }])
            }
            ReceiptCommand::Receive { raw, digest, now, .. } => {
                Ok(vec![Event::ReceiptContradicted { raw, digest, received_at: now }])
            }
            ReceiptCommand::File { position, second_payment, mails } => self.file(position, second_payment, mails),
            ReceiptCommand::Park { reason } => match (&self.facts, &self.filing) {
                (None, _) => Err(Refusal::Absent),
                (_, None) => Ok(vec![Event::ReceiptParked { reason }]),
                (_, Some(Filing::Parked(_))) => ALREADY_DONE,
                (_, Some(Filing::Position { position, .. })) => Err(Refusal::FiledElsewhere(*position)),
            },
            ReceiptCommand::RequestMail { mail } => self.request_mail(mail),
            ReceiptCommand::NoteMailAccepted { message_id, now } => {
                let open = self.mail(&message_id)?;
                Ok(if open { vec![Event::ReceiptMailAccepted { message_id, at: now }] } else { Vec::new() })
            }
            ReceiptCommand::AbandonMail { message_id, reason } => {
                if self.mail(&message_id)? {
                    Ok(vec![Event::ReceiptMailAbandoned { message_id, reason }])
                } else {
                    Err(Refusal::MailClosed)
                }
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::ReceiptReceived { facts, digest, received_at, .. } => {
                self.facts = Some(facts);
                self.received_at = Some(received_at);
                self.digests.push(digest);
            }
            Event::ReceiptContradicted { digest, .. } => self.digests.push(digest),
            Event::ReceiptFiled { position, second_payment, mails } => {
                self.filing = Some(Filing::Position { position, second_payment });
                self.mails = mails;
            }
            Event::ReceiptParked { reason } => self.filing = Some(Filing::Parked(reason)),
            Event::ReceiptMailRequested { mail } => self.mails.push(mail),
            Event::ReceiptMailAccepted { message_id, .. } | Event::ReceiptMailAbandoned { message_id, .. } => {
                self.closed_mails.push(message_id);
            }
        }
    }
}

impl Receipt {
    /// A parked receipt may be filed later, when its position became known.
    fn file(&self, position: PositionId, second_payment: bool, mails: Vec<MailRequest>) -> Decision {
        match (&self.facts, &self.filing) {
            (None, _) => Err(Refusal::Absent),
            (_, Some(Filing::Position { position: known, .. })) if *known == position => ALREADY_DONE,
            (_, Some(Filing::Position { position: known, .. })) => Err(Refusal::FiledElsewhere(*known)),
            (_, None | Some(Filing::Parked(_))) => Ok(vec![Event::ReceiptFiled { position, second_payment, mails }]),
        }
    }

    /// One mail per name, however often it is asked for.
    fn request_mail(&self, mail: MailRequest) -> Decision {
        match &self.filing {
            Some(Filing::Position { .. }) if self.mails.iter().any(|known| known.message_id == mail.message_id) => ALREADY_DONE,
            Some(Filing::Position { .. }) => Ok(vec![Event::ReceiptMailRequested { mail }]),
            Some(Filing::Parked(_)) | None => Err(Refusal::NotFiled),
        }
    }

    fn mail(&self, message_id: &str) -> Result<bool, Refusal> {
        if !self.mails.iter().any(|mail| mail.message_id == message_id) {
            return Err(Refusal::UnknownMail);
        }
        Ok(!self.closed_mails.iter().any(|closed| closed == message_id))
    }
}
