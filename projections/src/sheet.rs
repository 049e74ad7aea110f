//! The sheet on which one view works out what changes: rows before an event, rows after it, and the difference.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::hash::Hash;

use domain::ids::SubjectId;
use sqlx::PgConnection;

use crate::forgotten::Forgotten;
use crate::known::Known;
use crate::story::{FoldError, Story};
use crate::stream::{Happening, Moment, StreamKind};
use crate::view::ViewName;

/// What an event type is to a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// It may change rows.
    Shown,
    /// It changes no row by itself but has to be folded before others that do.
    Remembered,
    /// It means nothing to the view and need not even be read.
    Ignored,
}

/// A row of a view.
pub(crate) trait ViewRow: Clone + PartialEq + Send + Sync + 'static {
    /// What it is known by; also decides which table part it belongs to.
    type Key: Clone + Eq + Hash + Ord + Send + Sync + 'static;

    /// Its key.
    fn key(&self) -> Self::Key;

    /// Takes over from its predecessor what only the past knows.
    fn inherit(&mut self, before: &Self);

    /// Notes the event that changed it, or made it when there was none before.
    fn stamp(&mut self, moment: &Moment, is_new: bool);

    /// Whom it names.
    fn names(&self) -> [Option<SubjectId>; 4] {
        [None; 4]
    }
}

/// A view whose rows are a function of the story of one stream.
pub(crate) trait View: Send + Sync + 'static {
    /// Which one.
    const NAME: ViewName;
    /// Takes forgotten people out of its rows; see [`Forgotten::take_out_in_tx`]. Views that name nobody have none.
    const FORGET: &'static [&'static str] = &[];
    /// Its rows.
    type Row: ViewRow;

    /// What an event type is to it. Types it does not know must not be ignored.
    fn care(kind: StreamKind, event_type: &str) -> Care;

    /// The rows that a story amounts to.
    fn rows(story: &Story) -> Result<Vec<Self::Row>, FoldError>;

    /// Writes rows that changed and removes those that are gone.
    fn write(
        connection: &mut PgConnection,
        written: &[Self::Row],
        gone: &[<Self::Row as ViewRow>::Key],
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}

/// A view at work on one batch, whatever the view.
pub(crate) trait Sheet: Send + Sync {
    /// Which view.
    fn view(&self) -> ViewName;

    /// Turns to another stream.
    fn turn(&mut self);

    /// Sees an event before the story goes on.
    fn before(&mut self, happening: &Happening, story: &Story, known: &Known) {
        let _ = (happening, story, known);
    }

    /// Sees the story after an event. Events `already_written` only bring back what the view shows by now.
    fn after(&mut self, moment: &Moment, story: &Story, already_written: bool) -> Result<(), FoldError>;

    /// Writes them.
    fn write<'a>(&'a mut self, connection: &'a mut PgConnection) -> futures::future::BoxFuture<'a, Result<(), sqlx::Error>>;
}

/// The difference between what a view showed and what it shall show.
pub(crate) struct Difference<V: View> {
    /// Rows of the stream at hand.
    shown: Vec<V::Row>,
    written: HashMap<<V::Row as ViewRow>::Key, V::Row>,
    gone: HashSet<<V::Row as ViewRow>::Key>,
    forgotten: Forgotten,
}

impl<V: View> Default for Difference<V> {
    fn default() -> Self {
        Self { shown: Vec::new(), written: HashMap::new(), gone: HashSet::new(), forgotten: Forgotten::default() }
    }
}

impl<V: View> Difference<V> {
    /// The row that was shown under this key; rows mostly keep their places.
    fn predecessor(&self, place: usize, key: &<V::Row as ViewRow>::Key) -> Option<&V::Row> {
        let same_place = self.shown.get(place).filter(|row| row.key() == *key);
        same_place.or_else(|| self.shown.iter().find(|row| row.key() == *key))
    }

    fn advance(&mut self, mut rows: Vec<V::Row>, moment: &Moment, already_written: bool) {
        for (place, row) in rows.iter_mut().enumerate() {
            let key = row.key();
            let changed = match self.predecessor(place, &key) {
                None => {
                    row.stamp(moment, true);
                    true
                }
                Some(before) => {
                    row.inherit(before);
                    let changed = *row != *before;
                    if changed {
                        row.stamp(moment, false);
                    }
                    changed
                }
            };
            if changed && !already_written {
                self.gone.remove(&key);
                self.written.insert(key, row.clone());
            }
        }
        if !already_written {
            let kept: HashSet<_> = rows.iter().map(ViewRow::key).collect();
            for key in self.shown.iter().map(ViewRow::key).filter(|key| !kept.contains(key)) {
                self.written.remove(&key);
                self.gone.insert(key);
            }
        }
        self.shown = rows;
    }
}

impl<V: View> Sheet for Difference<V> {
    fn view(&self) -> ViewName {
        V::NAME
    }

    fn turn(&mut self) {
        self.shown.clear();
    }

    fn before(&mut self, happening: &Happening, story: &Story, _known: &Known) {
        if !V::FORGET.is_empty() {
            self.forgotten.see(happening, story);
        }
    }

    fn after(&mut self, moment: &Moment, story: &Story, already_written: bool) -> Result<(), FoldError> {
        let rows = V::rows(story)?;
        self.advance(rows, moment, already_written);
        Ok(())
    }

    fn write<'a>(&'a mut self, connection: &'a mut PgConnection) -> futures::future::BoxFuture<'a, Result<(), sqlx::Error>> {
        Box::pin(async move {
            let mut written: Vec<_> = self.written.drain().map(|(_, row)| row).collect();
            written.sort_by_cached_key(ViewRow::key);
            let mut gone: Vec<_> = self.gone.drain().collect();
            gone.sort_unstable();
            V::write(connection, &written, &gone).await?;
            if !V::FORGET.is_empty() {
                written.iter().flat_map(ViewRow::names).flatten().for_each(|subject| self.forgotten.name(subject));
            }
            self.forgotten.take_out_in_tx(connection, V::FORGET).await
        })
    }
}
