//! The menu of services.

use serde::{Deserialize, Serialize};

use super::error::SiteRefusal;
use crate::content::{Line, Translated, WebAddress};

/// The most lines of one area.
const MOST_ITEMS: usize = 30;

/// The two areas of the menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    /// For everybody, in order.
    #[serde(default)]
    pub public: Vec<MenuItem>,
    /// For whoever has logged in, in order.
    #[serde(default)]
    pub private: Vec<MenuItem>,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuItem {
    /// Its name.
    pub label: Translated<Line>,
    /// Where it is found.
    pub address: WebAddress,
}

impl Menu {
    pub(super) fn validate(&self) -> Result<(), SiteRefusal> {
        for (area, items) in [("public", &self.public), ("private", &self.private)] {
            if items.len() > MOST_ITEMS {
                return Err(SiteRefusal::MenuTooLong { area, found: items.len() });
            }
            let mut names: Vec<&str> = items.iter().map(|item| item.label.it.as_str()).collect();
            names.sort_unstable();
            if let Some([twice, _]) = names.array_windows().find(|[a, b]| a == b) {
                return Err(SiteRefusal::MenuTwice { area, label: (*twice).to_owned() });
            }
        }
        Ok(())
    }
}
