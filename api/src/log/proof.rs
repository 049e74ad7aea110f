//! Proofs as text, in the forms existing programs read.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use replay::heads::SignedHead;
use replay::tree::Hash;

/// That the log under `head` has a certain leaf at `index`: C2SP `tlog-proof@v1`.
pub(super) fn inclusion(index: u64, path: &[Hash], head: &SignedHead) -> String {
    format!("c2sp.org/tlog-proof@v1\nindex {index}\n{}\n{}", lines(path), head.note())
}

/// That the log under `head` begins with the log of `old` leaves: what C2SP `tlog-witness` calls an add-checkpoint request, so that it can be sent
/// to a witness as it is.
pub(crate) fn consistency(old: u64, proof: &[Hash], head: &SignedHead) -> String {
    format!("old {old}\n{}\n{}", lines(proof), head.note())
}

fn lines(hashes: &[Hash]) -> String {
    hashes.iter().fold(String::new(), |mut lines, hash| {
        let _ = writeln!(lines, "{}", STANDARD.encode(hash));
        lines
    })
}
