//! What a citizen submits waits for the office; what is announced can be put right and cancelled; nothing else happens to an entry.

use chrono::{DateTime, Days, NaiveDate};

use super::{
    CalendarCommand as Command, CalendarEntry, CalendarEvent as Event, CalendarRefusal as Refusal, Month, Occasion,
    OccasionError, Standing, Submission,
};
use crate::aggregate::Decider;
use crate::content::{Line, Translated};
use crate::ids::SubjectId;
use crate::personal::{PersonalClass, Sealed};
use crate::specimen::tell;
use crate::support_request::SupportReference;
use crate::text::Text140;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn occasion(title: &str, from: i64, days: u64) -> Box<Occasion> {
    let from = today() + chrono::TimeDelta::days(from);
    let title = Translated::italian(Line::parse(title).unwrap());
    Box::new(Occasion { title, description: None, place: None, from, until: from + Days::new(days), begins: None, link: None })
}

fn submit() -> Command {
    let sealed = || Sealed {
        subject: SubjectId::default(),
        class: PersonalClass::Profile,
        key_version: 1,
        nonce: "n".into(),
        data: "d".into(),
    };
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    Command::Submit(Box::new(Submission { reference: SupportReference::of([7; 12]), occasion: sealed(), contacts: sealed(), at }))
}

fn reason() -> Text140 {
    Text140::parse("non è un evento").unwrap()
}

#[test]
fn s3_07_a_submission_waits_until_it_is_approved_or_refused() {
    let mut entry = CalendarEntry::default();
    assert_eq!(entry.decide(Command::Approve(occasion("Sagra", 1, 0))), Err(Refusal::Absent));
    assert_eq!(tell(&mut entry, submit()).unwrap().len(), 1);
    assert_eq!((entry.standing(), entry.decide(submit())), (&Standing::Waiting, Ok(Vec::new())));
    for early in [Command::Amend(occasion("Sagra", 1, 0)), Command::Cancel { reason: reason() }] {
        assert_eq!(entry.decide(early), Err(Refusal::NotAnnounced));
    }
    let mut refused = entry.clone();
    tell(&mut refused, Command::Refuse { reason: reason() }).unwrap();
    assert_eq!(refused.decide(Command::Refuse { reason: reason() }), Ok(Vec::new()));
    assert_eq!(refused.decide(Command::Approve(occasion("Sagra", 1, 0))), Err(Refusal::Decided));

    tell(&mut entry, Command::Approve(occasion("Sagra", 1, 0))).unwrap();
    assert_eq!(entry.decide(Command::Approve(occasion("Sagra", 1, 0))), Ok(Vec::new()));
    assert_eq!(entry.decide(Command::Refuse { reason: reason() }), Err(Refusal::Decided));
    assert!(matches!(
        tell(&mut entry, Command::Amend(occasion("Festa", 1, 0))).as_deref(),
        Ok([Event::CalendarEntryAmended { .. }])
    ));
    tell(&mut entry, Command::Cancel { reason: reason() }).unwrap();
    assert_eq!(entry.decide(Command::Cancel { reason: reason() }), Ok(Vec::new()));
    assert_eq!(entry.decide(Command::Amend(occasion("Festa", 1, 0))), Err(Refusal::NotAnnounced));
}

#[test]
fn what_the_office_adds_is_announced_at_once() {
    let mut entry = CalendarEntry::default();
    tell(&mut entry, Command::Add(occasion("Consiglio comunale", -3, 0))).unwrap();
    assert_eq!(entry.decide(Command::Add(occasion("Consiglio comunale", -3, 0))), Ok(Vec::new()));
    assert_eq!(entry.decide(Command::Add(occasion("Altro", 1, 0))), Err(Refusal::AddedDifferently));
    assert!(entry.submission().is_none());
}

#[test]
fn an_occasion_ends_after_it_begins_and_within_a_month() {
    assert_eq!(occasion("x", 0, 30).validate(), Ok(()));
    assert_eq!(occasion("x", 0, 31).validate(), Err(OccasionError::TooLong));
    let mut backwards = occasion("x", 0, 0);
    backwards.until = today() - Days::new(1);
    assert_eq!(CalendarEntry::default().decide(Command::Add(backwards)), Err(Refusal::Occasion(OccasionError::EndsFirst)));
    assert_eq!(occasion("x", -2, 2).announced_on(today()), Ok(()));
    assert_eq!(occasion("x", -2, 1).announced_on(today()), Err(OccasionError::Past));
    assert_eq!(occasion("x", 731, 0).announced_on(today()), Ok(()));
    assert_eq!(occasion("x", 732, 0).announced_on(today()), Err(OccasionError::TooFar));
}

#[test]
fn s3_07_a_month_hangs_in_whole_weeks_from_monday_to_sunday() {
    use chrono::{Datelike, Weekday};
    for (month, first, last, weeks) in [
        ("2026-11", "2026-10-26", "2026-12-06", 6),
        ("2027-02", "2027-02-01", "2027-02-28", 4),
        ("2026-03", "2026-02-23", "2026-04-05", 6),
    ] {
        let month: Month = month.parse().unwrap();
        let days: Vec<NaiveDate> = month.days().collect();
        assert_eq!((days[0].to_string(), days[days.len() - 1].to_string(), days.len()), (first.into(), last.into(), weeks * 7));
        assert!(days.chunks(7).all(|week| week[0].weekday() == Weekday::Mon && week[6].weekday() == Weekday::Sun));
        assert!(days.iter().any(|day| month.holds(*day)) && month.previous().next() == month);
    }
    let december: Month = "2026-12".parse().unwrap();
    assert_eq!((december.next().to_string(), december.previous().to_string()), ("2027-01".into(), "2026-11".into()));
    for no_month in ["", "2026", "2026-13", "2026-1", "11-2026", "1969-12", "2200-01", "+2026-11", "2026-11-21"] {
        assert_eq!(no_month.parse::<Month>(), Err(super::MonthError), "{no_month}");
    }
}
