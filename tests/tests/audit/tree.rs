//! The tree in memory, the tree in the database and an independent implementation of RFC 6962 agree on every root and every proof.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use replay::tree::range::{Misfit, Range};
use replay::tree::{EMPTY_ROOT, Frontier, Hash, TileId, TreeError, node_hash};
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Executor};

use crate::cell::Cell;

type Independent = MemoryBackedTree<Sha256, Vec<u8>>;

fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

fn independent(size: u64) -> Independent {
    let mut tree = Independent::new();
    (0..size).for_each(|number| tree.push(entry(number)));
    tree
}

fn root_of(tree: &Independent) -> Hash {
    (*tree.root().as_bytes()).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_growing_tree_has_the_roots_of_rfc_6962(size in 0_u64..1_400) {
        let (mut tree, mut filled) = (Frontier::default(), Vec::new());
        (0..size).for_each(|number| tree.push(leaf(&entry(number)), &mut filled));
        prop_assert_eq!(tree.root(), if size == 0 { EMPTY_ROOT } else { root_of(&independent(size)) });
        prop_assert_eq!(tree.size(), size);
        prop_assert_eq!(filled.len() as u64, size / 256);
        for tile in filled {
            let hashes: Vec<Hash> = tile.hashes.chunks(32).map(|hash| hash.try_into().unwrap()).collect();
            let expected: Vec<Hash> = (tile.index * 256..(tile.index + 1) * 256).map(|number| leaf(&entry(number))).collect();
            prop_assert_eq!(hashes, expected);
        }
    }

    #[test]
    fn a_stretch_leads_to_the_root_and_no_other_stretch_does(
        size in 1_u64..600, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(), spoil in any::<prop::sample::Index>(),
    ) {
        let from = a.index(size as usize) as u64;
        let to = from + 1 + b.index((size - from) as usize) as u64;
        let range = Range { from, to, size };
        let outside: Vec<Hash> = range.outside().into_iter().map(|(lo, hi)| subtree(lo, hi)).collect();
        let leaves = || (from..to).map(|number| Ok::<Hash, Misfit>(leaf(&entry(number))));
        let root = root_of(&independent(size));
        prop_assert_eq!(range.root(&outside, leaves()), Ok(root));
        let spoilt = from + spoil.index((to - from) as usize) as u64;
        let other = leaves().enumerate().map(|(at, hash)| if from + at as u64 == spoilt { Ok(leaf(b"other")) } else { hash });
        prop_assert_ne!(range.root(&outside, other), Ok(root));
        prop_assert_eq!(range.root(&outside, leaves().skip(1)), Err(Misfit));
        prop_assert_eq!(range.root(&outside, leaves().chain(leaves().take(1))), Err(Misfit));
        prop_assert_eq!(range.root(&[&outside[..], &[root]].concat(), leaves()), Err(Misfit));
    }
}

fn subtree(lo: u64, hi: u64) -> Hash {
    match hi - lo {
        1 => leaf(&entry(lo)),
        leaves => {
            let middle = lo + (1 << (leaves - 1).ilog2());
            node_hash(&subtree(lo, middle), &subtree(middle, hi))
        }
    }
}

/// Leaf hashes as they are: the independent tree hashes entries, so the roots are computed from its proofs instead.
fn check_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Hash {
    let (mut hash, mut at, mut last) = (*leaf, index, size - 1);
    for sibling in path {
        if at % 2 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            while at % 2 == 0 && at != 0 {
                at /= 2;
                last /= 2;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        at /= 2;
        last /= 2;
    }
    hash
}

#[tokio::test]
async fn the_stored_tree_is_the_tree_over_the_stored_leaves() {
    let cell = Cell::fresh().await;
    let (mut tree, mut filled, mut from) = (Frontier::default(), Vec::new(), 0);
    for size in [1, 2, 255, 256, 257, 1_000, 2_300, 2_304, 70_000] {
        cell.grow(from, size).await;
        let leaves = cell.leaves().await;
        for leaf in &leaves[usize::try_from(from).unwrap()..] {
            tree.push(*leaf, &mut filled);
        }
        assert_eq!(cell.tree().root(size.unsigned_abs()).await.unwrap(), tree.root(), "of {size}");
        from = size;
    }
    let stored: Vec<(i16, i64, Hash, Vec<u8>)> = sqlx::query_as(
        "SELECT level, tile_index, root, hashes FROM log_tile ORDER BY (tile_index + 1) << (8 * (level + 1)), level",
    )
    .fetch_all(&cell.pool)
    .await
    .unwrap();
    assert_eq!(stored.len(), 274);
    for (stored, computed) in stored.into_iter().zip(filled) {
        assert_eq!(stored, (computed.level.into(), computed.index.cast_signed(), computed.root, computed.hashes));
    }
}

#[tokio::test]
async fn proofs_of_the_stored_tree_lead_to_its_roots() {
    let cell = Cell::with_log(66_100).await;
    let (tree, leaves) = (cell.tree(), cell.leaves().await);
    for size in [1, 2, 3, 256, 257, 1_000, 65_536, 65_537, 66_100] {
        let root = tree.root(size).await.unwrap();
        for index in [0, 1, size / 3, size / 2, size - 1].into_iter().filter(|index| *index < size) {
            let path = tree.inclusion(index, size, &root).await.unwrap();
            assert_eq!(check_inclusion(&leaves[usize::try_from(index).unwrap()], index, size, &path), root, "{index} in {size}");
        }
        for old in [1, 2, 255, 256, 300, size / 2, size].into_iter().filter(|old| (1..=size).contains(old)) {
            let proof = tree.consistency(old, size, &root).await.unwrap();
            let digests: Vec<_> = proof.iter().map(|hash| (*hash).into()).collect();
            let proof = ConsistencyProof::<Sha256>::from_digests(&digests);
            let old_root = RootHash::<Sha256>::new(tree.root(old).await.unwrap().into(), old);
            let new_root = RootHash::<Sha256>::new(root.into(), size);
            assert!(old == size || new_root.verify_consistency(&old_root, &proof).is_ok(), "{old} in {size}");
        }
        let range = Range { from: size / 4, to: size / 4 + size.div_ceil(3), size };
        let outside = tree.range(range).await.unwrap();
        let inside = leaves[usize::try_from(range.from).unwrap()..usize::try_from(range.to).unwrap()].iter();
        assert_eq!(range.root(&outside, inside.map(|leaf| Ok::<Hash, Misfit>(*leaf))), Ok(root));
    }
}

#[test]
fn our_check_of_a_path_is_the_independent_one() {
    let tree = independent(300);
    for index in [0, 17, 128, 255, 256, 299] {
        let proof = tree.prove_inclusion(index);
        let path: Vec<Hash> = proof.as_bytes().chunks(32).map(|hash| hash.try_into().unwrap()).collect();
        assert_eq!(check_inclusion(&leaf(&entry(index as u64)), index as u64, 300, &path), root_of(&tree));
        let again = InclusionProof::<Sha256>::from_bytes(proof.as_bytes().to_vec());
        assert!(tree.root().verify_inclusion(&entry(index as u64), index as u64, &again).is_ok());
    }
}

#[tokio::test]
async fn what_is_not_in_the_tree_is_not_proved() {
    let cell = Cell::with_log(300).await;
    let tree = cell.tree();
    let root = tree.root(300).await.unwrap();
    assert!(matches!(tree.inclusion(300, 300, &root).await, Err(TreeError::Outside { .. })));
    assert!(matches!(tree.consistency(0, 300, &root).await, Err(TreeError::Outside { .. })));
    assert!(matches!(tree.consistency(301, 300, &root).await, Err(TreeError::Outside { .. })));
    assert!(matches!(tree.root(301).await, Err(TreeError::TileMissing(_))));
    assert!(matches!(tree.inclusion(3, 300, &EMPTY_ROOT).await, Err(TreeError::OtherRoot { size: 300 })));
    assert_eq!(tree.tile(TileId::full(0, 0)).await.unwrap().unwrap().len(), 8_192);
    assert_eq!(tree.tile("0/001.p/44".parse().unwrap()).await.unwrap().unwrap(), cell.leaves().await[256..].concat());
    assert_eq!(tree.tile("1/000.p/1".parse().unwrap()).await.unwrap().unwrap().len(), 32);
    for absent in ["0/001", "0/001.p/45", "1/000", "1/000.p/2", "6/000"] {
        assert_eq!(tree.tile(absent.parse().unwrap()).await.unwrap(), None, "{absent}");
    }
}

/// As when the tables come to a log that is older than they are.
#[tokio::test]
async fn a_log_without_tiles_gets_them_when_a_sequencer_starts() {
    let cell = Cell::with_log(20_000).await;
    let root = cell.tree().root(20_000).await.unwrap();
    let mut owner = cell.database.owner().connect().await.unwrap();
    owner.execute("ALTER TABLE log_tile DISABLE TRIGGER USER").await.unwrap();
    let removed = owner.execute("DELETE FROM log_tile").await.unwrap();
    assert_eq!(removed.rows_affected(), 78);
    cell.grow(20_000, 20_001).await;
    assert_eq!(cell.tree().root(20_000).await.unwrap(), root);
}

#[tokio::test]
async fn a_hole_in_the_log_stops_the_sequencer() {
    let cell = Cell::with_log(300).await;
    cell.tamper(&["DELETE FROM event_log WHERE log_index = 298"]).await;
    let stopped = cell.sequencer().drain_once().await.unwrap_err();
    assert!(format!("{:?}", stopped).contains("Hole { index: 298 }"), "{stopped:?}");
}
