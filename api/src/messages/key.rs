//! The messages by name. A key travels to front ends; the text is looked up in the language of the reader.

/// Declares the messages, each with its key.
macro_rules! messages {
    ($($message:ident = $key:literal),+ $(,)?) => {
        /// Something a citizen may read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Message {
            $(#[doc = concat!("`", $key, "`")] $message),+
        }

        impl Message {
            /// Every message.
            pub const ALL: &'static [Self] = &[$(Self::$message),+];

            /// The stable key of the message.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$message => $key),+ }
            }
        }
    };
}

messages! {
    MailReceiptSubject = "mail.receipt.subject",
    MailReceiptHeading = "mail.receipt.heading",
    MailReceiptPaid = "mail.receipt.paid",
    MailReceiptTwice = "mail.receipt.twice",
    MailContacts = "mail.contacts",
    MailAutomatic = "mail.automatic",
    LabelCreditor = "label.creditor",
    LabelSubject = "label.subject",
    LabelAmount = "label.amount",
    LabelPaidAt = "label.paid_at",
    LabelReceivedAt = "label.received_at",
    LabelNoticeNumber = "label.notice_number",
    LabelPsp = "label.psp",
    LabelReceiptId = "label.receipt_id",
    FormatMoment = "format.moment",
    NotPayableUnknown = "not_payable.unknown",
    NotPayableNotYetValid = "not_payable.not_yet_valid",
    NotPayableAlternativeUsed = "not_payable.alternative_used",
    NotPayableExpired = "not_payable.expired",
    NotPayableWithdrawn = "not_payable.withdrawn",
    NotPayablePaid = "not_payable.paid",
    CartFull = "cart.full",
    CartAlternative = "cart.alternative",
    CartEmpty = "cart.empty",
    CartAbsent = "cart.absent",
    CartNotYours = "cart.not_yours",
    PaymentStarting = "payment.starting",
    PaymentPending = "payment.pending",
    PaymentCompleted = "payment.completed",
    PaymentCancelled = "payment.cancelled",
    PaymentFailed = "payment.failed",
    PaymentExpired = "payment.expired",
    CheckoutNoticesRefused = "checkout.notices_refused",
    CheckoutUnavailable = "checkout.unavailable",
    EmailAddressTooLong = "email_address.too_long",
    EmailAddressCharacter = "email_address.character",
    EmailAddressLayout = "email_address.layout",
    FiscalCodeLength = "fiscal_code.length",
    FiscalCodeCharacter = "fiscal_code.character",
    FiscalCodeBirthDay = "fiscal_code.birth_day",
    FiscalCodeCheckLetter = "fiscal_code.check_letter",
    TaxCodeLength = "tax_code.length",
    VatNumberNotElevenDigits = "vat_number.not_eleven_digits",
    VatNumberCheckDigit = "vat_number.check_digit",
    NoticeNumberNotDigits = "notice_number.not_digits",
    NoticeNumberLength = "notice_number.length",
    IuvLayout = "iuv.layout",
    IuvNotPrintable = "iuv.not_printable",
    IuvRfReference = "iuv.rf_reference",
    LookupCodeEmpty = "lookup_code.empty",
    LookupCodeLayout = "lookup_code.layout",
    LookupCodeRfReference = "lookup_code.rf_reference",
    TextEmpty = "text.empty",
    TextTooLong = "text.too_long",
    TextForbiddenCharacter = "text.forbidden_character",
    MoneyNotPositive = "money.not_positive",
    MoneyTooLarge = "money.too_large",
    MoneyNotEuroDecimal = "money.not_euro_decimal",
    PaymentPendingTitle = "payment.pending.title",
    PaymentCompletedTitle = "payment.completed.title",
    PaymentPartly = "payment.partly",
    PaymentPartlyTitle = "payment.partly.title",
    PaymentCancelledTitle = "payment.cancelled.title",
    PaymentFailedTitle = "payment.failed.title",
    PaymentExpiredTitle = "payment.expired.title",
    CartEmptyTitle = "cart.empty.title",
    CartItemNotPayable = "cart.item_not_payable",
    CheckoutAbsent = "checkout.absent",
    LoginRequired = "login.required",
    RateLimited = "rate.limited",
    EnteAbsent = "ente.absent",
    ProofInvalid = "proof.invalid",
    ProofTooMany = "proof.too_many",
    ReceiptNotFound = "receipt.not_found",
    ReceiptRequested = "receipt.requested",
    DocumentAbsent = "document.absent",
    EmailAddressRequired = "email_address.required",
    TaxCodeRequired = "tax_code.required",
    EnteCodeNotElevenDigits = "ente_code.not_eleven_digits",
    IdempotencyKeyLayout = "idempotency_key.layout",
    IdempotencyKeyReused = "idempotency_key.reused",
    FreshnessInvalid = "freshness.invalid",
    CursorInvalid = "cursor.invalid",
    PageSize = "page.size",
    DayLayout = "day.layout",
}
