//! `quietanza staff`: accounts of the staff by command.

use std::ffi::OsString;
use std::path::PathBuf;

use domain::identifier::EnteCode;
use domain::staff::Role;

use crate::house::{ENTE, House};

/// Runs the command line as an administrator does; answers its exit code.
fn run(house: &House, arguments: &[&str]) -> String {
    run_with(house.home().settings_file(), arguments)
}

/// The same with other settings.
pub(crate) fn run_with(settings: PathBuf, arguments: &[&str]) -> String {
    let mut line: Vec<OsString> = vec!["quietanza".into(), "--settings".into(), settings.into()];
    line.extend(arguments.iter().map(OsString::from));
    format!("{:?}", std::thread::spawn(move || api::cli::main(line)).join().unwrap())
}

pub(crate) fn ends_with(code: u8) -> String {
    format!("{:?}", std::process::ExitCode::from(code))
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_is_added_listed_changed_and_disabled_by_command_only() {
    let house = House::open().await;
    let who = ["--ente", ENTE, "--operator", "admin"];
    let with = |words: &[&'static str]| [words, &who[..]].concat();
    let add = with(&["staff", "add", "anna", "--role", "help-desk", "--role", "office"]);
    assert_eq!(run(&house, &add), ends_with(0));
    assert_eq!(run(&house, &add), ends_with(0), "again is as well");
    assert_eq!(run(&house, &with(&["staff", "add", "anna", "--role", "finance"])), ends_with(3));
    assert_eq!(run(&house, &with(&["staff", "add", "x", "--role", "office"])), ends_with(2));
    assert_eq!(run(&house, &with(&["staff", "add", "bruno", "--role", "root"])), ends_with(2));
    assert_eq!(run(&house, &with(&["staff", "roles", "anna", "--role", "finance"])), ends_with(0));
    assert_eq!(run(&house, &with(&["staff", "roles", "carla", "--role", "finance"])), ends_with(3));
    assert_eq!(run(&house, &["staff", "list", "--ente", ENTE]), ends_with(0));
    let list = || async { api::staff::list(&house.product, &EnteCode::parse(ENTE).unwrap()).await.unwrap() };
    let [anna] = &list().await[..] else { panic!("one member") };
    assert!(anna.active && !anna.has_password && anna.roles.iter().eq([Role::Finance]));
    assert_eq!(run(&house, &with(&["staff", "disable", "anna", "--reason", "fine servizio"])), ends_with(0));
    assert!(!list().await[0].active);
}
