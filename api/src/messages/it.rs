//! The texts in Italian, the language of the administration: the other tables translate these.

use super::Message;

/// The text of a message.
pub(super) const fn text(message: Message) -> &'static str {
    use Message as M;
    match message {
        M::MailReceiptSubject => "Ricevuta di pagamento: {subject}",
        M::MailReceiptHeading => "Ricevuta di pagamento",
        M::MailReceiptPaid => "{ente} ha ricevuto il tuo pagamento. Trovi la ricevuta in PDF allegata a questo messaggio.",
        M::MailReceiptTwice => {
            "Questo avviso risultava già pagato: abbiamo registrato anche questo secondo pagamento e l’ufficio ne curerà il rimborso. Non devi pagare altro."
        }
        M::MailContacts => "Per informazioni: {contacts}",
        M::MailAutomatic => "Messaggio automatico: non rispondere a questo indirizzo.",
        M::MailAccountLinkUntil => "Il collegamento funziona una sola volta, fino al {moment}.",
        M::MailAccountIgnore => "Se non l’hai chiesto tu, ignora questo messaggio: non succede nulla.",
        M::MailAccountNotYou => "Se non sei stato tu, cambia subito la password e scrivi all’ufficio.",
        M::MailActivationSubject => "Attiva il tuo account: {ente}",
        M::MailActivation => {
            "Hai chiesto un account sul portale dei pagamenti di {ente}. Per attivarlo apri questo collegamento e conferma."
        }
        M::MailUserNameTakenSubject => "Registrazione da ripetere: {ente}",
        M::MailUserNameTaken => {
            "Il nome utente scelto sul portale di {ente} è già usato: ripeti la registrazione con un altro nome. Se hai già un account con quel nome, recupera la password."
        }
        M::MailTaxCodeClaimedSubject => "Un altro account con il tuo codice fiscale: {ente}",
        M::MailTaxCodeClaimed => {
            "Sul portale di {ente} è stato registrato un altro account con il tuo codice fiscale. Quell’account non vede i tuoi pagamenti: il codice fiscale dichiarato non apre nulla."
        }
        M::MailTaxCodeLostSubject => "Il codice fiscale del tuo account: {ente}",
        M::MailTaxCodeLost => {
            "Sul portale di {ente} qualcuno ha dimostrato con la propria identità digitale che il codice fiscale del tuo account è suo: l’account non può più usarlo. Se sei tu, accedi con nome utente e password e subito dopo con la tua identità digitale: il codice fiscale torna al tuo account."
        }
        M::MailTaxCodeProvedSubject => "Un account usava il tuo codice fiscale: {ente}",
        M::MailTaxCodeProved => {
            "Sul portale di {ente} un account con password dichiarava il tuo codice fiscale. Con il tuo accesso con identità digitale l’ha perso: non vedeva i tuoi pagamenti e non può più usare il codice. Se l’account è tuo, accedi con nome utente e password e subito dopo con la tua identità digitale."
        }
        M::MailUserNameRecoverySubject => "Il tuo nome utente: {ente}",
        M::MailUserNameRecovery => "Il tuo nome utente sul portale di {ente} è: {user_name}",
        M::MailPasswordRecoverySubject => "Nuova password: {ente}",
        M::MailPasswordRecovery => "Per scegliere una nuova password sul portale di {ente} apri questo collegamento.",
        M::MailPasswordSetSubject => "Password cambiata: {ente}",
        M::MailPasswordSet => {
            "La password del tuo account sul portale di {ente} è stata cambiata. Gli altri accessi aperti sono stati chiusi."
        }
        M::MailEmailConfirmationSubject => "Conferma il tuo indirizzo e-mail: {ente}",
        M::MailEmailConfirmation => {
            "Hai chiesto di usare questo indirizzo per il tuo account sul portale di {ente}. Per confermarlo apri questo collegamento."
        }
        M::MailEmailChangedSubject => "Indirizzo e-mail cambiato: {ente}",
        M::MailEmailChanged => {
            "L’indirizzo e-mail del tuo account sul portale di {ente} è cambiato: da ora i messaggi arrivano al nuovo indirizzo."
        }
        M::MailConsentRevokedSubject => "Consenso revocato: {ente}",
        M::MailConsentRevoked => {
            "Hai revocato il consenso alla privacy: il tuo account sul portale di {ente} è chiuso e tra 14 giorni i dati del profilo vengono cancellati. Debiti e ricevute restano per obbligo di legge. Se ci ripensi, apri questo collegamento."
        }
        M::MailPersonalDataSubject => "Copia dei tuoi dati: {ente}",
        M::MailPersonalData => {
            "Hai chiesto una copia dei tuoi dati sul portale di {ente}. Per confermare apri questo collegamento."
        }
        M::MailInactivityNoticeSubject => "Il tuo account sta per essere chiuso: {ente}",
        M::MailInactivityNotice => {
            "Non usi il tuo account sul portale di {ente} da quasi due anni. Se vuoi tenerlo, accedi entro 30 giorni; altrimenti lo chiudiamo e cancelliamo i dati del profilo. Debiti e ricevute restano per obbligo di legge."
        }
        M::MailClosedForInactivitySubject => "Account chiuso per inattività: {ente}",
        M::MailClosedForInactivity => {
            "Non hai usato il tuo account sul portale di {ente} per due anni: è chiuso e tra 14 giorni i dati del profilo vengono cancellati. Debiti e ricevute restano per obbligo di legge. Se vuoi tenerlo, apri questo collegamento."
        }
        M::LabelName => "Nome",
        M::LabelSurname => "Cognome",
        M::LabelCompanyName => "Ragione sociale",
        M::LabelTaxCode => "Codice Fiscale",
        M::LabelAddress => "Indirizzo",
        M::LabelCountry => "Nazione",
        M::LabelCity => "Città",
        M::LabelProvince => "Provincia",
        M::LabelPostalCode => "Cap",
        M::LabelEmail => "Email",
        M::LabelTelephone => "Telefono",
        M::LabelFax => "Fax",
        M::LabelUtility => "Utenza intestata nel Comune",
        M::LabelUserName => "Nome utente",
        M::LabelPassword => "Password",
        M::LabelPasswordAgain => "Ripeti password",
        M::LabelConsent => "Ho letto l’informativa sulla privacy e do il consenso",
        M::LabelLogInUser => "Utente",
        M::LabelLogInPassword => "Password",
        M::LabelLogInButton => "ACCEDI",
        M::LabelForgottenPassword => "Hai dimenticato la password?",
        M::LabelForgottenUserName => "Username dimenticato?",
        M::LabelRegisterButton => "Registrati",
        M::LabelResidents => "Residenti o iscritti AIRE",
        M::LabelNonResidents => "Non residenti con un’utenza",
        M::RegistrationDoneTitle => "Grazie, {name}: il tuo account è stato creato.",
        M::RegistrationDone => {
            "Ti abbiamo inviato una e-mail con il collegamento per attivarlo. Se non la trovi, guarda nella posta indesiderata o scrivi a: {contacts}"
        }
        M::RegistrationClosed => "Questo Ente non offre la registrazione con nome utente e password.",
        M::RegistrationExpired => "È passato troppo tempo: ricomincia dal codice fiscale.",
        M::RegistrationOtherTaxCode => "Il codice fiscale non è quello controllato al primo passo.",
        M::RegistrationForPerson => "Con un codice fiscale di 16 caratteri servono nome e cognome, non la ragione sociale.",
        M::RegistrationForCompany => "Con 11 cifre serve la ragione sociale, non nome e cognome.",
        M::FieldNotAsked => "Questo dato non è richiesto: lascia il campo vuoto.",
        M::EligibilityRequired => "Indica se sei residente (o iscritto AIRE) o non residente con un’utenza.",
        M::ConsentRequired => "Senza il consenso alla privacy non possiamo creare l’account.",
        M::ConsentOtherText => "L’informativa è cambiata: leggi il testo nuovo e dai di nuovo il consenso.",
        M::ProvinceNotTwoLetters => "La provincia ha due lettere, per esempio RM.",
        M::CountryCodeNotTwoLetters => "La nazione ha due lettere, per esempio IT.",
        M::UserNameLength => "Il nome utente ha da 3 a 64 caratteri.",
        M::UserNameCharacter => "Il nome utente è fatto di lettere senza accenti, cifre e dei segni . - _ @",
        M::PasswordLength => "La password ha da 12 a 128 caratteri: va bene anche una frase.",
        M::PasswordBlocked => "Questa password è tra le più usate: scegline un’altra.",
        M::PasswordPersonal => "La password contiene dati tuoi o dell’Ente: scegline un’altra.",
        M::PasswordsDiffer => "Le due password non sono uguali.",
        M::PasswordSetTitle => "Password cambiata",
        M::PasswordSet => "Usa la nuova password dal prossimo accesso. Gli altri accessi aperti sono chiusi.",
        M::ActivationDoneTitle => "REGISTRAZIONE UTENTE COMPLETATA!",
        M::ActivationDone => "Ora puoi usare il tuo account: accedi con nome utente e password.",
        M::LinkWorthless => "Il collegamento è già stato usato o è scaduto. Se serve ancora, chiedine uno nuovo.",
        M::MailAskedTitle => "Controlla la posta",
        M::MailAsked => "Se i dati corrispondono a un account, ti inviamo una e-mail. Guarda anche nella posta indesiderata.",
        M::LogInRefused => "Nome utente o password non corretti.",
        M::LogInNotActivated => "L’account non è ancora attivo: apri il collegamento ricevuto per e-mail, o chiedine uno nuovo.",
        M::SecondFactorRefused => "Il codice non è corretto o è già stato usato.",
        M::SecondFactorInUse => "Un secondo fattore è già attivo: toglilo prima di attivarne un altro.",
        M::SecondFactorEnrolledTitle => "Secondo fattore attivo",
        M::SecondFactorEnrolled => "Dal prossimo accesso chiediamo anche un codice della tua app.",
        M::SecondFactorRemovedTitle => "Secondo fattore tolto",
        M::SecondFactorRemoved => "Per accedere bastano di nuovo nome utente e password.",
        M::LoggedOutTitle => "Sei uscito",
        M::LoggedOut => "La sessione è chiusa su questo dispositivo.",
        M::SessionsEndedTitle => "Accesso chiuso",
        M::SessionsEnded => "Chi lo usava deve accedere di nuovo.",
        M::SessionAbsent => "Questo accesso non è più aperto.",
        M::AccountAbsent => "Non hai un account con nome utente e password.",
        M::ProfileUpdatedTitle => "Dati aggiornati",
        M::ProfileUpdated => "I nuovi recapiti sono salvati.",
        M::EmailChangeAskedTitle => "Conferma il nuovo indirizzo",
        M::EmailChangeAsked => {
            "Abbiamo inviato un collegamento al nuovo indirizzo. Fino alla conferma resta valido quello di prima."
        }
        M::EmailChangedTitle => "Indirizzo e-mail cambiato",
        M::EmailChanged => "Da ora i messaggi arrivano al nuovo indirizzo.",
        M::ConsentGivenTitle => "Consenso registrato",
        M::ConsentGiven => "Grazie: puoi continuare.",
        M::PersonalDataAskedTitle => "Controlla la posta",
        M::PersonalDataAsked => "Ti abbiamo mandato un’e-mail: aprila e conferma, poi potrai scaricare la copia dei tuoi dati.",
        M::ErasureAskedTitle => "Richiesta di cancellazione registrata",
        M::ErasureAsked => {
            "Abbiamo registrato la richiesta e chiuso l’accesso. Il profilo sarà cancellato tra 14 giorni: fino ad allora il link che ti abbiamo mandato annulla tutto. I dati dei pagamenti restano per il tempo previsto dalla legge. Riceverai risposta entro 30 giorni."
        }
        M::ConsentRevokedTitle => "Consenso revocato",
        M::ConsentRevoked => {
            "L’account è chiuso e tra 14 giorni i dati del profilo vengono cancellati. Fino ad allora puoi ripensarci con il collegamento che ti abbiamo inviato. Debiti e ricevute restano per obbligo di legge."
        }
        M::RevocationUndoneTitle => "Account riaperto",
        M::RevocationUndone => "Il consenso è di nuovo registrato: accedi con la nuova password.",
        M::LabelCreditor => "Ente creditore",
        M::LabelSubject => "Causale",
        M::LabelAmount => "Importo",
        M::LabelPaidAt => "Data e ora del pagamento",
        M::LabelReceivedAt => "Ricevuta registrata il",
        M::LabelNoticeNumber => "Codice avviso",
        M::LabelPsp => "Prestatore del servizio di pagamento",
        M::LabelReceiptId => "Identificativo della ricevuta",
        M::FormatMoment => "{day}/{month}/{year} alle {time} (ora italiana)",
        M::NotPayableUnknown => {
            "Non troviamo un avviso con questi dati. Controlla il codice avviso (18 cifre) e il codice fiscale riportati sull’avviso."
        }
        M::NotPayableNotYetValid => "Questo avviso non è ancora pagabile.",
        M::NotPayableAlternativeUsed => "Hai già iniziato a pagare questo debito in un altro modo (soluzione unica o rate).",
        M::NotPayableExpired => "L’avviso è scaduto e non è più pagabile online. Contatta l’ufficio.",
        M::NotPayableWithdrawn => "L’Ente ha annullato questo avviso: non devi pagare nulla.",
        M::NotPayablePaid => "Questo avviso è già stato pagato.",
        M::CartFull => "Il carrello è pieno: puoi pagare fino a 5 avvisi insieme. Completa il pagamento o togline uno.",
        M::CartAlternative => {
            "Nel carrello c’è già un altro modo di pagare lo stesso debito: toglilo prima di aggiungere questo."
        }
        M::CartEmpty => "Non sono presenti pagamenti in sospeso nel carrello.",
        M::CartAbsent => "Il carrello non esiste più.",
        M::CartNotYours => "Il carrello appartiene a un’altra persona.",
        M::PaymentStarting => "Stiamo aprendo la pagina di pagamento di pagoPA.",
        M::PaymentPending => {
            "Stiamo aspettando la conferma da pagoPA. Di solito arriva in pochi minuti: puoi chiudere la pagina, ti avvisiamo per e-mail."
        }
        M::PaymentCompleted => {
            "L'operazione di pagamento si è conclusa con successo. La ricevuta di pagamento sarà disponibile a breve. Il sistema invierà una e-mail all'indirizzo di posta elettronica specificato al momento del pagamento quando la ricevuta sarà disponibile."
        }
        M::PaymentCancelled => "Hai annullato il pagamento. Gli avvisi sono ancora nel tuo carrello.",
        M::PaymentFailed => {
            "Il pagamento non è andato a buon fine. Non ci risulta alcun addebito: se la tua banca ne mostra uno, attendi la conferma prima di riprovare."
        }
        M::PaymentExpired => {
            "Non abbiamo ricevuto una conferma in tempo. Se hai pagato, la ricevuta arriverà più tardi: controlla lo storico prima di riprovare."
        }
        M::CheckoutNoticesRefused => {
            "pagoPA non accetta ora uno di questi avvisi: è già stato pagato o un pagamento è in corso. Riprova tra 30 minuti."
        }
        M::CheckoutUnavailable => {
            "Non è stato possibile aprire la pagina di pagamento. Non è stato addebitato nulla: riprova tra qualche minuto, o paga presso banche, poste e tabaccherie."
        }
        M::EmailAddressTooLong => "L’indirizzo e-mail supera i 256 caratteri.",
        M::EmailAddressCharacter => "L’indirizzo e-mail contiene un carattere non ammesso.",
        M::EmailAddressLayout => "Scrivi l’indirizzo e-mail nella forma nome@dominio.",
        M::FiscalCodeLength => "Il codice fiscale ha 16 caratteri.",
        M::FiscalCodeCharacter => "Il codice fiscale contiene un carattere fuori posto.",
        M::FiscalCodeBirthDay => "Il giorno di nascita nel codice fiscale non esiste.",
        M::FiscalCodeCheckLetter => "Il codice fiscale non è corretto: controlla le lettere e le cifre.",
        M::TaxCodeLength => "Il codice fiscale ha 16 caratteri, la partita IVA 11 cifre.",
        M::VatNumberNotElevenDigits => "La partita IVA ha 11 cifre.",
        M::VatNumberCheckDigit => "La partita IVA non è corretta: controlla le cifre.",
        M::NoticeNumberNotDigits => "Il codice avviso è fatto di sole cifre.",
        M::NoticeNumberLength => "Il codice avviso ha 18 cifre.",
        M::IuvLayout => "Lo IUV ha 15 o 17 cifre.",
        M::IuvNotPrintable => "Lo IUV contiene un carattere non ammesso.",
        M::IuvRfReference => "Il riferimento RF non è corretto.",
        M::LookupCodeEmpty => "Scrivi il codice avviso o lo IUV.",
        M::LookupCodeLayout => "Il codice avviso ha 18 cifre, lo IUV 15 o 17.",
        M::LookupCodeRfReference => "Il riferimento RF non è corretto.",
        M::TextEmpty => "Il campo è vuoto.",
        M::TextTooLong => "Il testo è troppo lungo.",
        M::TextForbiddenCharacter => "Il testo contiene un carattere non ammesso.",
        M::MoneyNotPositive => "L’importo deve essere almeno un centesimo.",
        M::MoneyTooLarge => "L’importo supera 999.999.999,99 €.",
        M::MoneyNotEuroDecimal => "Scrivi l’importo in euro con due decimali.",
        M::ServiceAbsent => "Questo servizio non è disponibile.",
        M::ServiceLogin => "Per usare questo servizio devi accedere.",
        M::DraftAbsent => "La richiesta non è più valida: compila di nuovo il modulo.",
        M::DraftConfirmed => "Questa richiesta è già stata confermata.",
        M::FormRefused => "Alcuni campi sono da correggere: controlla le indicazioni accanto a ciascuno.",
        M::FormRequired => "Compila questo campo.",
        M::FormUnknown => "Il modulo non ha questo campo.",
        M::FormTwice => "Questo campo è stato inviato due volte.",
        M::FormTooLong => "Scrivi al massimo {maximum} caratteri.",
        M::FormTooShort => "Scrivi almeno {minimum} caratteri.",
        M::FormPattern => "Il testo non ha la forma richiesta.",
        M::FormDate => "Scrivi la data nella forma gg/mm/aaaa.",
        M::FormDateFuture => "La data non può essere nel futuro.",
        M::FormDatePast => "La data non può essere nel passato.",
        M::FormCents => "L’importo è un numero intero di centesimi.",
        M::FormMinimum => "L’importo minimo è {amount}.",
        M::FormMaximum => "L’importo massimo è {amount}.",
        M::FormMultiple => "L’importo deve essere un multiplo di {amount}.",
        M::FormFixed => "Scegli uno di questi importi: {amounts}.",
        M::FormQuantity => "Scrivi un numero da {minimum} a {maximum}.",
        M::FormAnonymous => "Scrivi il codice fiscale o la partita IVA di chi deve pagare.",
        M::FormPlate => "Scrivi la targa del veicolo: lettere e cifre.",
        M::FormMonth => "Scrivi il numero del mese, da 01 a 12 (03 = marzo).",
        M::FormChoice => "Scegli una delle voci.",
        M::FormPersonal => "Non scrivere qui nomi, codici fiscali o indirizzi e-mail: questo testo è stampato sull’avviso.",
        M::FormDebtorReadOnly => "Per questo servizio i dati del debitore sono quelli del tuo profilo e non si possono cambiare.",
        M::PaymentPendingTitle => "Pagamento in corso",
        M::PaymentCompletedTitle => "Operazione conclusa",
        M::PaymentPartly => {
            "Una parte degli avvisi è pagata; per gli altri aspettiamo ancora la conferma da pagoPA. Non ripetere il pagamento."
        }
        M::PaymentPartlyTitle => "Pagamento in parte concluso",
        M::PaymentCancelledTitle => "Hai annullato il pagamento",
        M::PaymentFailedTitle => "Il pagamento non è andato a buon fine",
        M::PaymentExpiredTitle => "Non abbiamo ancora una risposta",
        M::CartEmptyTitle => "Carrello vuoto.",
        M::CartItemNotPayable => "Un avviso nel carrello non si può più pagare: non è stato addebitato nulla. Toglilo e riprova.",
        M::CheckoutAbsent => "Non troviamo questo pagamento.",
        M::LoginRequired => "Per pagare devi accedere. L’avviso trovato resta a disposizione.",
        M::RateLimited => "Troppe richieste. Riprova tra {seconds} secondi.",
        M::EnteAbsent => "Questo Ente non usa questo portale.",
        M::ProofInvalid => "Il riferimento non è più valido: cerca di nuovo l’avviso.",
        M::DebtToPay => "Da pagare",
        M::DebtInProgress => "In attesa della ricevuta",
        M::DebtReceived => "Ricevuta arrivata",
        M::DebtParked => "In verifica",
        M::DebtSettled => "Confermato",
        M::DebtRefundDue => "Da rimborsare",
        M::DebtCompensated => "Annullato",
        M::AddedNoticesFull => "Puoi tenere d’occhio fino a 100 avvisi: toglierne uno permette di aggiungerne un altro.",
        M::ProofTooMany => "Puoi mostrare fino a 100 posizioni insieme.",
        M::ReceiptNotFound => {
            "Non troviamo un pagamento con questi dati. Controlla il codice e il codice fiscale riportati sull’avviso."
        }
        M::ReceiptRequested => "Se a questi dati corrisponde un pagamento, inviamo la ricevuta a {email}.",
        M::DocumentAbsent => "Per questo avviso non c’è un documento da scaricare.",
        M::EmailAddressRequired => "Scrivi l’indirizzo e-mail a cui inviare la ricevuta.",
        M::TaxCodeRequired => "Scrivi il codice fiscale o la partita IVA riportati sull’avviso.",
        M::EnteCodeNotElevenDigits => "Il codice fiscale dell’Ente ha 11 cifre.",
        M::IdempotencyKeyLayout => "La chiave dell’operazione ha da 1 a 255 caratteri ASCII visibili.",
        M::IdempotencyKeyReused => "Questa operazione è già stata chiesta con altri dati.",
        M::FreshnessInvalid => "L’indicatore di aggiornamento non viene da questo servizio.",
        M::CursorInvalid => "La pagina richiesta non esiste: ricomincia dall’inizio dell’elenco.",
        M::PageSize => "Una pagina ha da 1 a 100 righe.",
        M::DayLayout => "Scrivi il giorno nella forma aaaa-mm-gg.",
        M::MailHeadSubject => "Registro {origin}: testa firmata di {size} eventi",
        M::MailHeadIntro => "Testa firmata del registro {origin}, che conta {size} eventi:",
        M::MailHeadKeep => {
            "Conserva questo messaggio: prova che gli eventi contati qui sopra non sono stati cambiati dopo questa data. Si verifica con il programma replay."
        }
        M::MailSupportSubject => "Risposta alla richiesta {reference}",
        M::MailSupportIntro => "{ente} risponde alla tua richiesta {reference}:",
        M::MailSupportAgain => {
            "Se la risposta non basta, riapri la richiesta nel portale con il codice {reference} e questo indirizzo e-mail."
        }
        M::SupportOpened => "Abbiamo ricevuto la tua richiesta {reference}. Risponderemo a {email}.",
        M::SupportReopened => "La richiesta {reference} è di nuovo aperta.",
        M::SupportRated => "Grazie per la valutazione della richiesta {reference}.",
        M::SupportAbsent => "Non troviamo una richiesta con questo codice e questo indirizzo e-mail.",
        M::SupportReferenceLayout => "Il codice della richiesta ha dodici lettere e cifre.",
        M::SupportCaseType => "Scegli un tipo di segnalazione tra quelli proposti.",
        M::SupportStillOpen => "La richiesta è ancora aperta: stiamo già lavorando alla risposta.",
        M::SupportNotAnswered => "Potrai valutare il servizio quando avrai ricevuto una risposta.",
        M::SupportRating => "La valutazione va da 1 a 5.",
        M::SupportLogin => "Per scrivere all’ufficio devi accedere.",
        M::SupportStateOpen => "Richiesta ricevuta",
        M::SupportStateAssigned => "Richiesta in lavorazione",
        M::SupportStateAnswered => "Risposta inviata",
        M::SupportStateClosed => "Richiesta chiusa",
        M::SupportStateReopened => "Richiesta riaperta",
        M::SupportCaseMalfunction => "Malfunzionamento del portale",
        M::SupportCasePayment => "Problema con un pagamento",
        M::SupportCaseReceipt => "Ricevuta non trovata",
        M::SupportCaseInformation => "Richiesta di informazioni",
        M::SupportCaseSchoolGeneral => "Comunicazione generica",
        M::SupportCaseSchoolAddress => "Variazione recapito",
        M::SupportCaseSchoolMealsSuspension => "Sospensione refezione",
        M::SupportCaseSchoolTransportSuspension => "Sospensione trasporto",
        M::SupportCaseSchoolBlandDiet => "Dieta bianca",
        M::TextMarkup => "Scrivi solo testo semplice, senza codice HTML.",
        M::WebAddressLayout => "Scrivi un indirizzo che comincia con https:// oppure un percorso del portale.",
        M::WebAddressTooLong => "L’indirizzo è troppo lungo.",
        M::SiteManual => "Manuale utilizzo",
        M::SiteOfficial => "Sito ufficiale",
        M::SiteLogin => "Login",
        M::SiteRegister => "Registrati",
        M::MenuPublic => "Servizi pubblici",
        M::MenuPrivate => "Servizi privati",
        M::NewsEmpty => "Nessuna notizia da visualizzare",
        M::NewsFeed => "Segui il feed",
        M::NewsAll => "Mostra tutte le news",
        M::CalendarMonth => "Scrivi il mese nella forma aaaa-mm.",
        M::CalendarDayEmpty => "Non ci sono eventi programmati per il {date}",
        M::CalendarTime => "Scrivi l’ora nella forma oo:mm.",
        M::CalendarEndsFirst => "L’evento finisce prima di cominciare.",
        M::CalendarTooLong => "Un evento dura al massimo 31 giorni.",
        M::CalendarPast => "Il giorno è già passato.",
        M::CalendarTooFar => "Un evento si annuncia al massimo due anni prima.",
        M::CalendarSubmitted => "Abbiamo ricevuto l’evento {reference}. Sarà pubblicato quando l’Ente l’avrà approvato.",
        M::CalendarAbsent => "Non troviamo un evento con questi dati.",
        M::CalendarWaiting => "L’evento attende l’approvazione dell’Ente.",
        M::CalendarAnnounced => "L’evento è pubblicato nel calendario.",
        M::CalendarRefused => "L’Ente non ha pubblicato l’evento: {reason}",
        M::CalendarCancelled => "L’evento è stato tolto dal calendario: {reason}",
        M::DocumentYearRange => "L’anno del documento va dal 1990 al 2199.",
        M::SchoolYearLayout => "Scrivi l’anno scolastico nella forma 2026/2027.",
        M::BillAbsent => "Non troviamo un documento con questi dati.",
        M::BillsEmpty => "Nessun documento da visualizzare",
        M::BillPay => "Questo documento si paga dalla voce «Pagamenti pagoPA».",
    }
}
