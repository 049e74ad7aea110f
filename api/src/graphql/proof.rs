//! What a citizen once proved to know, in a form they can show again: the answer of a look-up carries a proof, and with it the notice can
//! be opened again, put into a cart or printed without typing tax code and code anew. It survives a login.
//!
//! A proof is a signed text: it cannot be made up or altered, and it opens one position (or one payment) of one Ente for two days at most.

use chrono::{DateTime, Days, NaiveTime, Utc};
use domain::identifier::{EnteCode, ReceiptId};
use domain::ids::PositionId;

use crate::links::{Purpose, Signer};

/// What was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The Ente.
    pub ente: EnteCode,
    /// Of what.
    pub of: Proved,
}

/// Of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proved {
    /// A debt position.
    Position(PositionId),
    /// A payment, by its receipt.
    Receipt(ReceiptId),
    /// A payment or an attempt, by its line in the history.
    Payment(String),
}

impl Proof {
    /// Writes it. Two proofs of the same thing on the same day are the same text.
    #[must_use]
    pub fn write(&self, signer: &Signer, now: DateTime<Utc>) -> String {
        let (kind, id) = match &self.of {
            Proved::Position(position) => ('p', position.to_string()),
            Proved::Receipt(receipt) => ('r', receipt.to_string()),
            Proved::Payment(line) => ('y', line.clone()),
        };
        signer.sign(Purpose::Proof, &format!("{kind}|{}|{}|{id}", last_moment(now).timestamp(), self.ente))
    }

    /// Reads what [`Proof::write`] wrote, while it is valid; nothing for any other text.
    #[must_use]
    pub fn read(signer: &Signer, text: &str, now: DateTime<Utc>) -> Option<Self> {
        let content = signer.open(Purpose::Proof, text)?;
        let mut parts = content.splitn(4, '|');
        let (kind, until, ente, id) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if until.parse::<i64>().ok()? < now.timestamp() {
            return None;
        }
        let of = match kind {
            "p" => Proved::Position(id.parse().ok()?),
            "r" => Proved::Receipt(id.parse().ok()?),
            "y" => Proved::Payment(id.to_owned()),
            _ => return None,
        };
        Some(Self { ente: EnteCode::parse(ente).ok()?, of })
    }
}

/// The end of the next day.
fn last_moment(now: DateTime<Utc>) -> DateTime<Utc> {
    let day = now.date_naive();
    day.checked_add_days(Days::new(2)).unwrap_or(day).and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn proof() -> Proof {
        let ente = EnteCode::parse("77777777777").unwrap();
        Proof { ente, of: Proved::Position(PositionId::new(Uuid::from_u128(7))) }
    }

    #[test]
    fn a_proof_opens_what_it_was_written_for_and_ends() {
        let signer = Signer::new(&[7; 32]);
        let text = proof().write(&signer, now());
        assert_eq!(Proof::read(&signer, &text, now()), Some(proof()));
        assert_eq!(Proof::read(&signer, &text, now() + TimeDelta::hours(24)), Some(proof()));
        assert_eq!(Proof::read(&signer, &text, now() + TimeDelta::hours(49)), None);
        assert_eq!(text, proof().write(&signer, now() + TimeDelta::seconds(1)));
    }

    #[test]
    fn d7_a_proof_cannot_be_made_altered_or_taken_from_elsewhere() {
        let signer = Signer::new(&[7; 32]);
        let text = proof().write(&signer, now());
        for at in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(Proof::read(&signer, &altered, now()).filter(|read| *read != proof()), None, "{at}");
        }
        assert_eq!(Proof::read(&Signer::new(&[8; 32]), &text, now()), None);
        let content = signer.open(Purpose::Proof, &text).unwrap();
        assert_eq!(Proof::read(&signer, &signer.sign(Purpose::Cursor, &content), now()), None);
        for strange in ["", "x", "\u{1f600}", &"A".repeat(10_000)] {
            assert_eq!(Proof::read(&signer, strange, now()), None);
        }
    }
}
