//! Sealing and opening people, one or thousands at a time, in two statements at most.

use std::collections::{HashMap, HashSet};

use domain::identifier::{EmailAddress, EnteCode, TaxCode};
use domain::ids::SubjectId;
use domain::personal::{Person, PersonalClass, PlainPerson, Sealed, SealedPerson};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::envelope::{open, seal};
use super::keys::{DataKey, KeyName, Wrapped};
use super::{Handle, LookupDigest, Vault, VaultError};
use crate::clock::random_uuid;

/// Keys unwrapped for one piece of work.
pub(super) type Keys = HashMap<KeyName, DataKey>;

const VERSION: u32 = 1;

// Each of a list is looked up by its key: a plan made while the tables were small cannot become anything else when they are large.
/// The people behind handles.
pub(crate) const FIND: &str = "
SELECT wanted.digest, found.subject FROM unnest($3::bytea[]) AS wanted (digest)
 CROSS JOIN LATERAL (SELECT subject FROM subject_lookup AS l
                      WHERE l.ente = $1 AND l.kind = $2 AND l.digest = wanted.digest OFFSET 0) AS found";

const REGISTER: &str = "
INSERT INTO subject_lookup (ente, kind, digest, subject)
SELECT $1, $2, digest, subject FROM unnest($3::bytea[], $4::uuid[]) AS c (digest, subject)
ON CONFLICT DO NOTHING RETURNING digest, subject";

const KEEP_KEYS: &str = "
INSERT INTO subject_key (ente, subject, class, version, wrapped, kek)
SELECT $1, subject, class, 1, wrapped, $5 FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS new (subject, class, wrapped)";

const KNOWS: &str = "SELECT EXISTS (SELECT FROM subject_key WHERE ente = $1 AND subject = $2)";

const FORGET: &str =
    "DELETE FROM subject_key USING unnest($1::uuid[]) AS gone (subject) WHERE subject_key.subject = gone.subject";
const FORGET_ALL: &str = "
DELETE FROM subject_key AS k USING unnest($1::uuid[], $2::text[]) AS gone (subject, class)
 WHERE k.subject = gone.subject AND k.class = gone.class";
const FORGET_LOOKUPS: &str = "
DELETE FROM subject_lookup AS l USING unnest($1::uuid[], $2::text[]) AS gone (subject, class)
 WHERE l.subject = gone.subject AND (gone.class = 'F' OR l.kind = 'email')";

const KEYS: &str = "
SELECT k.subject, k.class, k.version, k.wrapped, k.kek FROM unnest($1::uuid[]) AS wanted (subject)
 CROSS JOIN LATERAL (SELECT * FROM subject_key WHERE subject_key.subject = wanted.subject OFFSET 0) AS k";

/// Where an envelope stands; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// The Ente.
    pub ente: &'a EnteCode,
    /// Stream type and id, `DebtPosition/<id>`.
    pub stream: &'a str,
    /// Field of the event.
    pub field: &'static str,
}

impl Envelope<'_> {
    fn place(&self, subject: SubjectId, class: PersonalClass) -> String {
        replay::sealed::place(self.ente.as_str(), self.stream, self.field, subject, class)
    }
}

impl Vault {
    /// The subject known by a handle, if any.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn find(&self, ente: &EnteCode, handle: &Handle<'_>) -> Result<Option<SubjectId>, VaultError> {
        let digest = self.digest(ente, handle);
        Ok(self.find_all(ente, handle.kind(), &[digest]).await?.remove(&digest))
    }

    /// Whether this Ente keeps a key of the subject.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn knows(&self, ente: &EnteCode, subject: SubjectId) -> Result<bool, VaultError> {
        let query = sqlx::query_scalar(KNOWS).bind(ente.as_str()).bind(subject.as_uuid());
        Ok(query.fetch_one(&self.keys).await?)
    }

    /// The subject known by a handle, registered with two new keys when nobody is.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn subject(&self, ente: &EnteCode, handle: &Handle<'_>) -> Result<SubjectId, VaultError> {
        let digest = self.digest(ente, handle);
        let mut found = self.subjects(ente, handle.kind(), &[digest], &mut Keys::new()).await?;
        found.remove(&digest).ok_or_else(|| VaultError::Database(sqlx::Error::RowNotFound))
    }

    /// Seals one person for a place.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn seal_person(&self, at: Envelope<'_>, plain: &PlainPerson) -> Result<SealedPerson, VaultError> {
        let mut sealed = self.seal_people(at.ente, &[(at.stream, plain)], at.field).await?;
        sealed.pop().ok_or_else(|| VaultError::Database(sqlx::Error::RowNotFound))
    }

    /// Seals many people of one Ente, each for its own stream.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn seal_people(
        &self,
        ente: &EnteCode,
        people: &[(&str, &PlainPerson)],
        field: &'static str,
    ) -> Result<Vec<SealedPerson>, VaultError> {
        let digests: Vec<Option<LookupDigest>> = people
            .iter()
            .map(|(_, plain)| match &plain.person.tax_code {
                TaxCode::Anonymous => None,
                known => Some(self.digest(ente, &Handle::TaxCode(known))),
            })
            .collect();
        let wanted: Vec<LookupDigest> = digests.iter().copied().flatten().collect::<HashSet<_>>().into_iter().collect();
        let mut keys = Keys::new();
        let known = self.subjects(ente, "tax_code", &wanted, &mut keys).await?;
        let mut subjects = Vec::with_capacity(people.len());
        for digest in &digests {
            subjects.push(match digest.and_then(|digest| known.get(&digest)) {
                Some(subject) => *subject,
                None => self.nobody(ente).await?,
            });
        }
        self.add_keys(ente, &subjects, &mut keys).await?;
        people
            .iter()
            .zip(subjects)
            .map(|((stream, plain), subject)| {
                let at = Envelope { ente, stream, field };
                let seal = |class, bytes: Vec<u8>| seal_with(&keys, at, subject, class, &bytes);
                Ok(SealedPerson {
                    subject,
                    person: seal(PersonalClass::Fiscal, serde_json::to_vec(&plain.person)?)?,
                    email: match &plain.email {
                        Some(email) => Some(seal(PersonalClass::Profile, serde_json::to_vec(email)?)?),
                        None => None,
                    },
                })
            })
            .collect()
    }

    /// Seals one value under a key of a known subject.
    ///
    /// # Errors
    /// When the database cannot be asked, or the subject's key was destroyed.
    pub async fn seal_value<T: Serialize + Sync>(
        &self,
        at: Envelope<'_>,
        subject: SubjectId,
        class: PersonalClass,
        value: &T,
    ) -> Result<Sealed, VaultError> {
        let mut keys = Keys::new();
        self.add_keys(at.ente, &[subject], &mut keys).await?;
        seal_with(&keys, at, subject, class, &serde_json::to_vec(value)?)
    }

    /// Opens an envelope; none when its key was destroyed.
    ///
    /// # Errors
    /// When the database cannot be asked, or the envelope was altered or moved.
    pub async fn open_value<T: DeserializeOwned>(&self, at: Envelope<'_>, sealed: &Sealed) -> Result<Option<T>, VaultError> {
        let mut keys = Keys::new();
        self.add_keys(at.ente, &[sealed.subject], &mut keys).await?;
        open_with(&keys, at, sealed)
    }

    /// Opens a person; none when their fiscal key was destroyed.
    ///
    /// # Errors
    /// As [`Vault::open_value`].
    pub async fn open_person(&self, at: Envelope<'_>, sealed: &SealedPerson) -> Result<Option<Person>, VaultError> {
        self.open_value(at, &sealed.person).await
    }

    /// Opens one field of several streams, with one question for all their keys; none for whoever's fiscal key was destroyed.
    ///
    /// # Errors
    /// As [`Vault::open_value`].
    pub async fn open_people(
        &self,
        ente: &EnteCode,
        field: &'static str,
        sealed: &[(String, &SealedPerson)],
    ) -> Result<Vec<Option<Person>>, VaultError> {
        let subjects: Vec<SubjectId> = sealed.iter().map(|(_, person)| person.person.subject).collect();
        let mut keys = Keys::new();
        self.add_keys(ente, &subjects, &mut keys).await?;
        sealed.iter().map(|(stream, person)| open_with(&keys, Envelope { ente, stream, field }, &person.person)).collect()
    }

    /// Opens a person's e-mail address; none when there is none or their profile key was destroyed.
    ///
    /// # Errors
    /// As [`Vault::open_value`].
    pub async fn open_email(&self, at: Envelope<'_>, sealed: &SealedPerson) -> Result<Option<EmailAddress>, VaultError> {
        match &sealed.email {
            Some(email) => self.open_value(at, email).await,
            None => Ok(None),
        }
    }

    /// Destroys a key of a subject: what is sealed under it can never be read again; whether there was one. With the fiscal key go all
    /// handles the person could be found by, with the profile key their e-mail address.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn forget(&self, subject: SubjectId, class: PersonalClass) -> Result<bool, VaultError> {
        Ok(self.forget_all(&[(subject, class)]).await? > 0)
    }

    /// Destroys many keys at once; how many there were.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn forget_all(&self, erased: &[(SubjectId, PersonalClass)]) -> Result<u64, VaultError> {
        let subjects: Vec<Uuid> = erased.iter().map(|(subject, _)| subject.as_uuid()).collect();
        let classes: Vec<&str> = erased.iter().map(|(_, class)| class.as_str()).collect();
        sqlx::query(FORGET_LOOKUPS).bind(&subjects).bind(&classes).execute(&self.cell).await?;
        let gone = sqlx::query(FORGET_ALL).bind(&subjects).bind(&classes).execute(&self.keys).await?.rows_affected();
        for (subject, class) in erased {
            self.cache.remove(&(*subject, *class, VERSION));
        }
        Ok(gone)
    }

    async fn find_all(
        &self,
        ente: &EnteCode,
        kind: &str,
        digests: &[LookupDigest],
    ) -> Result<HashMap<LookupDigest, SubjectId>, VaultError> {
        let wanted: Vec<&[u8]> = digests.iter().map(<[u8; 32]>::as_slice).collect();
        let rows = sqlx::query(FIND).bind(ente.as_str()).bind(kind).bind(wanted).fetch_all(&self.cell).await?;
        rows.iter().map(found).collect()
    }

    /// The subjects known by handles; who is not known yet is registered, and their new keys are added to `keys`.
    async fn subjects(
        &self,
        ente: &EnteCode,
        kind: &str,
        digests: &[LookupDigest],
        keys: &mut Keys,
    ) -> Result<HashMap<LookupDigest, SubjectId>, VaultError> {
        if digests.is_empty() {
            return Ok(HashMap::new());
        }
        let mut known = self.find_all(ente, kind, digests).await?;
        let missing: Vec<LookupDigest> = digests.iter().filter(|digest| !known.contains_key(*digest)).copied().collect();
        if missing.is_empty() {
            return Ok(known);
        }
        known.extend(self.register(ente, kind, &missing, keys).await?);
        // Somebody else may have registered one of them first: theirs counts.
        let lost: Vec<LookupDigest> = missing.into_iter().filter(|digest| !known.contains_key(digest)).collect();
        if !lost.is_empty() {
            known.extend(self.find_all(ente, kind, &lost).await?);
        }
        Ok(known)
    }

    /// Registers handles nobody else has; answers those that were.
    async fn register(
        &self,
        ente: &EnteCode,
        kind: &str,
        digests: &[LookupDigest],
        keys: &mut Keys,
    ) -> Result<HashMap<LookupDigest, SubjectId>, VaultError> {
        let subjects: Vec<SubjectId> = digests.iter().map(|_| SubjectId::new(random_uuid())).collect();
        // The keys go first: who is found by a handle has keys. Those of a subject nobody took are taken back.
        let issued = self.keep_new_keys(ente, &subjects).await?;
        let digests: Vec<&[u8]> = digests.iter().map(<[u8; 32]>::as_slice).collect();
        let ids: Vec<Uuid> = subjects.iter().map(|subject| subject.as_uuid()).collect();
        let query = sqlx::query(REGISTER).persistent(false).bind(ente.as_str()).bind(kind).bind(digests).bind(ids);
        let rows = query.fetch_all(&self.cell).await?;
        let registered: HashMap<LookupDigest, SubjectId> = rows.iter().map(found).collect::<Result<_, _>>()?;
        let ours: HashSet<SubjectId> = registered.values().copied().collect();
        let unused: Vec<Uuid> =
            subjects.iter().filter(|subject| !ours.contains(subject)).map(|subject| subject.as_uuid()).collect();
        if !unused.is_empty() {
            sqlx::query(FORGET).bind(unused).execute(&self.keys).await?;
        }
        keys.extend(issued.into_iter().filter(|((subject, ..), _)| ours.contains(subject)));
        Ok(registered)
    }

    /// Makes and keeps both keys of new subjects.
    async fn keep_new_keys(&self, ente: &EnteCode, subjects: &[SubjectId]) -> Result<Keys, VaultError> {
        let (mut ids, mut classes, mut wrapped) = (Vec::new(), Vec::new(), Vec::new());
        let mut issued = Keys::with_capacity(subjects.len().saturating_mul(2));
        for subject in subjects {
            for class in [PersonalClass::Profile, PersonalClass::Fiscal] {
                let name = (*subject, class, VERSION);
                let (key, sealed) = self.master.issue(ente, name)?;
                issued.insert(name, key);
                ids.push(subject.as_uuid());
                classes.push(class.as_str());
                wrapped.push(sealed.data);
            }
        }
        let query = sqlx::query(KEEP_KEYS).persistent(false).bind(ente.as_str()).bind(ids).bind(classes).bind(wrapped);
        query.bind(self.master.wrapping_id()).execute(&self.keys).await?;
        Ok(issued)
    }

    /// A subject nobody can be found by: an account, a payer or debtor without a tax code, a message that names nobody we can read.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn nobody(&self, ente: &EnteCode) -> Result<SubjectId, VaultError> {
        let subject = SubjectId::new(random_uuid());
        self.keep_new_keys(ente, &[subject]).await?;
        Ok(subject)
    }

    /// Adds the keys of `subjects` that `keys` lacks; destroyed ones stay absent.
    async fn add_keys(&self, ente: &EnteCode, subjects: &[SubjectId], keys: &mut Keys) -> Result<(), VaultError> {
        let mut unknown = HashSet::new();
        for subject in subjects {
            for class in [PersonalClass::Profile, PersonalClass::Fiscal] {
                let name = (*subject, class, VERSION);
                if keys.contains_key(&name) {
                    continue;
                }
                match self.cache.get(&name) {
                    Some(key) => drop(keys.insert(name, key)),
                    None => drop(unknown.insert(subject.as_uuid())),
                }
            }
        }
        if unknown.is_empty() {
            return Ok(());
        }
        self.read_keys(ente, unknown.into_iter().collect(), keys).await
    }

    /// Adds the keys of `subjects` as the database has them now.
    pub(super) async fn read_keys(&self, ente: &EnteCode, subjects: Vec<Uuid>, keys: &mut Keys) -> Result<(), VaultError> {
        for row in sqlx::query(KEYS).bind(subjects).fetch_all(&self.keys).await? {
            let class = class_of(row.try_get(1)?);
            let version = u32::try_from(row.try_get::<i32, _>(2)?).unwrap_or_default();
            let name = (SubjectId::new(row.try_get(0)?), class, version);
            let wrapped = Wrapped { data: row.try_get(3)?, kek: row.try_get(4)? };
            let key = self.master.unwrap(ente, name, &wrapped)?;
            self.cache.insert(name, key);
            keys.insert(name, key);
        }
        Ok(())
    }
}

/// The class stored under this letter.
pub(super) fn class_of(letter: &str) -> PersonalClass {
    if letter == "P" { PersonalClass::Profile } else { PersonalClass::Fiscal }
}

/// A digest and its subject.
fn found(row: &PgRow) -> Result<(LookupDigest, SubjectId), VaultError> {
    let digest: &[u8] = row.try_get(0)?;
    let digest = digest.try_into().map_err(|_| sqlx::Error::RowNotFound)?;
    Ok((digest, SubjectId::new(row.try_get(1)?)))
}

fn open_with<T: DeserializeOwned>(keys: &Keys, at: Envelope<'_>, sealed: &Sealed) -> Result<Option<T>, VaultError> {
    let Some(key) = keys.get(&(sealed.subject, sealed.class, sealed.key_version)) else { return Ok(None) };
    let plain = open(&key.0, &at.place(sealed.subject, sealed.class), &sealed.nonce, &sealed.data)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}

fn seal_with(
    keys: &Keys,
    at: Envelope<'_>,
    subject: SubjectId,
    class: PersonalClass,
    plain: &[u8],
) -> Result<Sealed, VaultError> {
    let key = keys.get(&(subject, class, VERSION)).ok_or(VaultError::Database(sqlx::Error::RowNotFound))?;
    let (nonce, data) = seal(&key.0, &at.place(subject, class), plain)?;
    Ok(Sealed { subject, class, key_version: VERSION, nonce, data })
}
