//! What a set of views reads of the log; everything else is passed over without being parsed.

use domain::event::CATALOGUE;
use replay::log::LoggedEvent;

use crate::sheet::Care;
use crate::stream::StreamKind;
use crate::view::ViewName;

/// What a set of views reads of the log.
#[derive(Clone, Debug)]
pub(crate) struct Interest {
    pub(crate) views: Vec<ViewName>,
    /// Types of events that none of them reads.
    pub(crate) ignored: Vec<&'static str>,
}

impl Interest {
    pub(crate) fn of(views: &[ViewName]) -> Self {
        let mut interest = Self { views: views.to_vec(), ignored: Vec::new() };
        let kinds = CATALOGUE.iter().filter_map(|(kind, types)| Some((StreamKind::of(kind)?, types)));
        let types = kinds.flat_map(|(kind, types)| types.iter().map(move |(name, _)| (kind, *name)));
        interest.ignored = types.filter(|(kind, name)| !interest.reads(*kind, name)).map(|(_, name)| name).collect();
        interest
    }

    /// Whether some view reads events of this type.
    pub(crate) fn reads(&self, kind: StreamKind, event_type: &str) -> bool {
        self.views.iter().any(|view| view.care(kind, event_type) != Care::Ignored)
    }

    /// Whether some view reads streams of this kind: a type nobody knows yet would certainly be read.
    pub(crate) fn reads_kind(&self, kind: StreamKind) -> bool {
        self.reads(kind, "")
    }

    /// Whether some view may show something of these events.
    pub(crate) fn is_touched(&self, kind: StreamKind, events: &[LoggedEvent]) -> bool {
        let shown = |event: &LoggedEvent| self.views.iter().any(|view| view.care(kind, event.event_type()) == Care::Shown);
        events.iter().any(shown)
    }
}
