//! Comparing what stands opened in a bundle with what is sealed in it: whoever has the mandate need not believe who opened it.

use std::path::Path;

use super::line::{Line, OpenedValue};
use super::read::Lines;
use crate::audit::error::{AuditError, Finding};
use crate::audit::opening::Opening;
use crate::mandate::Opened;

/// What was compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compared {
    /// Opened values that are what was sealed.
    pub same: u64,
    /// Opened values this mandate does not cover.
    pub beyond: u64,
}

/// Opens what the mandate covers in a bundle that has been checked, and compares it with what stands opened beside it.
///
/// # Errors
/// [`Finding::Event`] for a value that is not what was sealed; what [`Opening::open`] says.
pub async fn compare(path: &Path, opening: &mut Opening<'_>) -> Result<Compared, AuditError> {
    let mut lines = Lines::open(path)?;
    let (mut compared, mut sealed): (Compared, Vec<Opened>) = Default::default();
    while let Some(line) = lines.next()? {
        match line {
            Line::Event(event) => sealed = opening.open([&event.into_logged()?]).await?,
            Line::Opened(OpenedValue { index, at, value, .. }) => match sealed.iter().find(|opened| opened.at == at) {
                Some(opened) if opened.value == value => compared.same += 1,
                Some(_) => return Err(Finding::Event { index, what: "an opened value is not what was sealed" }.into()),
                None => compared.beyond += 1,
            },
            Line::Bundle(_) | Line::Schema(_) | Line::Head { .. } | Line::Mandate(_) => {}
        }
    }
    Ok(compared)
}
