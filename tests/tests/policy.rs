//! What the project allows itself: which floors import which, which licences and sources come in, which crates never.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Floors from the ground up; a crate imports only crates of lower floors.
const FLOORS: [&str; 5] = ["domain", "replay", "projections", "api", "tests"];

/// Licences that may be combined with the EUPL-1.2 in what we ship.
const LICENCES: [&str; 18] = [
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "LGPL-2.1-or-later",
];

/// Crates that must not come in, and why.
const BANNED: [(&str, &str); 8] = [
    ("openssl", "one TLS stack only: rustls with ring"),
    ("openssl-sys", "one TLS stack only: rustls with ring"),
    ("native-tls", "one TLS stack only: rustls with ring"),
    ("aws-lc-rs", "one provider of cryptography only: ring"),
    ("aws-lc-sys", "one provider of cryptography only: ring"),
    ("rsa", "RUSTSEC-2023-0071: timing side channel"),
    ("postgresql_embedded", "starts PostgreSQL with fsync off"),
    ("actix-web", "one HTTP stack only: axum on hyper"),
];

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// The resolved dependencies of what is built on Linux, the platform we ship for.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn packages(metadata: &Value) -> Vec<&Value> {
    metadata["packages"].as_array().expect("packages").iter().collect()
}

/// Packages that end up in the product, by id: everything reachable from `api` without dev-dependencies.
fn shipped(metadata: &Value) -> HashSet<&str> {
    let nodes: HashMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array().expect("nodes").iter().map(|n| (n["id"].as_str().expect("id"), n)).collect();
    let api = packages(metadata).into_iter().find(|p| p["name"] == "api").expect("api");
    let mut open = vec![api["id"].as_str().expect("id")];
    let mut seen = HashSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().expect("deps") {
            let kinds = dependency["dep_kinds"].as_array().expect("kinds");
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(dependency["pkg"].as_str().expect("pkg"));
            }
        }
    }
    seen
}

#[test]
fn a_crate_imports_only_the_floors_below_it() {
    let metadata = metadata();
    for package in packages(&metadata) {
        let name = package["name"].as_str().expect("name");
        let Some(floor) = FLOORS.iter().position(|f| *f == name) else { continue };
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            if let Some(other) = FLOORS.iter().position(|f| dependency["name"] == *f) {
                assert!(other < floor, "{name} imports {}, which is not below it", FLOORS[other]);
            }
        }
    }
}

#[test]
fn the_domain_is_pure() {
    let metadata = metadata();
    let domain = packages(&metadata).into_iter().find(|p| p["name"] == "domain").expect("domain");
    let outside = ["sqlx", "tokio", "axum", "hyper", "reqwest", "rand", "ring", "tracing", "metrics"];
    for dependency in domain["dependencies"].as_array().expect("dependencies") {
        let name = dependency["name"].as_str().expect("name");
        assert!(dependency["kind"] == "dev" || !outside.contains(&name), "domain depends on {name}");
    }
}

#[test]
fn every_dependency_comes_from_the_registry_under_a_licence_we_allow() {
    let metadata = metadata();
    let shipped = shipped(&metadata);
    let allowed: BTreeSet<&str> = LICENCES.into_iter().collect();
    for package in packages(&metadata) {
        let name = package["name"].as_str().expect("name");
        if FLOORS.contains(&name) {
            continue;
        }
        assert!(
            package["source"].as_str().is_some_and(|source| source.starts_with("registry+")),
            "{name} does not come from the registry"
        );
        if shipped.contains(package["id"].as_str().expect("id")) {
            let licence = package["license"].as_str().unwrap_or("none");
            assert!(permitted(licence, &allowed), "{name} is licensed {licence}");
        }
    }
}

/// Whether one alternative of a licence expression is allowed in all its parts. Exceptions only widen a licence.
fn permitted(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let flat = expression.replace(['(', ')'], " ").replace('/', " OR ");
    flat.split(" OR ").any(|alternative| {
        alternative.split(" AND ").all(|part| part.split(" WITH ").next().is_some_and(|licence| allowed.contains(licence.trim())))
    })
}

#[test]
fn a_licence_expression_is_read_as_alternatives_of_parts() {
    let allowed = BTreeSet::from(["MIT", "Apache-2.0"]);
    assert!(permitted("GPL-3.0 OR MIT", &allowed));
    assert!(permitted("MIT/Apache-2.0", &allowed));
    assert!(permitted("Apache-2.0 WITH LLVM-exception", &allowed));
    assert!(!permitted("MIT AND GPL-3.0", &allowed));
    assert!(!permitted("none", &allowed));
}

/// Name and version of every crate that is really built; `cargo metadata` also names optional ones that are not.
fn built() -> BTreeSet<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--workspace",
            "--locked",
            "--offline",
            "--prefix",
            "none",
            "--edges",
            "normal,build,dev",
            "--format",
            "{p}",
        ])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let named =
        |line: &str| line.split_once(" v").map(|(name, rest)| (name.to_owned(), rest.split(' ').next().unwrap_or("").to_owned()));
    String::from_utf8_lossy(&output.stdout).lines().filter_map(named).collect()
}

#[test]
fn no_banned_crate_is_built() {
    let built = built();
    assert!(built.iter().any(|(name, _)| name == "rustls"), "the list of crates cannot be read");
    for (name, why) in BANNED {
        assert!(!built.iter().any(|(crate_name, _)| crate_name == name), "{name} is built: {why}");
    }
}

#[test]
fn one_copy_of_what_must_agree_with_itself() {
    let built = built();
    for name in ["sqlx", "axum", "hyper", "rustls", "tokio", "reqwest", "async-graphql", "serde_json", "chrono"] {
        let versions: Vec<&str> = built.iter().filter(|(built, _)| built == name).map(|(_, version)| version.as_str()).collect();
        assert_eq!(versions.len(), 1, "{name} is built in versions {versions:?}");
    }
}

#[test]
fn the_top_level_holds_what_it_says_and_nothing_more() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "api",
        "domain",
        "migrations",
        "projections",
        "publiccode.yml",
        "replay",
        "target",
        "tests",
    ];
    for entry in std::fs::read_dir(workspace()).expect("the workspace") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} does not belong at the top level");
    }
}

#[test]
fn no_file_holds_more_than_one_concept_can_fill() {
    let mut open = vec![workspace().to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let lines = std::fs::read_to_string(&path).expect("text").lines().count();
                assert!(lines <= 600, "{} has {lines} lines", path.display());
            }
        }
    }
}
