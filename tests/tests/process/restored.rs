//! The data come back from a backup: the product serves and takes receipts, and nothing that was sent since the backup is sent again, until
//! somebody has compared the copy with the world and says so.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use api::fence::{self, Confirmation, Noticed};
use chrono::TimeDelta;
use domain::text::{Text35, Text140};
use projections::builds::Builds;
use projections::check::{Finding, Invariant, everything};
use projections::todo::resume;
use sqlx::{ConnectOptions, Executor};
use tests::postgres::{TestDatabase, copy_of};
use tests::wait;

use crate::house::House;

impl House {
    /// A copy of the data, taken while the product rests.
    async fn backed_up(&mut self) -> TestDatabase {
        self.stop().await;
        let copy = copy_of(&self.database).await;
        self.open_again().await;
        self.start().await;
        copy
    }

    /// Stops the product, and starts it on a copy of the data.
    async fn come_back_as(&mut self, copy: TestDatabase) {
        self.database = copy;
        self.folder.point_at(&self.database.app());
        self.stop().await;
        self.start().await;
    }

    /// Where the check says that a copy is used as if it were the original.
    async fn held(&self) -> Vec<Finding> {
        wait::until_shown(&self.product.pool).await;
        let builds = Builds::open(self.database.owner(), "public").await.unwrap();
        let report = everything(&self.product.pool, &builds, self.clock.now()).await.unwrap();
        report.findings().filter(|finding| finding.invariant == Invariant::Restored).cloned().collect()
    }

    /// What an administrator types, and how it ends.
    fn command(&self, arguments: &[&str]) -> String {
        let file = self.folder.settings_file();
        let typed = [OsString::from("quietanza"), "--settings".into(), file.into()].into_iter();
        let typed: Vec<OsString> = typed.chain(arguments.iter().map(Into::into)).collect();
        format!("{:?}", std::thread::spawn(move || api::cli::main(typed)).join().unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_after_the_backup_is_not_sent_again_by_the_copy() {
    let mut house = House::open().await;
    house.mail.down().await;
    house.paid_debt().await;
    house.until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'mail_receipt' AND last_error IS NOT NULL)").await;
    let backup = house.backed_up().await;
    house.mail.up().await;
    house.later(TimeDelta::minutes(20));
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.names().len(), 1, "sent after the backup");
    assert!(house.held().await.is_empty());

    house.come_back_as(backup).await;
    assert!(house.product.health().await.outside_held);
    house.later(TimeDelta::hours(1));
    // Receipts are taken and booked; whoever takes them would long have sent the mail that waits.
    house.paid_debt().await;
    house.until("SELECT count(*) = 2 FROM todo_v1 WHERE kind = 'mail_receipt' AND NOT parked").await;
    let [held] = &house.held().await[..] else { panic!("the check says so") };
    assert!(held.what.contains("came back from a backup"), "{held:?}");
    assert_eq!(house.names().len(), 1, "nothing is sent");

    assert_eq!(house.command(&["restored", "show"]), format!("{:?}", ExitCode::from(3)), "an administrator is told");
    let confirm = ["restored", "confirm", "--operator", "anna", "--reason", "ricevute confrontate"];
    assert_eq!(house.command(&confirm), format!("{:?}", ExitCode::SUCCESS), "what was wanted before the backup is put aside");
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.names().len(), 2, "what was wanted since is sent");
    assert!(house.held().await.is_empty() && !house.product.health().await.outside_held);
    let sql = "SELECT todo_id FROM todo_v1 WHERE kind = 'mail_receipt' AND parked AND last_error LIKE '%may have been sent%'";
    let aside: String = sqlx::query_scalar(sql).fetch_one(&house.product.pool).await.unwrap();
    assert!(resume(&house.product.pool, &aside).await.unwrap());
    house.until_done("ReceiptMailAccepted", 2).await;
    let names = house.names();
    assert_eq!((names.len(), &names[0]), (3, &names[2]), "let go by a person, it is the same mail again");
    house.assert_holds().await;

    // Had it been sent while nobody had confirmed, the check would tell.
    let mut owner = house.database.owner().connect().await.unwrap();
    let later = "UPDATE cell_home SET confirmed_length = 1000000, confirmed_at = 'infinity' WHERE noticed = 'another place'";
    assert_eq!(owner.execute(later).await.unwrap().rows_affected(), 1);
    assert!(house.held().await.iter().any(|finding| finding.what.contains("ReceiptMailAccepted, though nobody had confirmed")));
}

/// A folder of data put back as it was has the identity it had; only what stands beside it knows better.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_lacks_what_the_mark_remembers_is_noticed() {
    let mut house = House::closed().await;
    let mark = house.folder.add_setting("database", "mark_file = \"mark\"");
    house.start().await;
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 1).await;
    house.stop().await;
    let last = "SELECT log_index FROM event_log ORDER BY log_index DESC LIMIT 1";
    let last: i64 = sqlx::query_scalar(last).fetch_one(&house.product.pool).await.unwrap();
    assert_eq!(fence::look(&house.product).await.unwrap().noticed, Noticed::FirstStart);
    let remembered = std::fs::read_to_string(&mark).unwrap();
    assert!(remembered.starts_with(&format!("{last} ")), "{remembered}");

    std::fs::write(&mark, remembered.replacen(&last.to_string(), &(last + 3).to_string(), 1)).unwrap();
    let home = fence::look(&house.product).await.unwrap();
    assert_eq!((home.noticed, home.is_confirmed()), (Noticed::EventsAreMissing, false));
    assert_eq!(fence::look(&house.product).await.unwrap(), home, "noticed once");
    let reason = Text140::parse("ricevute confrontate").unwrap();
    let confirmation = Confirmation { operator: Text35::parse("anna").unwrap(), reason, send: true };
    assert_eq!(fence::confirm(&house.product.pool, &confirmation).await.unwrap().unwrap().put_aside, 0);
    std::fs::write(&mark, "something else").unwrap();
    let refused = fence::look(&house.product).await.unwrap_err().to_string();
    assert!(refused.starts_with("database.mark_file: ") && refused.contains("is it another file?"), "{refused}");
    std::fs::remove_file(&mark).unwrap();
    assert!(fence::look(&house.product).await.unwrap().is_confirmed());
    assert!(mark.exists(), "remembered anew");
}

impl crate::house::Folder {
    /// Adds a line to a section of the settings; answers the path of a file named `mark` in the folder.
    fn add_setting(&self, section: &str, line: &str) -> PathBuf {
        let text = std::fs::read_to_string(self.settings_file()).unwrap();
        std::fs::write(self.settings_file(), text.replacen(&format!("[{section}]"), &format!("[{section}]\n{line}"), 1)).unwrap();
        self.settings_file().with_file_name("mark")
    }
}
