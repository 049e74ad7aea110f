//! How far a verification has come: enough to go on with it later, on another day or machine.

use serde::{Deserialize, Serialize};

use crate::tree::{Hash, Peaks};

/// The log verified so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    pub(super) peaks: Peaks,
    pub(super) last_head: u64,
    pub(super) heads: u64,
}

/// The same, as kept in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    format: String,
    size: u64,
    last_head: u64,
    heads: u64,
    peaks: Vec<String>,
}

const FORMAT: &str = "quietanza/verified/1";

impl Verified {
    /// How many events.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.peaks.size()
    }

    /// The tree over them.
    #[must_use]
    pub const fn peaks(&self) -> &Peaks {
        &self.peaks
    }

    /// Size of the largest published head they were found to lead to.
    #[must_use]
    pub const fn last_head(&self) -> u64 {
        self.last_head
    }

    /// How many published heads they were found to lead to.
    #[must_use]
    pub const fn heads(&self) -> u64 {
        self.heads
    }

    /// As text, for a file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let peaks = self.peaks.roots().iter().map(hex::encode).collect();
        let (format, size) = (FORMAT.to_owned(), self.size());
        let kept = Kept { format, size, last_head: self.last_head, heads: self.heads, peaks };
        serde_json::to_string(&kept).expect("texts and numbers are JSON") + "\n"
    }

    /// Reads what [`Verified::to_text`] wrote; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let hash = |text: &String| Hash::try_from(hex::decode(text).ok()?).ok();
        let roots = kept.peaks.iter().map(hash).collect::<Option<Vec<_>>>()?;
        let peaks = Peaks::of(kept.size, roots)?;
        (kept.format == FORMAT).then_some(Self { peaks, last_head: kept.last_head, heads: kept.heads })
    }
}
