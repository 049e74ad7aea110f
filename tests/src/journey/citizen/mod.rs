//! A citizen with an account, from the registration to the end of the consent; and the office beside her.

mod account;
mod browser;
mod debts;
mod help;
mod mail;
mod office;
mod payment;

use super::privacy::nobody_stands_in_the_clear;
use super::report::Report;
use crate::sandbox::{Sandbox, sample};
use browser::Browser;

/// The sample citizen who makes the journey, and how she calls herself.
const ELENA: Person = Person { index: 3, name: "Elena", surname: "Esposito", user_name: "elena.esposito" };
/// Whose notice she pays.
const LUCIA: usize = 1;

/// Who makes the journey.
#[derive(Clone, Copy, Debug)]
struct Person {
    index: usize,
    name: &'static str,
    surname: &'static str,
    user_name: &'static str,
}

impl Person {
    const fn sample(&self) -> sample::Citizen {
        sample::CITIZENS[self.index]
    }
}

/// What every step needs.
#[derive(Debug)]
struct Travel<'a> {
    sandbox: &'a Sandbox,
    report: &'a mut Report,
    browser: Browser,
}

/// Makes the journey.
///
/// # Errors
/// The first step that differed from what it should be.
pub(super) async fn travel(sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<()> {
    let browser = Browser::at(sandbox.ports.portal, "/graphql")?;
    let mut travel = Travel { sandbox, report, browser };
    travel.registers().await?;
    travel.activates().await?;
    travel.logs_in().await?;
    travel.is_verified_by_the_office().await?;
    let nursery = travel.fills_in_the_nursery_fee().await?;
    let other = travel.adds_the_notice_of_another().await?;
    let own = travel.finds_her_own().await?;
    let cart = travel.fills_a_cart(&[nursery, other, own]).await?;
    let paid = travel.pays(&cart).await?;
    let proofs = travel.reads_her_history(&paid).await?;
    travel.fetches_a_receipt(&proofs).await?;
    let asked = travel.asks_for_help(&paid).await?;
    travel.is_answered(&asked).await?;
    travel.takes_her_consent_back().await?;
    travel.sees_what_still_answers(&paid, &asked).await?;
    let said = [ELENA.user_name, account::PASSWORD, help::QUESTION, help::ANSWER];
    nobody_stands_in_the_clear(sandbox, report, &said).await
}
