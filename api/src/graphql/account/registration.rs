//! Registering, in two steps: the tax code first, then the form for it.

use std::time::Duration;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::account::Consent;
use domain::identifier::TaxCode;
use tokio::time::Instant;

use super::begun::Begun;
use super::fields::{ContactsInput, HolderInput, Reader};
use super::form::{Eligibility, FormFor, RegistrationForm, registration_form};
use super::own::{AccountDoneResult, acting, not_chosen, said, same_twice};
use crate::accounts::{Application, register};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// Every registration is answered after so long: more than it takes, whatever becomes of it.
const TIME: Duration = Duration::from_millis(800);

/// The first step.
#[derive(Clone, Debug, InputObject)]
pub struct BeginRegistrationInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Codice fiscale, or partita IVA of a company.
    pub tax_code: String,
    /// Which form, where the Ente has two.
    pub eligibility: Option<Eligibility>,
}

/// The second step: the form, filled in.
#[derive(Clone, Debug, InputObject)]
pub struct RegisterInput {
    /// What the first step answered. Sent twice it makes one account.
    pub registration: String,
    /// Who registers.
    pub holder: HolderInput,
    /// Where they live and are called.
    pub contacts: ContactsInput,
    /// Where mails go.
    pub email: String,
    /// The name to log in with.
    pub user_name: String,
    /// The password, 12 to 128 characters.
    pub password: String,
    /// The password once more.
    pub password_again: String,
    /// Whether they agree to the privacy text.
    pub consent: bool,
    /// Version of the text they were shown.
    pub privacy_text_version: i32,
}

/// The tax code is one: here is the form for it. It is not said whether somebody registered with it before.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct RegistrationBegun {
    /// Goes with the second step.
    pub registration: String,
    /// The tax code, as it will be registered.
    pub tax_code: String,
    /// The form.
    pub form: RegistrationForm,
}

/// What `beginRegistration` answers.
#[derive(Clone, Debug, Union)]
pub enum BeginRegistrationResult {
    /// Go on.
    Begun(RegistrationBegun),
    /// The tax code is not one.
    InvalidInput(InvalidInput),
    /// No such Ente here, or it offers no registration.
    NotFound(NotFound),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// Registration.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegistrationMutation;

#[Object]
impl RegistrationMutation {
    /// Checks a tax code and answers the form to fill in.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn begin_registration(
        &self,
        ctx: &Context<'_>,
        input: BeginRegistrationInput,
    ) -> Result<BeginRegistrationResult, Fault> {
        settle(begin(Desk::of(ctx), &input))
    }

    /// Registers. The account can be used once the mailed link was followed. Whether the user name was free is told by mail.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn register(&self, ctx: &Context<'_>, input: RegisterInput) -> Result<AccountDoneResult, Fault> {
        let desk = Desk::of(ctx);
        let answer_at = Instant::now() + TIME;
        let answer = settle(apply(desk, &input).await);
        if matches!(answer, Ok(AccountDoneResult::Done(_))) {
            let _ = tokio::time::timeout_at(answer_at, std::future::pending::<()>()).await;
        }
        answer
    }
}

fn begin(desk: Desk<'_>, input: &BeginRegistrationInput) -> Answering<BeginRegistrationResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    let policies = &ente.policies.accounts;
    if !policies.registration {
        return Err(failing.absent(Message::RegistrationClosed).into());
    }
    let tax_code = Reader { desk }.tax_code(&input.tax_code)?;
    let eligibility = match input.eligibility {
        None if policies.two_forms => return Err(failing.input("input.eligibility", Message::EligibilityRequired).into()),
        Some(_) if !policies.two_forms => return Err(failing.input("input.eligibility", Message::FieldNotAsked).into()),
        chosen => chosen.map(Into::into),
    };
    desk.room.caps().knock(desk.asking.client).map_err(|too_often| failing.limited(too_often.0))?;
    let whose = FormFor { company: matches!(tax_code, TaxCode::Entity(_)), eligibility };
    Ok(RegistrationBegun {
        registration: Begun::new(desk, &ente.code, &tax_code, eligibility).write(desk),
        tax_code: tax_code.to_string(),
        form: registration_form(desk, &ente, whose),
    }
    .into())
}

async fn apply(desk: Desk<'_>, input: &RegisterInput) -> Answering<AccountDoneResult> {
    let (failing, reader) = (desk.failing(), Reader { desk });
    let expired = || failing.input("input.registration", Message::RegistrationExpired);
    let begun = Begun::read(desk, &input.registration).ok_or_else(expired)?;
    let ente = desk.product().enti.get(&begun.ente).ok_or_else(expired)?;
    let tax_code = reader.tax_code(&input.holder.tax_code)?;
    if !begun.is_for(desk, &tax_code) {
        return Err(failing.input("input.holder.taxCode", Message::RegistrationOtherTaxCode).into());
    }
    let text_version = ente.policies.accounts.privacy_text_version;
    let application = Application {
        account: begun.account,
        ente: begun.ente.clone(),
        holder: reader.holder(tax_code, &input.holder)?,
        contacts: reader.contacts(&ente, begun.eligibility, &input.contacts)?,
        email: reader.email(&input.email)?,
        user_name: reader.user_name(&input.user_name)?,
        eligibility: begun.eligibility,
        consent: Consent { text_version, at: desk.product().clock.now() },
    };
    same_twice(desk, &input.password, &input.password_again)?;
    let chosen = application.choose(&input.password, ente.name.as_str());
    let password = chosen.map_err(|why| not_chosen(desk, why))?;
    if !input.consent {
        return Err(failing.input("input.consent", Message::ConsentRequired).into());
    }
    if u32::try_from(input.privacy_text_version) != Ok(text_version) {
        return Err(failing.input("input.privacyTextVersion", Message::ConsentOtherText).into());
    }
    desk.room.caps().knock(desk.asking.client).map_err(|too_often| failing.limited(too_often.0))?;
    let name = application.holder.greeting().to_owned();
    register(desk.product(), &acting(desk), application, password).await?;
    let contacts = ente.contacts.as_ref().map_or_else(|| ente.name.to_string(), ToString::to_string);
    let (language, done) = (desk.asking.language, Message::RegistrationDone);
    let title = Message::RegistrationDoneTitle.fill(language, &[("name", &name)]);
    Ok(said(desk, done.key(), title, done.fill(language, &[("contacts", &contacts)])).into())
}
