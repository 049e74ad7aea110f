//! Envelopes open only where they were sealed; digests tell nothing and depend on the pepper.

use domain::identifier::{EmailAddress, EnteCode, TaxCode};
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use proptest::prelude::*;
use uuid::Uuid;

use super::Handle;
use super::envelope::{SealError, open, seal};
use super::kek::{Kek, KekError};
use super::keys::{MasterKeys, place};

fn ente(code: &str) -> EnteCode {
    EnteCode::parse(code).unwrap()
}

fn master(wrapping: [u8; 32], former: Option<[u8; 32]>, pepper: [u8; 32]) -> MasterKeys {
    let former = former.map(|former| Kek::of_bytes(former, "vault.former_key_file"));
    MasterKeys::new(Kek::of_bytes(wrapping, "vault.key_file"), former, pepper)
}

proptest! {
    #[test]
    fn what_is_sealed_opens_to_the_same(plain in prop::collection::vec(any::<u8>(), 0..300), key: [u8; 32], place in ".{0,40}") {
        let (nonce, data) = seal(&key, &place, &plain).unwrap();
        prop_assert_eq!(open(&key, &place, &nonce, &data).unwrap(), plain);
    }

    #[test]
    fn altered_moved_or_foreign_envelopes_do_not_open(at in 0usize..60, bit in 0u8..8) {
        use base64::Engine;
        let base64 = base64::engine::general_purpose::STANDARD_NO_PAD;
        let key = [7; 32];
        let (nonce, data) = seal(&key, "here", &[42; 44]).unwrap();
        let mut bytes = base64.decode(&data).unwrap();
        bytes[at] ^= 1 << bit;
        prop_assert_eq!(open(&key, "here", &nonce, &base64.encode(bytes)), Err(SealError::DoesNotOpen));
        prop_assert_eq!(open(&key, "there", &nonce, &data), Err(SealError::DoesNotOpen));
        prop_assert_eq!(open(&[8; 32], "here", &nonce, &data), Err(SealError::DoesNotOpen));
    }
}

#[test]
fn malformed_envelopes_are_told_from_altered_ones() {
    for (nonce, data) in [("?", "AAAA"), ("AAAA", "AAAA"), ("AAAAAAAAAAAAAAAA", "?")] {
        assert_eq!(open(&[0; 32], "here", nonce, data), Err(SealError::Malformed));
    }
}

#[test]
fn the_same_text_is_never_sealed_the_same_way() {
    let sealed = |_| seal(&[1; 32], "here", b"text").unwrap();
    let all: std::collections::HashSet<_> = (0..1_000).map(sealed).collect();
    assert_eq!(all.len(), 1_000);
}

#[tokio::test]
async fn a_wrapped_key_opens_for_its_own_name_only() {
    let keys = master([1; 32], None, [2; 32]);
    let (subject, other) = (SubjectId::new(Uuid::from_u128(1)), SubjectId::new(Uuid::from_u128(2)));
    let (here, there) = (ente("99999000104"), ente("99999000203"));
    let (key, wrapped) = keys.issue(place(&here, (subject, PersonalClass::Fiscal, 1))).await.unwrap();
    let opens = async |keys: &MasterKeys, at: String| keys.unwrap_one(at, wrapped.clone()).await.ok().map(|key| key.0);
    assert_eq!(opens(&keys, place(&here, (subject, PersonalClass::Fiscal, 1))).await, Some(key.0));
    for elsewhere in [
        place(&there, (subject, PersonalClass::Fiscal, 1)),
        place(&here, (other, PersonalClass::Fiscal, 1)),
        place(&here, (subject, PersonalClass::Profile, 1)),
        place(&here, (subject, PersonalClass::Fiscal, 2)),
    ] {
        assert_eq!(opens(&keys, elsewhere).await, None);
    }
    let foreign = master([3; 32], None, [2; 32]);
    assert_eq!(opens(&foreign, place(&here, (subject, PersonalClass::Fiscal, 1))).await, None);
}

#[test]
fn digests_depend_on_ente_kind_and_pepper_and_find_addresses_in_any_case() {
    let keys = master([1; 32], None, [2; 32]);
    let here = ente("99999000104");
    let code: TaxCode = "RSSMRA80A01H501U".parse().unwrap();
    let digest = keys.digest(&here, &Handle::TaxCode(&code));
    assert_ne!(digest, keys.digest(&ente("99999000203"), &Handle::TaxCode(&code)));
    assert_ne!(digest, master([1; 32], None, [3; 32]).digest(&here, &Handle::TaxCode(&code)));
    let address = |text: &str| keys.digest(&here, &Handle::Email(&text.parse::<EmailAddress>().unwrap()));
    assert_eq!(address("Mario@Example.test"), address("mario@example.test"));
    assert_ne!(address("mario@example.test"), digest);
}

#[tokio::test]
async fn a_former_key_still_opens_and_wraps_nothing_any_more() {
    let at = || place(&ente("99999000104"), (SubjectId::new(Uuid::from_u128(1)), PersonalClass::Fiscal, 1));
    let (key, old) = master([1; 32], None, [2; 32]).issue(at()).await.unwrap();
    let both = master([9; 32], Some([1; 32]), [2; 32]);
    assert_eq!(both.unwrap_one(at(), old.clone()).await.unwrap().0, key.0);
    let (other, new) = both.issue(at()).await.unwrap();
    assert_ne!(new.kek, old.kek);
    // Keys wrapped by either come back in the order they were asked for.
    let mixed = both.unwrap(vec![(at(), new.clone()), (at(), old.clone()), (at(), new.clone())]).await.unwrap();
    assert_eq!(mixed.iter().map(|key| key.0).collect::<Vec<_>>(), [other.0, key.0, other.0]);
    assert!(master([9; 32], None, [2; 32]).unwrap_one(at(), new).await.is_ok());
    let alone = master([9; 32], None, [2; 32]).unwrap_one(at(), old).await;
    assert!(matches!(alone, Err(KekError::Seal(SealError::DoesNotOpen))));
}

#[test]
fn check_values_tell_keys_apart_and_tell_nothing() {
    let one = master([1; 32], None, [2; 32]);
    let other = master([1; 32], None, [9; 32]);
    assert_eq!(one.wrapping_id(), other.wrapping_id());
    assert_ne!(one.pepper_check(), other.pepper_check());
    assert_ne!(one.wrapping_id(), master([3; 32], None, [2; 32]).wrapping_id());
    assert_eq!(one.wrapping_id().len(), 32);
    assert!(!one.wrapping_id().contains("0101") && one.pepper_check() != [2; 32]);
    assert_eq!(format!("{one:?}"), "MasterKeys");
}
