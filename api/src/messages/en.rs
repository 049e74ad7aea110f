//! The texts in English.

use super::Message;

/// The text of a message.
pub(super) const fn text(message: Message) -> &'static str {
    use Message as M;
    match message {
        M::MailReceiptSubject => "Payment receipt: {subject}",
        M::MailReceiptHeading => "Payment receipt",
        M::MailReceiptPaid => "{ente} has received your payment. The receipt is attached to this message as a PDF.",
        M::MailReceiptTwice => {
            "This notice had already been paid: we have recorded this second payment too, and the office will see to the refund. You do not have to pay anything else."
        }
        M::MailContacts => "For information: {contacts}",
        M::MailAutomatic => "Automatic message: please do not reply to this address.",
        M::LabelCreditor => "Creditor",
        M::LabelSubject => "Subject",
        M::LabelAmount => "Amount",
        M::LabelPaidAt => "Date and time of payment",
        M::LabelReceivedAt => "Receipt recorded on",
        M::LabelNoticeNumber => "Notice number",
        M::LabelPsp => "Payment service provider",
        M::LabelReceiptId => "Receipt identifier",
        M::FormatMoment => "{day}/{month}/{year} at {time} (Italian time)",
        M::NotPayableUnknown => {
            "We cannot find a notice with these data. Check the notice number (18 digits) and the tax code printed on the notice."
        }
        M::NotPayableNotYetValid => "This notice cannot be paid yet.",
        M::NotPayableAlternativeUsed => "You have already begun to pay this debt in another way (at once or by instalments).",
        M::NotPayableExpired => "The notice has expired and can no longer be paid online. Please contact the office.",
        M::NotPayableWithdrawn => "The creditor has withdrawn this notice: you do not have to pay anything.",
        M::NotPayablePaid => "This notice has already been paid.",
        M::CartFull => "The cart is full: you can pay up to 5 notices together. Complete the payment or remove one.",
        M::CartAlternative => "The cart already holds another way of paying the same debt: remove it before adding this one.",
        M::CartEmpty => "There are no pending payments in the cart.",
        M::CartAbsent => "The cart no longer exists.",
        M::CartNotYours => "The cart belongs to another person.",
        M::PaymentStarting => "We are opening the pagoPA payment page.",
        M::PaymentPending => {
            "We are waiting for the confirmation of pagoPA. It usually comes within minutes: you may close the page, we will tell you by e-mail."
        }
        M::PaymentCompleted => {
            "The payment was completed successfully. The receipt will be available shortly. The system will send an email to the address given at the time of payment when the receipt is available."
        }
        M::PaymentCancelled => "You cancelled the payment. The notices are still in your cart.",
        M::PaymentFailed => {
            "The payment did not succeed. We know of no charge: if your bank shows one, wait for the confirmation before trying again."
        }
        M::PaymentExpired => {
            "No confirmation reached us in time. If you paid, the receipt will come later: check the history before trying again."
        }
        M::CheckoutNoticesRefused => {
            "pagoPA does not accept one of these notices now: it has been paid, or a payment is in progress. Try again in 30 minutes."
        }
        M::CheckoutUnavailable => {
            "The payment page could not be opened. Nothing was charged: try again in a few minutes, or pay at banks, post offices and tobacconists."
        }
        M::EmailAddressTooLong => "The e-mail address is longer than 256 characters.",
        M::EmailAddressCharacter => "The e-mail address holds a character that is not allowed.",
        M::EmailAddressLayout => "Write the e-mail address as name@domain.",
        M::FiscalCodeLength => "The tax code has 16 characters.",
        M::FiscalCodeCharacter => "The tax code holds a character out of place.",
        M::FiscalCodeBirthDay => "The day of birth in the tax code does not exist.",
        M::FiscalCodeCheckLetter => "The tax code is not correct: check its letters and digits.",
        M::TaxCodeLength => "A tax code has 16 characters, a VAT number 11 digits.",
        M::VatNumberNotElevenDigits => "The VAT number has 11 digits.",
        M::VatNumberCheckDigit => "The VAT number is not correct: check its digits.",
        M::NoticeNumberNotDigits => "The notice number is made of digits only.",
        M::NoticeNumberLength => "The notice number has 18 digits.",
        M::IuvLayout => "The IUV has 15 or 17 digits.",
        M::IuvNotPrintable => "The IUV holds a character that is not allowed.",
        M::IuvRfReference => "The RF reference is not correct.",
        M::LookupCodeEmpty => "Write the notice number or the IUV.",
        M::LookupCodeLayout => "The notice number has 18 digits, the IUV 15 or 17.",
        M::LookupCodeRfReference => "The RF reference is not correct.",
        M::TextEmpty => "The field is empty.",
        M::TextTooLong => "The text is too long.",
        M::TextForbiddenCharacter => "The text holds a character that is not allowed.",
        M::MoneyNotPositive => "The amount must be at least one cent.",
        M::MoneyTooLarge => "The amount is over €999,999,999.99.",
        M::MoneyNotEuroDecimal => "Write the amount in euro with two decimals.",
        M::ServiceAbsent => "This service is not available.",
        M::ServiceLogin => "You must log in to use this service.",
        M::DraftAbsent => "The request is no longer valid: fill in the form again.",
        M::DraftConfirmed => "This request was already confirmed.",
        M::FormRefused => "Some fields need correcting: see the note beside each.",
        M::FormRequired => "Fill in this field.",
        M::FormUnknown => "The form has no such field.",
        M::FormTwice => "This field was sent twice.",
        M::FormTooLong => "Write at most {maximum} characters.",
        M::FormTooShort => "Write at least {minimum} characters.",
        M::FormPattern => "The text does not have the required form.",
        M::FormDate => "Write the date in the form dd/mm/yyyy.",
        M::FormDateFuture => "The date cannot lie in the future.",
        M::FormDatePast => "The date cannot lie in the past.",
        M::FormCents => "The amount is a whole number of cents.",
        M::FormMinimum => "The smallest amount is {amount}.",
        M::FormMaximum => "The largest amount is {amount}.",
        M::FormMultiple => "The amount must be a multiple of {amount}.",
        M::FormFixed => "Choose one of these amounts: {amounts}.",
        M::FormQuantity => "Write a number from {minimum} to {maximum}.",
        M::FormAnonymous => "Write the tax code or VAT number of who owes.",
        M::FormPlate => "Write the number plate of the vehicle: letters and digits.",
        M::FormMonth => "Write the number of the month, 01 to 12 (03 = March).",
        M::FormChoice => "Choose one of the options.",
        M::FormPersonal => "Do not write names, tax codes or email addresses here: this text is printed on the notice.",
        M::FormDebtorReadOnly => "For this service the debtor’s data are those of your profile and cannot be changed.",
        M::PaymentPendingTitle => "Payment in progress",
        M::PaymentCompletedTitle => "Operation completed",
        M::PaymentPartly => {
            "Some of the notices are paid; for the others we still wait for pagoPA’s confirmation. Do not repeat the payment."
        }
        M::PaymentPartlyTitle => "Payment partly completed",
        M::PaymentCancelledTitle => "You cancelled the payment",
        M::PaymentFailedTitle => "The payment did not succeed",
        M::PaymentExpiredTitle => "We have no answer yet",
        M::CartEmptyTitle => "Empty cart.",
        M::CartItemNotPayable => "A notice in the cart can no longer be paid: nothing was charged. Remove it and try again.",
        M::CheckoutAbsent => "We cannot find this payment.",
        M::LoginRequired => "You must log in to pay. The notice found stays at hand.",
        M::RateLimited => "Too many requests. Try again in {seconds} seconds.",
        M::EnteAbsent => "This institution does not use this portal.",
        M::ProofInvalid => "The reference is no longer valid: look the notice up again.",
        M::ProofTooMany => "You can show up to 100 positions together.",
        M::ReceiptNotFound => "We cannot find a payment with these data. Check the code and the tax code printed on the notice.",
        M::ReceiptRequested => "If a payment corresponds to these data, we send the receipt to {email}.",
        M::DocumentAbsent => "There is no document to download for this notice.",
        M::EmailAddressRequired => "Write the email address the receipt is to be sent to.",
        M::TaxCodeRequired => "Write the tax code or VAT number printed on the notice.",
        M::EnteCodeNotElevenDigits => "The tax code of the institution has 11 digits.",
        M::IdempotencyKeyLayout => "The idempotency key has 1 to 255 visible ASCII characters.",
        M::IdempotencyKeyReused => "This operation was already asked for with other data.",
        M::FreshnessInvalid => "The freshness token does not come from this service.",
        M::CursorInvalid => "The requested page does not exist: start again from the beginning of the list.",
        M::PageSize => "A page has 1 to 100 rows.",
        M::DayLayout => "Write the day in the form yyyy-mm-dd.",
    }
}
