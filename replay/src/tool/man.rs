//! The manual, made from the same words as the help.

use clap::CommandFactory;

use super::answer::Answer;
use super::arguments::Arguments;
use crate::audit::AuditError;

/// The manual of the tool and of each command, as one roff page after the other.
pub(super) fn page() -> Result<Answer, AuditError> {
    let mut command = Arguments::command();
    command.build();
    let mut roff = Vec::new();
    let commands = command.get_subcommands().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help").cloned();
    let pages: Vec<clap::Command> = std::iter::once(command.clone()).chain(commands).collect();
    for page in pages {
        let title = page.get_display_name().unwrap_or("replay").to_owned();
        let written = clap_mangen::Man::new(page).title(title).render(&mut roff);
        written.map_err(AuditError::file(std::path::Path::new("replay.1")))?;
    }
    Ok(Answer::text(String::from_utf8_lossy(&roff).into_owned()))
}
