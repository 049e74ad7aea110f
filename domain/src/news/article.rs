//! What a piece of news says.

use serde::{Deserialize, Serialize};

use crate::content::{Line, Passage, Translated, WebAddress};

/// A title and a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The title.
    pub title: Translated<Line>,
    /// The text.
    pub body: Translated<Passage>,
    /// Where more is to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<WebAddress>,
}
