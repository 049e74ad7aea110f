//! Receipts, withdrawals and expiries arrive in any order: the money is the same at the end.

use proptest::prelude::*;

use super::*;

const DUE: &str = "2026-04-30";

fn happenings() -> Vec<Command> {
    let office = || text140("ufficio");
    vec![
        receipt(1, 1, 10_000),
        receipt(1, 2, 10_000),
        receipt(2, 3, 5_000),
        receipt(3, 4, 4_000),
        receipt(1, 1, 10_000),
        receipt(3, 4, 4_000),
        Command::Withdraw { reason: office() },
        Command::Restore { reason: office() },
        Command::Expire { today: day("2026-05-01") },
        Command::Publish,
        Command::Amend { debtor: Some(Box::new(debtor(2))), terms: Box::new(dated()) },
    ]
}

fn dated() -> Terms {
    let due = Some(day(DUE));
    let options = vec![vec![installment(1, 10_000, due)], vec![installment(2, 5_000, due), installment(3, 5_000, due)]];
    Terms { switch_to_expired: true, ..terms(options) }
}

proptest! {
    #[test]
    fn every_receipt_is_kept_once_in_any_order(order in Just(happenings()).prop_shuffle(), publish: bool) {
        let mut position = DebtPosition::default();
        tell(&mut position, create(dated(), publish)).unwrap();
        for command in order {
            let must_be_kept = matches!(command, Command::RecordReceipt { .. });
            let told = tell(&mut position, command);
            prop_assert!(!must_be_kept || told.is_ok(), "a receipt was refused: {told:?}");
        }
        let mut kept: Vec<_> = position.payments().iter().chain(position.refunds_due()).cloned().collect();
        kept.sort_by_key(|(_, payment)| format!("{:?}", payment.reference));
        let money: Vec<i64> = kept.iter().map(|(_, payment)| payment.amount.as_i64()).collect();
        prop_assert_eq!(money, [10_000, 10_000, 5_000, 4_000]);
        let settled: Vec<_> = position.payments().iter().map(|(nav, _)| nav.clone()).collect();
        prop_assert!(settled == [nav(1)] || settled == [nav(2), nav(3)] || settled == [nav(3), nav(2)], "{settled:?}");
    }
}
