//! Claims to a tax code. What an account says of its holder is a claim, and several may claim the same; who proves it by an electronic identity
//! ends the claims of all accounts they did not come with. Nothing of those accounts is shown to them, nor of them to those accounts.

use domain::account::{AccountCommand, AccountMail, MailKind};
use domain::identifier::EmailAddress;
use domain::ids::{AccountId, SubjectId};
use domain::metadata::{Actor, Assurance};
use uuid::Uuid;

use super::letter::Letter;
use super::outside::ProvedIdentity;
use super::profile::OpenAccount;
use super::{Acting, message_language};
use crate::identity::IdentityError;
use crate::product::Product;
use crate::vault::Handle;

/// Accounts that claim a tax code; so many are looked at when its holder comes, the rest when they come again.
const CLAIMANTS: &str = "
SELECT account_id FROM account_handle WHERE ente = $1 AND kind = 'tax_code' AND digest = $2 ORDER BY account_id LIMIT 20";

const GIVE_UP: &str = "DELETE FROM account_handle WHERE account_id = $1 AND kind = 'tax_code'";

const TAKE_BACK: &str = "
INSERT INTO account_handle (ente, kind, digest, account_id) VALUES ($1, 'tax_code', $2, $3) ON CONFLICT DO NOTHING";

/// Somebody proved who they are: the account they came with claims their tax code, and no other one does any more. Twice is once.
pub(super) async fn settle(
    product: &Product,
    proved: &ProvedIdentity,
    person: SubjectId,
    own: Option<&OpenAccount>,
) -> Result<(), IdentityError> {
    let digest = product.vault.digest(&proved.ente, &Handle::TaxCode(&proved.tax_code));
    let acting = Acting {
        actor: Actor::Citizen(person),
        assurance: Assurance::A2,
        correlation: product.new_correlation(),
        language: own.map(|own| message_language(own.state.language())).unwrap_or_default(),
    };
    if let Some(own) = own.filter(|own| own.state.claim_lost()) {
        let command = AccountCommand::RegainTaxCode { now: product.clock.now() };
        acting.command(product, &own.ente, own.id, command).await?;
        let query = sqlx::query(TAKE_BACK).bind(own.ente.as_str()).bind(digest).bind(own.id.as_uuid());
        query.execute(&product.pool).await?;
    }
    let query = sqlx::query_scalar(CLAIMANTS).bind(proved.ente.as_str()).bind(digest);
    let claimants: Vec<Uuid> = query.fetch_all(&product.pool).await?;
    let prover = Prover { product, proved, person, acting, email: address(product, proved, own).await? };
    for id in claimants.into_iter().map(AccountId::new).filter(|id| own.is_none_or(|own| own.id != *id)) {
        if let Some(account) = OpenAccount::read(product, &proved.ente, id).await? {
            prover.end(&account).await?;
        }
    }
    Ok(())
}

/// Where whoever proved it is written to: as the identity provider says, else as their own account does.
async fn address(
    product: &Product,
    proved: &ProvedIdentity,
    own: Option<&OpenAccount>,
) -> Result<Option<EmailAddress>, IdentityError> {
    match (&proved.email, own) {
        (Some(email), _) => Ok(Some(email.clone())),
        (None, Some(own)) => Ok(own.profile(product).await?.map(|profile| profile.email)),
        (None, None) => Ok(None),
    }
}

struct Prover<'a> {
    product: &'a Product,
    proved: &'a ProvedIdentity,
    person: SubjectId,
    acting: Acting,
    email: Option<EmailAddress>,
}

impl Prover<'_> {
    /// Ends the claim of an account, unless the office has seen a document for it. The row goes last: who dies before it does so again.
    async fn end(&self, account: &OpenAccount) -> Result<(), IdentityError> {
        if account.state.verified().is_some() {
            return Ok(());
        }
        if let Some(profile) = account.profile(self.product).await? {
            let language = message_language(account.state.language());
            let letter = self.letter(account, MailKind::TaxCodeLost, account.subject, &profile.email);
            let mail = Letter { language, ..letter }.seal(self.product).await?;
            let notice = self.notice(account).await?;
            let command = AccountCommand::LoseTaxCode { mail, notice, now: self.product.clock.now() };
            self.acting.command(self.product, &account.ente, account.id, command).await?;
        }
        sqlx::query(GIVE_UP).bind(account.id.as_uuid()).execute(&self.product.pool).await?;
        Ok(())
    }

    /// The mail to whoever proved it, sealed under their own key.
    async fn notice(&self, account: &OpenAccount) -> Result<Option<AccountMail>, IdentityError> {
        let Some(email) = &self.email else { return Ok(None) };
        Ok(Some(self.letter(account, MailKind::TaxCodeProved, self.person, email).seal(self.product).await?))
    }

    fn letter<'a>(&'a self, account: &'a OpenAccount, kind: MailKind, subject: SubjectId, to: &'a EmailAddress) -> Letter<'a> {
        let (ente, language) = (&self.proved.ente, self.acting.language);
        Letter { ente, account: account.id, subject, kind, what: "claim", to, language }
    }
}
