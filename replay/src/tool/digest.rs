//! `digest`: the digest of every stream's state. They are kept in a file while they are made, so a long log needs no more memory than a short one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use serde_json::json;

use super::answer::{Answer, Form};
use super::place::Place;
use super::progress::Progress;
use crate::audit::{AuditError, StreamDigest, Total, digests};

/// What the states of a log come to.
#[derive(Debug)]
pub(super) struct Digests {
    /// Events folded.
    pub(super) size: u64,
    /// One digest over all streams.
    pub(super) total: String,
    /// How many streams.
    pub(super) streams: u64,
    /// One stream a line, in the order of their names.
    file: File,
}

pub(super) async fn digest(place: &Place, progress: Progress) -> Result<Answer, AuditError> {
    Ok(Answer::digests(fold(place, progress).await?))
}

/// Folds every stream.
pub(super) async fn fold(place: &Place, progress: Progress) -> Result<Digests, AuditError> {
    let source = place.source(progress).await?;
    let bar = progress.bar("folding", None);
    let failed = || AuditError::file(Path::new("the list of digests"));
    let mut lines = BufWriter::new(tempfile::tempfile().map_err(failed())?);
    let (mut total, mut streams) = (Total::default(), 0);
    digests(&source, |digest| {
        total.add(&digest);
        streams += 1;
        bar.inc(1);
        serde_json::to_writer(&mut lines, &digest)
            .map_err(io::Error::from)
            .and_then(|()| lines.write_all(b"\n"))
            .map_err(failed())
    })
    .await?;
    bar.finish_and_clear();
    let file = lines.into_inner().map_err(|error| failed()(error.into_error()))?;
    Ok(Digests { size: source.stretch().end, total: total.to_text(), streams, file })
}

impl Digests {
    /// Each stream, in the order of their names.
    pub(super) fn each(&self) -> io::Result<impl Iterator<Item = io::Result<StreamDigest>> + use<>> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(BufReader::new(file).lines().map(|line| serde_json::from_str(&line?).map_err(io::Error::from)))
    }

    pub(super) fn verdict(&self) -> String {
        format!("{} events, {} streams, digest {}", self.size, self.streams, self.total)
    }

    pub(super) fn write(&self, form: Form, out: &mut dyn Write) -> io::Result<()> {
        match form {
            Form { json: true, .. } => self.write_json(out),
            Form { csv: true, .. } => self.write_csv(out),
            _ => {
                for digest in self.each()? {
                    let StreamDigest { stream, version, digest } = digest?;
                    writeln!(out, "{digest}  {version:>6}  {stream}")?;
                }
                writeln!(out, "{}", self.verdict())
            }
        }
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"size\":{},\"streams\":[", self.size)?;
        for (digest, between) in self.each()?.zip(std::iter::once("\n").chain(std::iter::repeat(",\n"))) {
            write!(out, "{between}{}", json!(digest?))?;
        }
        writeln!(out, "\n],\"total\":{}}}", json!(self.total))
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["stream", "version", "digest"])?;
        for digest in self.each()? {
            let StreamDigest { stream, version, digest } = digest?;
            csv.write_record([&stream, &version.to_string(), &digest])?;
        }
        csv.flush()
    }
}
