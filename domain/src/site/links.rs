//! The links at the top of the home page.

use serde::{Deserialize, Serialize};

use crate::content::WebAddress;

/// Manual, institutional site, login and registration; those that lead nowhere are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeLinks {
    /// How the portal is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manual: Option<WebAddress>,
    /// The institutional site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_site: Option<WebAddress>,
    /// Where citizens log in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<WebAddress>,
    /// Where citizens register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<WebAddress>,
}
