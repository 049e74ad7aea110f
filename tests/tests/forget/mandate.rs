//! What the holder of a mandate reads with the auditor's tool: whom it covers and nobody else, written down before it is shown, and nothing at
//! all by a mandate that is altered, over, withdrawn or of somebody else.

use std::path::{Path, PathBuf};
use std::process::Command;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use api::privacy::mandates::{self, Wish};
use api::privacy::{self, AccessEntry, Looked, Named, PrivacyError, Seen};
use chrono::TimeDelta;
use domain::identifier::TaxCode;
use domain::ids::MandateId;
use domain::mandate::MandateRefusal;
use domain::personal::PersonalClass::{Fiscal, Profile};
use domain::rome;
use domain::subject::ErasureReason;
use domain::text::Text140;
use replay::heads::{HeadSigner, LogKey};
use replay::mandate::Mandate;
use serde_json::Value;
use sqlx::{ConnectOptions, Executor};
use tempfile::TempDir;
use tests::canaries::Canaries;

use crate::house::{ENTE, House, ente};

const MARIO: &str = "RSSMRA80A01H501U";
const LUCIA: &str = "BNCLCU85M41F205T";
const COURT: &str = "Corte dei conti, sezione Lazio";

fn key(secret: u8) -> LogKey {
    LogKey::new("tests.example/log", &[secret; 32]).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Everything that is sealed, and where it may be looked for.
fn wish(identity: &Identity) -> Wish {
    Wish {
        grantee: Text140::parse(COURT).unwrap(),
        reason: Text140::parse("Decreto 118/2026").unwrap(),
        recipient: identity.to_public().to_string().parse().unwrap(),
        people: Vec::new(),
        payments: Vec::new(),
        stretches: Vec::new(),
        until: None,
    }
}

/// The auditor's desk: an identity, a mandate, and what the tool wrote.
struct Desk {
    folder: TempDir,
    identity: Identity,
}

/// What the tool ended with and said.
struct Said {
    code: u8,
    out: String,
    complaint: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.complaint))
    }
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: TempDir::new().unwrap(), identity: Identity::generate() };
        std::fs::write(desk.path("identity.txt"), desk.identity.to_string().expose_secret()).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Keeps a mandate for these people.
    async fn granted(&self, house: &House, tax_codes: &[&str]) -> MandateId {
        let people = tax_codes.iter().map(|code| Named::TaxCode(TaxCode::parse(code).unwrap())).collect();
        self.granted_for(house, Wish { people, ..wish(&self.identity) }).await
    }

    async fn granted_for(&self, house: &House, wish: Wish) -> MandateId {
        let handed = mandates::grant(&house.product, &house.acting(), &ente(), wish).await.unwrap();
        std::fs::write(self.path("mandate.age"), handed.file).unwrap();
        handed.id
    }

    /// Asks without the database.
    async fn alone(&self, question: &[&str]) -> Said {
        let (mut out, mut complaint) = (Vec::new(), Vec::new());
        let arguments = ["replay"].iter().chain(question).chain(&["--quiet"]).map(Into::into);
        let code = replay::tool::run(arguments, false, &mut out, &mut complaint).await;
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { code, out: text(out), complaint: text(complaint) }
    }

    async fn ask(&self, house: &House, question: &[&str]) -> Said {
        let url = house.home.database().reader().to_url_lossy().to_string();
        self.alone(&[question, &["--database", &url]].concat()).await
    }

    /// Asks as the holder of the mandate.
    async fn shown(&self, house: &House, question: &[&str]) -> Said {
        let (mandate, identity) = (self.path("mandate.age"), self.path("identity.txt"));
        self.ask(house, &[question, &["--mandate", text(&mandate), "--identity", text(&identity)]].concat()).await
    }

    async fn shown_alone(&self, question: &[&str]) -> Said {
        let (mandate, identity) = (self.path("mandate.age"), self.path("identity.txt"));
        self.alone(&[question, &["--mandate", text(&mandate), "--identity", text(&identity)]].concat()).await
    }
}

impl House {
    /// Signs the log as it stands.
    async fn sign(&self) {
        let signer = HeadSigner::open(self.product.pool.clone(), key(7), None).await.unwrap();
        signer.sign(self.count("SELECT max(log_index) + 1 FROM event_log").await.unsigned_abs()).await.unwrap();
    }

    /// The newest lines of the access log in front.
    async fn looks(&self) -> Vec<Looked> {
        let entries = privacy::read_access_log(&self.product, &ente(), None, 100).await.unwrap();
        let looked = |AccessEntry { seen, .. }| match seen {
            Seen::Looked(looked) => looked,
            Seen::Forgotten => panic!("forgotten"),
        };
        entries.into_iter().map(looked).collect()
    }

    async fn looks_by_mandate(&self) -> usize {
        self.looks().await.iter().filter(|looked| looked.who.starts_with("mandate:")).count()
    }
}

fn nobody_in(said: &Said) {
    let canaries = Canaries::new([MARIO, LUCIA, "mario@example.test", "Mario Rossi"]);
    assert_eq!(canaries.shown_in(&said.out).or(canaries.shown_in(&said.complaint)), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_opens_whom_it_covers_and_every_look_is_written_down_first() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (position, nav) = house.paid(MARIO, 5_000).await;
    let (_, other) = house.paid(LUCIA, 700).await;
    house.settle().await;
    let mario = house.subject(MARIO).await.unwrap();
    let output = desk.path("mandate.age");
    let recipient = desk.identity.to_public().to_string();
    let order =
        ["privacy", "mandate", "grant", "--ente", ENTE, "--for", COURT, "--reason", "Decreto 118/2026", "--operator", "anna"];
    let rest = ["--tax-code", MARIO, "--recipient", &recipient, "--output", text(&output)];
    let mut command = tests::child::product("as_product", &house.home.settings_file(), &[&order[..], &rest].concat());
    let done = command.output().await.unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("for 1 people until"), "{said}");
    house.settle().await;
    house.sign().await;
    let granted = house.looks().await;
    let [granted] = granted.as_slice() else { panic!("{granted:?}") };
    assert_eq!((granted.who.as_str(), granted.what.as_str(), granted.subject), ("operator:anna", "mandate grant", Some(mario)));

    let told = desk.shown(&house, &["timeline", nav.as_str(), "--json"]).await;
    assert_eq!(told.code, 0, "{}", told.complaint);
    let story = told.json();
    let opened: Vec<&Value> = story.as_array().unwrap().iter().flat_map(|entry| entry["opened"].as_array()).flatten().collect();
    assert!(opened.iter().any(|one| one["value"]["tax_code"] == MARIO && one["person"] == mario.to_string()), "{opened:?}");
    assert!(opened.iter().any(|one| one["value"] == "mario@example.test" && one["class"] == "P"), "{opened:?}");
    let looks = house.looks().await;
    let [look, before] = looks.as_slice() else { panic!("{looks:?}") };
    assert_eq!(before, granted);
    assert_eq!((look.who.as_str(), look.what.as_str()), ("mandate:Corte dei conti, sezione Lazio", "replay timeline"));
    assert_eq!((look.subject, &look.mandate), (Some(mario), &granted.mandate));

    // Somebody else's stays sealed, and a look that shows nothing is no look.
    let told = desk.shown(&house, &["timeline", other.as_str()]).await;
    assert!(told.code == 0 && told.out.contains("person=(sealed)"), "{}{}", told.out, told.complaint);
    assert!(told.out.starts_with("nothing opened by mandate"), "{}", told.out);
    nobody_in(&told);
    nobody_in(&desk.ask(&house, &["timeline", nav.as_str(), "--json"]).await);
    assert_eq!(house.looks_by_mandate().await, 1);

    let stream = format!("DebtPosition/{position}");
    let state = desk.shown(&house, &["as-of", "1000000", &stream, "--json"]).await;
    assert_eq!(state.code, 4, "only what is signed counts");
    let size = house.count("SELECT max(log_index) + 1 FROM event_log").await.to_string();
    let state = desk.shown(&house, &["as-of", &size, &stream, "--json"]).await;
    assert!(state.out.contains(MARIO) && state.out.contains("mario@example.test"), "{}{}", state.out, state.complaint);
    assert_eq!(house.looks().await[0].what, "replay as-of");
    nobody_in(&desk.ask(&house, &["as-of", &size, &stream, "--json"]).await);

    let canaries = Canaries::new([MARIO, LUCIA, "mario@example.test"]);
    let cell = replay::pool::in_cell(house.home.database().owner(), "public");
    canaries.absent_from(&cell).await.unwrap();
    // Nobody else writes in the log: the reading role only by that function, and there only of whom the mandate covers.
    let reader = replay::pool::lazy(replay::pool::in_cell(house.home.database().reader(), "public"), 1);
    assert!(reader.execute("INSERT INTO access_log (ente, at, month) VALUES ('x', now(), '2026-01-01')").await.is_err());
    assert!(reader.execute("SELECT * FROM access_log").await.is_err());
    let lucia = house.subject(LUCIA).await.unwrap();
    let note = sqlx::query_scalar::<_, String>("SELECT note_mandate_use($1::uuid, ARRAY[$2], 'replay timeline')");
    let said = note.bind(granted.mandate.clone()).bind(lucia.as_uuid()).fetch_one(&reader).await.unwrap();
    assert_eq!(said, "unknown");

    // To whom their data was given is part of the copy people may ask for, and nothing of whoever else it was about.
    Desk::new().granted(&house, &[MARIO, LUCIA]).await;
    house.settle().await;
    let copy = privacy::copy::collect(&house.product, &ente(), &[mario]).await.unwrap();
    let told: Vec<_> = copy.events.iter().filter(|event| event.event == "MandateGranted").collect();
    assert_eq!(told.len(), 2);
    for event in told {
        let grant = &event.data["MandateGranted"]["grant"];
        assert_eq!((&grant["grantee"], grant["keys"].as_array().map(Vec::len)), (&Value::from(COURT), Some(2)));
        assert!(grant["covers"].as_array().unwrap().len() == 1 && !event.data.to_string().contains(&lucia.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_by_a_mandate_that_is_not_the_holders_or_not_what_was_granted() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (_, nav) = house.paid(MARIO, 5_000).await;
    house.settle().await;
    let id = desk.granted(&house, &[MARIO]).await;
    house.settle().await;
    house.sign().await;
    let question = ["timeline", nav.as_str(), "--json"];
    let file = std::fs::read_to_string(desk.path("mandate.age")).unwrap();
    let refused = async |what: &str| {
        let said = desk.shown(&house, &question).await;
        assert!(said.code == 5 && said.complaint.contains(what), "{what}: {} {}", said.code, said.complaint);
        nobody_in(&said);
    };

    let stranger = Desk::new();
    std::fs::copy(stranger.path("identity.txt"), desk.path("identity.txt")).unwrap();
    refused("is not for this identity").await;
    std::fs::write(desk.path("identity.txt"), desk.identity.to_string().expose_secret()).unwrap();

    // Changed on its way, by whoever.
    let middle = file.len() / 2;
    let spoilt: String =
        file.char_indices().map(|(at, one)| if at == middle { if one == 'A' { 'B' } else { 'A' } } else { one }).collect();
    for altered in [spoilt, file[..file.len() / 2].to_owned(), String::new()] {
        std::fs::write(desk.path("mandate.age"), altered).unwrap();
        refused("cannot be decrypted").await;
    }
    // Changed by its holder, who can decrypt it: the last day moved, or signed by themselves.
    let plain = String::from_utf8(age::decrypt(&desk.identity, file.as_bytes()).unwrap()).unwrap();
    let mandate = Mandate::read(file.as_bytes(), desk.identity.to_string().expose_secret().as_bytes(), &trusted()).unwrap();
    let until = format!("\"until\":\"{}\"", mandate.granted().grant.until);
    assert!(plain.contains(&until), "{plain}");
    let seal = |text: &str| age::encrypt_and_armor(&desk.identity.to_public(), text.as_bytes()).unwrap();
    std::fs::write(desk.path("mandate.age"), seal(&plain.replace(&until, "\"until\":\"2099-12-31\""))).unwrap();
    refused("is not signed by a key of this log").await;
    let secrets = vec![[1; 32]; mandate.granted().grant.keys.len()];
    let issue = |granted, key| replay::mandate::issue(granted, &secrets, &[key]).unwrap();
    std::fs::write(desk.path("mandate.age"), issue(mandate.granted().clone(), key(8))).unwrap();
    refused("is not signed by a key of this log").await;
    // Signed by the log, and granted nowhere: a head of a log is no mandate either.
    let unheard = replay::mandate::Granted { id: MandateId::default(), ..mandate.granted().clone() };
    std::fs::write(desk.path("mandate.age"), issue(unheard, key(7))).unwrap();
    refused("was not granted in this cell").await;
    let head = sqlx::query_scalar::<_, String>("SELECT note FROM log_head LIMIT 1").fetch_one(&house.product.pool).await.unwrap();
    std::fs::write(desk.path("mandate.age"), seal(&head)).unwrap();
    refused("its format is not known").await;
    assert_eq!(house.looks_by_mandate().await, 0, "whoever saw nothing did not look");

    // Other keys under the right names: what they open is not what was sealed.
    std::fs::write(desk.path("mandate.age"), issue(mandate.granted().clone(), key(7))).unwrap();
    let said = desk.shown(&house, &question).await;
    assert!(said.code == 1 && said.complaint.contains("a sealed value was altered"), "{}", said.complaint);
    nobody_in(&said);

    std::fs::write(desk.path("mandate.age"), &file).unwrap();
    assert_eq!(desk.shown(&house, &question).await.code, 0);
    let reason = Text140::parse("incarico concluso").unwrap();
    mandates::withdraw(&house.product, &house.acting(), &ente(), id, reason).await.unwrap();
    refused("was withdrawn").await;
}

fn trusted() -> replay::heads::Trusted {
    replay::heads::Trusted::parse([key(7).verifier().as_str()]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_after_its_last_day_or_when_nobody_would_know() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (_, nav) = house.paid(MARIO, 5_000).await;
    house.settle().await;
    let question = ["timeline", nav.as_str(), "--json"];
    // Granted forty days ago, for thirty.
    house.clock.advance(TimeDelta::days(-40));
    desk.granted(&house, &[MARIO]).await;
    house.clock.advance(TimeDelta::days(40));
    house.settle().await;
    house.sign().await;
    let said = desk.shown(&house, &question).await;
    assert!(said.code == 5 && said.complaint.contains("mandate: ended on"), "{} {}", said.code, said.complaint);
    nobody_in(&said);
    let bundle = desk.path("bundle");
    assert_eq!(desk.ask(&house, &["export", "..", text(&bundle)]).await.code, 0);
    let said = desk.shown_alone(&["timeline", nav.as_str(), "--bundle", text(&bundle)]).await;
    assert!(said.code == 5 && said.complaint.contains("mandate: ended on"), "{} {}", said.code, said.complaint);
    nobody_in(&said);

    desk.granted(&house, &[MARIO]).await;
    house.settle().await;
    let mut owner = house.owner().await;
    let taken = "REVOKE EXECUTE ON FUNCTION note_mandate_use(uuid, uuid[], text) FROM quietanza_reader";
    owner.execute(taken).await.unwrap();
    let opened = desk.path("opened");
    for question in [&question[..], &["as-of", "3", nav.as_str()], &["export", "..", text(&opened)]] {
        let said = desk.shown(&house, question).await;
        assert!(
            said.code == 3 && said.complaint.contains("the access log cannot be written"),
            "{} {}",
            said.code,
            said.complaint
        );
        nobody_in(&said);
    }
    assert_eq!(Canaries::new([MARIO]).shown_in(&std::fs::read_to_string(&opened).unwrap()), None);
    owner.execute("GRANT EXECUTE ON FUNCTION note_mandate_use(uuid, uuid[], text) TO quietanza_reader").await.unwrap();
    assert_eq!(desk.shown(&house, &question).await.code, 0);
    let refused = async |wish: Wish| match mandates::grant(&house.product, &house.acting(), &ente(), wish).await {
        Err(PrivacyError::Mandate(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let today = rome::day(house.clock.now());
    let people = vec![Named::TaxCode(TaxCode::parse(MARIO).unwrap())];
    let late = Wish { people, until: today.pred_opt(), ..wish(&desk.identity) };
    assert!(matches!(refused(late).await, MandateRefusal::Term(_)));
    assert_eq!(refused(wish(&desk.identity)).await, MandateRefusal::Nobody);
}

/// Runs the checker in another language; none where there is no Python.
fn elsewhere(file: &Path) -> Option<(bool, String)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/checker/check.py");
    match Command::new("python3").args(["-I", script]).arg(file).arg(key(7).verifier()).output() {
        Ok(output) => Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: there is no python3 here");
            None
        }
        Err(error) => panic!("python3: {error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_is_opened_far_from_the_database_and_every_proof_still_holds() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (_, nav) = house.paid(MARIO, 5_000).await;
    let (_, other) = house.paid(LUCIA, 700).await;
    house.settle().await;
    desk.granted(&house, &[MARIO]).await;
    house.settle().await;
    house.sign().await;
    let (sealed, opened) = (desk.path("sealed"), desk.path("opened"));
    assert_eq!(desk.ask(&house, &["export", "..", text(&sealed)]).await.code, 0);
    assert_eq!(house.looks_by_mandate().await, 0);
    let said = desk.shown(&house, &["export", "..", text(&opened), "--json"]).await;
    assert_eq!(said.code, 0, "{}", said.complaint);
    let values = said.json()["opened"].as_u64().unwrap();
    assert!(values >= 2, "{}", said.out);
    assert_eq!(house.looks_by_mandate().await, 1, "one line for one person, however many events");
    let mode = std::os::unix::fs::PermissionsExt::mode(&opened.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "readable by whoever opened it only");
    let whole = std::fs::read_to_string(&opened).unwrap();
    assert!(whole.contains(MARIO) && Canaries::new([LUCIA]).shown_in(&whole).is_none());

    // What is sealed tells the holder the same as what was opened, and nobody else anything.
    for bundle in [&sealed, &opened] {
        let told = desk.shown_alone(&["timeline", nav.as_str(), "--bundle", text(bundle)]).await;
        assert!(told.code == 0 && told.out.contains(MARIO), "{}{}", told.out, told.complaint);
        nobody_in(&desk.alone(&["timeline", nav.as_str(), "--bundle", text(bundle)]).await);
        nobody_in(&desk.shown_alone(&["timeline", other.as_str(), "--bundle", text(bundle)]).await);
        let state = desk.shown_alone(&["as-of", "1000", nav.as_str(), "--bundle", text(bundle)]).await;
        assert_eq!(state.code, 4, "{}", state.out);
        let digest = desk.alone(&["digest", "--bundle", text(bundle), "--json"]).await.out;
        assert_eq!(digest, desk.ask(&house, &["digest", "--json"]).await.out);
    }
    assert_eq!(house.looks_by_mandate().await, 1, "the granting event stands for looks without the database");

    let given = key(7).verifier();
    let check = ["check", text(&opened), "--key", &given, "--json"];
    assert_eq!(desk.alone(&check).await.json()["compared"], Value::Null);
    let told = desk.shown_alone(&check).await.json();
    assert_eq!((&told["holds"], &told["opened"], &told["compared"]), (&true.into(), &values.into(), &values.into()));
    if let Some((holds, told)) = elsewhere(&opened) {
        assert!(holds && told.contains(&format!("{values} opened values")), "{told}");
    }
    // Somebody writes another name beside what is sealed.
    let forged = desk.path("forged");
    std::fs::write(&forged, whole.replace(MARIO, LUCIA)).unwrap();
    assert!(desk.alone(&["check", text(&forged)]).await.out.contains("covered by no signature"));
    let said = desk.shown_alone(&["check", text(&forged)]).await;
    assert!(said.code == 1 && said.complaint.contains("an opened value is not what was sealed"), "{}", said.complaint);
    std::fs::write(&forged, whole.replace("{\"opened\":{\"index\":", "{\"opened\":{\"index\":1")).unwrap();
    let said = desk.alone(&["check", text(&forged)]).await;
    assert!(said.code == 1 && said.complaint.contains("nothing of that person is sealed there"), "{}", said.complaint);
    assert!(elsewhere(&forged).is_none_or(|(holds, _)| !holds));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_for_a_payment_or_a_stretch_opens_no_other_of_the_same_person() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (_, nav) = house.paid(MARIO, 5_000).await;
    let (_, other) = house.owes(MARIO, 700).await;
    house.settle().await;
    house.sign().await;
    let told = async |nav: &str| desk.shown(&house, &["timeline", nav]).await;
    let opens_one = async |wish: Wish| {
        desk.granted_for(&house, wish).await;
        house.settle().await;
        let (mine, theirs) = (told(nav.as_str()).await, told(other.as_str()).await);
        assert!(mine.out.contains(MARIO), "{}{}", mine.out, mine.complaint);
        assert_eq!(theirs.code, 0, "{}", theirs.complaint);
        nobody_in(&theirs);
    };
    opens_one(Wish { payments: vec![nav.as_str().to_owned()], ..wish(&desk.identity) }).await;
    let sql = "SELECT min(l.log_index) FROM events e JOIN event_log l USING (global_position) WHERE e.payload::text LIKE $1";
    let other_begins: i64 = sqlx::query_scalar(sql).bind(format!("%{other}%")).fetch_one(&house.product.pool).await.unwrap();
    let before_it = std::ops::Range { start: 0, end: other_begins.unsigned_abs() };
    opens_one(Wish { stretches: vec![before_it], ..wish(&desk.identity) }).await;
    let nothing = Wish { payments: vec!["302000000000099999".to_owned()], ..wish(&desk.identity) };
    let refused = mandates::grant(&house.product, &house.acting(), &ente(), nothing).await;
    assert!(matches!(refused, Err(PrivacyError::NotInLog(_))), "{refused:?}");

    // What is sealed of him in one debt says nothing in another.
    let sql = "SELECT payload::text FROM events WHERE aggregate_type = 'DebtPosition' AND sequence = 1 ORDER BY global_position";
    let payloads: Vec<String> = sqlx::query_scalar(sql).fetch_all(&house.product.pool).await.unwrap();
    let sealed = |payload: &str| replay::sealed::find(&serde_json::from_str(payload).unwrap())[0].sealed.clone();
    let (here, there) = (sealed(&payloads[0]), sealed(&payloads[1]));
    let swapped = payloads[0].replace(&here.data, &there.data).replace(&here.nonce, &there.nonce);
    let mut owner = house.owner().await;
    owner.execute("ALTER TABLE events DISABLE TRIGGER USER").await.unwrap();
    let swap = sqlx::query("UPDATE events SET payload = $1::json WHERE payload::text = $2").bind(&swapped).bind(&payloads[0]);
    assert_eq!(swap.execute(&mut owner).await.unwrap().rows_affected(), 1);
    let said = told(nav.as_str()).await;
    assert!(said.code == 1 && said.complaint.contains("a sealed value was altered"), "{}{}", said.out, said.complaint);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_stays_erased_and_mandates_that_still_hold_their_keys_are_named() {
    let house = House::signed().await;
    let desk = Desk::new();
    let (_, nav) = house.paid(MARIO, 5_000).await;
    house.settle().await;
    let mario = house.subject(MARIO).await.unwrap();
    let before = desk.granted(&house, &[MARIO]).await;
    let acting = house.acting();
    house.settle().await;
    assert!(mandates::to_destroy(&house.product, &ente(), &[mario]).await.unwrap().is_empty());
    let erase = [
        "privacy",
        "erase",
        "--ente",
        ENTE,
        "--tax-code",
        MARIO,
        "--class",
        "profile",
        "--operator",
        "anna",
        "--reason",
        "prot. 1",
    ];
    let mut command = tests::child::product("as_product", &house.home.settings_file(), &erase);
    let said = String::from_utf8_lossy(&command.output().await.unwrap().stdout).into_owned();
    assert!(said.contains(&format!("Mandate {before} ({COURT}) still holds what was erased")), "{said}");
    let answers: Vec<_> = privacy::list(&house.product, &ente(), privacy::Wanted::All).await.unwrap();
    assert!(answers[0].answered.as_ref().unwrap().note.as_str().contains("da distruggere: 1"), "{answers:?}");
    house.settle().await;
    house.sign().await;

    // The mandate from before still has the key of what was erased: nothing opens by it where the erasure can be seen.
    let told = desk.shown(&house, &["timeline", nav.as_str()]).await;
    assert!(told.out.contains(MARIO) && !told.out.contains("mario@example.test"), "{}{}", told.out, told.complaint);
    let bundle = desk.path("bundle");
    assert_eq!(desk.ask(&house, &["export", "..", text(&bundle)]).await.code, 0);
    let told = desk.shown_alone(&["timeline", nav.as_str(), "--bundle", text(&bundle)]).await;
    assert!(told.out.contains(MARIO) && !told.out.contains("mario@example.test"), "{}{}", told.out, told.complaint);

    // A mandate from afterwards has no such key.
    let after = desk.granted(&house, &[MARIO]).await;
    let held = mandates::find(&house.product, &ente(), after).await.unwrap().unwrap();
    assert_eq!(held.mandate.grant().unwrap().keys.iter().map(|key| key.class).collect::<Vec<_>>(), [Fiscal]);
    let named = mandates::to_destroy(&house.product, &ente(), &[mario]).await.unwrap();
    assert_eq!(named.iter().map(|held| held.id).collect::<Vec<_>>(), [before]);
    assert_eq!(named[0].erased.iter().map(|key| key.class).collect::<Vec<_>>(), [Profile]);
    let list = ["privacy", "mandate", "list", "--ente", ENTE];
    let mut command = tests::child::product("as_product", &house.home.settings_file(), &list);
    let said = String::from_utf8_lossy(&command.output().await.unwrap().stdout).into_owned();
    let line = said.lines().find(|line| line.contains(&before.to_string())).unwrap();
    assert!(line.contains("in force") && line.contains("1 of its keys were erased since"), "{said}");
    assert_eq!(said.matches("were erased since").count(), 1, "{said}");
    let note = Text140::parse("verbale 7/2026").unwrap();
    mandates::confirm_destroyed(&house.product, &acting, &ente(), before, note).await.unwrap();
    assert!(mandates::to_destroy(&house.product, &ente(), &[mario]).await.unwrap().is_empty());

    house.clock.advance(TimeDelta::days(3_660));
    privacy::erase(&house.product, &acting, &ente(), (mario, Fiscal), ErasureReason::TermOver).await.unwrap();
    let people = vec![Named::TaxCode(TaxCode::parse(MARIO).unwrap())];
    let refused = mandates::grant(&house.product, &acting, &ente(), Wish { people, ..wish(&desk.identity) }).await;
    assert!(matches!(refused, Err(PrivacyError::Unknown)), "{refused:?}");
    let payments = vec![nav.as_str().to_owned()];
    let refused = mandates::grant(&house.product, &acting, &ente(), Wish { payments, ..wish(&desk.identity) }).await;
    assert!(matches!(refused, Err(PrivacyError::Mandate(MandateRefusal::Nobody))), "{refused:?}");
}
