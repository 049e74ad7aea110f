//! What is kept of a view beside the live one, to go back to or to put in its place, names nobody whom the log forgot.

use chrono::TimeDelta;
use domain::ids::SubjectId;
use domain::personal::PersonalClass::Fiscal;
use domain::subject::ErasureReason;
use projections::ViewName;
use projections::builds::Builds;
use sqlx::{Executor, PgConnection};
use tests::wait;

use crate::house::{House, ente};

const MARIO: &str = "RSSMRA80A01H501U";
const LUCIA: &str = "BNCLCU85M41F205T";
/// Ten years and a bit.
const TERM: TimeDelta = TimeDelta::days(3_660);

/// The views that name people.
const NAMING: [ViewName; 4] = [ViewName::NoticeDirectory, ViewName::PendingList, ViewName::PaymentHistory, ViewName::HelpDesk];

/// Rows anywhere in a place beside that name somebody, in whatever column.
async fn naming(owner: &mut PgConnection, place: &str, subject: SubjectId) -> i64 {
    let mut found = 0;
    for view in NAMING {
        let sql = format!("SELECT count(*) FROM {place}.{view} AS t WHERE t::text LIKE '%{subject}%'");
        found += sqlx::query_scalar::<_, i64>(&sql).fetch_one(&mut *owner).await.unwrap();
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn builds_that_are_kept_forget_with_the_live_ones_and_bring_nobody_back() {
    let house = House::open().await;
    house.paid(MARIO, 5_000).await;
    house.paid(LUCIA, 9_000).await;
    house.settle().await;
    let (mario, lucia) = (house.subject(MARIO).await.unwrap(), house.subject(LUCIA).await.unwrap());
    let builds = Builds::open(house.home.database().owner(), "public").await.unwrap();
    for view in NAMING {
        builds.rebuild(view, false).await.unwrap();
        builds.promote(view).await.unwrap();
        builds.rebuild(view, false).await.unwrap();
    }
    drop(builds);
    let mut owner = house.owner().await;
    // One of them was left half made by a command that died.
    let died = "UPDATE view_build SET state = 'building' WHERE view = 'payment_history_v1' AND state = 'ready'";
    assert_eq!(owner.execute(died).await.unwrap().rows_affected(), 1);
    for place in ["public_previous", "public_rebuild"] {
        assert!(naming(&mut owner, place, mario).await >= 4, "{place} names him everywhere");
    }

    // Lucia pays again nine years later: hers is kept on, and the kept builds know nothing of it yet.
    house.clock.advance(TERM - TimeDelta::days(300));
    house.paid(LUCIA, 100).await;
    house.clock.advance(TimeDelta::days(300));
    house.settle().await;
    let reason = (mario, Fiscal);
    api::privacy::erase(&house.product, &house.acting(), &ente(), reason, ErasureReason::TermOver).await.unwrap();
    let looking = replay::pool::lazy(replay::pool::in_cell(house.home.database().owner(), "public"), 1);
    for (place, view) in ["public_previous", "public_rebuild"].into_iter().flat_map(|place| NAMING.map(|view| (place, view))) {
        let nobody = format!("SELECT NOT EXISTS (SELECT FROM {place}.{view} AS t WHERE t::text LIKE '%{mario}%')");
        assert!(wait::comes_true(&looking, &nobody).await, "{place}.{view} still names him");
    }
    assert!(naming(&mut owner, "public_previous", lucia).await >= 4, "others stay");
    let half = "SELECT count(*) FROM public_rebuild.payment_history_v1";
    assert_eq!(sqlx::query_scalar::<_, i64>(half).fetch_one(&mut owner).await.unwrap(), 0, "half a build is emptied");

    let builds = Builds::open(house.home.database().owner(), "public").await.unwrap();
    for view in NAMING {
        builds.rollback(view).await.unwrap();
        let compared = builds.verify(view).await.unwrap();
        assert!(compared.is_equal(), "{view}: {compared:#?}");
    }
    assert_eq!(naming(&mut owner, "public", mario).await, 0, "whoever went back brought nobody back");
}
