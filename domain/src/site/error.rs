//! Why a statement about an Ente's home is refused.

/// Refusals of the aggregate [`Site`](super::Site).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteRefusal {
    /// It would never be shown.
    #[error("until: the banner ends before it begins")]
    BannerNever,
    /// Nobody reads such a menu.
    #[error("{area}: {found} services are too many, 30 are allowed")]
    MenuTooLong {
        /// `public` or `private`.
        area: &'static str,
        /// How many there are.
        found: usize,
    },
    /// Two services have one name.
    #[error("{area}: {label} is given twice")]
    MenuTwice {
        /// `public` or `private`.
        area: &'static str,
        /// The name.
        label: String,
    },
}
