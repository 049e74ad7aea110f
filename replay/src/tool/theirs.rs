//! Reading what `digest --json` of any build printed, one stream after the other.

use std::fmt;
use std::io::{self, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::audit::StreamDigest;

/// Shows each stream to `visit`, in the order of their names; answers how many events were folded.
pub(super) fn read(json: impl Read, visit: impl FnMut(StreamDigest) -> io::Result<()>) -> io::Result<u64> {
    let mut json = serde_json::Deserializer::from_reader(json);
    let size = Document(visit).deserialize(&mut json)?;
    json.end()?;
    Ok(size)
}

/// The whole answer: its size, its streams, and whatever else.
struct Document<V>(V);

impl<'de, V: FnMut(StreamDigest) -> io::Result<()>> DeserializeSeed<'de> for Document<V> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<u64, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, V: FnMut(StreamDigest) -> io::Result<()>> Visitor<'de> for Document<V> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what `digest --json` prints")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<u64, A::Error> {
        let (mut size, mut listed) = (None, false);
        while let Some(name) = fields.next_key::<String>()? {
            match name.as_str() {
                "size" => size = Some(fields.next_value()?),
                "streams" => {
                    fields.next_value_seed(Streams(&mut self.0))?;
                    listed = true;
                }
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        size.filter(|_| listed).ok_or_else(|| A::Error::custom("it lacks its size or its streams"))
    }
}

struct Streams<'v, V>(&'v mut V);

impl<'de, V: FnMut(StreamDigest) -> io::Result<()>> DeserializeSeed<'de> for Streams<'_, V> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, V: FnMut(StreamDigest) -> io::Result<()>> Visitor<'de> for Streams<'_, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of streams")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut streams: A) -> Result<(), A::Error> {
        let mut last = String::new();
        while let Some(digest) = streams.next_element::<StreamDigest>()? {
            if digest.stream <= last {
                return Err(A::Error::custom(format!("the stream {} is out of its order", digest.stream)));
            }
            last.clone_from(&digest.stream);
            (self.0)(digest).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}
