//! Public test vectors that live beside the repository, not in it: a clone without them skips the
//! tests that read them and says so.

use std::path::PathBuf;

use serde::de::DeserializeOwned;

/// A folder of the pagoPA samples, when they are there.
pub(super) fn samples(folder: &str) -> Option<PathBuf> {
    let found = ["../../shared", "../../../shared"]
        .iter()
        .map(|shared| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(shared))
        .map(|shared| shared.join("pagopa/samples").join(folder))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: pagopa/samples/{folder} is not beside the repository");
    }
    found
}

/// The vectors of a file; none, said aloud, when the file is absent.
pub(super) fn vectors<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let Some(path) = samples(&format!("vectors/{file}")) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(&path).unwrap();
    let vectors: Vec<T> = serde_json::from_str(&text).unwrap();
    assert!(!vectors.is_empty(), "{file} holds no vectors");
    vectors
}
