//! What anybody may see: heads, tiles and proofs; never an event. And what addresses nobody meant lead to.

use api::log;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use replay::heads::{LogKey, SignedHead, Trusted};
use tower::ServiceExt;

use crate::cell::Cell;
use crate::heads::{ORIGIN, key, signer};

/// Status, cache-control and body.
async fn get(cell: &Cell, path: &str) -> (StatusCode, String, Vec<u8>) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = log::router(cell.pool.clone()).oneshot(request).await.unwrap();
    let cache = response.headers().get("cache-control").map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    (status, cache.unwrap_or_default(), to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec())
}

async fn text(cell: &Cell, path: &str) -> String {
    let (status, _, body) = get(cell, path).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    String::from_utf8(body).unwrap()
}

async fn signed_log() -> Cell {
    let cell = Cell::with_log(300).await;
    signer(&cell, 1, None).await.sign(300).await.unwrap();
    cell.grow(300, 1_000).await;
    signer(&cell, 1, None).await.sign(1_000).await.unwrap();
    cell
}

#[tokio::test]
async fn anybody_can_check_the_log_without_seeing_it() {
    let cell = signed_log().await;
    let keys = text(&cell, "/log/keys").await;
    assert_eq!(keys, key(1).verifier() + "\n");
    let head = SignedHead::parse(&text(&cell, "/log/checkpoint").await).unwrap();
    head.verify(&Trusted::parse(keys.lines()).unwrap()).unwrap();
    assert_eq!(head.size, 1_000);
    assert_eq!(text(&cell, "/log/checkpoints").await, "300\n1000\n");
    assert_eq!(text(&cell, "/log/checkpoints?after=300").await, "1000\n");
    assert!(text(&cell, "/log/checkpoint/300").await.starts_with(&format!("{ORIGIN}\n300\n")));

    let leaves = cell.leaves().await;
    let (status, cache, body) = get(&cell, "/log/tile/0/002").await;
    assert_eq!((status, body), (StatusCode::OK, leaves[512..768].concat()));
    assert!(cache.contains("immutable"), "{cache}");
    assert_eq!(get(&cell, "/log/tile/0/003.p/232").await.2, leaves[768..].concat());
    assert_eq!(get(&cell, "/log/tile/1/000.p/3").await.2.len(), 96);
    assert!(get(&cell, "/log/checkpoint").await.1.contains("max-age=5"));
}

#[tokio::test]
async fn proofs_come_in_the_forms_that_programs_read() {
    let cell = signed_log().await;
    let proof = text(&cell, "/log/proof/inclusion/7/1000").await;
    let (header, note) = proof.split_once("\n\n").unwrap();
    let mut lines = header.lines();
    assert_eq!((lines.next(), lines.next()), (Some("c2sp.org/tlog-proof@v1"), Some("index 7")));
    let head = SignedHead::parse(note).unwrap();
    let checked =
        tlog_tiles::check_record(&hashes(lines), 1_000, tlog_tiles::Hash(head.root), 7, tlog_tiles::Hash(cell.leaves().await[7]));
    checked.unwrap();

    let proof = text(&cell, "/log/proof/consistency/300/1000").await;
    let (header, note) = proof.split_once("\n\n").unwrap();
    let mut lines = header.lines();
    assert_eq!(lines.next(), Some("old 300"));
    let old = SignedHead::parse(&text(&cell, "/log/checkpoint/300").await).unwrap();
    let head = SignedHead::parse(note).unwrap();
    let (old_root, root) = (tlog_tiles::Hash(old.root), tlog_tiles::Hash(head.root));
    tlog_tiles::check_tree(&hashes(lines), 1_000, root, 300, old_root).unwrap();
}

fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<tlog_tiles::Hash> {
    lines.map(|line| tlog_tiles::Hash::parse_hash(line).unwrap()).collect()
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let cell = signed_log().await;
    for path in [
        "/log/tile/entries/000",
        "/log/tile/data/000",
        "/log/tile/0/000.p/0",
        "/log/tile/0/0",
        "/log/tile/0/004",
        "/log/tile/0/003",
        "/log/tile/255/000",
        "/log/tile/0/../0/000",
        "/log/tile/0/x018/x446/x744/x073/x709/x551/616",
        "/log/checkpoint/299",
        "/log/checkpoint/0300",
        "/log/checkpoint/-1",
        "/log/checkpoint/18446744073709551615",
        "/log/checkpoint/18446744073709551616",
        "/log/checkpoints?after=x",
        "/log/proof/inclusion/1000/1000",
        "/log/proof/inclusion/0/999",
        "/log/proof/inclusion/x/1000",
        "/log/proof/inclusion/18446744073709551615/1000",
        "/log/proof/consistency/0/1000",
        "/log/proof/consistency/1001/1000",
        "/log/proof/consistency/300/18446744073709551615",
    ] {
        assert_eq!(get(&cell, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let empty = Cell::fresh().await;
    assert_eq!(get(&empty, "/log/checkpoint").await.0, StatusCode::NOT_FOUND);
    assert_eq!(text(&empty, "/log/keys").await, "");
}

#[tokio::test]
async fn a_damaged_tile_is_never_part_of_a_proof() {
    let cell = signed_log().await;
    cell.tamper(&[
        "UPDATE log_tile SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40)) WHERE level = 0 AND tile_index = 0",
    ])
    .await;
    assert_eq!(get(&cell, "/log/proof/inclusion/7/1000").await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&cell, "/log/proof/inclusion/300/1000").await.0, StatusCode::OK);
}

#[test]
fn a_key_shows_no_secret() {
    let key = LogKey::new(ORIGIN, &[0x5a; 32]).unwrap();
    assert!(!format!("{key:?}").contains("5a5a"));
}
