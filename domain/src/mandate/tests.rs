//! A mandate names an office, an act, keys and a last day; what it handed over is known until it is destroyed.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Coverage, Grant, HandedKey, Mandate, MandateCommand as Command, MandateRefusal as Refusal};
use crate::aggregate::Decider;
use crate::ids::SubjectId;
use crate::personal::PersonalClass;
use crate::text::{Text70, Text140};

fn now() -> DateTime<Utc> {
    // Half past midnight of the 22nd in Rome.
    "2026-11-21T23:30:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn text(text: &str) -> Text140 {
    Text140::parse(text).unwrap()
}

fn key(person: u128) -> HandedKey {
    HandedKey { subject: SubjectId::new(Uuid::from_u128(person)), class: PersonalClass::Fiscal, version: 1 }
}

fn grant() -> Grant {
    Grant {
        grantee: text("Corte dei conti, sezione Lazio"),
        reason: text("Decreto 118/2026"),
        recipient: Text70::parse("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq").unwrap(),
        covers: vec![Coverage::Person(key(1).subject)],
        keys: vec![key(1)],
        at: now(),
        until: day("2026-12-22"),
    }
}

fn told(mandate: &mut Mandate, command: Command) -> Result<usize, Refusal> {
    let events = mandate.decide(command)?;
    let written = events.len();
    events.into_iter().for_each(|event| mandate.evolve(event));
    Ok(written)
}

fn refused(grant: Grant) -> Refusal {
    Mandate::default().decide(Command::Grant(Box::new(grant))).unwrap_err()
}

#[test]
fn what_it_may_not_be_is_refused_by_field() {
    assert_eq!(refused(Grant { keys: Vec::new(), ..grant() }), Refusal::Nobody);
    assert_eq!(refused(Grant { keys: (0..1_001).map(key).collect(), ..grant() }), Refusal::TooMany(1_001));
    let last = day("2027-11-23");
    assert_eq!(refused(Grant { until: day("2026-11-21"), ..grant() }), Refusal::Term(last), "yesterday in Rome");
    assert_eq!(refused(Grant { until: day("2027-11-24"), ..grant() }), Refusal::Term(last));
    for personal in ["dott. RSSMRA80A01H501U", "presso mario@example.test"] {
        assert_eq!(refused(Grant { grantee: text(personal), ..grant() }), Refusal::Personal("grantee"));
        assert_eq!(refused(Grant { reason: text(personal), ..grant() }), Refusal::Personal("reason"));
    }
    for fits in [grant(), Grant { until: last, ..grant() }, Grant { until: day("2026-11-22"), ..grant() }] {
        assert_eq!(told(&mut Mandate::default(), Command::Grant(Box::new(fits))), Ok(1));
    }
}

#[test]
fn it_ends_by_its_day_or_before_and_its_keys_are_out_until_they_are_destroyed() {
    let mut mandate = Mandate::default();
    let withdraw = Command::Withdraw { reason: text("revocato"), now: now() };
    let destroyed = Command::ConfirmDestroyed { note: text("verbale 7/2026"), now: now() };
    assert_eq!(told(&mut mandate, withdraw.clone()), Err(Refusal::Absent));
    assert_eq!(told(&mut mandate, Command::Grant(Box::new(grant()))), Ok(1));
    assert_eq!(told(&mut mandate, Command::Grant(Box::new(grant()))), Ok(0), "granted twice is granted once");
    assert!(mandate.is_in_force(day("2026-12-22")) && !mandate.is_in_force(day("2026-12-23")));
    assert_eq!((told(&mut mandate, withdraw.clone()), told(&mut mandate, withdraw)), (Ok(1), Ok(0)));
    assert!(mandate.is_withdrawn() && !mandate.is_in_force(day("2026-11-22")));
    assert!(mandate.still_holds(key(1)) && !mandate.still_holds(key(2)));
    assert_eq!((told(&mut mandate, destroyed.clone()), told(&mut mandate, destroyed)), (Ok(1), Ok(0)));
    assert!(mandate.is_destroyed() && !mandate.still_holds(key(1)));
}
