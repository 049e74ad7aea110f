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
        M::MailAccountLinkUntil => "The link works once, until {moment}.",
        M::MailAccountIgnore => "If you did not ask for this, ignore this message: nothing happens.",
        M::MailAccountNotYou => "If it was not you, change your password at once and write to the office.",
        M::MailActivationSubject => "Activate your account: {ente}",
        M::MailActivation => {
            "You asked for an account on the payment portal of {ente}. To activate it, open this link and confirm."
        }
        M::MailUserNameTakenSubject => "Please register again: {ente}",
        M::MailUserNameTaken => {
            "The user name you chose on the portal of {ente} is already in use: register again with another name. If you already have an account with that name, recover its password."
        }
        M::MailTaxCodeClaimedSubject => "Another account with your tax code: {ente}",
        M::MailTaxCodeClaimed => {
            "Another account was registered on the portal of {ente} with your tax code. It does not see your payments: a declared tax code opens nothing."
        }
        M::MailTaxCodeLostSubject => "The tax code of your account: {ente}",
        M::MailTaxCodeLost => {
            "On the portal of {ente} somebody proved with their electronic identity that the tax code of your account is theirs: the account can no longer use it. If it was you, log in with user name and password and right after that with your electronic identity: the tax code comes back to your account."
        }
        M::MailTaxCodeProvedSubject => "An account used your tax code: {ente}",
        M::MailTaxCodeProved => {
            "On the portal of {ente} a password account claimed your tax code. With your login by electronic identity it lost it: it never saw your payments and can no longer use the code. If the account is yours, log in with user name and password and right after that with your electronic identity."
        }
        M::MailUserNameRecoverySubject => "Your user name: {ente}",
        M::MailUserNameRecovery => "Your user name on the portal of {ente} is: {user_name}",
        M::MailPasswordRecoverySubject => "New password: {ente}",
        M::MailPasswordRecovery => "To choose a new password on the portal of {ente}, open this link.",
        M::MailPasswordSetSubject => "Password changed: {ente}",
        M::MailPasswordSet => "The password of your account on the portal of {ente} was changed. Other open sessions were ended.",
        M::MailEmailConfirmationSubject => "Confirm your email address: {ente}",
        M::MailEmailConfirmation => {
            "You asked to use this address for your account on the portal of {ente}. To confirm it, open this link."
        }
        M::MailEmailChangedSubject => "Email address changed: {ente}",
        M::MailEmailChanged => {
            "The email address of your account on the portal of {ente} has changed: from now on messages go to the new address."
        }
        M::MailConsentRevokedSubject => "Consent withdrawn: {ente}",
        M::MailConsentRevoked => {
            "You withdrew your privacy consent: your account on the portal of {ente} is closed and in 14 days the data of your profile are erased. Debts and receipts remain, as the law demands. If you change your mind, open this link."
        }
        M::MailPersonalDataSubject => "A copy of your data: {ente}",
        M::MailPersonalData => "You have asked for a copy of your data on the portal of {ente}. Open this link to confirm.",
        M::MailInactivityNoticeSubject => "Your account is about to be closed: {ente}",
        M::MailInactivityNotice => {
            "You have not used your account on the portal of {ente} for almost two years. If you want to keep it, log in within 30 days; otherwise we close it and erase the data of your profile. Debts and receipts remain, as the law demands."
        }
        M::MailClosedForInactivitySubject => "Account closed because it was not used: {ente}",
        M::MailClosedForInactivity => {
            "You have not used your account on the portal of {ente} for two years: it is closed and in 14 days the data of your profile are erased. Debts and receipts remain, as the law demands. If you want to keep it, open this link."
        }
        M::LabelName => "First name",
        M::LabelSurname => "Surname",
        M::LabelCompanyName => "Company name",
        M::LabelTaxCode => "Tax code",
        M::LabelAddress => "Address",
        M::LabelCountry => "Country",
        M::LabelCity => "Town",
        M::LabelProvince => "Province",
        M::LabelPostalCode => "Postal code",
        M::LabelEmail => "Email",
        M::LabelTelephone => "Telephone",
        M::LabelFax => "Fax",
        M::LabelUtility => "Utility held in the municipality",
        M::LabelUserName => "User name",
        M::LabelPassword => "Password",
        M::LabelPasswordAgain => "Repeat password",
        M::LabelConsent => "I have read the privacy notice and give my consent",
        M::LabelLogInUser => "User",
        M::LabelLogInPassword => "Password",
        M::LabelLogInButton => "LOG IN",
        M::LabelForgottenPassword => "Forgotten your password?",
        M::LabelForgottenUserName => "Forgotten your user name?",
        M::LabelRegisterButton => "Register",
        M::LabelResidents => "Residents, or registered in AIRE",
        M::LabelNonResidents => "Non-residents with a utility",
        M::RegistrationDoneTitle => "Thank you, {name}: your account has been created.",
        M::RegistrationDone => {
            "We sent you an email with the link that activates it. If you cannot find it, look in your spam folder or write to: {contacts}"
        }
        M::RegistrationClosed => "This body does not offer registration with user name and password.",
        M::RegistrationExpired => "Too much time has passed: start again from the tax code.",
        M::RegistrationOtherTaxCode => "The tax code is not the one checked in the first step.",
        M::RegistrationForPerson => "A tax code of 16 characters needs first name and surname, not a company name.",
        M::RegistrationForCompany => "11 digits need a company name, not first name and surname.",
        M::FieldNotAsked => "This is not asked for: leave the field empty.",
        M::EligibilityRequired => "Say whether you are resident (or registered in AIRE) or non-resident with a utility.",
        M::ConsentRequired => "Without your privacy consent we cannot create the account.",
        M::ConsentOtherText => "The privacy notice has changed: read the new text and consent again.",
        M::ProvinceNotTwoLetters => "A province has two letters, RM for example.",
        M::CountryCodeNotTwoLetters => "A country has two letters, IT for example.",
        M::UserNameLength => "A user name has 3 to 64 characters.",
        M::UserNameCharacter => "A user name is made of letters without accents, digits and the signs . - _ @",
        M::PasswordLength => "A password has 12 to 128 characters: a sentence will do.",
        M::PasswordBlocked => "This password is among the most used ones: choose another.",
        M::PasswordPersonal => "The password contains data of yours or of the body: choose another.",
        M::PasswordsDiffer => "The two passwords differ.",
        M::PasswordSetTitle => "Password changed",
        M::PasswordSet => "Use the new password from your next login on. Other open sessions have ended.",
        M::ActivationDoneTitle => "USER REGISTRATION COMPLETED!",
        M::ActivationDone => "You can now use your account: log in with user name and password.",
        M::LinkWorthless => "The link was used already or has expired. If you still need it, ask for a new one.",
        M::MailAskedTitle => "Check your mail",
        M::MailAsked => "If these data belong to an account, we send you an email. Look in your spam folder too.",
        M::LogInRefused => "User name or password is wrong.",
        M::LogInNotActivated => "The account is not active yet: open the link you got by email, or ask for a new one.",
        M::SecondFactorRefused => "The code is wrong or was used already.",
        M::SecondFactorInUse => "A second factor is already in use: remove it before you enrol another.",
        M::SecondFactorEnrolledTitle => "Second factor in use",
        M::SecondFactorEnrolled => "From your next login on we also ask for a code of your app.",
        M::SecondFactorRemovedTitle => "Second factor removed",
        M::SecondFactorRemoved => "User name and password are enough again to log in.",
        M::LoggedOutTitle => "You are logged out",
        M::LoggedOut => "The session on this device has ended.",
        M::SessionsEndedTitle => "Session ended",
        M::SessionsEnded => "Whoever used it has to log in again.",
        M::SessionAbsent => "This session is no longer open.",
        M::AccountAbsent => "You have no account with user name and password.",
        M::ProfileUpdatedTitle => "Data updated",
        M::ProfileUpdated => "The new contacts are saved.",
        M::EmailChangeAskedTitle => "Confirm the new address",
        M::EmailChangeAsked => "We sent a link to the new address. Until you confirm it, the old one stays in use.",
        M::EmailChangedTitle => "Email address changed",
        M::EmailChanged => "From now on messages go to the new address.",
        M::ConsentGivenTitle => "Consent recorded",
        M::ConsentGiven => "Thank you: you can go on.",
        M::PersonalDataAskedTitle => "Check your mail",
        M::PersonalDataAsked => "We have sent you an e-mail: open it and confirm, then you can download the copy of your data.",
        M::ErasureAskedTitle => "Erasure request recorded",
        M::ErasureAsked => {
            "We have recorded your request and closed your access. The profile will be erased in 14 days: until then the link we sent you undoes it all. Payment data is kept for as long as the law requires. You will be answered within 30 days."
        }
        M::ConsentRevokedTitle => "Consent withdrawn",
        M::ConsentRevoked => {
            "The account is closed and in 14 days the data of your profile are erased. Until then you can undo it with the link we sent you. Debts and receipts remain, as the law demands."
        }
        M::RevocationUndoneTitle => "Account open again",
        M::RevocationUndone => "Your consent is recorded again: log in with the new password.",
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
        M::DebtToPay => "To be paid",
        M::DebtInProgress => "Waiting for the receipt",
        M::DebtReceived => "Receipt arrived",
        M::DebtParked => "Under review",
        M::DebtSettled => "Confirmed",
        M::DebtRefundDue => "To be refunded",
        M::DebtCompensated => "Undone",
        M::AddedNoticesFull => "You can keep an eye on up to 100 notices: remove one to add another.",
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
        M::MailHeadSubject => "Log {origin}: signed head of {size} events",
        M::MailHeadIntro => "Signed head of the log {origin}, which counts {size} events:",
        M::MailHeadKeep => {
            "Keep this message: it proves that the events counted above were not changed after this date. The program replay checks it."
        }
        M::MailSupportSubject => "Answer to your request {reference}",
        M::MailSupportIntro => "{ente} answers your request {reference}:",
        M::MailSupportAgain => {
            "If this does not help, reopen the request in the portal with the code {reference} and this e-mail address."
        }
        M::SupportOpened => "We have received your request {reference}. We will answer to {email}.",
        M::SupportReopened => "The request {reference} is open again.",
        M::SupportRated => "Thank you for rating the request {reference}.",
        M::SupportAbsent => "We find no request with this code and this e-mail address.",
        M::SupportReferenceLayout => "The code of a request has twelve letters and digits.",
        M::SupportCaseType => "Choose one of the kinds of request offered.",
        M::SupportStillOpen => "The request is still open: we are already working on the answer.",
        M::SupportNotAnswered => "You can rate the service once you have an answer.",
        M::SupportRating => "A rating goes from 1 to 5.",
        M::SupportLogin => "To write to the office you have to log in.",
        M::SupportStateOpen => "Request received",
        M::SupportStateAssigned => "Request in progress",
        M::SupportStateAnswered => "Answer sent",
        M::SupportStateClosed => "Request closed",
        M::SupportStateReopened => "Request reopened",
        M::SupportCaseMalfunction => "Malfunction of the portal",
        M::SupportCasePayment => "Problem with a payment",
        M::SupportCaseReceipt => "Receipt not found",
        M::SupportCaseInformation => "Request for information",
        M::SupportCaseSchoolGeneral => "General message",
        M::SupportCaseSchoolAddress => "Change of contact details",
        M::SupportCaseSchoolMealsSuspension => "Suspension of school meals",
        M::SupportCaseSchoolTransportSuspension => "Suspension of school transport",
        M::SupportCaseSchoolBlandDiet => "Bland diet",
        M::TextMarkup => "Write plain text only, without HTML code.",
        M::WebAddressLayout => "Write an address that begins with https:// or a path of the portal.",
        M::WebAddressTooLong => "The address is too long.",
        M::SiteManual => "User manual",
        M::SiteOfficial => "Official site",
        M::SiteLogin => "Log in",
        M::SiteRegister => "Register",
        M::MenuPublic => "Public services",
        M::MenuPrivate => "Private services",
        M::NewsEmpty => "No news to show",
        M::NewsFeed => "Follow the feed",
        M::NewsAll => "Show all the news",
        M::CalendarMonth => "Write the month as yyyy-mm.",
        M::CalendarDayEmpty => "There are no events planned for {date}",
        M::CalendarTime => "Write the time as hh:mm.",
        M::CalendarEndsFirst => "The event ends before it begins.",
        M::CalendarTooLong => "An event lasts 31 days at most.",
        M::CalendarPast => "The day is already past.",
        M::CalendarTooFar => "An event can be announced two years ahead at most.",
        M::CalendarSubmitted => {
            "We have received the event {reference}. It will be published once the institution has approved it."
        }
        M::CalendarAbsent => "We cannot find an event with these data.",
        M::CalendarWaiting => "The event is waiting for the institution’s approval.",
        M::CalendarAnnounced => "The event is published in the calendar.",
        M::CalendarRefused => "The institution did not publish the event: {reason}",
        M::CalendarCancelled => "The event was taken off the calendar: {reason}",
        M::DocumentYearRange => "The year of the document is between 1990 and 2199.",
        M::SchoolYearLayout => "Write the school year as 2026/2027.",
        M::BillAbsent => "We cannot find a document with these data.",
        M::BillsEmpty => "No document to show",
        M::BillPay => "This document is paid under “pagoPA payments”.",
    }
}
