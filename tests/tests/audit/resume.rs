//! A verification that goes on where an earlier one stopped hides nothing of what the earlier one had read, except what it says.

use serde_json::Value;

use crate::cell::Cell;
use crate::tool::{Answer, Desk, text};

/// A log of which the first 700 events were verified, and that has grown to 1,000 since.
struct Verified {
    cell: Cell,
    desk: Desk,
}

impl Verified {
    async fn to_700() -> Self {
        let cell = Cell::signed(&[300, 700], 1_000).await;
        let (desk, state) = (Desk::new(), "state");
        let answer = cell.ask(&["verify", "--size", "700", "--state", text(&desk.path(state))]).await;
        assert_eq!(answer.code, 0, "{}", answer.complaint);
        Self { cell, desk }
    }

    async fn verify(&self, more: &[&str]) -> Answer {
        let state = self.desk.path("state");
        self.cell.ask(&[&["verify", "--json", "--state", text(&state)], more].concat()).await
    }
}

#[tokio::test]
async fn damage_below_the_place_it_goes_on_from_is_named() {
    let of_417 = "global_position = (SELECT global_position FROM event_log WHERE log_index = 417)";
    let turned = |column: &str| format!("{column} = set_byte({column}, 8, get_byte({column}, 8) # 1)");
    for (statement, event, said) in [
        (format!("UPDATE event_log SET {} WHERE log_index = 417", turned("leaf_hash")), Some(417), "its hash in the tile"),
        (format!("UPDATE log_tile SET {} WHERE tile_index = 1", turned("hashes")), Some(256), "its hash in the tile"),
        (format!("UPDATE log_tile SET {} WHERE tile_index = 1", turned("root")), None, "tile 0/001"),
        (format!("DELETE FROM events WHERE {of_417}"), Some(417), "missing"),
        ("DELETE FROM event_log WHERE log_index = 417".to_owned(), Some(417), "missing"),
        ("UPDATE log_head SET note = replace(note, E'\\n300\\n', E'\\n301\\n') WHERE tree_size = 300".to_owned(), None, "head"),
        // Beyond the last full tile, where only the root that was kept can tell.
        (format!("UPDATE event_log SET {} WHERE log_index = 699", turned("leaf_hash")), None, "not what was signed"),
    ] {
        let verified = Verified::to_700().await;
        verified.cell.tamper(&[&statement]).await;
        let answer = verified.verify(&[]).await;
        assert_eq!((answer.code, answer.json()["event"].as_u64()), (1, event), "{statement}: {}", answer.complaint);
        assert!(answer.complaint.contains(said), "{statement}: {}", answer.complaint);
    }
}

#[tokio::test]
async fn it_says_what_it_did_not_read_and_reads_it_when_asked() {
    let verified = Verified::to_700().await;
    let of_417 = "global_position = (SELECT global_position FROM event_log WHERE log_index = 417)";
    verified.cell.tamper(&[&format!("UPDATE events SET payload = (payload::text || ' ')::json WHERE {of_417}")]).await;
    let started = verified.verify(&["--from-start"]).await;
    assert_eq!((started.code, started.json()["event"].as_u64()), (1, Some(417)), "{}", started.complaint);
    let told = verified.verify(&[]).await.json();
    assert_eq!((&told["verified_before"], &told["bytes_read"]), (&700.into(), &300.into()));
    let for_people = verified.cell.ask(&["verify", "--state", text(&verified.desk.path("state"))]).await;
    assert!(for_people.out.contains("of the first 1000, verified before, only hashes"), "{}", for_people.out);
}

/// Whoever can write the auditor's file can claim more than was read, but not another log.
#[tokio::test]
async fn a_state_that_is_not_of_this_log_is_refused() {
    let verified = Verified::to_700().await;
    let path = verified.desk.path("state");
    let mut state: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let peak = state["peaks"][0].as_str().unwrap().to_owned();
    state["peaks"][0] = peak.chars().rev().collect::<String>().into();
    for more in [&[][..], &["--from-start"]] {
        std::fs::write(&path, state.to_string()).unwrap();
        let answer = verified.verify(more).await;
        assert_eq!(answer.code, 1, "{}", answer.out);
        assert!(
            answer.complaint.contains("the first 700 events are not those that were verified before"),
            "{}",
            answer.complaint
        );
    }
}
