//! What strangers learn: nothing. And nothing personal stands anywhere in the clear.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::canaries::Canaries;
use tests::sandbox::sample;

use crate::documents::{LUCIA, MARIO, Person};
use crate::house::House;

/// The middle of many.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread")]
async fn a5_logins_and_recoveries_take_the_same_time_whether_there_is_an_account_or_not() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..40 {
        // The one that comes second is the first of the next pair: what comes after what costs both the same.
        let mut pair = [(MARIO.user_name, &mut known), ("nessuno.qui", &mut unknown)];
        pair.rotate_left(round % 2);
        for (name, times) in pair {
            sqlx::query("DELETE FROM login_throttle").execute(&house.product.pool).await.unwrap();
            let began = Instant::now();
            let answer = browser.log_in(name, "una frase sbagliata").await;
            times.push(began.elapsed());
            assert_eq!(answer["key"], "login.refused");
        }
    }
    let (known, unknown) = (median(known), median(unknown));
    let apart = known.abs_diff(unknown);
    assert!(apart < known / 5, "known {known:?}, unknown {unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a5_registering_takes_the_same_time_whether_the_name_is_taken_or_not() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let (mut free, mut taken) = (Vec::new(), Vec::new());
    let names: Vec<&'static str> = (0..4).map(|number| &*format!("utente.nuovo{number}").leak()).collect();
    for name in names {
        for (user_name, times) in [(name, &mut free), (MARIO.user_name, &mut taken)] {
            let began = Instant::now();
            let answer = house.browser().register(&Person { user_name, email: "altri@example.test", ..LUCIA }).await;
            times.push(began.elapsed());
            assert_eq!(answer["key"], "registration.done");
        }
    }
    let (free, taken) = (median(free), median(taken));
    assert!(free.abs_diff(taken) < free / 4, "free {free:?}, taken {taken:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn i2_nothing_personal_of_an_account_is_stored_in_the_clear() {
    let house = House::open().await;
    let mario =
        Person { name: "Zebedeo", surname: "Canarino", user_name: "zebedeo.c", email: "zebedeo@canarino.example", ..MARIO };
    let browser = house.logged_in(&mario).await;
    let change = json!({ "currentPassword": crate::documents::PASSWORD, "email": "nuovo@canarino.example" });
    browser.command("changeEmail", "ChangeEmailInput", change).await;
    house.letter("nuovo@canarino.example", 1).await;
    let recover = json!({ "ente": sample::ENTE, "userName": mario.user_name });
    browser.command("recoverPassword", "UserNameInput", recover).await;
    house.letter(mario.email, 2).await;
    let canaries = Canaries::new([
        mario.tax_code,
        "Zebedeo",
        "Canarino",
        mario.user_name,
        mario.email,
        "nuovo@canarino.example",
        crate::documents::PASSWORD,
        "Via Roma 1",
    ]);
    let scanned = canaries.absent_from(&house.product.connect_options()).await.unwrap();
    assert!(scanned.rows > 10, "{scanned:?}");
}
