//! A request is answered within thirty days, once.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    AskedBy, Outcome, PrivacyRequest, PrivacyRequestCommand as Command, PrivacyRequestEvent as Event,
    PrivacyRequestRefusal as Refusal, RequestKind,
};
use crate::aggregate::Decider;
use crate::ids::SubjectId;
use crate::text::Text140;

fn open(subjects: Vec<SubjectId>) -> Command {
    // Half past eleven at night in Rome is the day before in London.
    let now: DateTime<Utc> = "2026-11-20T23:30:00Z".parse().unwrap();
    Command::Open { kind: RequestKind::Erasure, subjects, asked_by: AskedBy::Citizen, note: None, now }
}

fn close(outcome: Outcome) -> Command {
    Command::Close { outcome, note: Text140::parse("fatto").unwrap(), now: DateTime::UNIX_EPOCH }
}

fn somebody() -> Vec<SubjectId> {
    vec![SubjectId::new(Uuid::from_u128(7))]
}

#[test]
fn it_is_due_thirty_days_of_rome_later() {
    let mut request = PrivacyRequest::default();
    assert_eq!(request.decide(close(Outcome::Refused)), Err(Refusal::Absent));
    assert_eq!(request.decide(open(Vec::new())), Err(Refusal::Nobody));
    let events = request.decide(open(somebody())).unwrap();
    let [Event::PrivacyRequestOpened { opening }] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(opening.due_on, NaiveDate::from_ymd_opt(2026, 12, 21).unwrap());
    request.evolve(events[0].clone());
    assert_eq!(request.decide(open(somebody())), Ok(Vec::new()), "asked twice is asked once");
}

#[test]
fn it_ends_once() {
    let mut request = PrivacyRequest::default();
    for command in [open(somebody()), close(Outcome::PartlyFulfilled)] {
        let events = request.decide(command).unwrap();
        events.into_iter().for_each(|event| request.evolve(event));
    }
    assert_eq!(request.outcome(), Some(Outcome::PartlyFulfilled));
    assert_eq!(request.decide(close(Outcome::PartlyFulfilled)), Ok(Vec::new()));
    assert_eq!(request.decide(close(Outcome::Refused)), Err(Refusal::Closed));
}
