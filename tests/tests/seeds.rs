//! Every function of the reference manuals has a test that carries its number: the numbers are read from the table of the manuals, the tests
//! from the sources, and what is missing is named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Rows no test can carry, and why.
const CANNOT_APPLY: [(&str, &str); 1] = [("S1-0", "the clean text of another manual: it adds no function")];

/// The crates of the workspace.
const CRATES: [&str; 5] = ["domain", "replay", "projections", "api", "tests"];

/// A row of the table: manual and number.
type Seed = (u32, u32);

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The table, which lies beside the repository and is no part of it.
fn table() -> Option<String> {
    let places = ["../shared/SEEDS.md", "../../shared/SEEDS.md"].map(|place| workspace().join(place));
    places.iter().find_map(|place| std::fs::read_to_string(place).ok())
}

/// `S0-4` as the first cell of a row.
fn row(line: &str) -> Option<Seed> {
    let cell = line.strip_prefix("| S")?.split(" |").next()?;
    let (manual, number) = cell.split_once('-')?;
    Some((manual.parse().ok()?, number.trim().parse().ok()?))
}

/// The numbers a name carries: `s0_04` and `s0_4` alike, anywhere in it.
fn numbers(name: &str) -> Vec<Seed> {
    let parts: Vec<&str> = name.split('_').collect();
    let seed = |pair: &[&str]| -> Option<Seed> {
        let manual = pair[0].strip_prefix('s').filter(|manual| manual.len() == 1)?;
        Some((manual.parse().ok()?, pair[1].parse().ok()?))
    };
    parts.windows(2).filter_map(seed).collect()
}

/// The names of the tests of a source file: functions below an attribute that makes them one.
fn tests_of(source: &str) -> Vec<String> {
    let (mut names, mut is_test) = (Vec::new(), false);
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[") {
            is_test |= line.starts_with("#[test]") || line.contains("::test");
        } else if let Some(name) = line.trim_start_matches("async ").strip_prefix("fn ") {
            let name = name.split(['(', '<']).next().unwrap_or_default();
            if is_test {
                names.push(name.to_owned());
            }
            is_test = false;
        } else if !line.is_empty() && !line.starts_with("//") {
            is_test = false;
        }
    }
    names
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() && entry.file_name().is_some_and(|name| name != "target") {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

#[test]
fn numbers_are_read_in_every_form() {
    assert_eq!(numbers("s0_04_s2_11_what_must_be_known"), [(0, 4), (2, 11)]);
    assert_eq!(numbers("a11_s0_22_s3_1_who_sees"), [(0, 22), (3, 1)]);
    assert_eq!(numbers("fault_22_two_sessions"), []);
    assert_eq!(tests_of("#[test]\nfn s0_1_a() {}\nfn s0_2_b() {}\n#[tokio::test]\nasync fn s0_3_c() {}"), ["s0_1_a", "s0_3_c"]);
    assert_eq!(row("| S4-16 | 004 | Totals | Count |"), Some((4, 16)));
    assert_eq!(row("| Topic | One seed says |"), None);
}

#[test]
fn every_function_of_the_manuals_has_a_test_with_its_number() {
    let Some(table) = table() else {
        println!("skipped: the table of the manuals is not beside the repository");
        return;
    };
    let wanted: BTreeSet<Seed> = table.lines().filter_map(row).collect();
    assert!(wanted.len() > 100, "the table was read: {} rows", wanted.len());
    let mut files = Vec::new();
    for name in CRATES {
        sources(&workspace().join(name), &mut files);
    }
    let names = files.iter().flat_map(|file| tests_of(&std::fs::read_to_string(file).unwrap()));
    let carried: BTreeSet<Seed> = names.flat_map(|name| numbers(&name)).collect();
    let excused: BTreeSet<Seed> = CANNOT_APPLY.iter().filter_map(|(id, _)| row(&format!("| {id} |"))).collect();
    assert!(excused.is_disjoint(&carried) && excused.is_subset(&wanted), "an excuse that is none: {excused:?}");
    let missing: Vec<String> = wanted
        .iter()
        .filter(|seed| !carried.contains(seed) && !excused.contains(seed))
        .map(|(m, n)| format!("S{m}-{n}"))
        .collect();
    assert!(missing.is_empty(), "no test carries {}", missing.join(", "));
}
