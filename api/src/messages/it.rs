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
    }
}
