//! `quietanza privacy`: what the office does under data-protection law.

use std::process::ExitCode;

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::metadata::{Actor, Assurance};
use domain::personal::PersonalClass;
use domain::privacy_request::{AskedBy, Outcome, RequestKind};
use domain::text::{Text35, Text140};

use super::arguments::{DataClass, PrivacyCommand, Whose};
use super::error::CliError;
use crate::accounts::Acting;
use crate::messages::Language;
use crate::privacy::{self, Named, PrivacyError, Wanted};
use crate::product::Product;

pub(super) async fn run(command: PrivacyCommand, product: Product) -> Result<ExitCode, CliError> {
    match command {
        PrivacyCommand::Mandate(command) => return super::mandate::run(command, &product).await,
        PrivacyCommand::List { ente, all } => {
            let wanted = if all { Wanted::All } else { Wanted::Open };
            for request in privacy::list(&product, &ente, wanted).await? {
                let outcome = request.answered.as_ref().map_or("open", |answered| answered.outcome.as_str());
                println!("{}\t{}\tdue {}\t{outcome}", request.id, request.opening.kind.as_str(), request.opening.due_on);
            }
        }
        PrivacyCommand::Erase { whose, class } => erase(&product, &whose, class).await?,
        PrivacyCommand::Restrict { whose } => {
            let acting = acting(&product, &whose.ente, &whose.operator)?;
            for subject in people(&product, &whose).await? {
                privacy::restrict(&product, &acting, &whose.ente, subject, whose.reason.clone()).await?;
                println!("{subject} is restricted.");
            }
        }
        PrivacyCommand::Lift { whose } => {
            let acting = acting(&product, &whose.ente, &whose.operator)?;
            for subject in people(&product, &whose).await? {
                privacy::lift(&product, &acting, &whose.ente, subject, whose.reason.clone()).await?;
                println!("{subject} is not restricted any more.");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Enters the request, erases, answers it. What is refused is refused before anything is written.
async fn erase(product: &Product, whose: &Whose, class: DataClass) -> Result<(), CliError> {
    let acting = acting(product, &whose.ente, &whose.operator)?;
    let people = people(product, whose).await?;
    let class = match class {
        DataClass::Profile => PersonalClass::Profile,
        DataClass::Fiscal => PersonalClass::Fiscal,
    };
    for subject in &people {
        privacy::judge(product, &whose.ente, *subject, class).await?;
    }
    let what = (RequestKind::Erasure, AskedBy::Office);
    let id = privacy::open(product, &acting, &whose.ente, what, people, Some(whose.reason.clone())).await?;
    let request = privacy::find(product, &whose.ente, id).await?.ok_or(PrivacyError::Unknown)?;
    let until = privacy::erase_people(product, &acting, &whose.ente, &request, class).await?;
    let (outcome, note) = match until {
        None => (Outcome::Fulfilled, "Dati cancellati.".to_owned()),
        Some(day) => (Outcome::PartlyFulfilled, format!("Profilo cancellato; i dati dei pagamenti restano fino al {day}.")),
    };
    let note = note + &privacy::copies_outside(product, &whose.ente, &request).await?;
    let note = Text140::cut(&note).map_err(CliError::failed)?;
    // The end of an account may have answered it already.
    match privacy::close(product, &acting, &whose.ente, id, (outcome, note)).await {
        Ok(_) | Err(PrivacyError::Register(_)) => {}
        Err(error) => return Err(error.into()),
    }
    println!("Erased (request {id}).");
    for held in privacy::mandates::to_destroy(product, &whose.ente, &request.opening.subjects).await? {
        let grantee = held.mandate.grant().map(|grant| grant.grantee.to_string()).unwrap_or_default();
        println!("Mandate {} ({grantee}) still holds what was erased: demand that it be destroyed.", held.id);
    }
    if let Some(day) = until {
        println!("Who owed and who paid is kept by law until {day}.");
    }
    Ok(())
}

async fn people(product: &Product, whose: &Whose) -> Result<Vec<SubjectId>, CliError> {
    let named = match (&whose.tax_code, &whose.user_name, &whose.email, whose.person) {
        (Some(code), ..) => Named::TaxCode(code.clone()),
        (None, Some(name), ..) => Named::UserName(name.clone()),
        (None, None, Some(address), _) => Named::Email(address.clone()),
        (None, None, None, person) => Named::Subject(person.unwrap_or_default()),
    };
    Ok(privacy::people(product, &whose.ente, &named).await?)
}

/// A member of the office, who says their own name.
pub(super) fn acting(product: &Product, ente: &EnteCode, operator: &Text35) -> Result<Acting, CliError> {
    if product.enti.get(ente).is_none() {
        return Err(CliError::Wrong(format!("--ente: {ente} is not configured")));
    }
    Ok(Acting {
        actor: Actor::Operator(operator.to_string()),
        assurance: Assurance::Internal,
        correlation: product.new_correlation(),
        language: Language::default(),
    })
}

impl From<PrivacyError> for CliError {
    fn from(error: PrivacyError) -> Self {
        match error {
            PrivacyError::Failed(fault) => Self::failed(fault),
            refused => Self::Refused(refused.to_string()),
        }
    }
}
