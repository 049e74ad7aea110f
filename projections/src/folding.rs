//! Folding streams onto the sheets of views: no SQL, no clock, the same outcome each time.

use std::collections::{BTreeMap, BTreeSet};

use crate::known::Known;
use crate::sheet::{Care, Sheet};
use crate::story::Story;
use crate::stream::{Happening, StreamName, Unreadable};
use crate::view::ViewName;

/// A stored event of a stream, read as far as this version can.
#[derive(Debug)]
pub(crate) struct ReadEvent {
    pub(crate) log_index: u64,
    pub(crate) event_type: String,
    pub(crate) happening: Result<Happening, Unreadable>,
}

/// A stretch of one stream: what views have folded before, and what is new to them.
#[derive(Debug)]
pub(crate) struct Slice {
    pub(crate) stream: StreamName,
    pub(crate) earlier: Vec<ReadEvent>,
    pub(crate) new: Vec<ReadEvent>,
}

/// A stream that a view cannot follow any further.
#[derive(Debug)]
pub(crate) struct Unfolded {
    pub(crate) view: ViewName,
    pub(crate) stream: StreamName,
    /// The event it stopped before.
    pub(crate) log_index: u64,
    /// Why, without anything personal.
    pub(crate) reason: String,
    /// A newer version of the code may be able to read it.
    pub(crate) is_unknown_version: bool,
}

/// The streams that views do not follow at the moment.
pub(crate) type Held = BTreeMap<StreamName, BTreeSet<ViewName>>;

/// The sheets of some views, worked on together.
pub(crate) struct Desk {
    sheets: Vec<Box<dyn Sheet>>,
    pub(crate) unfolded: Vec<Unfolded>,
}

impl Desk {
    pub(crate) fn new(views: &[ViewName]) -> Self {
        Self { sheets: views.iter().map(|view| view.sheet()).collect(), unfolded: Vec::new() }
    }

    pub(crate) fn sheets_mut(&mut self) -> impl Iterator<Item = &mut Box<dyn Sheet>> {
        self.sheets.iter_mut()
    }

    /// Folds all slices, each onto the sheets of the views that follow its stream.
    pub(crate) fn fold_all(&mut self, slices: Vec<Slice>, known: &Known, held: &Held) {
        for slice in slices {
            let away = held.get(&slice.stream);
            let follows = |sheet: &&mut Box<dyn Sheet>| away.is_none_or(|away| !away.contains(&sheet.view()));
            let following: Vec<&mut Box<dyn Sheet>> = self.sheets.iter_mut().filter(follows).collect();
            if !following.is_empty() {
                fold(following, slice, known, &mut self.unfolded);
            }
        }
    }
}

fn fold(mut following: Vec<&mut Box<dyn Sheet>>, slice: Slice, known: &Known, unfolded: &mut Vec<Unfolded>) {
    let Slice { stream, earlier, new } = slice;
    for sheet in &mut following {
        sheet.turn();
    }
    let mut story = Story::begin(&stream);
    let events = earlier.into_iter().map(|event| (event, true)).chain(new.into_iter().map(|event| (event, false)));
    for (event, already_written) in events {
        let ReadEvent { log_index, event_type, happening } = event;
        if following.iter().all(|sheet| sheet.view().care(stream.kind, &event_type) == Care::Ignored) {
            continue;
        }
        let step = match (&mut story, happening) {
            (Ok(story), Ok(happening)) => Step { story, happening, event_type: &event_type, already_written },
            (Err(error), _) => {
                let stop = Stop { stream: &stream, log_index, reason: error.to_string(), is_unknown_version: false };
                stop.all(&mut following, &event_type, unfolded);
                continue;
            }
            (Ok(_), Err(unreadable)) => {
                let is_unknown_version = unreadable.is_unknown_version();
                let stop = Stop { stream: &stream, log_index, reason: unreadable.reason(), is_unknown_version };
                stop.all(&mut following, &event_type, unfolded);
                continue;
            }
        };
        step.take(&stream, &mut following, known, unfolded);
    }
}

/// One event about to be folded.
struct Step<'s> {
    story: &'s mut Story,
    happening: Happening,
    event_type: &'s str,
    already_written: bool,
}

impl Step<'_> {
    fn take(self, stream: &StreamName, following: &mut Vec<&mut Box<dyn Sheet>>, known: &Known, unfolded: &mut Vec<Unfolded>) {
        let Self { story, happening, event_type, already_written } = self;
        if !already_written {
            for sheet in following.iter_mut().filter(|sheet| sheet.view().care(stream.kind, event_type) != Care::Ignored) {
                sheet.before(&happening, story, known);
            }
        }
        let moment = happening.moment.clone();
        let log_index = moment.log_index;
        if let Err(error) = story.fold(happening, known) {
            let stop = Stop { stream, log_index, reason: error.to_string(), is_unknown_version: false };
            return stop.all(following, event_type, unfolded);
        }
        following.retain_mut(|sheet| {
            if sheet.view().care(stream.kind, event_type) != Care::Shown {
                return true;
            }
            let shown = sheet.after(&moment, story, already_written);
            if let Err(error) = &shown {
                let stop = Stop { stream, log_index, reason: error.to_string(), is_unknown_version: false };
                unfolded.push(stop.of(sheet.view()));
            }
            shown.is_ok()
        });
    }
}

/// Where and why folding a stream stops.
struct Stop<'s> {
    stream: &'s StreamName,
    log_index: u64,
    reason: String,
    is_unknown_version: bool,
}

impl Stop<'_> {
    /// Stops every view that cares for the event; the others go on.
    fn all(self, following: &mut Vec<&mut Box<dyn Sheet>>, event_type: &str, unfolded: &mut Vec<Unfolded>) {
        following.retain(|sheet| {
            let stops = sheet.view().care(self.stream.kind, event_type) != Care::Ignored;
            if stops {
                unfolded.push(self.of(sheet.view()));
            }
            !stops
        });
    }

    fn of(&self, view: ViewName) -> Unfolded {
        Unfolded {
            view,
            stream: self.stream.clone(),
            log_index: self.log_index,
            reason: self.reason.clone(),
            is_unknown_version: self.is_unknown_version,
        }
    }
}
