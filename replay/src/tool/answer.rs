//! Answers for people (tables, colour), for programs (JSON) and for spreadsheets (CSV).

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Attribute, Cell, ContentArrangement, Table};
use serde_json::{Value, json};

use super::digest::Digests;
use super::event_of;
use crate::audit::AuditError;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// In which form an answer is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) json: bool,
    pub(super) csv: bool,
    pub(super) coloured: bool,
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// In one sentence; nothing when the table or the text speaks for itself.
    pub(super) verdict: Option<String>,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    /// The whole answer as one value.
    pub(super) value: Value,
    /// What is the answer instead.
    pub(super) text: Option<Text>,
    /// The exit code.
    pub(super) code: u8,
}

/// An answer that is no table.
#[derive(Debug)]
pub(super) enum Text {
    /// The same in every form.
    Said(String),
    /// As long as there are streams.
    Digests(Digests),
}

impl Answer {
    /// The digests of all streams.
    pub(super) fn digests(digests: Digests) -> Self {
        Self { text: Some(Text::Digests(digests)), ..Self::text(String::new()) }
    }

    /// A text that is the answer in every form.
    pub(super) fn text(text: String) -> Self {
        Self { verdict: None, columns: Vec::new(), rows: Vec::new(), value: Value::Null, text: Some(Text::Said(text)), code: 0 }
    }

    /// A verdict, and what it rests on, name by name.
    pub(super) fn facts(verdict: String, facts: Vec<(&'static str, Value)>) -> Self {
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let rows = facts.iter().map(|(name, value)| vec![(*name).replace('_', " "), plain(value)]).collect();
        let holds = std::iter::once(("holds", Value::Bool(true)));
        let value = Value::Object(holds.chain(facts).map(|(name, value)| (name.to_owned(), value)).collect());
        Self { verdict: Some(verdict), columns: vec!["what", "value"], rows, value, text: None, code: 0 }
    }

    pub(super) fn write(&self, form: Form, out: &mut dyn Write) -> io::Result<()> {
        match &self.text {
            Some(Text::Said(text)) => return out.write_all(text.as_bytes()),
            Some(Text::Digests(digests)) => return digests.write(form, out),
            None => {}
        }
        if form.json {
            return writeln!(out, "{:#}", self.value);
        }
        if form.csv {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(&self.columns)?;
            self.rows.iter().try_for_each(|row| csv.write_record(row))?;
            return csv.flush();
        }
        if let Some(verdict) = &self.verdict {
            let style = if self.code == 0 { GOOD } else { BAD };
            say(form, style, verdict, out)?;
        }
        if self.rows.is_empty() { Ok(()) } else { writeln!(out, "{}", self.table(form)) }
    }

    fn table(&self, form: Form) -> Table {
        let mut table = Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        if form.coloured {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(self.columns.iter().map(|name| Cell::new(name).add_attribute(Attribute::Bold)));
        self.rows.iter().for_each(|row| {
            table.add_row(row);
        });
        table
    }
}

fn say(form: Form, style: Style, text: &str, out: &mut dyn Write) -> io::Result<()> {
    if form.coloured { writeln!(out, "{style}{text}{style:#}") } else { writeln!(out, "{text}") }
}

/// Says why there is no answer, or what was found.
pub(super) fn complain(
    error: &AuditError,
    form: Form,
    out: &mut (dyn Write + Send),
    complaints: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    let found = match error {
        AuditError::Finding(finding) => Some(finding),
        _ => None,
    };
    if form.json {
        let event = found.and_then(event_of);
        writeln!(out, "{:#}", json!({ "holds": found.map(|_| false), "error": text, "event": event }))?;
    }
    say(form, BAD, &format!("replay: {text}"), complaints)
}
