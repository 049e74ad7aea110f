//! What citizens read, by key and language. A key never changes its meaning; a client may show its own words for it.
//!
//! Whoever reads must learn first whether money was taken, and is never told to pay twice while the outcome is unknown.

use super::language::Language;

/// Key, then Italian, English, German, French, Slovene; in order of keys. `{name}` is filled in.
const WORDS: &[(&str, [&str; 5])] = &[
    (
        "cart.absent",
        [
            "Non troviamo questo carrello. Aprine uno nuovo.",
            "We cannot find this cart. Open a new one.",
            "Dieser Warenkorb wurde nicht gefunden. Öffne einen neuen.",
            "Nous ne trouvons pas ce panier. Ouvrez-en un nouveau.",
            "Te košarice ne najdemo. Odprite novo.",
        ],
    ),
    (
        "cart.alternative",
        [
            "Nel carrello c'è già un altro modo di pagare lo stesso debito. Toglilo per scegliere questo.",
            "The cart already holds another way of paying the same debt. Remove it to choose this one.",
            "Im Warenkorb liegt schon eine andere Zahlungsart derselben Schuld. Entferne sie, um diese zu wählen.",
            "Le panier contient déjà une autre façon de payer la même dette. Retirez-la pour choisir celle-ci.",
            "V košarici je že drug način plačila istega dolga. Odstranite ga, če želite izbrati tega.",
        ],
    ),
    (
        "cart.empty",
        [
            "Non sono presenti pagamenti in sospeso nel carrello.",
            "There are no payments waiting in the cart.",
            "Im Warenkorb sind keine offenen Zahlungen.",
            "Il n'y a aucun paiement en attente dans le panier.",
            "V košarici ni čakajočih plačil.",
        ],
    ),
    ("cart.empty.title", ["Carrello vuoto.", "Empty cart.", "Warenkorb leer.", "Panier vide.", "Prazna košarica."]),
    (
        "cart.full",
        [
            "Il carrello è pieno. Puoi pagare fino a 5 avvisi insieme: completa il pagamento o togline uno.",
            "The cart is full. You can pay up to 5 notices together: complete the payment or remove one.",
            "Der Warenkorb ist voll. Du kannst bis zu 5 Mitteilungen zusammen bezahlen: Schließe die Zahlung ab oder entferne eine.",
            "Le panier est plein. Vous pouvez payer jusqu'à 5 avis ensemble : terminez le paiement ou retirez-en un.",
            "Košarica je polna. Skupaj lahko plačate do 5 obvestil: dokončajte plačilo ali eno odstranite.",
        ],
    ),
    (
        "cart.item_not_payable",
        [
            "Un avviso nel carrello non si può più pagare. Toglilo e riprova: non è stato addebitato alcun importo.",
            "A notice in the cart can no longer be paid. Remove it and try again: no amount has been charged.",
            "Eine Mitteilung im Warenkorb kann nicht mehr bezahlt werden. Entferne sie und versuche es erneut: Es wurde nichts abgebucht.",
            "Un avis du panier ne peut plus être payé. Retirez-le et réessayez : aucun montant n'a été débité.",
            "Enega od obvestil v košarici ni več mogoče plačati. Odstranite ga in poskusite znova: noben znesek ni bil zaračunan.",
        ],
    ),
    (
        "cart.not_yours",
        [
            "Questo carrello appartiene a un'altra persona.",
            "This cart belongs to another person.",
            "Dieser Warenkorb gehört einer anderen Person.",
            "Ce panier appartient à une autre personne.",
            "Ta košarica pripada drugi osebi.",
        ],
    ),
    (
        "checkout.absent",
        [
            "Non troviamo questo pagamento.",
            "We cannot find this payment.",
            "Diese Zahlung wurde nicht gefunden.",
            "Nous ne trouvons pas ce paiement.",
            "Tega plačila ne najdemo.",
        ],
    ),
    (
        "checkout.in_progress",
        [
            "Stiamo preparando il pagamento. Attendi qualche istante, senza ripetere l'operazione.",
            "We are preparing the payment. Wait a moment, without repeating the operation.",
            "Wir bereiten die Zahlung vor. Warte einen Augenblick, ohne den Vorgang zu wiederholen.",
            "Nous préparons le paiement. Attendez un instant, sans répéter l'opération.",
            "Pripravljamo plačilo. Počakajte trenutek in dejanja ne ponavljajte.",
        ],
    ),
    (
        "checkout.notices_refused",
        [
            "Non è stato addebitato alcun importo. pagoPA non accetta ora questi avvisi: uno di loro può essere già pagato o in corso di pagamento.",
            "No amount has been charged. pagoPA does not accept these notices now: one of them may be already paid or being paid.",
            "Es wurde nichts abgebucht. pagoPA nimmt diese Mitteilungen jetzt nicht an: Eine davon ist vielleicht schon bezahlt oder wird gerade bezahlt.",
            "Aucun montant n'a été débité. pagoPA n'accepte pas ces avis maintenant : l'un d'eux est peut-être déjà payé ou en cours de paiement.",
            "Noben znesek ni bil zaračunan. pagoPA teh obvestil zdaj ne sprejme: eno je morda že plačano ali v plačilu.",
        ],
    ),
    (
        "checkout.unavailable",
        [
            "Non è stato addebitato alcun importo. Il servizio di pagamento non risponde: riprova tra qualche minuto, oppure paga l'avviso presso banche, poste e tabaccherie.",
            "No amount has been charged. The payment service does not respond: try again in a few minutes, or pay the notice at banks, post offices and tobacconists.",
            "Es wurde nichts abgebucht. Der Zahlungsdienst antwortet nicht: Versuche es in einigen Minuten erneut oder bezahle die Mitteilung bei Banken, Post und Tabaktrafiken.",
            "Aucun montant n'a été débité. Le service de paiement ne répond pas : réessayez dans quelques minutes, ou payez l'avis dans les banques, bureaux de poste et bureaux de tabac.",
            "Noben znesek ni bil zaračunan. Plačilna storitev se ne odziva: poskusite čez nekaj minut ali plačajte obvestilo v banki, na pošti ali v trafiki.",
        ],
    ),
    (
        "cursor.invalid",
        [
            "La pagina richiesta non esiste. Ricomincia dall'inizio dell'elenco.",
            "The requested page does not exist. Start again from the beginning of the list.",
            "Die gewünschte Seite gibt es nicht. Beginne wieder am Anfang der Liste.",
            "La page demandée n'existe pas. Recommencez au début de la liste.",
            "Zahtevana stran ne obstaja. Začnite znova na začetku seznama.",
        ],
    ),
    (
        "document.not_printable",
        [
            "Per questo avviso non c'è un documento da stampare.",
            "There is no document to print for this notice.",
            "Für diese Mitteilung gibt es kein druckbares Dokument.",
            "Il n'y a pas de document à imprimer pour cet avis.",
            "Za to obvestilo ni dokumenta za tiskanje.",
        ],
    ),
    (
        "email_address.character",
        [
            "L'indirizzo email contiene un carattere non ammesso.",
            "The email address holds a character that is not allowed.",
            "Die E-Mail-Adresse enthält ein unzulässiges Zeichen.",
            "L'adresse e-mail contient un caractère non admis.",
            "E-poštni naslov vsebuje nedovoljen znak.",
        ],
    ),
    (
        "email_address.layout",
        [
            "Scrivi l'indirizzo email nella forma nome@dominio.it.",
            "Write the email address in the form name@domain.it.",
            "Gib die E-Mail-Adresse in der Form name@domain.it ein.",
            "Écrivez l'adresse e-mail sous la forme nom@domaine.it.",
            "E-poštni naslov napišite v obliki ime@domena.it.",
        ],
    ),
    (
        "email_address.required",
        [
            "Scrivi l'indirizzo email a cui inviare la ricevuta.",
            "Write the email address the receipt is to be sent to.",
            "Gib die E-Mail-Adresse an, an die der Beleg gesendet werden soll.",
            "Écrivez l'adresse e-mail à laquelle envoyer le reçu.",
            "Napišite e-poštni naslov, na katerega naj pošljemo potrdilo.",
        ],
    ),
    (
        "email_address.too_long",
        [
            "L'indirizzo email è troppo lungo.",
            "The email address is too long.",
            "Die E-Mail-Adresse ist zu lang.",
            "L'adresse e-mail est trop longue.",
            "E-poštni naslov je predolg.",
        ],
    ),
    (
        "ente.absent",
        [
            "Questo ente non usa questo portale.",
            "This institution does not use this portal.",
            "Diese Körperschaft nutzt dieses Portal nicht.",
            "Cet organisme n'utilise pas ce portail.",
            "Ta ustanova ne uporablja tega portala.",
        ],
    ),
    (
        "ente_code.not_eleven_digits",
        [
            "Il codice fiscale dell'ente ha 11 cifre.",
            "The tax code of the institution has 11 digits.",
            "Die Steuernummer der Körperschaft hat 11 Ziffern.",
            "Le code fiscal de l'organisme a 11 chiffres.",
            "Davčna številka ustanove ima 11 števk.",
        ],
    ),
    (
        "fiscal_code.birth_day",
        [
            "Il codice fiscale non è corretto: controlla il giorno di nascita.",
            "The tax code is not correct: check the day of birth.",
            "Die Steuernummer ist nicht richtig: Prüfe den Geburtstag.",
            "Le code fiscal n'est pas correct : vérifiez le jour de naissance.",
            "Davčna številka ni pravilna: preverite dan rojstva.",
        ],
    ),
    (
        "fiscal_code.character",
        [
            "Il codice fiscale contiene un carattere fuori posto.",
            "The tax code holds a character in the wrong place.",
            "Die Steuernummer enthält ein Zeichen an falscher Stelle.",
            "Le code fiscal contient un caractère mal placé.",
            "Davčna številka vsebuje znak na napačnem mestu.",
        ],
    ),
    (
        "fiscal_code.check_letter",
        [
            "Il codice fiscale non è corretto: controlla tutti i caratteri.",
            "The tax code is not correct: check all its characters.",
            "Die Steuernummer ist nicht richtig: Prüfe alle Zeichen.",
            "Le code fiscal n'est pas correct : vérifiez tous les caractères.",
            "Davčna številka ni pravilna: preverite vse znake.",
        ],
    ),
    (
        "fiscal_code.length",
        [
            "Il codice fiscale ha 16 caratteri.",
            "The tax code has 16 characters.",
            "Die Steuernummer hat 16 Zeichen.",
            "Le code fiscal a 16 caractères.",
            "Davčna številka ima 16 znakov.",
        ],
    ),
    (
        "freshness.invalid",
        [
            "L'indicatore di aggiornamento non è stato dato da questo servizio.",
            "The freshness token was not given by this service.",
            "Die Aktualitätsmarke stammt nicht von diesem Dienst.",
            "Le jeton de fraîcheur n'a pas été donné par ce service.",
            "Oznake svežine ni izdala ta storitev.",
        ],
    ),
    (
        "idempotency_key.layout",
        [
            "La chiave dell'operazione ha da 8 a 255 caratteri ASCII visibili.",
            "The idempotency key has 8 to 255 visible ASCII characters.",
            "Der Vorgangsschlüssel hat 8 bis 255 sichtbare ASCII-Zeichen.",
            "La clé de l'opération a de 8 à 255 caractères ASCII visibles.",
            "Ključ dejanja ima od 8 do 255 vidnih znakov ASCII.",
        ],
    ),
    (
        "idempotency_key.reused",
        [
            "Questa operazione è già stata chiesta con altri dati.",
            "This operation was already asked for with other data.",
            "Dieser Vorgang wurde schon mit anderen Daten verlangt.",
            "Cette opération a déjà été demandée avec d'autres données.",
            "To dejanje je bilo že zahtevano z drugimi podatki.",
        ],
    ),
    (
        "login.required",
        [
            "Per pagare devi accedere. L'avviso trovato resta a disposizione.",
            "You must log in to pay. The notice found stays at hand.",
            "Zum Bezahlen musst du dich anmelden. Die gefundene Mitteilung bleibt verfügbar.",
            "Pour payer vous devez vous connecter. L'avis trouvé reste à disposition.",
            "Za plačilo se morate prijaviti. Najdeno obvestilo ostane na voljo.",
        ],
    ),
    (
        "lookup_code.empty",
        [
            "Scrivi il Codice Avviso o lo IUV.",
            "Write the notice code or the IUV.",
            "Gib den Mitteilungskode oder den IUV ein.",
            "Écrivez le code de l'avis ou l'IUV.",
            "Napišite kodo obvestila ali IUV.",
        ],
    ),
    (
        "lookup_code.layout",
        [
            "Il Codice Avviso ha 18 cifre, lo IUV 17 o 15: controlla il numero.",
            "The notice code has 18 digits, the IUV 17 or 15: check the number.",
            "Der Mitteilungskode hat 18 Ziffern, der IUV 17 oder 15: Prüfe die Nummer.",
            "Le code de l'avis a 18 chiffres, l'IUV 17 ou 15 : vérifiez le numéro.",
            "Koda obvestila ima 18 števk, IUV 17 ali 15: preverite številko.",
        ],
    ),
    (
        "lookup_code.rf_reference",
        [
            "Lo IUV che inizia con RF non è corretto: controlla i caratteri.",
            "The IUV that begins with RF is not correct: check its characters.",
            "Der IUV, der mit RF beginnt, ist nicht richtig: Prüfe die Zeichen.",
            "L'IUV qui commence par RF n'est pas correct : vérifiez les caractères.",
            "IUV, ki se začne z RF, ni pravilen: preverite znake.",
        ],
    ),
    (
        "notice.alternative_used",
        [
            "Il debito si sta già pagando in un altro modo (unica soluzione o rate): questo avviso non serve più.",
            "The debt is already being paid in another way (at once or by instalments): this notice is no longer needed.",
            "Die Schuld wird schon auf andere Weise bezahlt (auf einmal oder in Raten): Diese Mitteilung wird nicht mehr gebraucht.",
            "La dette est déjà payée d'une autre façon (en une fois ou par tranches) : cet avis ne sert plus.",
            "Dolg se že plačuje na drug način (v enkratnem znesku ali po obrokih): tega obvestila ne potrebujete več.",
        ],
    ),
    (
        "notice.expired",
        [
            "L'avviso non è più pagabile online: il termine è passato. Contatta l'ufficio dell'ente.",
            "The notice can no longer be paid online: the deadline has passed. Contact the institution's office.",
            "Die Mitteilung kann nicht mehr online bezahlt werden: Die Frist ist abgelaufen. Wende dich an das Amt.",
            "L'avis ne peut plus être payé en ligne : le délai est passé. Contactez le bureau de l'organisme.",
            "Obvestila ni več mogoče plačati prek spleta: rok je potekel. Obrnite se na urad ustanove.",
        ],
    ),
    (
        "notice.not_found",
        [
            "Non troviamo un avviso con questi dati. Controlla il Codice Avviso (18 cifre) e il codice fiscale riportati sull'avviso.",
            "We cannot find a notice with these data. Check the notice code (18 digits) and the tax code printed on the notice.",
            "Mit diesen Angaben wurde keine Mitteilung gefunden. Prüfe den Mitteilungskode (18 Ziffern) und die Steuernummer auf der Mitteilung.",
            "Nous ne trouvons pas d'avis avec ces données. Vérifiez le code de l'avis (18 chiffres) et le code fiscal figurant sur l'avis.",
            "Obvestila s temi podatki ne najdemo. Preverite kodo obvestila (18 števk) in davčno številko na obvestilu.",
        ],
    ),
    (
        "notice.not_yet_valid",
        [
            "L'avviso si potrà pagare più avanti: la data da cui è pagabile non è ancora arrivata.",
            "The notice can be paid later: the first day of payment has not come yet.",
            "Die Mitteilung kann erst später bezahlt werden: Der erste Zahlungstag ist noch nicht gekommen.",
            "L'avis pourra être payé plus tard : le premier jour de paiement n'est pas encore arrivé.",
            "Obvestilo bo mogoče plačati pozneje: prvi dan plačila še ni prišel.",
        ],
    ),
    (
        "notice.paid",
        [
            "Questo avviso è già stato pagato. Non devi pagare nulla.",
            "This notice has already been paid. There is nothing to pay.",
            "Diese Mitteilung ist schon bezahlt. Es ist nichts zu bezahlen.",
            "Cet avis a déjà été payé. Vous n'avez rien à payer.",
            "To obvestilo je že plačano. Ni vam treba plačati ničesar.",
        ],
    ),
    (
        "notice.unknown",
        [
            "Questo avviso non è disponibile per il pagamento.",
            "This notice is not available for payment.",
            "Diese Mitteilung steht nicht zur Zahlung bereit.",
            "Cet avis n'est pas disponible pour le paiement.",
            "To obvestilo ni na voljo za plačilo.",
        ],
    ),
    (
        "notice.withdrawn",
        [
            "L'ente ha annullato questo avviso. Non devi pagare nulla.",
            "The institution has withdrawn this notice. There is nothing to pay.",
            "Die Körperschaft hat diese Mitteilung zurückgezogen. Es ist nichts zu bezahlen.",
            "L'organisme a annulé cet avis. Vous n'avez rien à payer.",
            "Ustanova je to obvestilo preklicala. Ni vam treba plačati ničesar.",
        ],
    ),
    (
        "page.size",
        [
            "Una pagina ha da 1 a 100 righe.",
            "A page has 1 to 100 rows.",
            "Eine Seite hat 1 bis 100 Zeilen.",
            "Une page a de 1 à 100 lignes.",
            "Stran ima od 1 do 100 vrstic.",
        ],
    ),
    (
        "payment.cancelled",
        [
            "Non è stato addebitato alcun importo. Gli avvisi sono ancora nel tuo carrello.",
            "No amount has been charged. The notices are still in your cart.",
            "Es wurde nichts abgebucht. Die Mitteilungen sind noch in deinem Warenkorb.",
            "Aucun montant n'a été débité. Les avis sont encore dans votre panier.",
            "Noben znesek ni bil zaračunan. Obvestila so še v vaši košarici.",
        ],
    ),
    (
        "payment.cancelled.title",
        [
            "Hai annullato il pagamento",
            "You cancelled the payment",
            "Du hast die Zahlung abgebrochen",
            "Vous avez annulé le paiement",
            "Plačilo ste preklicali",
        ],
    ),
    (
        "payment.done",
        [
            "L'operazione di pagamento si è conclusa con successo. La ricevuta di pagamento sarà disponibile a breve. Il sistema invierà una e-mail all'indirizzo di posta elettronica specificato al momento del pagamento quando la ricevuta sarà disponibile.",
            "The payment was completed successfully. The receipt will be available shortly. The system will send an email to the address given at payment when the receipt is available.",
            "Die Zahlung wurde erfolgreich abgeschlossen. Der Zahlungsbeleg ist in Kürze verfügbar. Das System sendet eine E-Mail an die bei der Zahlung angegebene Adresse, sobald der Beleg verfügbar ist.",
            "L'opération de paiement s'est conclue avec succès. Le reçu de paiement sera bientôt disponible. Le système enverra un e-mail à l'adresse indiquée lors du paiement lorsque le reçu sera disponible.",
            "Plačilo je bilo uspešno zaključeno. Potrdilo o plačilu bo kmalu na voljo. Ko bo na voljo, bo sistem poslal e-pošto na naslov, naveden ob plačilu.",
        ],
    ),
    (
        "payment.done.title",
        ["Operazione conclusa", "Operation completed", "Vorgang abgeschlossen", "Opération terminée", "Postopek je zaključen"],
    ),
    (
        "payment.failed",
        [
            "Non ci risulta alcun addebito. Se la tua banca ne mostra uno, attendi la conferma prima di riprovare.",
            "We know of no charge. If your bank shows one, wait for the confirmation before trying again.",
            "Uns ist keine Abbuchung bekannt. Zeigt deine Bank eine an, warte auf die Bestätigung, bevor du es erneut versuchst.",
            "Aucun débit ne nous est connu. Si votre banque en montre un, attendez la confirmation avant de réessayer.",
            "Ne vemo za nobeno bremenitev. Če jo vaša banka prikazuje, pred novim poskusom počakajte na potrditev.",
        ],
    ),
    (
        "payment.failed.title",
        [
            "Il pagamento non è andato a buon fine",
            "The payment did not succeed",
            "Die Zahlung war nicht erfolgreich",
            "Le paiement n'a pas abouti",
            "Plačilo ni uspelo",
        ],
    ),
    (
        "payment.partly",
        [
            "Una parte degli avvisi è pagata; per gli altri aspettiamo ancora la conferma da pagoPA. Non ripetere il pagamento.",
            "Some of the notices are paid; for the others we still wait for pagoPA's confirmation. Do not repeat the payment.",
            "Ein Teil der Mitteilungen ist bezahlt; für die anderen warten wir noch auf die Bestätigung von pagoPA. Wiederhole die Zahlung nicht.",
            "Une partie des avis est payée ; pour les autres nous attendons encore la confirmation de pagoPA. Ne répétez pas le paiement.",
            "Del obvestil je plačan; za druga še čakamo na potrditev pagoPA. Plačila ne ponavljajte.",
        ],
    ),
    (
        "payment.partly.title",
        [
            "Pagamento in parte concluso",
            "Payment partly completed",
            "Zahlung teilweise abgeschlossen",
            "Paiement en partie conclu",
            "Plačilo je delno zaključeno",
        ],
    ),
    (
        "payment.pending",
        [
            "Stiamo aspettando la conferma da pagoPA. Di solito arriva in pochi minuti: puoi chiudere la pagina, ti avvisiamo via email.",
            "We are waiting for pagoPA's confirmation. It usually comes in a few minutes: you can close the page, we will tell you by email.",
            "Wir warten auf die Bestätigung von pagoPA. Sie kommt meist in wenigen Minuten: Du kannst die Seite schließen, wir informieren dich per E-Mail.",
            "Nous attendons la confirmation de pagoPA. Elle arrive en général en quelques minutes : vous pouvez fermer la page, nous vous préviendrons par e-mail.",
            "Čakamo na potrditev pagoPA. Običajno prispe v nekaj minutah: stran lahko zaprete, obvestili vas bomo po e-pošti.",
        ],
    ),
    (
        "payment.pending.title",
        ["Pagamento in corso", "Payment in progress", "Zahlung läuft", "Paiement en cours", "Plačilo poteka"],
    ),
    (
        "payment.timeout",
        [
            "Non abbiamo ancora una risposta da pagoPA. Non ripetere il pagamento se la tua banca mostra un addebito: la conferma può arrivare anche in ritardo.",
            "We still have no answer from pagoPA. Do not repeat the payment if your bank shows a charge: the confirmation may come late.",
            "Wir haben noch keine Antwort von pagoPA. Wiederhole die Zahlung nicht, wenn deine Bank eine Abbuchung anzeigt: Die Bestätigung kann verspätet kommen.",
            "Nous n'avons pas encore de réponse de pagoPA. Ne répétez pas le paiement si votre banque montre un débit : la confirmation peut arriver en retard.",
            "Odgovora pagoPA še nimamo. Če vaša banka prikazuje bremenitev, plačila ne ponavljajte: potrditev lahko prispe pozneje.",
        ],
    ),
    (
        "payment.timeout.title",
        [
            "Non abbiamo ancora una risposta",
            "We have no answer yet",
            "Wir haben noch keine Antwort",
            "Nous n'avons pas encore de réponse",
            "Odgovora še nimamo",
        ],
    ),
    (
        "proof.invalid",
        [
            "Il riferimento non è più valido: cerca di nuovo l'avviso.",
            "The reference is no longer valid: look the notice up again.",
            "Der Verweis ist nicht mehr gültig: Suche die Mitteilung erneut.",
            "La référence n'est plus valable : cherchez de nouveau l'avis.",
            "Sklic ni več veljaven: obvestilo poiščite znova.",
        ],
    ),
    (
        "proof.too_many",
        [
            "Puoi mostrare fino a 100 avvisi insieme.",
            "You can show up to 100 notices together.",
            "Du kannst bis zu 100 Mitteilungen zusammen anzeigen.",
            "Vous pouvez afficher jusqu'à 100 avis ensemble.",
            "Skupaj lahko prikažete do 100 obvestil.",
        ],
    ),
    (
        "rate.limited",
        [
            "Hai fatto troppe richieste. Riprova tra {seconds} secondi.",
            "You made too many requests. Try again in {seconds} seconds.",
            "Du hast zu viele Anfragen gestellt. Versuche es in {seconds} Sekunden erneut.",
            "Vous avez fait trop de demandes. Réessayez dans {seconds} secondes.",
            "Poslali ste preveč zahtev. Poskusite znova čez {seconds} sekund.",
        ],
    ),
    (
        "receipt.not_found",
        [
            "Non troviamo un pagamento con questi dati. Controlla il codice e il codice fiscale riportati sull'avviso.",
            "We cannot find a payment with these data. Check the code and the tax code printed on the notice.",
            "Mit diesen Angaben wurde keine Zahlung gefunden. Prüfe den Kode und die Steuernummer auf der Mitteilung.",
            "Nous ne trouvons pas de paiement avec ces données. Vérifiez le code et le code fiscal figurant sur l'avis.",
            "Plačila s temi podatki ne najdemo. Preverite kodo in davčno številko na obvestilu.",
        ],
    ),
    (
        "receipt.requested",
        [
            "Se a questi dati corrisponde un pagamento, inviamo la ricevuta a {email}.",
            "If a payment corresponds to these data, we send the receipt to {email}.",
            "Falls diesen Angaben eine Zahlung entspricht, senden wir den Beleg an {email}.",
            "Si un paiement correspond à ces données, nous envoyons le reçu à {email}.",
            "Če tem podatkom ustreza plačilo, potrdilo pošljemo na {email}.",
        ],
    ),
    (
        "tax_code.length",
        [
            "Il codice fiscale ha 16 caratteri, la partita IVA 11 cifre.",
            "The tax code has 16 characters, the VAT number 11 digits.",
            "Die Steuernummer hat 16 Zeichen, die Mehrwertsteuernummer 11 Ziffern.",
            "Le code fiscal a 16 caractères, le numéro de TVA 11 chiffres.",
            "Davčna številka ima 16 znakov, številka za DDV pa 11 števk.",
        ],
    ),
    (
        "tax_code.required",
        [
            "Scrivi il codice fiscale o la partita IVA riportati sull'avviso.",
            "Write the tax code or VAT number printed on the notice.",
            "Gib die Steuernummer oder Mehrwertsteuernummer auf der Mitteilung ein.",
            "Écrivez le code fiscal ou le numéro de TVA figurant sur l'avis.",
            "Napišite davčno številko ali številko za DDV z obvestila.",
        ],
    ),
    (
        "vat_number.check_digit",
        [
            "La partita IVA non è corretta: controlla tutte le cifre.",
            "The VAT number is not correct: check all its digits.",
            "Die Mehrwertsteuernummer ist nicht richtig: Prüfe alle Ziffern.",
            "Le numéro de TVA n'est pas correct : vérifiez tous les chiffres.",
            "Številka za DDV ni pravilna: preverite vse števke.",
        ],
    ),
    (
        "vat_number.not_eleven_digits",
        [
            "La partita IVA ha 11 cifre.",
            "The VAT number has 11 digits.",
            "Die Mehrwertsteuernummer hat 11 Ziffern.",
            "Le numéro de TVA a 11 chiffres.",
            "Številka za DDV ima 11 števk.",
        ],
    ),
];

/// The words of a key in a language. A key without words is its own text: seen at once, and by a test before that.
#[must_use]
pub fn words(key: &'static str, language: Language) -> &'static str {
    let found = WORDS.binary_search_by_key(&key, |(known, _)| known);
    found.map_or(key, |at| WORDS[at].1[language as usize])
}

/// The words of a key with `{name}` replaced by its value.
#[must_use]
pub fn words_with(key: &'static str, language: Language, name: &str, value: &str) -> String {
    words(key, language).replace(&format!("{{{name}}}"), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_and_every_language_has_its_own_words() {
        assert!(WORDS.is_sorted_by(|(one, _), (next, _)| one < next));
        for (key, texts) in WORDS {
            let gaps = |text: &str| text.matches('{').count();
            for text in texts {
                assert!(!text.is_empty(), "{key}");
                assert_eq!(gaps(text), gaps(texts[0]), "{key}: {text}");
                assert_eq!(text.trim(), *text, "{key}");
            }
        }
    }

    #[test]
    fn s3_15_the_outcome_page_says_it_verbatim() {
        assert_eq!(words("payment.done.title", Language::Italian), "Operazione conclusa");
        assert_eq!(
            words("payment.done", Language::Italian),
            "L'operazione di pagamento si è conclusa con successo. La ricevuta di pagamento sarà disponibile a breve. Il sistema invierà una \
             e-mail all'indirizzo di posta elettronica specificato al momento del pagamento quando la ricevuta sarà disponibile."
        );
    }

    #[test]
    fn every_reason_of_a_refused_field_has_words() {
        let sources = [
            include_str!("../../../domain/src/identifier/tax_code.rs"),
            include_str!("../../../domain/src/identifier/fiscal_code.rs"),
            include_str!("../../../domain/src/identifier/vat_number.rs"),
            include_str!("../../../domain/src/identifier/lookup_code.rs"),
            include_str!("../../../domain/src/identifier/ente_code.rs"),
            include_str!("../../../domain/src/identifier/email_address.rs"),
        ];
        let keys = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2)).filter(|text| {
            text.split_once('.').is_some_and(|(area, rest)| {
                !area.is_empty()
                    && !rest.is_empty()
                    && format!("{area}{rest}").bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            })
        });
        let missing: Vec<&str> = keys.filter(|key| WORDS.binary_search_by_key(key, |(known, _)| known).is_err()).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
