//! Every point at which a test may end the product or let it fail: before and after each write of store, sequencer and views, and between
//! the steps of each worker.
//!
//! This crate builds the product with these points; `cargo build -p api` builds it without. Built in, a point that no test armed costs
//! one look into an empty table for each batch of events or each to-do (under half a microsecond, unoptimised), and nothing in the product can arm one.

use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::{Signal, getpid, kill_process};

const VARIABLE: &str = "QUIETANZA_TEST_FAULT";

/// Commands on their way into the store.
pub const STORE: [&str; 2] = ["store::before_append", "store::after_append"];
/// Bulk loading.
pub const IMPORT: [&str; 3] = ["bulk::before_append", "bulk::after_append", "import::before_note"];
/// From the queue into the log.
pub const SEQUENCER: [&str; 2] = ["sequencer::before_write", "sequencer::after_write"];
/// From the log into the views: once a batch.
pub const VIEWS: [&str; 4] = [
    "projections::before_checkpoint",
    "projections::after_checkpoint",
    "projections::before_commit",
    "projections::after_commit",
];
/// From the log into the views: once a view and batch.
pub const EACH_VIEW: [&str; 2] = ["projections::before_write", "projections::after_write"];
/// A build of a view on its way into the place of the live one.
pub const BUILDS: [&str; 1] = ["projections::before_swap"];
/// A receipt from the Node's call to the last mail.
pub const RECEIPT: [&str; 11] = [
    "receive_receipt::sealed",
    "receive_receipt::kept",
    "todo::claimed",
    "file_receipt::located",
    "file_receipt::booked",
    "file_receipt::noted",
    "file_receipt::decided",
    "file_receipt::recorded",
    "mail_receipt::composed",
    "mail_receipt::accepted",
    "mail_receipt::recorded",
];
/// A cart on its way to Checkout.
pub const CART: [&str; 3] = ["post_cart::before_call", "post_cart::after_call", "post_cart::recorded"];
/// A person's key on its way out.
pub const PRIVACY: [&str; 1] = ["privacy::event_written"];
/// A position on its way to the archive.
pub const ARCHIVE: [&str; 2] = ["archive_position::told", "archive_position::recorded"];

/// What happens at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The process gets a SIGKILL.
    Kill,
    /// What it was doing fails, once; only where the code can fail.
    Error,
}

/// A fault that a child process meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The point.
    pub point: &'static str,
    /// How often the process passes it unharmed.
    pub skipped: u32,
    /// What happens then.
    pub mode: Mode,
}

impl Fault {
    /// Death at the first passage of a point.
    #[must_use]
    pub const fn kill(point: &'static str) -> Self {
        Self { point, skipped: 0, mode: Mode::Kill }
    }

    /// The environment variable that hands the fault to a child process.
    #[must_use]
    pub fn variable(&self) -> (&'static str, String) {
        (VARIABLE, format!("{:?} {} {}", self.mode, self.skipped, self.point))
    }
}

/// Arms the point named in the environment; what a child process does first.
///
/// # Panics
/// When the variable is not one that [`Fault::variable`] made.
pub fn arm_from_environment() {
    let Ok(text) = std::env::var(VARIABLE) else { return };
    let [mode, skipped, point] = text.split(' ').collect::<Vec<_>>()[..] else { panic!("{VARIABLE}: {text}") };
    let skipped: u32 = skipped.parse().expect("a number");
    if mode == "Error" {
        return fail::cfg(point, &format!("{skipped}*off->1*return->off")).expect("an action");
    }
    let passages = AtomicU32::new(0);
    let die_in_time = move || {
        if passages.fetch_add(1, Ordering::Relaxed) == skipped {
            die();
        }
    };
    fail::cfg_callback(point, die_in_time).expect("an action");
}

/// `kill -9` by its own hand: nothing is flushed, closed or told.
fn die() -> ! {
    let _ = kill_process(getpid(), Signal::KILL);
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    /// Names in `fail_point!("…")` and in the macro of the views.
    fn points_in(text: &str) -> impl Iterator<Item = String> {
        let starts = ["fail_point!(\"", "may_fail!(\""].into_iter().flat_map(|start| text.split(start).skip(1));
        starts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
    }

    #[test]
    fn every_point_of_the_product_is_walked_by_a_test() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let mut files = Vec::new();
        ["replay/src", "projections/src", "api/src"].iter().for_each(|floor| sources(&workspace.join(floor), &mut files));
        let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).expect("text")).collect();
        let built_in: BTreeSet<String> = texts.iter().flat_map(|text| points_in(text)).collect();
        let lists: [&[&str]; 10] = [
            &super::STORE,
            &super::IMPORT,
            &super::SEQUENCER,
            &super::VIEWS,
            &super::EACH_VIEW,
            &super::BUILDS,
            &super::RECEIPT,
            &super::CART,
            &super::ARCHIVE,
            &super::PRIVACY,
        ];
        let walked: BTreeSet<String> = lists.iter().copied().flatten().map(|point| (*point).to_owned()).collect();
        assert_eq!(built_in, walked);
    }

    #[test]
    fn a_point_that_nobody_armed_costs_next_to_nothing() {
        let began = std::time::Instant::now();
        for _ in 0..100_000 {
            fail::fail_point!("nobody armed this one");
        }
        let each = began.elapsed() / 100_000;
        println!("{each:?} a passage");
        assert!(each < std::time::Duration::from_micros(20), "{each:?}, unoptimised");
    }
}
