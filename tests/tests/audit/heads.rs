//! Heads are signed, kept, and continue each other; keys change and old promises stay.

use replay::heads::{self, HeadError, HeadSigner, LogKey, SignedHead, Trusted};
use replay::tree::EMPTY_ROOT;

use crate::cell::Cell;

pub(crate) const ORIGIN: &str = "log.example.test/log";

pub(crate) fn key(number: u8) -> LogKey {
    LogKey::new(ORIGIN, &[number; 32]).unwrap()
}

pub(crate) async fn signer(cell: &Cell, number: u8, former: Option<u8>) -> HeadSigner {
    HeadSigner::open(cell.pool.clone(), key(number), former.map(key)).await.unwrap()
}

fn trusted(numbers: &[u8]) -> Trusted {
    let texts: Vec<String> = numbers.iter().map(|number| key(*number).verifier()).collect();
    Trusted::parse(texts.iter().map(String::as_str)).unwrap()
}

#[tokio::test]
async fn a_head_says_what_the_log_is_and_who_says_so() {
    let cell = Cell::with_log(300).await;
    let signer = signer(&cell, 1, None).await;
    assert_eq!(heads::latest(&cell.pool).await.unwrap(), None);
    signer.sign(0).await.unwrap();
    assert_eq!(heads::latest(&cell.pool).await.unwrap(), None);
    signer.sign(299).await.unwrap();
    let head = heads::latest(&cell.pool).await.unwrap().unwrap();
    assert_eq!((head.size, head.root, head.origin()), (299, cell.tree().root(299).await.unwrap(), ORIGIN));
    head.verify(&trusted(&[1])).unwrap();
    head.verify(&trusted(&[2, 1])).unwrap();
    assert!(matches!(head.verify(&trusted(&[2])), Err(HeadError::Unverified { size: 299, .. })));
    assert_eq!(heads::of_size(&cell.pool, 299).await.unwrap(), Some(head.clone()));
    assert_eq!(heads::of_size(&cell.pool, 300).await.unwrap(), None);
    // A size that was signed stays as it was signed.
    signer.sign(299).await.unwrap();
    signer.sign(100).await.unwrap();
    signer.sign(300).await.unwrap();
    assert_eq!(heads::sizes_after(&cell.pool, 0, 10).await.unwrap(), [299, 300]);
    assert_eq!(heads::sizes_after(&cell.pool, 299, 10).await.unwrap(), [300]);
    assert_eq!(heads::verifiers(&cell.pool).await.unwrap(), [key(1).verifier()]);
}

#[tokio::test]
async fn no_byte_of_a_head_can_change() {
    let cell = Cell::with_log(7).await;
    signer(&cell, 1, None).await.sign(7).await.unwrap();
    let head = heads::latest(&cell.pool).await.unwrap().unwrap();
    let trusted = trusted(&[1]);
    for (at, byte) in head.note().bytes().enumerate() {
        for other in [byte ^ 1, byte ^ 0x20] {
            let mut note = head.note().as_bytes().to_vec();
            note[at] = other;
            let believed = String::from_utf8(note).ok().and_then(|note| SignedHead::parse(&note).ok()?.verify(&trusted).ok());
            assert_eq!(believed, None, "byte {at}");
        }
    }
}

#[tokio::test]
async fn a_key_is_replaced_and_old_heads_stay_good() {
    let cell = Cell::with_log(10).await;
    signer(&cell, 1, None).await.sign(10).await.unwrap();
    // The same size is signed again, by both keys.
    let both = signer(&cell, 2, Some(1)).await;
    both.sign(10).await.unwrap();
    cell.grow(10, 20).await;
    both.sign(20).await.unwrap();
    for trusts in [[1], [2]] {
        heads::latest(&cell.pool).await.unwrap().unwrap().verify(&trusted(&trusts)).unwrap();
        heads::of_size(&cell.pool, 10).await.unwrap().unwrap().verify(&trusted(&trusts)).unwrap();
    }
    cell.grow(20, 30).await;
    signer(&cell, 2, None).await.sign(30).await.unwrap();
    let head = heads::latest(&cell.pool).await.unwrap().unwrap();
    head.verify(&trusted(&[2])).unwrap();
    assert!(matches!(head.verify(&trusted(&[1])), Err(HeadError::Unverified { .. })));
    assert_eq!(heads::verifiers(&cell.pool).await.unwrap(), [key(1).verifier(), key(2).verifier()]);
    // A process that still runs with the old key does no harm.
    signer(&cell, 1, None).await.sign(20).await.unwrap();
    assert_eq!(heads::sizes_after(&cell.pool, 0, 10).await.unwrap(), [10, 20, 30]);
}

#[tokio::test]
async fn a_log_keeps_its_name() {
    let cell = Cell::with_log(1).await;
    signer(&cell, 1, None).await;
    let renamed = LogKey::new("other.example.test/log", &[1; 32]).unwrap();
    let refused = HeadSigner::open(cell.pool.clone(), renamed, None).await;
    assert!(matches!(refused, Err(HeadError::OtherOrigin { .. })), "{refused:?}");
    for origin in ["", "a log", "a+log", "a\nlog", "a\u{a0}log"] {
        assert!(matches!(LogKey::new(origin, &[1; 32]), Err(HeadError::Origin(_))), "{origin:?}");
    }
}

#[tokio::test]
async fn a_log_that_was_changed_after_it_was_signed_is_not_signed_again() {
    let cell = Cell::with_log(600).await;
    let signer = signer(&cell, 1, None).await;
    signer.sign(600).await.unwrap();
    cell.grow(600, 601).await;
    cell.tamper(&[
        "UPDATE event_log SET leaf_hash = sha256('forged') WHERE log_index = 599",
        "UPDATE log_tile SET root = sha256('forged') WHERE tile_index = 1",
    ])
    .await;
    let refused = signer.sign(601).await;
    assert!(matches!(refused, Err(HeadError::Broken { signed: 600, size: 601 })), "{refused:?}");
    assert_eq!(heads::sizes_after(&cell.pool, 0, 10).await.unwrap(), [600]);
}

#[test]
fn keys_are_read_in_their_one_form() {
    assert_eq!(trusted(&[1, 2]).origin(), ORIGIN);
    let other = LogKey::new("other.example.test/log", &[3; 32]).unwrap().verifier();
    for texts in [vec![], vec![""], vec!["log.example.test/log"], vec![key(1).verifier().as_str(), &other]] {
        assert!(matches!(Trusted::parse(texts), Err(HeadError::NotAVerifier(_))));
    }
    for note in ["", "\n", "log.example.test/log\n1\nAAAA\n\n", "no head\n"] {
        assert!(matches!(SignedHead::parse(note), Err(HeadError::Malformed(_))), "{note:?}");
    }
    assert_ne!(EMPTY_ROOT, [0; 32]);
}
