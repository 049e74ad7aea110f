//! pagoPA's published contracts and our samples of them, which lie beside the repository and are not part of it.

use std::path::PathBuf;

/// A file or folder of that material; none, with a printed reason, where it is absent.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let repository = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let places = ["../shared/pagopa", "../../shared/pagopa"].map(|place| repository.join(place).join(name));
    let found = places.into_iter().find(|place| place.exists());
    if found.is_none() {
        println!("skipped: {name} of pagoPA's material is not beside the repository");
    }
    found
}

/// A sample message.
pub(crate) fn sample(name: &str) -> Option<String> {
    path(&format!("samples/soap/{name}")).map(|path| std::fs::read_to_string(path).unwrap())
}
