//! The statements of the doors that citizens wait for, apart from those of the views (`projections::hot`): each must be served by an index,
//! whatever the size of the data. A test explains every one of them over some hundred thousand rows.

use crate::added_notices;
use crate::graphql::cart::own;
use crate::graphql::streams;
use crate::identity::{session, throttle, token};
use crate::services::{draft, made};
use crate::vault::people;

/// Name and text of each hot statement.
pub const QUERIES: [(&str, &str); 10] = [
    ("streams.read", streams::READ),
    ("services.made_by", made::MADE_BY),
    ("services.draft", draft::READ),
    ("cart.own", own::FIND),
    ("added_notices.known", added_notices::KNOWN),
    ("sessions.find", session::FIND),
    ("sessions.of_account", session::OF_ACCOUNT),
    ("tokens.find", token::FIND),
    ("throttle.wait", throttle::WAIT),
    ("vault.find", people::FIND),
];
