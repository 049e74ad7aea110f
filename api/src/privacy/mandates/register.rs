//! The register of mandates: which there are, which hold keys that were erased since, how they end.
//!
//! It is read from its own streams, always as new as the last command; there are few of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::aggregate::Decider;
use domain::identifier::EnteCode;
use domain::ids::{MandateId, SubjectId};
use domain::mandate::{HandedKey, Mandate, MandateCommand, MandateEvent};
use domain::personal::PersonalClass;
use domain::text::Text140;
use replay::command::Executed;
use sqlx::Row;
use uuid::Uuid;

use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::privacy::PrivacyError;
use crate::product::Product;

/// All, or those that hold a key of certain people.
const READ: &str = "
SELECT e.aggregate_id, e.payload::text FROM events AS e
 WHERE e.aggregate_type = 'Mandate' AND e.ente = $1
   AND ($2::text[] IS NULL OR EXISTS (
        SELECT FROM events AS g
         CROSS JOIN LATERAL json_array_elements(g.payload #> '{MandateGranted,grant,keys}') AS held
          JOIN unnest($2::text[]) AS wanted (subject) ON held ->> 'subject' = wanted.subject
         WHERE g.aggregate_type = 'Mandate' AND g.aggregate_id = e.aggregate_id AND g.sequence = 1))
 ORDER BY e.aggregate_id, e.sequence";

const ERASED: &str = "
SELECT wanted.subject, e.payload -> 'SubjectErased' ->> 'class'
  FROM unnest($1::uuid[]) AS wanted (subject)
  JOIN events e ON e.aggregate_type = 'Subject' AND e.aggregate_id = wanted.subject::text AND e.event_type = 'SubjectErased'";

/// A mandate of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandated {
    /// Its stream.
    pub id: MandateId,
    /// What was granted, and what became of it.
    pub mandate: Mandate,
    /// Keys it handed over that were erased since: its holder has to destroy what they have.
    pub erased: Vec<HandedKey>,
}

/// The mandates of an Ente, in the order in which they were granted.
///
/// # Errors
/// When the register cannot be read.
pub async fn list(product: &Product, ente: &EnteCode) -> Result<Vec<Mandated>, PrivacyError> {
    read(product, ente, None).await
}

async fn read(product: &Product, ente: &EnteCode, holding: Option<&[SubjectId]>) -> Result<Vec<Mandated>, PrivacyError> {
    let mut mandates: BTreeMap<MandateId, Mandate> = BTreeMap::new();
    let of: Option<Vec<String>> = holding.map(|people| people.iter().map(ToString::to_string).collect());
    for row in sqlx::query(READ).bind(ente.as_str()).bind(of).fetch_all(&product.pool).await? {
        let id: MandateId = row.try_get::<&str, _>(0)?.parse().map_err(Fault::unforeseen)?;
        let event: MandateEvent = serde_json::from_str(row.try_get(1)?).map_err(Fault::unforeseen)?;
        mandates.entry(id).or_default().evolve(event);
    }
    let keys = |mandate: &Mandate| mandate.grant().map(|grant| grant.keys.clone()).unwrap_or_default();
    let people: BTreeSet<Uuid> = mandates.values().flat_map(keys).map(|key| key.subject.as_uuid()).collect();
    let erased = erased(product, people.into_iter().collect()).await?;
    let with_erased = |(id, mandate): (MandateId, Mandate)| {
        let gone = |key: &HandedKey| erased.contains(&(key.subject, key.class)) && mandate.still_holds(*key);
        Mandated { id, erased: keys(&mandate).into_iter().filter(gone).collect(), mandate }
    };
    Ok(mandates.into_iter().map(with_erased).collect())
}

/// One mandate of an Ente.
///
/// # Errors
/// When the register cannot be read.
pub async fn find(product: &Product, ente: &EnteCode, id: MandateId) -> Result<Option<Mandated>, PrivacyError> {
    Ok(list(product, ente).await?.into_iter().find(|mandated| mandated.id == id))
}

/// The mandates that still hold a key of these people that was erased: their holders have to be told to destroy what they have.
///
/// # Errors
/// When the register cannot be read.
pub async fn to_destroy(product: &Product, ente: &EnteCode, people: &[SubjectId]) -> Result<Vec<Mandated>, PrivacyError> {
    let mut mandates = read(product, ente, Some(people)).await?;
    mandates.retain(|mandated| mandated.erased.iter().any(|key| people.contains(&key.subject)));
    Ok(mandates)
}

/// Closes the database to a mandate.
///
/// # Errors
/// When there is none; or something failed.
pub async fn withdraw(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    id: MandateId,
    reason: Text140,
) -> Result<Executed, PrivacyError> {
    let command = MandateCommand::Withdraw { reason, now: product.clock.now() };
    end(product, acting, ente, id, command).await
}

/// Notes that its holder destroyed what they had.
///
/// # Errors
/// As [`withdraw`].
pub async fn confirm_destroyed(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    id: MandateId,
    note: Text140,
) -> Result<Executed, PrivacyError> {
    let command = MandateCommand::ConfirmDestroyed { note, now: product.clock.now() };
    end(product, acting, ente, id, command).await
}

async fn end(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    id: MandateId,
    command: MandateCommand,
) -> Result<Executed, PrivacyError> {
    // Of this Ente: a stream of another one is nobody's here.
    if find(product, ente, id).await?.is_none() {
        return Err(PrivacyError::Mandate(domain::mandate::MandateRefusal::Absent));
    }
    Ok(product.commands.mandates.execute(&id.to_string(), command, acting.metadata(product, ente)).await?)
}

async fn erased(product: &Product, people: Vec<Uuid>) -> Result<BTreeSet<(SubjectId, PersonalClass)>, PrivacyError> {
    let rows = sqlx::query(ERASED).bind(people).fetch_all(&product.pool).await?;
    let erasure = |row: &sqlx::postgres::PgRow| {
        let class = if row.try_get::<&str, _>(1)? == "P" { PersonalClass::Profile } else { PersonalClass::Fiscal };
        Ok((SubjectId::new(row.try_get(0)?), class))
    };
    rows.iter().map(erasure).collect()
}
