//! From what the office states to the terms of a debt: numbers, accounts, categories and causali filled in.

use domain::debt_position::{Destination, Installment, PaymentOption, Terms, Transfer};
use domain::ente::EnteSettings;
use domain::identifier::{Iuv, NoticeNumber, remittance};
use domain::text::Text140;

use super::draft::{NewInstallment, NewTerms, NewTransfer};
use super::error::PositionError;
use super::rules::{self, RuleError};

impl NewTerms {
    /// The terms, with `numbers` for the notices that have none.
    ///
    /// # Errors
    /// The first rule of the Ente or of debt positions that is broken, with its place.
    pub fn complete(
        &self,
        ente: &EnteSettings,
        numbers: &mut impl Iterator<Item = NoticeNumber>,
    ) -> Result<Terms, PositionError> {
        let mut options = Vec::with_capacity(self.options.len());
        for (at, option) in self.options.iter().enumerate() {
            let mut installments = Vec::with_capacity(option.installments.len());
            for (nth, installment) in option.installments.iter().enumerate() {
                let place = || format!("options[{at}].installments[{nth}]");
                installments.push(self.installment(ente, installment, numbers, &place)?);
            }
            options.push(PaymentOption { installments });
        }
        let terms = Terms {
            description: self.description.clone(),
            office: self.office.clone(),
            validity_date: self.validity_date,
            switch_to_expired: self.switch_to_expired,
            pay_stand_in: self.pay_stand_in,
            document: self.document.clone(),
            options,
        };
        terms.validate()?;
        Ok(terms)
    }

    fn installment(
        &self,
        ente: &EnteSettings,
        new: &NewInstallment,
        numbers: &mut impl Iterator<Item = NoticeNumber>,
        place: &impl Fn() -> String,
    ) -> Result<Installment, PositionError> {
        let nav = match &new.nav {
            Some(nav) => {
                let broken = |rule| PositionError::Rule { field: format!("{}.nav", place()), rule };
                rules::notice_number(ente, nav).map_err(broken).map(|()| nav.clone())?
            }
            None => numbers.next().ok_or(PositionError::NumbersShort)?,
        };
        let (iuv, description) = (nav.iuv(), new.description.as_ref().unwrap_or(&self.description).clone());
        let whole = [NewTransfer::whole(new.amount)];
        let shares = if new.transfers.is_empty() { whole.as_slice() } else { &new.transfers };
        let mut transfers = Vec::with_capacity(shares.len());
        for (id, share) in (1_u8..).zip(shares) {
            let place = || format!("{}.transfers[{}]", place(), id.saturating_sub(1));
            transfers.push(share.complete(ente, id, &iuv, &description, &place)?);
        }
        Ok(Installment {
            nav,
            iuv,
            amount: new.amount,
            description,
            due_date: new.due_date,
            notice_due_date: new.notice_due_date,
            transfers,
        })
    }
}

impl NewTransfer {
    /// The whole of an amount, to the Ente, as its settings say.
    #[must_use]
    pub const fn whole(amount: domain::Cents) -> Self {
        Self { creditor: None, company_name: None, amount, destination: None, remittance_information: None, category: None }
    }

    fn complete(
        &self,
        ente: &EnteSettings,
        id: u8,
        iuv: &Iuv,
        description: &Text140,
        place: &impl Fn() -> String,
    ) -> Result<Transfer, PositionError> {
        let broken =
            |name: &'static str| move |rule: RuleError| PositionError::Rule { field: format!("{}.{name}", place()), rule };
        let creditor = rules::creditor(ente, self.creditor.as_ref()).map_err(broken("creditor"))?;
        let destination = match &self.destination {
            Some(stamp @ Destination::Stamp { .. }) => stamp.clone(),
            Some(Destination::Account { iban, postal_iban }) => {
                rules::account(ente, &creditor, Some(iban), postal_iban.as_ref()).map_err(broken("iban"))?
            }
            None => rules::account(ente, &creditor, None, None).map_err(broken("iban"))?,
        };
        let remittance_information = match &self.remittance_information {
            Some(given) => given.clone(),
            None => remittance::single(iuv, self.amount, description)
                .map_err(|reason| PositionError::Text { field: format!("{}.remittance_information", place()), reason })?,
        };
        let known = ente.secondary_creditors.iter().find(|other| other.code == creditor);
        let company_name = match (&self.company_name, known) {
            (Some(given), Some(_)) => Some(given.clone()),
            (None, Some(known)) => Text140::parse(known.name.as_str()).ok(),
            (_, None) => None,
        };
        let category = rules::category(ente, self.category.as_ref()).map_err(broken("category"))?;
        Ok(Transfer { id, creditor, company_name, amount: self.amount, destination, remittance_information, category })
    }
}
