//! The archive holds what we would answer, soon after it changes.

use domain::debt_position::DebtPositionCommand;
use domain::metadata::{Actor, Assurance};
use tests::pagopa::{CounterPayment, Service};

use crate::debts::{Debt, Made, text};
use crate::house::{House, ente};

fn stand_in() -> Made {
    Made { options: vec![vec![10_000], vec![5_000, 5_000]], pay_stand_in: true, ..Made::default() }
}

impl House {
    async fn office(&self, debt: &Debt, command: DebtPositionCommand) {
        let correlation = self.product.new_correlation();
        let actor = Actor::Operator("test".into());
        let metadata = self.product.metadata(&ente(), actor, Assurance::Internal, correlation, None).to_map();
        self.product.commands.positions.execute(&debt.position.to_string(), command, metadata).await.unwrap();
    }

    async fn until_archived(&self) {
        self.until_idle().await;
        self.until("SELECT NOT EXISTS (SELECT FROM todo_v1 WHERE kind = 'archive_position')").await;
    }

    /// Amounts in the archive, by notice of the debt; none for a notice it does not hold.
    fn archived(&self, debt: &Debt) -> Vec<Option<i64>> {
        let held = self.pagopa.archive();
        let amount = |nav: &domain::identifier::NoticeNumber| {
            held.iter().find(|position| position.nav.as_deref() == Some(nav.as_str())).map(|position| position.amount.0)
        };
        debt.notices().iter().map(amount).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_offered_paid_and_excluded_is_told() {
    let house = House::open().await;
    let debt = house.debt(stand_in()).await;
    house.until_archived().await;
    assert_eq!(house.archived(&debt), [Some(10_000), Some(5_000), Some(5_000)]);

    let second_notice = debt.notices().remove(1);
    house.pagopa.pay_at_counter(CounterPayment::cash(second_notice.as_str())).await.unwrap();
    house.until_done("ReceiptFiled", 1).await;
    house.until_archived().await;
    assert_eq!(house.archived(&debt), [Some(0), Some(0), Some(5_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_is_closed_and_what_is_restored_is_open_again() {
    let house = House::open().await;
    let debt = house.debt(stand_in()).await;
    house.until_archived().await;
    house.office(&debt, DebtPositionCommand::Withdraw { reason: text("errore") }).await;
    house.until_archived().await;
    assert_eq!(house.archived(&debt), [Some(0); 3]);
    house.office(&debt, DebtPositionCommand::Restore { reason: text("no") }).await;
    house.until_archived().await;
    assert_eq!(house.archived(&debt), [Some(10_000), Some(5_000), Some(5_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_is_tried_again_and_a_refusal_waits_for_an_operator() {
    let house = House::open().await;
    house.pagopa.fail_next(Service::Archive, [503, 401]);
    let debt = house.debt(stand_in()).await;
    house.until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'archive_position' AND last_error IS NOT NULL)").await;
    house.later(chrono::TimeDelta::minutes(1));
    house.until("SELECT NOT EXISTS (SELECT FROM todo_v1 WHERE kind = 'archive_position' AND attempts < 2)").await;
    house.later(chrono::TimeDelta::minutes(1));
    house.until_archived().await;
    assert_eq!(house.archived(&debt), [Some(10_000), Some(5_000), Some(5_000)]);

    house.pagopa.fail_next(Service::Archive, [422]);
    house.debt(stand_in()).await;
    house
        .until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'archive_position' AND parked AND last_error LIKE '%HTTP 422%')")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_debt_excluded_from_stand_in_is_not_told() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    house.until_idle().await;
    assert_eq!(house.archived(&debt), [None]);
    assert_eq!(house.count("PositionArchived").await, 0);
}
