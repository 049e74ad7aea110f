//! The fixed texts of the documents, one table per language. A language without one of the texts does not compile.
//!
//! The texts of the notice are those pagoPA publishes for its model ("Avviso di pagamento", page "Traduzioni") and may not be altered;
//! `**` marks bold. Those of the receipt are ours, because the receipt is the Ente's own document.

mod en;
mod fr;
mod german;
mod it;
mod sl;

/// A language of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Italian, the language of the administration.
    #[default]
    Italian,
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Slovene.
    Slovene,
}

impl Language {
    /// The language as a tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Italian => "it-IT",
            Self::English => "en-GB",
            Self::German => "de-DE",
            Self::French => "fr-FR",
            Self::Slovene => "sl-SI",
        }
    }

    /// The texts of the notice.
    pub(super) fn notice(self) -> &'static NoticeTexts {
        match self {
            Self::Italian => &it::NOTICE,
            Self::English => &en::NOTICE,
            Self::German => &german::NOTICE,
            Self::French => &fr::NOTICE,
            Self::Slovene => &sl::NOTICE,
        }
    }

    /// The texts of the receipt.
    pub(super) fn receipt(self) -> &'static ReceiptTexts {
        match self {
            Self::Italian => &it::RECEIPT,
            Self::English => &en::RECEIPT,
            Self::German => &german::RECEIPT,
            Self::French => &fr::RECEIPT,
            Self::Slovene => &sl::RECEIPT,
        }
    }
}

/// The fixed texts of the notice.
#[derive(Debug)]
pub(super) struct NoticeTexts {
    /// Title of the document.
    pub(super) title: &'static str,
    /// Title of the creditor's box and its label.
    pub(super) creditor: &'static str,
    /// Title of the recipient's box and its label.
    pub(super) recipient: &'static str,
    /// Title of the box of amount and date.
    pub(super) how_much_and_when: &'static str,
    /// The same without a date.
    pub(super) how_much: &'static str,
    pub(super) amount: &'static str,
    /// Label over the due date.
    pub(super) due: &'static str,
    pub(super) euro: &'static str,
    /// The amount may change.
    pub(super) may_change: &'static str,
    /// `{n}` instalments besides the whole amount.
    pub(super) whole_or_instalments: &'static str,
    /// `{n}` instalments only.
    pub(super) instalments_only: &'static str,
    /// Where amounts and dates of the instalments stand.
    pub(super) see_instalments: &'static str,
    pub(super) discounted: &'static str,
    pub(super) reduced: &'static str,
    pub(super) within_five_days: &'static str,
    pub(super) within_sixty_days: &'static str,
    /// Question and answer: how the terms are counted.
    pub(super) terms: [&'static str; 2],
    /// Question and answer: what if the letter is kept at the post office.
    pub(super) storage: [&'static str; 2],
    /// Choose the right amount.
    pub(super) choose: &'static str,
    pub(super) where_to_pay: &'static str,
    /// Where the list of channels is.
    pub(super) channels: &'static str,
    pub(super) online: &'static str,
    /// How to pay online; `{ente}` is the name of the creditor.
    pub(super) online_ways: OnlineWays,
    pub(super) nearby: &'static str,
    pub(super) nearby_ways: &'static str,
    /// Title of the payment block.
    pub(super) payment: &'static str,
    pub(super) single: &'static str,
    /// Instalment `{n}`.
    pub(super) numbered: &'static str,
    /// Before a due date, after [`Self::single`] or [`Self::numbered`].
    pub(super) by: &'static str,
    /// Scan the code or use the data beside it.
    pub(super) scan_beside: &'static str,
    /// Scan the code or use the data above it.
    pub(super) scan_above: &'static str,
    pub(super) subject: &'static str,
    pub(super) cbill: &'static str,
    pub(super) notice_number: &'static str,
    pub(super) creditor_tax_code: &'static str,
}

/// The sentence on paying online, by what the creditor offers.
#[derive(Debug)]
pub(super) struct OnlineWays {
    pub(super) elsewhere: &'static str,
    pub(super) site: &'static str,
    pub(super) app: &'static str,
    pub(super) site_or_app: &'static str,
}

/// The fixed texts of the receipt.
#[derive(Debug)]
pub(super) struct ReceiptTexts {
    pub(super) title: &'static str,
    /// Title over several receipts printed together.
    pub(super) summary: &'static str,
    pub(super) paid: &'static str,
    pub(super) creditor: &'static str,
    pub(super) debtor: &'static str,
    pub(super) payer: &'static str,
    pub(super) payment: &'static str,
    pub(super) amount: &'static str,
    /// Label of the moment that counts by law.
    pub(super) paid_at: &'static str,
    pub(super) paid_at_meaning: &'static str,
    /// Label of the moment of reception, where the payment's is not known.
    pub(super) received_at: &'static str,
    pub(super) received_at_meaning: &'static str,
    pub(super) application_date: &'static str,
    pub(super) application_date_meaning: &'static str,
    pub(super) transfer_date: &'static str,
    pub(super) transfer_date_meaning: &'static str,
    /// Said once: hours are those of Rome.
    pub(super) rome_time: &'static str,
    pub(super) subject: &'static str,
    pub(super) notice_number: &'static str,
    pub(super) iuv: &'static str,
    pub(super) receipt_id: &'static str,
    pub(super) psp: &'static str,
    pub(super) method: &'static str,
    pub(super) channel: &'static str,
    pub(super) fee: &'static str,
    /// `{psp}` took the fee.
    pub(super) fee_meaning: &'static str,
    pub(super) transfers: &'static str,
    pub(super) beneficiary: &'static str,
    pub(super) description: &'static str,
    pub(super) total: &'static str,
    pub(super) stand_in: &'static str,
    pub(super) reference: &'static str,
    /// Who issued the document: `{ente}`, `{cf}`, `{id}`.
    pub(super) issued: &'static str,
    /// Where it stands in the log: `{index}`, `{leaf}`.
    pub(super) logged: &'static str,
    /// Which template drew it.
    pub(super) template: &'static str,
    /// A moment: `{day}`, `{month}`, `{year}`, `{time}`.
    pub(super) moment: &'static str,
    /// The months as they stand in a date.
    pub(super) months: [&'static str; 12],
}
