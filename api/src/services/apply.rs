//! The office states its services as a whole: what changed is written, what is left out is offered no longer.

use std::collections::BTreeSet;

use domain::ente::EnteSettings;
use domain::metadata::Assurance;
use domain::service::{Service, ServiceCode, ServiceCommand, service_stream};

use super::error::ServiceError;
use super::rules::check;
use super::statement::ServiceStatement;
use crate::positions::By;
use crate::product::Product;

/// What a statement of services did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Services stated.
    pub stated: usize,
    /// Services of which something was written.
    pub changed: usize,
}

/// Makes the services of an Ente what the statements say. Everything is checked before anything is written; the same statements again
/// write nothing.
///
/// # Errors
/// The service and the part of it that cannot be.
pub async fn apply(
    product: &Product,
    ente: &EnteSettings,
    statements: Vec<ServiceStatement>,
    by: &By,
) -> Result<Applied, ServiceError> {
    let codes = check_all(ente, &statements)?;
    let office = Office { product, ente, by };
    let mut applied = Applied { stated: statements.len(), changed: 0 };
    for statement in statements {
        applied.changed += usize::from(office.state(statement).await? > 0);
    }
    for service in product.enti.services(&ente.code) {
        let Some(code) = service.offered().map(|definition| &definition.code).filter(|code| !codes.contains(*code)) else {
            continue;
        };
        applied.changed += usize::from(office.execute(code, ServiceCommand::Disable).await? > 0);
    }
    Ok(applied)
}

/// Whether all these statements can be; answers the codes of the services.
///
/// # Errors
/// The service and the part of it that cannot be.
pub fn check_all(ente: &EnteSettings, statements: &[ServiceStatement]) -> Result<BTreeSet<ServiceCode>, ServiceError> {
    let mut codes = BTreeSet::new();
    for statement in statements {
        check(ente, &statement.definition)?;
        let code = statement.definition.code.clone();
        if !codes.insert(code.clone()) {
            return Err(ServiceError::Twice(code));
        }
    }
    Ok(codes)
}

struct Office<'a> {
    product: &'a Product,
    ente: &'a EnteSettings,
    by: &'a By,
}

impl Office<'_> {
    /// Makes one service what the statement says; answers the events written.
    async fn state(&self, ServiceStatement { definition, enabled }: ServiceStatement) -> Result<usize, ServiceError> {
        let code = definition.code.clone();
        let stream = service_stream(&self.ente.code, &code);
        let known = self.product.commands.services.load_fresh(&stream).await;
        let known = known.map_err(|source| ServiceError::Command { code: code.clone(), source })?;
        let is_new = Service::definition(&known.aggregate).is_none();
        let definition = Box::new(definition);
        let stated = if is_new { ServiceCommand::Define(definition) } else { ServiceCommand::Amend(definition) };
        let switch = if enabled { ServiceCommand::Enable } else { ServiceCommand::Disable };
        Ok(self.execute(&code, stated).await? + self.execute(&code, switch).await?)
    }

    async fn execute(&self, code: &ServiceCode, command: ServiceCommand) -> Result<usize, ServiceError> {
        let By { actor, correlation_id, causation } = self.by.clone();
        let metadata = self.product.metadata(&self.ente.code, actor, Assurance::Internal, correlation_id, causation);
        let stream = service_stream(&self.ente.code, code);
        let executed = self.product.commands.services.execute(&stream, command, metadata.to_map()).await;
        Ok(executed.map_err(|source| ServiceError::Command { code: code.clone(), source })?.written)
    }
}
