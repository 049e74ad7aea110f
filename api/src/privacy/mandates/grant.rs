//! Granting: whose data is meant, their keys, the lines of the access log, the event, and last the file.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use domain::aggregate::Decider;
use domain::identifier::EnteCode;
use domain::ids::{MandateId, SubjectId};
use domain::mandate::{Coverage, Grant, HandedKey, MOST_PEOPLE, Mandate, MandateCommand, MandateRefusal};
use domain::rome;
use domain::text::{Text70, Text140};
use replay::audit::{Database, Search, Source, Subject};
use replay::heads::{LogKey, register};
use replay::log::{LogReader, LoggedEvent};
use replay::mandate::{Granted, Recipient, issue};
use replay::sealed::find;

use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::privacy::PrivacyError;
use crate::privacy::access_log::{Looked, note};
use crate::privacy::people::{Named, people};
use crate::product::Product;

/// Days a mandate lasts when nobody says how long.
const USUAL_DAYS: u64 = 30;
/// The streams that tell of a notice or a receipt; what else names one (a request for help, an account) is not covered.
const OF_A_PAYMENT: [&str; 5] = ["DebtPosition", "Cart", "Checkout", "Receipt", "NodeCall"];

/// What somebody may read.
#[derive(Clone, Debug)]
pub struct Wish {
    /// To whom: an office, never a person.
    pub grantee: Text140,
    /// Why: the act.
    pub reason: Text140,
    /// The public key the file is encrypted to.
    pub recipient: Recipient,
    /// Everything of these people.
    pub people: Vec<Named>,
    /// Everything of the payment of these: notice numbers, IUVs, ids of receipts.
    pub payments: Vec<String>,
    /// Everything in these stretches of the log.
    pub stretches: Vec<std::ops::Range<u64>>,
    /// The last day, in Europe/Rome; thirty days from now when it is not said.
    pub until: Option<NaiveDate>,
}

/// A mandate that was granted.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Its stream.
    pub id: MandateId,
    /// What was granted.
    pub grant: Grant,
    /// The file for its holder.
    pub file: String,
}

/// Grants a mandate. The event is written before there is a file; whoever loses the file is granted another one.
///
/// # Errors
/// Nobody is meant, a rule refuses, the log is not signed here; or something failed.
pub async fn grant(product: &Product, acting: &Acting, ente: &EnteCode, wish: Wish) -> Result<Handed, PrivacyError> {
    let signers = signers(product).await?;
    let (covers, meant) = meant(product, ente, &wish).await?;
    let keys = product.vault.hand_out(ente, &meant.into_iter().collect::<Vec<_>>()).await?;
    let id = MandateId::new(product.clock.new_uuid());
    let grant = drawn_up(product, wish, covers, &keys)?;
    let command = MandateCommand::Grant(Box::new(grant.clone()));
    Mandate::default().decide(command.clone()).map_err(PrivacyError::Mandate)?;
    for person in keys.keys().map(|key| key.subject).collect::<BTreeSet<_>>() {
        let looked = Looked {
            who: acting.actor.to_string(),
            what: "mandate grant".to_owned(),
            subject: Some(person),
            stream: None,
            mandate: Some(id.to_string()),
        };
        note(product, ente, &looked).await?;
    }
    product.commands.mandates.execute(&id.to_string(), command, acting.metadata(product, ente)).await?;
    metrics::counter!("mandates_granted_total").increment(1);
    tracing::info!(mandate.id = %id, mandate.keys = keys.len(), actor = %acting.actor, "a mandate was granted");
    let granted = Granted { id, ente: ente.clone(), granted_by: acting.actor.to_string(), grant: grant.clone() };
    let secrets: Vec<[u8; 32]> = keys.into_values().collect();
    let file = issue(granted, &secrets, &signers).map_err(Fault::unforeseen)?;
    Ok(Handed { id, grant, file })
}

fn drawn_up(
    product: &Product,
    wish: Wish,
    covers: Vec<Coverage>,
    keys: &BTreeMap<HandedKey, [u8; 32]>,
) -> Result<Grant, PrivacyError> {
    let at = product.clock.now();
    let today = rome::day(at);
    let usual = today.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(today);
    Ok(Grant {
        grantee: wish.grantee,
        reason: wish.reason,
        recipient: Text70::parse(&wish.recipient.to_string()).map_err(Fault::unforeseen)?,
        covers,
        keys: keys.keys().copied().collect(),
        at,
        until: wish.until.unwrap_or(usual),
    })
}

/// The keys of the log, which its readers know.
async fn signers(product: &Product) -> Result<Vec<LogKey>, PrivacyError> {
    let log = product.settings.log.as_ref().ok_or(PrivacyError::NotSigned)?;
    let signers = log.signers().map_err(Fault::unforeseen)?;
    register(&product.pool, &signers).await.map_err(Fault::unforeseen)?;
    Ok(signers)
}

/// What is covered, and whose keys that takes.
async fn meant(product: &Product, ente: &EnteCode, wish: &Wish) -> Result<(Vec<Coverage>, BTreeSet<SubjectId>), PrivacyError> {
    let (mut covers, mut meant) = (Vec::new(), BTreeSet::new());
    for named in &wish.people {
        let found = people(product, ente, named).await?;
        covers.extend(found.iter().copied().map(Coverage::Person));
        meant.extend(found);
    }
    for payment in &wish.payments {
        let events = of_payment(product, ente, payment).await?;
        let streams: BTreeSet<String> =
            events.iter().map(|event| format!("{}/{}", event.aggregate_type(), event.aggregate_id())).collect();
        covers.push(Coverage::Streams(streams.into_iter().collect()));
        events.iter().for_each(|event| meant.extend(sealed_in(event)));
    }
    for stretch in &wish.stretches {
        covers.push(Coverage::Events { from: stretch.start, to: stretch.end });
        of_stretch(product, ente, stretch, &mut meant).await?;
    }
    Ok((covers, meant))
}

/// The events of every stream of the Ente in which the payment of a notice happened, under the newest signed head.
async fn of_payment(product: &Product, ente: &EnteCode, payment: &str) -> Result<Vec<LoggedEvent>, PrivacyError> {
    let database = Database::over(product.pool.clone());
    let head = database.head(None).await?;
    let source = Source::Database(database, head);
    let streams = source.of_subject(&Subject::new(payment), Search::ByIndex).await?;
    let concerned = |event: &LoggedEvent| event.ente() == ente.as_str() && OF_A_PAYMENT.contains(&event.aggregate_type());
    let events: Vec<LoggedEvent> = streams.into_iter().flatten().filter(concerned).collect();
    if events.is_empty() { Err(PrivacyError::Unknown) } else { Ok(events) }
}

/// Adds whoever something is sealed of in a stretch of the log; stops when it is more people than one mandate may be about.
async fn of_stretch(
    product: &Product,
    ente: &EnteCode,
    stretch: &std::ops::Range<u64>,
    meant: &mut BTreeSet<SubjectId>,
) -> Result<(), PrivacyError> {
    let log = LogReader::new(product.pool.clone());
    let end = stretch.end.min(log.next_index().await.map_err(Fault::unforeseen)?);
    if stretch.start >= end {
        return Err(PrivacyError::Unknown);
    }
    let mut events = log.stream(stretch.start, end);
    while let Some(batch) = events.next_batch().await.map_err(Fault::unforeseen)? {
        batch.iter().filter(|event| event.ente() == ente.as_str()).for_each(|event| meant.extend(sealed_in(event)));
        if meant.len() > MOST_PEOPLE {
            return Err(PrivacyError::Mandate(MandateRefusal::TooMany(meant.len())));
        }
    }
    Ok(())
}

/// Whoever something is sealed of in an event.
fn sealed_in(event: &LoggedEvent) -> Vec<SubjectId> {
    event.parse().map(|payload| find(&payload).into_iter().map(|found| found.sealed.subject).collect()).unwrap_or_default()
}
