//! The texts in German.

use super::Message;

/// The text of a message.
pub(super) const fn text(message: Message) -> &'static str {
    use Message as M;
    match message {
        M::MailReceiptSubject => "Zahlungsquittung: {subject}",
        M::MailReceiptHeading => "Zahlungsquittung",
        M::MailReceiptPaid => "{ente} hat Ihre Zahlung erhalten. Die Quittung liegt dieser Nachricht als PDF bei.",
        M::MailReceiptTwice => {
            "Dieser Bescheid war bereits bezahlt: Wir haben auch diese zweite Zahlung erfasst, und das Amt kümmert sich um die Rückerstattung. Sie müssen nichts weiter bezahlen."
        }
        M::MailContacts => "Auskunft: {contacts}",
        M::MailAutomatic => "Automatische Nachricht: Bitte antworten Sie nicht an diese Adresse.",
        M::MailAccountLinkUntil => "Der Link funktioniert einmal, bis {moment}.",
        M::MailAccountIgnore => "Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht: Es geschieht nichts.",
        M::MailAccountNotYou => "Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und schreiben Sie dem Amt.",
        M::MailActivationSubject => "Aktivieren Sie Ihr Konto: {ente}",
        M::MailActivation => {
            "Sie haben ein Konto im Zahlungsportal von {ente} beantragt. Öffnen Sie zum Aktivieren diesen Link und bestätigen Sie."
        }
        M::MailUserNameTakenSubject => "Bitte erneut registrieren: {ente}",
        M::MailUserNameTaken => {
            "Der gewählte Benutzername ist im Portal von {ente} bereits vergeben: Registrieren Sie sich mit einem anderen Namen. Wenn Sie mit diesem Namen schon ein Konto haben, setzen Sie das Passwort zurück."
        }
        M::MailTaxCodeClaimedSubject => "Ein weiteres Konto mit Ihrer Steuernummer: {ente}",
        M::MailTaxCodeClaimed => {
            "Im Portal von {ente} wurde ein weiteres Konto mit Ihrer Steuernummer registriert. Es sieht Ihre Zahlungen nicht: Eine nur angegebene Steuernummer öffnet nichts."
        }
        M::MailTaxCodeLostSubject => "Die Steuernummer Ihres Kontos: {ente}",
        M::MailTaxCodeLost => {
            "Im Portal von {ente} hat jemand mit seiner elektronischen Identität nachgewiesen, dass die Steuernummer Ihres Kontos ihm gehört: Das Konto kann sie nicht mehr verwenden. Waren Sie es selbst, melden Sie sich mit Benutzername und Passwort und gleich danach mit Ihrer elektronischen Identität an: Die Steuernummer gehört dann wieder zu Ihrem Konto."
        }
        M::MailTaxCodeProvedSubject => "Ein Konto verwendete Ihre Steuernummer: {ente}",
        M::MailTaxCodeProved => {
            "Im Portal von {ente} gab ein Konto mit Passwort Ihre Steuernummer an. Mit Ihrer Anmeldung per elektronischer Identität hat es sie verloren: Es sah Ihre Zahlungen nie und kann die Nummer nicht mehr verwenden. Gehört das Konto Ihnen, melden Sie sich mit Benutzername und Passwort und gleich danach mit Ihrer elektronischen Identität an."
        }
        M::MailUserNameRecoverySubject => "Ihr Benutzername: {ente}",
        M::MailUserNameRecovery => "Ihr Benutzername im Portal von {ente} lautet: {user_name}",
        M::MailPasswordRecoverySubject => "Neues Passwort: {ente}",
        M::MailPasswordRecovery => "Öffnen Sie diesen Link, um im Portal von {ente} ein neues Passwort zu wählen.",
        M::MailPasswordSetSubject => "Passwort geändert: {ente}",
        M::MailPasswordSet => {
            "Das Passwort Ihres Kontos im Portal von {ente} wurde geändert. Andere offene Sitzungen wurden beendet."
        }
        M::MailEmailConfirmationSubject => "Bestätigen Sie Ihre E-Mail-Adresse: {ente}",
        M::MailEmailConfirmation => {
            "Sie möchten diese Adresse für Ihr Konto im Portal von {ente} verwenden. Öffnen Sie zur Bestätigung diesen Link."
        }
        M::MailEmailChangedSubject => "E-Mail-Adresse geändert: {ente}",
        M::MailEmailChanged => {
            "Die E-Mail-Adresse Ihres Kontos im Portal von {ente} wurde geändert: Nachrichten gehen ab jetzt an die neue Adresse."
        }
        M::MailConsentRevokedSubject => "Einwilligung widerrufen: {ente}",
        M::MailConsentRevoked => {
            "Sie haben die Datenschutz-Einwilligung widerrufen: Ihr Konto im Portal von {ente} ist geschlossen, in 14 Tagen werden die Profildaten gelöscht. Schulden und Quittungen bleiben gesetzlich erhalten. Wenn Sie es sich anders überlegen, öffnen Sie diesen Link."
        }
        M::MailPersonalDataSubject => "Kopie Ihrer Daten: {ente}",
        M::MailPersonalData => {
            "Sie haben auf dem Portal von {ente} eine Kopie Ihrer Daten verlangt. Öffnen Sie zur Bestätigung diesen Link."
        }
        M::MailInactivityNoticeSubject => "Ihr Konto wird bald geschlossen: {ente}",
        M::MailInactivityNotice => {
            "Sie haben Ihr Konto im Portal von {ente} seit fast zwei Jahren nicht benutzt. Wenn Sie es behalten möchten, melden Sie sich innerhalb von 30 Tagen an; sonst schließen wir es und löschen die Profildaten. Schulden und Quittungen bleiben gesetzlich erhalten."
        }
        M::MailClosedForInactivitySubject => "Konto wegen Nichtbenutzung geschlossen: {ente}",
        M::MailClosedForInactivity => {
            "Sie haben Ihr Konto im Portal von {ente} zwei Jahre lang nicht benutzt: Es ist geschlossen, in 14 Tagen werden die Profildaten gelöscht. Schulden und Quittungen bleiben gesetzlich erhalten. Wenn Sie es behalten möchten, öffnen Sie diesen Link."
        }
        M::LabelName => "Vorname",
        M::LabelSurname => "Nachname",
        M::LabelCompanyName => "Firmenname",
        M::LabelTaxCode => "Steuernummer",
        M::LabelAddress => "Anschrift",
        M::LabelCountry => "Staat",
        M::LabelCity => "Ort",
        M::LabelProvince => "Provinz",
        M::LabelPostalCode => "PLZ",
        M::LabelEmail => "E-Mail",
        M::LabelTelephone => "Telefon",
        M::LabelFax => "Fax",
        M::LabelUtility => "Versorgungsvertrag in der Gemeinde",
        M::LabelUserName => "Benutzername",
        M::LabelPassword => "Passwort",
        M::LabelPasswordAgain => "Passwort wiederholen",
        M::LabelConsent => "Ich habe die Datenschutzerklärung gelesen und willige ein",
        M::LabelLogInUser => "Benutzer",
        M::LabelLogInPassword => "Passwort",
        M::LabelLogInButton => "ANMELDEN",
        M::LabelForgottenPassword => "Passwort vergessen?",
        M::LabelForgottenUserName => "Benutzernamen vergessen?",
        M::LabelRegisterButton => "Registrieren",
        M::LabelResidents => "Ansässige oder im AIRE Eingetragene",
        M::LabelNonResidents => "Nicht Ansässige mit Versorgungsvertrag",
        M::RegistrationDoneTitle => "Danke, {name}: Ihr Konto wurde erstellt.",
        M::RegistrationDone => {
            "Wir haben Ihnen eine E-Mail mit dem Aktivierungslink gesendet. Wenn Sie sie nicht finden, sehen Sie im Spam-Ordner nach oder schreiben Sie an: {contacts}"
        }
        M::RegistrationClosed => "Diese Körperschaft bietet keine Registrierung mit Benutzername und Passwort an.",
        M::RegistrationExpired => "Es ist zu viel Zeit vergangen: Beginnen Sie wieder bei der Steuernummer.",
        M::RegistrationOtherTaxCode => "Die Steuernummer ist nicht die im ersten Schritt geprüfte.",
        M::RegistrationForPerson => "Zu einer Steuernummer mit 16 Zeichen gehören Vor- und Nachname, kein Firmenname.",
        M::RegistrationForCompany => "Zu 11 Ziffern gehört der Firmenname, nicht Vor- und Nachname.",
        M::FieldNotAsked => "Diese Angabe wird nicht verlangt: Lassen Sie das Feld leer.",
        M::EligibilityRequired => {
            "Geben Sie an, ob Sie ansässig (oder im AIRE eingetragen) oder nicht ansässig mit Versorgungsvertrag sind."
        }
        M::ConsentRequired => "Ohne Ihre Einwilligung können wir das Konto nicht erstellen.",
        M::ConsentOtherText => {
            "Die Datenschutzerklärung hat sich geändert: Lesen Sie den neuen Text und willigen Sie erneut ein."
        }
        M::ProvinceNotTwoLetters => "Die Provinz hat zwei Buchstaben, zum Beispiel RM.",
        M::CountryCodeNotTwoLetters => "Der Staat hat zwei Buchstaben, zum Beispiel IT.",
        M::UserNameLength => "Ein Benutzername hat 3 bis 64 Zeichen.",
        M::UserNameCharacter => "Ein Benutzername besteht aus Buchstaben ohne Akzente, Ziffern und den Zeichen . - _ @",
        M::PasswordLength => "Ein Passwort hat 12 bis 128 Zeichen: Auch ein Satz ist gut.",
        M::PasswordBlocked => "Dieses Passwort gehört zu den meistbenutzten: Wählen Sie ein anderes.",
        M::PasswordPersonal => "Das Passwort enthält Daten von Ihnen oder der Körperschaft: Wählen Sie ein anderes.",
        M::PasswordsDiffer => "Die beiden Passwörter sind verschieden.",
        M::PasswordSetTitle => "Passwort geändert",
        M::PasswordSet => "Verwenden Sie das neue Passwort ab der nächsten Anmeldung. Andere offene Sitzungen sind beendet.",
        M::ActivationDoneTitle => "BENUTZERREGISTRIERUNG ABGESCHLOSSEN!",
        M::ActivationDone => "Sie können Ihr Konto jetzt verwenden: Melden Sie sich mit Benutzername und Passwort an.",
        M::LinkWorthless => "Der Link wurde schon benutzt oder ist abgelaufen. Fordern Sie bei Bedarf einen neuen an.",
        M::MailAskedTitle => "Prüfen Sie Ihre E-Mails",
        M::MailAsked => {
            "Wenn die Angaben zu einem Konto gehören, senden wir Ihnen eine E-Mail. Sehen Sie auch im Spam-Ordner nach."
        }
        M::LogInRefused => "Benutzername oder Passwort ist falsch.",
        M::LogInNotActivated => {
            "Das Konto ist noch nicht aktiv: Öffnen Sie den Link aus der E-Mail oder fordern Sie einen neuen an."
        }
        M::SecondFactorRefused => "Der Code ist falsch oder wurde schon benutzt.",
        M::SecondFactorInUse => "Ein zweiter Faktor ist schon aktiv: Entfernen Sie ihn, bevor Sie einen anderen einrichten.",
        M::SecondFactorEnrolledTitle => "Zweiter Faktor aktiv",
        M::SecondFactorEnrolled => "Ab der nächsten Anmeldung fragen wir auch nach einem Code Ihrer App.",
        M::SecondFactorRemovedTitle => "Zweiter Faktor entfernt",
        M::SecondFactorRemoved => "Zur Anmeldung genügen wieder Benutzername und Passwort.",
        M::LoggedOutTitle => "Sie sind abgemeldet",
        M::LoggedOut => "Die Sitzung auf diesem Gerät ist beendet.",
        M::SessionsEndedTitle => "Sitzung beendet",
        M::SessionsEnded => "Wer sie benutzt hat, muss sich neu anmelden.",
        M::SessionAbsent => "Diese Sitzung ist nicht mehr offen.",
        M::AccountAbsent => "Sie haben kein Konto mit Benutzername und Passwort.",
        M::ProfileUpdatedTitle => "Daten aktualisiert",
        M::ProfileUpdated => "Die neuen Kontaktdaten sind gespeichert.",
        M::EmailChangeAskedTitle => "Bestätigen Sie die neue Adresse",
        M::EmailChangeAsked => "Wir haben einen Link an die neue Adresse gesendet. Bis zur Bestätigung gilt die bisherige.",
        M::EmailChangedTitle => "E-Mail-Adresse geändert",
        M::EmailChanged => "Nachrichten gehen ab jetzt an die neue Adresse.",
        M::ConsentGivenTitle => "Einwilligung gespeichert",
        M::ConsentGiven => "Danke: Sie können fortfahren.",
        M::PersonalDataAskedTitle => "Sehen Sie in Ihre Post",
        M::PersonalDataAsked => {
            "Wir haben Ihnen eine E-Mail geschickt: Öffnen und bestätigen Sie sie, dann können Sie die Kopie Ihrer Daten herunterladen."
        }
        M::ErasureAskedTitle => "Löschantrag gespeichert",
        M::ErasureAsked => {
            "Wir haben Ihren Antrag gespeichert und den Zugang geschlossen. Das Profil wird in 14 Tagen gelöscht: Bis dahin macht der Link, den wir Ihnen geschickt haben, alles rückgängig. Zahlungsdaten bleiben so lange, wie das Gesetz es verlangt. Sie erhalten innerhalb von 30 Tagen Antwort."
        }
        M::ConsentRevokedTitle => "Einwilligung widerrufen",
        M::ConsentRevoked => {
            "Das Konto ist geschlossen, in 14 Tagen werden die Profildaten gelöscht. Bis dahin können Sie es mit dem gesendeten Link rückgängig machen. Schulden und Quittungen bleiben gesetzlich erhalten."
        }
        M::RevocationUndoneTitle => "Konto wieder offen",
        M::RevocationUndone => "Ihre Einwilligung ist wieder gespeichert: Melden Sie sich mit dem neuen Passwort an.",
        M::LabelCreditor => "Gläubiger",
        M::LabelSubject => "Zahlungsgrund",
        M::LabelAmount => "Betrag",
        M::LabelPaidAt => "Datum und Uhrzeit der Zahlung",
        M::LabelReceivedAt => "Quittung erfasst am",
        M::LabelNoticeNumber => "Nummer des Bescheids",
        M::LabelPsp => "Zahlungsdienstleister",
        M::LabelReceiptId => "Kennung der Quittung",
        M::FormatMoment => "{day}.{month}.{year} um {time} Uhr (italienische Zeit)",
        M::NotPayableUnknown => {
            "Wir finden keinen Bescheid mit diesen Angaben. Prüfen Sie die Nummer (18 Ziffern) und die Steuernummer auf dem Bescheid."
        }
        M::NotPayableNotYetValid => "Dieser Bescheid kann noch nicht bezahlt werden.",
        M::NotPayableAlternativeUsed => {
            "Sie haben bereits begonnen, diese Schuld auf andere Weise zu bezahlen (auf einmal oder in Raten)."
        }
        M::NotPayableExpired => {
            "Der Bescheid ist abgelaufen und kann nicht mehr online bezahlt werden. Wenden Sie sich an das Amt."
        }
        M::NotPayableWithdrawn => "Der Gläubiger hat diesen Bescheid zurückgezogen: Sie müssen nichts bezahlen.",
        M::NotPayablePaid => "Dieser Bescheid wurde bereits bezahlt.",
        M::CartFull => {
            "Der Warenkorb ist voll: Sie können bis zu 5 Bescheide zusammen bezahlen. Schließen Sie die Zahlung ab oder entfernen Sie einen."
        }
        M::CartAlternative => {
            "Im Warenkorb liegt bereits eine andere Zahlungsart für dieselbe Schuld: Entfernen Sie diese zuerst."
        }
        M::CartEmpty => "Im Warenkorb liegen keine offenen Zahlungen.",
        M::CartAbsent => "Der Warenkorb besteht nicht mehr.",
        M::CartNotYours => "Der Warenkorb gehört einer anderen Person.",
        M::PaymentStarting => "Wir öffnen die Zahlungsseite von pagoPA.",
        M::PaymentPending => {
            "Wir warten auf die Bestätigung von pagoPA. Sie kommt meist in wenigen Minuten: Sie können die Seite schließen, wir benachrichtigen Sie per E-Mail."
        }
        M::PaymentCompleted => {
            "Die Zahlung wurde erfolgreich abgeschlossen. Die Quittung ist in Kürze verfügbar. Das System sendet eine E-Mail an die bei der Zahlung angegebene Adresse, sobald die Quittung verfügbar ist."
        }
        M::PaymentCancelled => "Sie haben die Zahlung abgebrochen. Die Bescheide liegen noch in Ihrem Warenkorb.",
        M::PaymentFailed => {
            "Die Zahlung ist fehlgeschlagen. Uns ist keine Belastung bekannt: Zeigt Ihre Bank eine an, warten Sie vor einem neuen Versuch die Bestätigung ab."
        }
        M::PaymentExpired => {
            "Es kam keine rechtzeitige Bestätigung. Haben Sie bezahlt, folgt die Quittung später: Prüfen Sie vor einem neuen Versuch den Verlauf."
        }
        M::CheckoutNoticesRefused => {
            "pagoPA nimmt einen dieser Bescheide jetzt nicht an: Er ist bezahlt, oder eine Zahlung läuft. Versuchen Sie es in 30 Minuten wieder."
        }
        M::CheckoutUnavailable => {
            "Die Zahlungsseite konnte nicht geöffnet werden. Es wurde nichts abgebucht: Versuchen Sie es in einigen Minuten wieder oder zahlen Sie bei Bank, Post oder Tabakladen."
        }
        M::EmailAddressTooLong => "Die E-Mail-Adresse ist länger als 256 Zeichen.",
        M::EmailAddressCharacter => "Die E-Mail-Adresse enthält ein unzulässiges Zeichen.",
        M::EmailAddressLayout => "Schreiben Sie die E-Mail-Adresse in der Form name@domain.",
        M::FiscalCodeLength => "Die Steuernummer hat 16 Zeichen.",
        M::FiscalCodeCharacter => "Die Steuernummer enthält ein falsches Zeichen.",
        M::FiscalCodeBirthDay => "Den Geburtstag in der Steuernummer gibt es nicht.",
        M::FiscalCodeCheckLetter => "Die Steuernummer ist nicht richtig: Prüfen Sie Buchstaben und Ziffern.",
        M::TaxCodeLength => "Eine Steuernummer hat 16 Zeichen, eine MwSt.-Nummer 11 Ziffern.",
        M::VatNumberNotElevenDigits => "Die MwSt.-Nummer hat 11 Ziffern.",
        M::VatNumberCheckDigit => "Die MwSt.-Nummer ist nicht richtig: Prüfen Sie die Ziffern.",
        M::NoticeNumberNotDigits => "Die Nummer des Bescheids besteht nur aus Ziffern.",
        M::NoticeNumberLength => "Die Nummer des Bescheids hat 18 Ziffern.",
        M::IuvLayout => "Die IUV hat 15 oder 17 Ziffern.",
        M::IuvNotPrintable => "Die IUV enthält ein unzulässiges Zeichen.",
        M::IuvRfReference => "Die RF-Referenz ist nicht richtig.",
        M::LookupCodeEmpty => "Geben Sie die Nummer des Bescheids oder die IUV ein.",
        M::LookupCodeLayout => "Die Nummer des Bescheids hat 18 Ziffern, die IUV 15 oder 17.",
        M::LookupCodeRfReference => "Die RF-Referenz ist nicht richtig.",
        M::TextEmpty => "Das Feld ist leer.",
        M::TextTooLong => "Der Text ist zu lang.",
        M::TextForbiddenCharacter => "Der Text enthält ein unzulässiges Zeichen.",
        M::MoneyNotPositive => "Der Betrag muss mindestens einen Cent betragen.",
        M::MoneyTooLarge => "Der Betrag übersteigt 999.999.999,99 €.",
        M::MoneyNotEuroDecimal => "Geben Sie den Betrag in Euro mit zwei Dezimalstellen an.",
        M::ServiceAbsent => "Dieser Dienst ist nicht verfügbar.",
        M::ServiceLogin => "Melden Sie sich an, um diesen Dienst zu nutzen.",
        M::DraftAbsent => "Die Anfrage ist nicht mehr gültig: Füllen Sie das Formular erneut aus.",
        M::DraftConfirmed => "Diese Anfrage wurde bereits bestätigt.",
        M::FormRefused => "Einige Felder sind zu berichtigen: Beachten Sie die Hinweise daneben.",
        M::FormRequired => "Füllen Sie dieses Feld aus.",
        M::FormUnknown => "Das Formular hat dieses Feld nicht.",
        M::FormTwice => "Dieses Feld wurde zweimal gesendet.",
        M::FormTooLong => "Schreiben Sie höchstens {maximum} Zeichen.",
        M::FormTooShort => "Schreiben Sie mindestens {minimum} Zeichen.",
        M::FormPattern => "Der Text hat nicht die verlangte Form.",
        M::FormDate => "Schreiben Sie das Datum in der Form TT/MM/JJJJ.",
        M::FormDateFuture => "Das Datum darf nicht in der Zukunft liegen.",
        M::FormDatePast => "Das Datum darf nicht in der Vergangenheit liegen.",
        M::FormCents => "Der Betrag ist eine ganze Zahl von Cent.",
        M::FormMinimum => "Der kleinste Betrag ist {amount}.",
        M::FormMaximum => "Der größte Betrag ist {amount}.",
        M::FormMultiple => "Der Betrag muss ein Vielfaches von {amount} sein.",
        M::FormFixed => "Wählen Sie einen dieser Beträge: {amounts}.",
        M::FormQuantity => "Schreiben Sie eine Zahl von {minimum} bis {maximum}.",
        M::FormAnonymous => "Schreiben Sie die Steuernummer oder die MwSt.-Nummer des Schuldners.",
        M::FormPlate => "Schreiben Sie das Kennzeichen des Fahrzeugs: Buchstaben und Ziffern.",
        M::FormMonth => "Schreiben Sie die Nummer des Monats, 01 bis 12 (03 = März).",
        M::FormChoice => "Wählen Sie eine der Möglichkeiten.",
        M::FormPersonal => {
            "Schreiben Sie hier keine Namen, Steuernummern oder E-Mail-Adressen: Dieser Text wird auf den Bescheid gedruckt."
        }
        M::FormDebtorReadOnly => "Bei diesem Dienst sind die Daten des Schuldners die Ihres Profils und nicht änderbar.",
        M::PaymentPendingTitle => "Zahlung läuft",
        M::PaymentCompletedTitle => "Vorgang abgeschlossen",
        M::PaymentPartly => {
            "Ein Teil der Bescheide ist bezahlt; für die anderen warten wir noch auf die Bestätigung von pagoPA. Wiederholen Sie die Zahlung nicht."
        }
        M::PaymentPartlyTitle => "Zahlung teilweise abgeschlossen",
        M::PaymentCancelledTitle => "Sie haben die Zahlung abgebrochen",
        M::PaymentFailedTitle => "Die Zahlung war nicht erfolgreich",
        M::PaymentExpiredTitle => "Wir haben noch keine Antwort",
        M::CartEmptyTitle => "Warenkorb leer.",
        M::CartItemNotPayable => {
            "Ein Bescheid im Warenkorb kann nicht mehr bezahlt werden: Es wurde nichts abgebucht. Entfernen Sie ihn und versuchen Sie es erneut."
        }
        M::CheckoutAbsent => "Wir finden diese Zahlung nicht.",
        M::LoginRequired => "Zum Bezahlen müssen Sie sich anmelden. Der gefundene Bescheid bleibt verfügbar.",
        M::RateLimited => "Zu viele Anfragen. Versuchen Sie es in {seconds} Sekunden erneut.",
        M::EnteAbsent => "Diese Körperschaft nutzt dieses Portal nicht.",
        M::ProofInvalid => "Der Verweis ist nicht mehr gültig: Suchen Sie den Bescheid erneut.",
        M::DebtToPay => "Zu zahlen",
        M::DebtInProgress => "Beleg wird erwartet",
        M::DebtReceived => "Beleg eingegangen",
        M::DebtParked => "In Prüfung",
        M::DebtSettled => "Bestätigt",
        M::DebtRefundDue => "Zu erstatten",
        M::DebtCompensated => "Rückgängig gemacht",
        M::AddedNoticesFull => {
            "Sie können bis zu 100 Zahlungsaufforderungen im Blick behalten: Entfernen Sie eine, um eine weitere hinzuzufügen."
        }
        M::ProofTooMany => "Sie können bis zu 100 Positionen zusammen anzeigen.",
        M::ReceiptNotFound => {
            "Wir finden keine Zahlung mit diesen Angaben. Prüfen Sie die Nummer und die Steuernummer auf dem Bescheid."
        }
        M::ReceiptRequested => "Falls diesen Angaben eine Zahlung entspricht, senden wir die Quittung an {email}.",
        M::DocumentAbsent => "Für diesen Bescheid gibt es kein Dokument zum Herunterladen.",
        M::EmailAddressRequired => "Geben Sie die E-Mail-Adresse an, an die die Quittung gesendet werden soll.",
        M::TaxCodeRequired => "Geben Sie die Steuernummer oder MwSt.-Nummer auf dem Bescheid ein.",
        M::EnteCodeNotElevenDigits => "Die Steuernummer der Körperschaft hat 11 Ziffern.",
        M::IdempotencyKeyLayout => "Der Vorgangsschlüssel hat 1 bis 255 sichtbare ASCII-Zeichen.",
        M::IdempotencyKeyReused => "Dieser Vorgang wurde schon mit anderen Daten verlangt.",
        M::FreshnessInvalid => "Die Aktualitätsmarke stammt nicht von diesem Dienst.",
        M::CursorInvalid => "Die gewünschte Seite gibt es nicht: Beginnen Sie wieder am Anfang der Liste.",
        M::PageSize => "Eine Seite hat 1 bis 100 Zeilen.",
        M::DayLayout => "Schreiben Sie den Tag in der Form JJJJ-MM-TT.",
        M::MailHeadSubject => "Protokoll {origin}: signierter Stand von {size} Ereignissen",
        M::MailHeadIntro => "Signierter Stand des Protokolls {origin} mit {size} Ereignissen:",
        M::MailHeadKeep => {
            "Bewahren Sie diese Nachricht auf: Sie beweist, dass die oben gezählten Ereignisse nach diesem Datum nicht geändert wurden. Das Programm replay prüft es."
        }
        M::MailSupportSubject => "Antwort auf Ihre Anfrage {reference}",
        M::MailSupportIntro => "{ente} antwortet auf Ihre Anfrage {reference}:",
        M::MailSupportAgain => {
            "Wenn das nicht hilft, öffnen Sie die Anfrage im Portal mit dem Code {reference} und dieser E-Mail-Adresse erneut."
        }
        M::SupportOpened => "Wir haben Ihre Anfrage {reference} erhalten. Wir antworten an {email}.",
        M::SupportReopened => "Die Anfrage {reference} ist wieder offen.",
        M::SupportRated => "Danke für Ihre Bewertung der Anfrage {reference}.",
        M::SupportAbsent => "Wir finden keine Anfrage mit diesem Code und dieser E-Mail-Adresse.",
        M::SupportReferenceLayout => "Der Code einer Anfrage hat zwölf Buchstaben und Ziffern.",
        M::SupportCaseType => "Wählen Sie eine der angebotenen Arten von Anfragen.",
        M::SupportStillOpen => "Die Anfrage ist noch offen: Wir arbeiten bereits an der Antwort.",
        M::SupportNotAnswered => "Sie können den Dienst bewerten, sobald Sie eine Antwort haben.",
        M::SupportRating => "Eine Bewertung geht von 1 bis 5.",
        M::SupportLogin => "Um dem Amt zu schreiben, müssen Sie sich anmelden.",
        M::SupportStateOpen => "Anfrage eingegangen",
        M::SupportStateAssigned => "Anfrage in Bearbeitung",
        M::SupportStateAnswered => "Antwort gesendet",
        M::SupportStateClosed => "Anfrage geschlossen",
        M::SupportStateReopened => "Anfrage wieder geöffnet",
        M::SupportCaseMalfunction => "Störung des Portals",
        M::SupportCasePayment => "Problem mit einer Zahlung",
        M::SupportCaseReceipt => "Beleg nicht gefunden",
        M::SupportCaseInformation => "Bitte um Auskunft",
        M::SupportCaseSchoolGeneral => "Allgemeine Mitteilung",
        M::SupportCaseSchoolAddress => "Änderung der Kontaktdaten",
        M::SupportCaseSchoolMealsSuspension => "Aussetzung der Schulmensa",
        M::SupportCaseSchoolTransportSuspension => "Aussetzung des Schülertransports",
        M::SupportCaseSchoolBlandDiet => "Schonkost (dieta bianca)",
        M::TextMarkup => "Schreiben Sie nur einfachen Text, ohne HTML-Code.",
        M::WebAddressLayout => "Schreiben Sie eine Adresse, die mit https:// beginnt, oder einen Pfad des Portals.",
        M::WebAddressTooLong => "Die Adresse ist zu lang.",
        M::SiteManual => "Benutzerhandbuch für das Portal",
        M::SiteOfficial => "Offizielle Website",
        M::SiteLogin => "Anmelden",
        M::SiteRegister => "Registrieren",
        M::MenuPublic => "Öffentliche Dienste",
        M::MenuPrivate => "Private Dienste",
        M::NewsEmpty => "Keine Nachrichten vorhanden",
        M::NewsFeed => "Dem Feed folgen",
        M::NewsAll => "Alle Nachrichten anzeigen",
        M::CalendarMonth => "Schreiben Sie den Monat als JJJJ-MM.",
        M::CalendarDayEmpty => "Für den {date} sind keine Veranstaltungen geplant",
        M::CalendarTime => "Schreiben Sie die Uhrzeit als hh:mm.",
        M::CalendarEndsFirst => "Die Veranstaltung endet, bevor sie beginnt.",
        M::CalendarTooLong => "Eine Veranstaltung dauert höchstens 31 Tage.",
        M::CalendarPast => "Der Tag ist schon vorbei.",
        M::CalendarTooFar => "Eine Veranstaltung kann höchstens zwei Jahre im Voraus angekündigt werden.",
        M::CalendarSubmitted => {
            "Wir haben die Veranstaltung {reference} erhalten. Sie wird veröffentlicht, sobald die Körperschaft sie genehmigt hat."
        }
        M::CalendarAbsent => "Wir finden keine Veranstaltung mit diesen Daten.",
        M::CalendarWaiting => "Die Veranstaltung wartet auf die Genehmigung der Körperschaft.",
        M::CalendarAnnounced => "Die Veranstaltung steht im Kalender.",
        M::CalendarRefused => "Die Körperschaft hat die Veranstaltung nicht veröffentlicht: {reason}",
        M::CalendarCancelled => "Die Veranstaltung wurde aus dem Kalender genommen: {reason}",
        M::DocumentYearRange => "Das Jahr des Dokuments liegt zwischen 1990 und 2199.",
        M::SchoolYearLayout => "Schreiben Sie das Schuljahr als 2026/2027.",
        M::BillAbsent => "Wir finden kein Dokument mit diesen Daten.",
        M::BillsEmpty => "Kein Dokument vorhanden",
        M::BillPay => "Dieses Dokument wird unter „pagoPA-Zahlungen“ bezahlt.",
    }
}
