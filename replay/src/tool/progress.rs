//! Showing how far it came, to people only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

const TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}";
const OPEN_TEMPLATE: &str = "{msg} {spinner} {human_pos} {per_sec}";

/// Whether progress is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) quiet: bool,
}

impl Progress {
    /// A bar on the terminal; none where there is no terminal.
    pub(super) fn bar(self, what: &'static str, length: Option<u64>) -> ProgressBar {
        if self.quiet {
            return ProgressBar::hidden();
        }
        let (bar, template) = match length {
            Some(length) => (ProgressBar::new(length), TEMPLATE),
            None => (ProgressBar::no_length(), OPEN_TEMPLATE),
        };
        bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar.with_message(what)
    }
}
