//! Random commands against a debt as a bookkeeper would keep it: one list of payments, never shortened, and what the
//! office last said of the debt. The bookkeeper knows nothing of events and folds.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Rome;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// What can be owed: ways of paying, each a list of (notice, cents), all due on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bill {
    ways: &'static [&'static [(u64, i64)]],
    from: Option<&'static str>,
    due: Option<&'static str>,
    strict: bool,
}

const WAYS: &[&[(u64, i64)]] = &[&[(1, 10_000)], &[(2, 5_000), (3, 5_000)]];
const DEARER: &[&[(u64, i64)]] = &[&[(1, 12_000)], &[(2, 6_000), (3, 6_000)]];

const BILLS: [Bill; 4] = [
    Bill { ways: WAYS, from: None, due: None, strict: true },
    Bill { ways: WAYS, from: Some("2026-03-28"), due: Some("2026-03-29"), strict: true },
    Bill { ways: WAYS, from: Some("2026-03-28"), due: Some("2026-03-29"), strict: false },
    Bill { ways: DEARER, from: None, due: Some("2026-10-25"), strict: true },
];

impl Bill {
    fn terms(&self) -> Terms {
        let due = self.due.map(day);
        let way = |way: &&[(u64, i64)]| way.iter().map(|(base, cents)| installment(*base, *cents, due)).collect();
        Terms { validity_date: self.from.map(day), switch_to_expired: self.strict, ..terms(self.ways.iter().map(way).collect()) }
    }

    fn way_of(&self, base: u64) -> Option<usize> {
        self.ways.iter().position(|way| way.iter().any(|(notice, _)| *notice == base))
    }

    fn owed(&self, base: u64) -> Option<i64> {
        self.ways.iter().copied().flatten().find(|(notice, _)| *notice == base).map(|(_, cents)| *cents)
    }
}

#[derive(Clone, Debug)]
enum Step {
    Create { bill: Bill, publish: bool },
    Publish,
    Amend { bill: Bill },
    Withdraw,
    Restore,
    Expire { today: NaiveDate },
    Quote { base: u64 },
    Receipt { base: u64, proof: u64, cents: i64 },
    Counter { base: u64, proof: u64, cents: i64 },
    Compensate { base: u64, counter: bool, proof: u64 },
    Archived { version: u64 },
}

impl Step {
    fn command(&self) -> Command {
        let office = || text140("ufficio");
        match *self {
            Self::Create { bill, publish } => create(bill.terms(), publish),
            Self::Publish => Command::Publish,
            Self::Amend { bill } => Command::Amend { debtor: None, terms: Box::new(bill.terms()) },
            Self::Withdraw => Command::Withdraw { reason: office() },
            Self::Restore => Command::Restore { reason: office() },
            Self::Expire { today } => Command::Expire { today },
            Self::Quote { base } => Command::QuoteActivation { nav: nav(base), amount: Cents::new(1), payment_note: None },
            Self::Receipt { base, proof, cents } => receipt(base, proof, cents),
            Self::Counter { base, proof, cents } => {
                Command::RecordPaymentElsewhere { nav: nav(base), payment: Box::new(paid_at_counter(proof, cents)) }
            }
            Self::Compensate { base, counter, proof } => {
                let reference = Proof { counter, proof }.reference();
                Command::Compensate { nav: nav(base), reference, reason: office() }
            }
            Self::Archived { version } => Command::NoteArchived { version },
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Proof {
    counter: bool,
    proof: u64,
}

impl Proof {
    fn reference(self) -> PaymentReference {
        if self.counter { paid_at_counter(self.proof, 1).reference } else { paid(self.proof, 1).reference }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    Draft,
    Offered,
    TakenBack,
    RunOut,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    Settles,
    TooMuch,
    Undone,
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Changed,
    Nothing,
    Refused,
}

/// The bookkeeper.
#[derive(Debug, Default)]
struct Ledger {
    debt: Option<(Bill, Said)>,
    lines: Vec<(u64, Proof, i64, Role)>,
    archived: u64,
}

impl Ledger {
    fn settled(&self) -> impl Iterator<Item = &(u64, Proof, i64, Role)> {
        self.lines.iter().filter(|(_, _, _, role)| *role == Role::Settles)
    }

    fn paid(&self) -> Option<i64> {
        self.debt.map(|_| self.settled().map(|(_, _, cents, _)| cents).sum())
    }

    /// By the way of paying that was begun, or by the first.
    fn left(&self) -> Option<i64> {
        let (bill, _) = self.debt?;
        let begun = self.settled().next().and_then(|(base, ..)| bill.way_of(*base));
        let total: i64 = bill.ways[begun.unwrap_or(0)].iter().map(|(_, cents)| cents).sum();
        Some(total - self.paid()?)
    }

    fn is_settled(&self, base: u64) -> bool {
        self.settled().any(|(notice, ..)| *notice == base)
    }

    /// Paid another way: a settled notice belongs to a way that is not this notice's.
    fn excluded(&self, bill: Bill, base: u64) -> bool {
        self.settled().any(|(notice, ..)| bill.way_of(*notice) != bill.way_of(base))
    }

    fn overdue(bill: Bill, today: NaiveDate) -> bool {
        bill.strict && bill.due.is_some_and(|due| day(due) < today)
    }

    fn nothing_left(&self, bill: Bill) -> bool {
        bill.ways.iter().any(|way| way.iter().all(|(notice, _)| self.is_settled(*notice)))
    }

    fn hear(&mut self, step: &Step) -> Outcome {
        if let Step::Create { bill, publish } = *step {
            return match self.debt {
                None => self.say(bill, if publish { Said::Offered } else { Said::Draft }),
                Some((known, _)) if known != bill => Outcome::Refused,
                Some((_, Said::Draft)) if publish => self.say(bill, Said::Offered),
                Some(_) => Outcome::Nothing,
            };
        }
        let Some((bill, said)) = self.debt else { return Outcome::Refused };
        match *step {
            Step::Create { .. } => unreachable!("heard above"),
            Step::Publish => match said {
                Said::Draft => self.say(bill, Said::Offered),
                Said::Offered => Outcome::Nothing,
                Said::TakenBack | Said::RunOut => Outcome::Refused,
            },
            Step::Amend { .. } if said == Said::TakenBack || self.settled().next().is_some() => Outcome::Refused,
            Step::Amend { bill: new } if new == bill => Outcome::Nothing,
            Step::Amend { bill: new } => self.say(new, if said == Said::RunOut { Said::Offered } else { said }),
            Step::Withdraw if self.settled().next().is_some() => Outcome::Refused,
            Step::Withdraw if said == Said::TakenBack => Outcome::Nothing,
            Step::Withdraw => self.say(bill, Said::TakenBack),
            Step::Restore => match said {
                Said::Draft => Outcome::Refused,
                Said::Offered => Outcome::Nothing,
                Said::TakenBack | Said::RunOut => self.say(bill, Said::Offered),
            },
            Step::Expire { .. } if said == Said::RunOut => Outcome::Nothing,
            Step::Expire { today } if said == Said::Offered && Self::overdue(bill, today) && !self.nothing_left(bill) => {
                self.say(bill, Said::RunOut)
            }
            Step::Expire { .. } => Outcome::Refused,
            Step::Quote { base } if bill.owed(base).is_some() => Outcome::Changed,
            Step::Quote { .. } => Outcome::Refused,
            Step::Archived { version } if version <= self.archived => Outcome::Nothing,
            Step::Archived { version } => {
                self.archived = version;
                Outcome::Changed
            }
            Step::Receipt { .. } | Step::Counter { .. } | Step::Compensate { .. } => self.book(bill, said, step),
        }
    }

    fn book(&mut self, bill: Bill, said: Said, step: &Step) -> Outcome {
        match *step {
            Step::Receipt { base, proof, cents } => self.enter(bill, base, Proof { counter: false, proof }, cents),
            Step::Counter { base, proof, cents } => {
                let acceptable = matches!(said, Said::Offered | Said::RunOut) && bill.owed(base) == Some(cents);
                let free = !self.is_settled(base) && !self.excluded(bill, base);
                let proof = Proof { counter: true, proof };
                if self.line(base, proof).is_some() || (acceptable && free) {
                    self.enter(bill, base, proof, cents)
                } else {
                    Outcome::Refused
                }
            }
            Step::Compensate { base, counter, proof } => match self.line(base, Proof { counter, proof }) {
                None => Outcome::Refused,
                Some((.., Role::Undone)) => Outcome::Nothing,
                Some((.., role)) => {
                    *role = Role::Undone;
                    Outcome::Changed
                }
            },
            _ => unreachable!("not a booking"),
        }
    }

    fn line(&mut self, base: u64, proof: Proof) -> Option<&mut (u64, Proof, i64, Role)> {
        self.lines.iter_mut().find(|(notice, known, ..)| *notice == base && *known == proof)
    }

    fn enter(&mut self, bill: Bill, base: u64, proof: Proof, cents: i64) -> Outcome {
        if self.line(base, proof).is_some() {
            return Outcome::Nothing;
        }
        if bill.owed(base).is_none() {
            return Outcome::Refused;
        }
        let too_much = self.is_settled(base) || self.excluded(bill, base);
        self.lines.push((base, proof, cents, if too_much { Role::TooMuch } else { Role::Settles }));
        Outcome::Changed
    }

    fn say(&mut self, bill: Bill, said: Said) -> Outcome {
        self.debt = Some((bill, said));
        Outcome::Changed
    }

    fn payable(&self, base: u64, now: DateTime<Utc>) -> Result<i64, NotPayable> {
        let (bill, said) = self.debt.ok_or(NotPayable::Unknown)?;
        let owed = bill.owed(base).ok_or(NotPayable::Unknown)?;
        let today = now.with_timezone(&Rome).date_naive();
        match said {
            _ if self.is_settled(base) => Err(NotPayable::Paid),
            _ if self.excluded(bill, base) => Err(NotPayable::AlternativeUsed),
            Said::Draft => Err(NotPayable::Unknown),
            Said::TakenBack => Err(NotPayable::Withdrawn),
            Said::RunOut => Err(NotPayable::Expired),
            Said::Offered if bill.from.is_some_and(|from| today < day(from)) => Err(NotPayable::NotYetValid),
            Said::Offered if Self::overdue(bill, today) => Err(NotPayable::Expired),
            Said::Offered => Ok(owed),
        }
    }

    fn lines_of(&self, role: Role) -> Vec<(String, String, i64)> {
        let mut lines: Vec<_> = self.lines.iter().filter(|line| line.3 == role).collect();
        lines.sort_by_key(|(base, proof, ..)| (*base, proof.counter, proof.proof));
        let mut shown: Vec<_> = lines.iter().map(|l| (nav(l.0).to_string(), format!("{:?}", l.1.reference()), l.2)).collect();
        shown.sort();
        shown
    }
}

fn shown(payments: &[(crate::identifier::NoticeNumber, Payment)]) -> Vec<(String, String, i64)> {
    let one = |(nav, p): &(crate::identifier::NoticeNumber, Payment)| {
        (nav.to_string(), format!("{:?}", p.reference), p.amount.as_i64())
    };
    let mut shown: Vec<_> = payments.iter().map(one).collect();
    shown.sort();
    shown
}

/// Notice 4 belongs to nobody.
fn base() -> impl Strategy<Value = u64> {
    1..=4_u64
}

fn cents() -> impl Strategy<Value = i64> {
    select(vec![10_000, 5_000, 12_000, 6_000, 1])
}

fn date() -> impl Strategy<Value = NaiveDate> {
    let days = ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"];
    select(days.map(day).to_vec())
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let times = ["00:00:00", "01:59:59.999999", "12:00:00", "22:59:59", "23:59:59", "23:59:59.999999"];
    (date(), select(times.to_vec())).prop_map(|(day, time)| in_rome(day, time))
}

fn step() -> impl Strategy<Value = Step> {
    let bill = || select(BILLS.to_vec());
    let proof = || 1..=3_u64;
    prop_oneof![
        2 => (bill(), any::<bool>()).prop_map(|(bill, publish)| Step::Create { bill, publish }),
        1 => Just(Step::Publish),
        2 => bill().prop_map(|bill| Step::Amend { bill }),
        1 => Just(Step::Withdraw),
        1 => Just(Step::Restore),
        2 => date().prop_map(|today| Step::Expire { today }),
        1 => base().prop_map(|base| Step::Quote { base }),
        5 => (base(), proof(), cents()).prop_map(|(base, proof, cents)| Step::Receipt { base, proof, cents }),
        3 => (base(), proof(), cents()).prop_map(|(base, proof, cents)| Step::Counter { base, proof, cents }),
        2 => (base(), any::<bool>(), proof()).prop_map(|(base, counter, proof)| Step::Compensate { base, counter, proof }),
        1 => (1..=6_u64).prop_map(|version| Step::Archived { version }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn s3_09_the_position_and_the_bookkeeper_agree(
        first in prop_oneof![9 => select(BILLS.to_vec()).prop_map(Some), 1 => Just(None)],
        steps in prop::collection::vec(step(), 1..30),
        instants in prop::collection::vec(instant(), 6),
    ) {
        let (mut position, mut ledger, mut history) = (DebtPosition::default(), Ledger::default(), Vec::new());
        let first = first.map(|bill| Step::Create { bill, publish: true });
        for step in first.into_iter().chain(steps) {
            let before = position.clone();
            let told = tell(&mut position, step.command());
            let outcome = match &told {
                Ok(events) if events.is_empty() => Outcome::Nothing,
                Ok(_) => Outcome::Changed,
                Err(_) => Outcome::Refused,
            };
            prop_assert_eq!(outcome, ledger.hear(&step), "{:?} answered {:?}", step, told);
            let events = told.unwrap_or_default();
            prop_assert!(!events.is_empty() || position == before);
            let undone = events.iter().any(|event| matches!(event, Event::PaymentCompensated { .. }));
            prop_assert!(undone || before.payments().iter().all(|paid| position.payments().contains(paid)), "paid turned unpaid");
            history.extend(events);

            prop_assert_eq!(shown(position.payments()), ledger.lines_of(Role::Settles));
            let balance = position.balance();
            prop_assert_eq!(balance.map(|balance| balance.paid.as_i64()), ledger.paid());
            prop_assert_eq!(balance.map(|balance| balance.residual().as_i64()), ledger.left());
            prop_assert_eq!(shown(position.refunds_due()), ledger.lines_of(Role::TooMuch));
            let mut notices: Vec<_> = position.payments().iter().map(|(nav, _)| nav).collect();
            notices.sort();
            notices.dedup();
            prop_assert_eq!(notices.len(), position.payments().len(), "a notice is settled twice");
            prop_assert_eq!(position.settled_in_full(), ledger.debt.is_some_and(|(bill, _)| ledger.nothing_left(bill)));
            for (base, now) in (1..=4).flat_map(|base| instants.iter().map(move |now| (base, *now))) {
                let payable = position.payable(&nav(base), now).map(|found| found.amount.as_i64());
                prop_assert_eq!(payable, ledger.payable(base, now), "notice {} at {}", base, now);
            }
        }
        let mut replayed = DebtPosition::default();
        history.into_iter().for_each(|event| crate::aggregate::Decider::evolve(&mut replayed, event));
        prop_assert_eq!(replayed, position);
    }
}
