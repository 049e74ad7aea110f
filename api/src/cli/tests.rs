//! What can be typed is complete, and teaches.

use clap::{CommandFactory, Parser};

use super::arguments::{Arguments, Command, PositionCommand};

#[test]
fn the_command_line_is_consistent() {
    Arguments::command().debug_assert();
}

#[test]
fn every_command_says_what_it_does() {
    fn check(command: &clap::Command) {
        assert!(command.get_about().is_some(), "{} says nothing", command.get_name());
        command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(check);
    }
    check(&Arguments::command());
    let help = Arguments::command().render_long_help().to_string();
    assert!(help.contains("Exit codes: 0") && help.contains("quietanza ente apply"), "{help}");
}

#[test]
fn money_is_typed_as_people_write_it() {
    let paid = |amount: &str| {
        let line = ["quietanza", "position", "paid", "--ente", "99999000104", "--nav", "302260000000001736", "--amount", amount];
        Arguments::try_parse_from(line.into_iter().chain(["--number", "1", "--operator", "anna", "--reason", "contanti"]))
    };
    for (text, cents) in [("59,80", 5_980), ("59.80", 5_980), ("0,01", 1)] {
        let Command::Position(PositionCommand::Paid { amount, .. }) = paid(text).unwrap().command else { panic!("paid") };
        assert_eq!(amount.as_i64(), cents);
    }
    for text in ["59", "59,8", "-1,00", "0,00", "1.000,00"] {
        assert!(paid(text).is_err(), "{text}");
    }
}

#[test]
fn a_position_is_named_in_exactly_one_way() {
    let which = |more: &[&str]| {
        let line = ["quietanza", "position", "publish", "--ente", "99999000104", "--operator", "anna"];
        Arguments::try_parse_from(line.iter().chain(more)).is_ok()
    };
    assert!(which(&["--iupd", "A"]) && which(&["--nav", "302260000000001736"]));
    assert!(!which(&[]) && !which(&["--iupd", "A", "--nav", "302260000000001736"]));
}
