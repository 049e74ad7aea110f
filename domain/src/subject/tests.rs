//! What is erased stays erased; what is restricted can be used again.

use chrono::{DateTime, Utc};

use super::{ErasureReason, Subject, SubjectCommand as Command, SubjectEvent as Event, SubjectRefusal as Refusal};
use crate::aggregate::Decider;
use crate::personal::PersonalClass::{Fiscal, Profile};
use crate::text::Text140;

fn now() -> DateTime<Utc> {
    "2036-01-02T10:00:00Z".parse().unwrap()
}

fn told(subject: &mut Subject, command: Command) -> Result<Vec<Event>, Refusal> {
    let events = subject.decide(command)?;
    events.iter().cloned().for_each(|event| subject.evolve(event));
    Ok(events)
}

fn why() -> Text140 {
    Text140::parse("contesta l'esattezza").unwrap()
}

#[test]
fn each_key_is_destroyed_once() {
    let mut subject = Subject::default();
    for class in [Profile, Fiscal] {
        let erase = Command::Erase { class, reason: ErasureReason::TermOver, now: now() };
        assert!(!subject.is_erased(class));
        assert_eq!(told(&mut subject, erase.clone()).unwrap().len(), 1);
        assert!(subject.is_erased(class));
        assert_eq!(told(&mut subject, erase).unwrap(), []);
    }
}

#[test]
fn a_restriction_is_lifted_once_and_ends_with_what_it_restricts() {
    let mut subject = Subject::default();
    let lift = Command::LiftRestriction { reason: why(), now: now() };
    assert_eq!(subject.decide(lift.clone()), Err(Refusal::NotRestricted));
    let restrict = Command::Restrict { reason: why(), now: now() };
    assert_eq!(told(&mut subject, restrict.clone()).unwrap().len(), 1);
    assert!(subject.is_restricted());
    assert_eq!(told(&mut subject, restrict.clone()).unwrap(), []);
    assert_eq!(told(&mut subject, lift.clone()).unwrap().len(), 1);
    assert!(!subject.is_restricted());
    told(&mut subject, restrict.clone()).unwrap();
    told(&mut subject, Command::Erase { class: Fiscal, reason: ErasureReason::TermOver, now: now() }).unwrap();
    assert!(!subject.is_restricted());
    assert_eq!(subject.decide(restrict), Err(Refusal::Erased));
}
