//! The list of the staff. It is read here and changed by command only.

use async_graphql::{Context, Object, SimpleObject};

use super::access::{OVERSEERS, access};
use super::desk::Desk;
use super::service::fault;
use crate::graphql::fault::Fault;
use crate::staff;

/// A member of the staff.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(OVERSEERS.to_vec()))]
pub(super) struct StaffMember {
    /// The name.
    name: String,
    /// What they may do.
    roles: Vec<String>,
    /// Whether they may do anything at all.
    active: bool,
    /// Whether they can log in.
    has_password: bool,
}

/// The staff.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StaffQuery;

#[Object]
impl StaffQuery {
    /// Everybody who was ever taken in, by name.
    #[graphql(directive = access::apply(OVERSEERS.to_vec()), complexity = "20 + 20 * child_complexity")]
    async fn staff(&self, ctx: &Context<'_>) -> Result<Vec<StaffMember>, Fault> {
        let desk = Desk::of(ctx)?;
        let members = staff::list(desk.product(), desk.ente()).await.map_err(fault)?;
        let shown = members.into_iter().map(|member| StaffMember {
            name: member.name.to_string(),
            roles: member.roles.iter().map(|role| role.to_string()).collect(),
            active: member.active,
            has_password: member.has_password,
        });
        Ok(shown.collect())
    }
}
