//! The story of a piece of news.

use domain::aggregate::Decider;
use domain::ids::NewsId;
use domain::news::{News, NewsEvent};

use crate::stream::Moment;

/// The story of a piece of news.
#[derive(Clone, Debug)]
pub(crate) struct NewsStory {
    /// Its stream.
    pub(crate) id: NewsId,
    /// The domain's own fold.
    pub(crate) news: News,
    pub(crate) published: Option<Moment>,
}

impl NewsStory {
    pub(super) fn new(id: NewsId) -> Self {
        Self { id, news: News::default(), published: None }
    }

    pub(super) fn fold(&mut self, event: NewsEvent, moment: Moment) {
        self.published.get_or_insert(moment);
        self.news.evolve(event);
    }
}
