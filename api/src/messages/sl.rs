//! The texts in Slovene.

use super::Message;

/// The text of a message.
pub(super) const fn text(message: Message) -> &'static str {
    use Message as M;
    match message {
        M::MailReceiptSubject => "Potrdilo o plačilu: {subject}",
        M::MailReceiptHeading => "Potrdilo o plačilu",
        M::MailReceiptPaid => "{ente} je prejel vaše plačilo. Potrdilo v obliki PDF je priloženo temu sporočilu.",
        M::MailReceiptTwice => {
            "To obvestilo je bilo že plačano: zabeležili smo tudi to drugo plačilo, urad pa bo poskrbel za vračilo. Ničesar drugega vam ni treba plačati."
        }
        M::MailContacts => "Za informacije: {contacts}",
        M::MailAutomatic => "Samodejno sporočilo: prosimo, ne odgovarjajte na ta naslov.",
        M::MailAccountLinkUntil => "Povezava deluje enkrat, do {moment}.",
        M::MailAccountIgnore => "Če tega niste zahtevali, sporočilo prezrite: nič se ne zgodi.",
        M::MailAccountNotYou => "Če to niste bili vi, takoj spremenite geslo in pišite uradu.",
        M::MailActivationSubject => "Aktivirajte svoj račun: {ente}",
        M::MailActivation => "Zaprosili ste za račun na plačilnem portalu {ente}. Za aktivacijo odprite to povezavo in potrdite.",
        M::MailUserNameTakenSubject => "Registracijo ponovite: {ente}",
        M::MailUserNameTaken => {
            "Izbrano uporabniško ime je na portalu {ente} že zasedeno: registrirajte se z drugim imenom. Če račun s tem imenom že imate, obnovite geslo."
        }
        M::MailTaxCodeClaimedSubject => "Še en račun z vašo davčno številko: {ente}",
        M::MailTaxCodeClaimed => {
            "Na portalu {ente} je bil registriran še en račun z vašo davčno številko. Vaših plačil ne vidi: navedena davčna številka ne odpre ničesar."
        }
        M::MailTaxCodeLostSubject => "Davčna številka vašega računa: {ente}",
        M::MailTaxCodeLost => {
            "Na portalu {ente} je nekdo z elektronsko identiteto dokazal, da je davčna številka vašega računa njegova: račun je ne more več uporabljati. Če ste bili to vi, se prijavite z uporabniškim imenom in geslom ter takoj nato z elektronsko identiteto: davčna številka se vrne vašemu računu."
        }
        M::MailTaxCodeProvedSubject => "Neki račun je uporabljal vašo davčno številko: {ente}",
        M::MailTaxCodeProved => {
            "Na portalu {ente} je račun z geslom navajal vašo davčno številko. Z vašo prijavo z elektronsko identiteto jo je izgubil: vaših plačil ni videl in številke ne more več uporabljati. Če je račun vaš, se prijavite z uporabniškim imenom in geslom ter takoj nato z elektronsko identiteto."
        }
        M::MailUserNameRecoverySubject => "Vaše uporabniško ime: {ente}",
        M::MailUserNameRecovery => "Vaše uporabniško ime na portalu {ente} je: {user_name}",
        M::MailPasswordRecoverySubject => "Novo geslo: {ente}",
        M::MailPasswordRecovery => "Za izbiro novega gesla na portalu {ente} odprite to povezavo.",
        M::MailPasswordSetSubject => "Geslo spremenjeno: {ente}",
        M::MailPasswordSet => "Geslo vašega računa na portalu {ente} je bilo spremenjeno. Druge odprte seje so bile končane.",
        M::MailEmailConfirmationSubject => "Potrdite svoj e-poštni naslov: {ente}",
        M::MailEmailConfirmation => {
            "Želite uporabljati ta naslov za svoj račun na portalu {ente}. Za potrditev odprite to povezavo."
        }
        M::MailEmailChangedSubject => "E-poštni naslov spremenjen: {ente}",
        M::MailEmailChanged => {
            "E-poštni naslov vašega računa na portalu {ente} se je spremenil: sporočila bodo odslej prihajala na novi naslov."
        }
        M::MailConsentRevokedSubject => "Privolitev preklicana: {ente}",
        M::MailConsentRevoked => {
            "Preklicali ste privolitev za zasebnost: vaš račun na portalu {ente} je zaprt, čez 14 dni bodo podatki profila izbrisani. Dolgovi in potrdila ostanejo po zakonu. Če si premislite, odprite to povezavo."
        }
        M::MailPersonalDataSubject => "Kopija vaših podatkov: {ente}",
        M::MailPersonalData => "Na portalu {ente} ste zahtevali kopijo svojih podatkov. Za potrditev odprite to povezavo.",
        M::MailInactivityNoticeSubject => "Vaš račun bo kmalu zaprt: {ente}",
        M::MailInactivityNotice => {
            "Svojega računa na portalu {ente} niste uporabljali skoraj dve leti. Če ga želite obdržati, se prijavite v 30 dneh; sicer ga bomo zaprli in izbrisali podatke profila. Dolgovi in potrdila ostanejo po zakonu."
        }
        M::MailClosedForInactivitySubject => "Račun zaprt zaradi neuporabe: {ente}",
        M::MailClosedForInactivity => {
            "Svojega računa na portalu {ente} niste uporabljali dve leti: zaprt je, čez 14 dni bodo podatki profila izbrisani. Dolgovi in potrdila ostanejo po zakonu. Če ga želite obdržati, odprite to povezavo."
        }
        M::LabelName => "Ime",
        M::LabelSurname => "Priimek",
        M::LabelCompanyName => "Naziv podjetja",
        M::LabelTaxCode => "Davčna številka",
        M::LabelAddress => "Naslov",
        M::LabelCountry => "Država",
        M::LabelCity => "Kraj",
        M::LabelProvince => "Pokrajina",
        M::LabelPostalCode => "Poštna številka",
        M::LabelEmail => "E-pošta",
        M::LabelTelephone => "Telefon",
        M::LabelFax => "Faks",
        M::LabelUtility => "Priključek v občini",
        M::LabelUserName => "Uporabniško ime",
        M::LabelPassword => "Geslo",
        M::LabelPasswordAgain => "Ponovite geslo",
        M::LabelConsent => "Prebral sem obvestilo o zasebnosti in dajem privolitev",
        M::LabelLogInUser => "Uporabnik",
        M::LabelLogInPassword => "Geslo",
        M::LabelLogInButton => "PRIJAVA",
        M::LabelForgottenPassword => "Ste pozabili geslo?",
        M::LabelForgottenUserName => "Ste pozabili uporabniško ime?",
        M::LabelRegisterButton => "Registracija",
        M::LabelResidents => "Prebivalci ali vpisani v AIRE",
        M::LabelNonResidents => "Nerezidenti s priključkom",
        M::RegistrationDoneTitle => "Hvala, {name}: vaš račun je ustvarjen.",
        M::RegistrationDone => {
            "Poslali smo vam e-sporočilo s povezavo za aktivacijo. Če ga ne najdete, preverite neželeno pošto ali pišite na: {contacts}"
        }
        M::RegistrationClosed => "Ta organ ne ponuja registracije z uporabniškim imenom in geslom.",
        M::RegistrationExpired => "Minilo je preveč časa: začnite znova z davčno številko.",
        M::RegistrationOtherTaxCode => "Davčna številka ni tista, ki je bila preverjena v prvem koraku.",
        M::RegistrationForPerson => "Davčna številka s 16 znaki zahteva ime in priimek, ne naziva podjetja.",
        M::RegistrationForCompany => "11 števk zahteva naziv podjetja, ne imena in priimka.",
        M::FieldNotAsked => "Ta podatek ni zahtevan: polje pustite prazno.",
        M::EligibilityRequired => "Navedite, ali ste prebivalec (ali vpisani v AIRE) ali nerezident s priključkom.",
        M::ConsentRequired => "Brez vaše privolitve računa ne moremo ustvariti.",
        M::ConsentOtherText => "Obvestilo se je spremenilo: preberite novo besedilo in znova privolite.",
        M::ProvinceNotTwoLetters => "Pokrajina ima dve črki, na primer RM.",
        M::CountryCodeNotTwoLetters => "Država ima dve črki, na primer IT.",
        M::UserNameLength => "Uporabniško ime ima od 3 do 64 znakov.",
        M::UserNameCharacter => "Uporabniško ime sestavljajo črke brez naglasov, števke in znaki . - _ @",
        M::PasswordLength => "Geslo ima od 12 do 128 znakov: lahko je tudi stavek.",
        M::PasswordBlocked => "To geslo je med najpogostejšimi: izberite drugo.",
        M::PasswordPersonal => "Geslo vsebuje vaše podatke ali podatke organa: izberite drugo.",
        M::PasswordsDiffer => "Gesli se razlikujeta.",
        M::PasswordSetTitle => "Geslo spremenjeno",
        M::PasswordSet => "Novo geslo uporabite od naslednje prijave. Druge odprte seje so končane.",
        M::ActivationDoneTitle => "REGISTRACIJA UPORABNIKA KONČANA!",
        M::ActivationDone => "Račun lahko zdaj uporabljate: prijavite se z uporabniškim imenom in geslom.",
        M::LinkWorthless => "Povezava je bila že uporabljena ali je potekla. Če jo še potrebujete, zahtevajte novo.",
        M::MailAskedTitle => "Preverite pošto",
        M::MailAsked => "Če podatki pripadajo računu, vam pošljemo e-sporočilo. Preverite tudi neželeno pošto.",
        M::LogInRefused => "Uporabniško ime ali geslo ni pravilno.",
        M::LogInNotActivated => "Račun še ni aktiven: odprite povezavo iz e-sporočila ali zahtevajte novo.",
        M::SecondFactorRefused => "Koda ni pravilna ali je bila že uporabljena.",
        M::SecondFactorInUse => "Drugi dejavnik je že v uporabi: odstranite ga, preden dodate novega.",
        M::SecondFactorEnrolledTitle => "Drugi dejavnik je v uporabi",
        M::SecondFactorEnrolled => "Od naslednje prijave zahtevamo tudi kodo vaše aplikacije.",
        M::SecondFactorRemovedTitle => "Drugi dejavnik je odstranjen",
        M::SecondFactorRemoved => "Za prijavo spet zadostujeta uporabniško ime in geslo.",
        M::LoggedOutTitle => "Odjavljeni ste",
        M::LoggedOut => "Seja na tej napravi je končana.",
        M::SessionsEndedTitle => "Seja končana",
        M::SessionsEnded => "Kdor jo je uporabljal, se mora znova prijaviti.",
        M::SessionAbsent => "Ta seja ni več odprta.",
        M::AccountAbsent => "Nimate računa z uporabniškim imenom in geslom.",
        M::ProfileUpdatedTitle => "Podatki posodobljeni",
        M::ProfileUpdated => "Novi kontaktni podatki so shranjeni.",
        M::EmailChangeAskedTitle => "Potrdite novi naslov",
        M::EmailChangeAsked => "Na novi naslov smo poslali povezavo. Do potrditve ostane v uporabi prejšnji.",
        M::EmailChangedTitle => "E-poštni naslov spremenjen",
        M::EmailChanged => "Sporočila bodo odslej prihajala na novi naslov.",
        M::ConsentGivenTitle => "Privolitev zabeležena",
        M::ConsentGiven => "Hvala: lahko nadaljujete.",
        M::PersonalDataAskedTitle => "Preverite pošto",
        M::PersonalDataAsked => "Poslali smo vam e-pošto: odprite jo in potrdite, nato lahko prenesete kopijo svojih podatkov.",
        M::ErasureAskedTitle => "Zahteva za izbris zabeležena",
        M::ErasureAsked => {
            "Zahtevo smo zabeležili in dostop zaprli. Profil bo izbrisan čez 14 dni: do takrat povezava, ki smo vam jo poslali, vse razveljavi. Podatki o plačilih ostanejo, dokler to zahteva zakon. Odgovor boste prejeli v 30 dneh."
        }
        M::ConsentRevokedTitle => "Privolitev preklicana",
        M::ConsentRevoked => {
            "Račun je zaprt, čez 14 dni bodo podatki profila izbrisani. Do takrat lahko preklic razveljavite s poslano povezavo. Dolgovi in potrdila ostanejo po zakonu."
        }
        M::RevocationUndoneTitle => "Račun znova odprt",
        M::RevocationUndone => "Vaša privolitev je spet zabeležena: prijavite se z novim geslom.",
        M::LabelCreditor => "Upnik",
        M::LabelSubject => "Namen plačila",
        M::LabelAmount => "Znesek",
        M::LabelPaidAt => "Datum in ura plačila",
        M::LabelReceivedAt => "Potrdilo zabeleženo",
        M::LabelNoticeNumber => "Številka obvestila",
        M::LabelPsp => "Ponudnik plačilnih storitev",
        M::LabelReceiptId => "Identifikator potrdila",
        M::FormatMoment => "{day}. {month}. {year} ob {time} (italijanski čas)",
        M::NotPayableUnknown => {
            "S temi podatki ne najdemo nobenega obvestila. Preverite številko obvestila (18 števk) in davčno številko na obvestilu."
        }
        M::NotPayableNotYetValid => "Tega obvestila še ni mogoče plačati.",
        M::NotPayableAlternativeUsed => "Ta dolg ste že začeli plačevati na drug način (v enkratnem znesku ali po obrokih).",
        M::NotPayableExpired => "Obvestilo je poteklo in ga ni več mogoče plačati prek spleta. Obrnite se na urad.",
        M::NotPayableWithdrawn => "Upnik je to obvestilo preklical: ničesar vam ni treba plačati.",
        M::NotPayablePaid => "To obvestilo je že plačano.",
        M::CartFull => "Košarica je polna: hkrati lahko plačate največ 5 obvestil. Dokončajte plačilo ali odstranite eno.",
        M::CartAlternative => "V košarici je že drug način plačila istega dolga: najprej ga odstranite.",
        M::CartEmpty => "V košarici ni čakajočih plačil.",
        M::CartAbsent => "Košarica ne obstaja več.",
        M::CartNotYours => "Košarica pripada drugi osebi.",
        M::PaymentStarting => "Odpiramo plačilno stran pagoPA.",
        M::PaymentPending => {
            "Čakamo na potrditev sistema pagoPA. Običajno pride v nekaj minutah: stran lahko zaprete, obvestili vas bomo po e-pošti."
        }
        M::PaymentCompleted => {
            "Plačilo je bilo uspešno zaključeno. Potrdilo bo kmalu na voljo. Ko bo na voljo, bo sistem poslal e-pošto na naslov, naveden ob plačilu."
        }
        M::PaymentCancelled => "Plačilo ste preklicali. Obvestila so še vedno v vaši košarici.",
        M::PaymentFailed => {
            "Plačilo ni uspelo. Ni nam znana nobena bremenitev: če jo vaša banka prikazuje, pred ponovnim poskusom počakajte na potrditev."
        }
        M::PaymentExpired => {
            "Potrditve nismo prejeli pravočasno. Če ste plačali, bo potrdilo prišlo pozneje: pred ponovnim poskusom preverite zgodovino."
        }
        M::CheckoutNoticesRefused => {
            "pagoPA trenutno ne sprejme enega od teh obvestil: je že plačano ali pa plačilo poteka. Poskusite znova čez 30 minut."
        }
        M::CheckoutUnavailable => {
            "Plačilne strani ni bilo mogoče odpreti. Nič ni bilo bremenjeno: poskusite znova čez nekaj minut ali plačajte v banki, na pošti ali v trafiki."
        }
        M::EmailAddressTooLong => "E-poštni naslov je daljši od 256 znakov.",
        M::EmailAddressCharacter => "E-poštni naslov vsebuje nedovoljen znak.",
        M::EmailAddressLayout => "E-poštni naslov zapišite v obliki ime@domena.",
        M::FiscalCodeLength => "Davčna številka ima 16 znakov.",
        M::FiscalCodeCharacter => "Davčna številka vsebuje napačen znak.",
        M::FiscalCodeBirthDay => "Rojstni dan v davčni številki ne obstaja.",
        M::FiscalCodeCheckLetter => "Davčna številka ni pravilna: preverite črke in števke.",
        M::TaxCodeLength => "Davčna številka ima 16 znakov, številka za DDV pa 11 števk.",
        M::VatNumberNotElevenDigits => "Številka za DDV ima 11 števk.",
        M::VatNumberCheckDigit => "Številka za DDV ni pravilna: preverite števke.",
        M::NoticeNumberNotDigits => "Številka obvestila vsebuje samo števke.",
        M::NoticeNumberLength => "Številka obvestila ima 18 števk.",
        M::IuvLayout => "IUV ima 15 ali 17 števk.",
        M::IuvNotPrintable => "IUV vsebuje nedovoljen znak.",
        M::IuvRfReference => "Sklic RF ni pravilen.",
        M::LookupCodeEmpty => "Vpišite številko obvestila ali IUV.",
        M::LookupCodeLayout => "Številka obvestila ima 18 števk, IUV pa 15 ali 17.",
        M::LookupCodeRfReference => "Sklic RF ni pravilen.",
        M::TextEmpty => "Polje je prazno.",
        M::TextTooLong => "Besedilo je predolgo.",
        M::TextForbiddenCharacter => "Besedilo vsebuje nedovoljen znak.",
        M::MoneyNotPositive => "Znesek mora biti vsaj en cent.",
        M::MoneyTooLarge => "Znesek presega 999.999.999,99 €.",
        M::MoneyNotEuroDecimal => "Znesek vpišite v evrih z dvema decimalkama.",
        M::ServiceAbsent => "Ta storitev ni na voljo.",
        M::ServiceLogin => "Za uporabo te storitve se morate prijaviti.",
        M::DraftAbsent => "Zahteva ni več veljavna: znova izpolnite obrazec.",
        M::DraftConfirmed => "Ta zahteva je bila že potrjena.",
        M::FormRefused => "Nekatera polja je treba popraviti: glejte navodilo ob vsakem.",
        M::FormRequired => "Izpolnite to polje.",
        M::FormUnknown => "Obrazec nima tega polja.",
        M::FormTwice => "To polje je bilo poslano dvakrat.",
        M::FormTooLong => "Napišite največ {maximum} znakov.",
        M::FormTooShort => "Napišite vsaj {minimum} znakov.",
        M::FormPattern => "Besedilo nima zahtevane oblike.",
        M::FormDate => "Datum napišite v obliki dd/mm/llll.",
        M::FormDateFuture => "Datum ne sme biti v prihodnosti.",
        M::FormDatePast => "Datum ne sme biti v preteklosti.",
        M::FormCents => "Znesek je celo število centov.",
        M::FormMinimum => "Najmanjši znesek je {amount}.",
        M::FormMaximum => "Največji znesek je {amount}.",
        M::FormMultiple => "Znesek mora biti večkratnik zneska {amount}.",
        M::FormFixed => "Izberite enega od teh zneskov: {amounts}.",
        M::FormQuantity => "Napišite število od {minimum} do {maximum}.",
        M::FormAnonymous => "Napišite davčno številko ali številko za DDV dolžnika.",
        M::FormPlate => "Napišite registrsko oznako vozila: črke in števke.",
        M::FormMonth => "Napišite številko meseca, od 01 do 12 (03 = marec).",
        M::FormChoice => "Izberite eno od možnosti.",
        M::FormPersonal => "Sem ne pišite imen, davčnih številk ali e-poštnih naslovov: to besedilo je natisnjeno na obvestilu.",
        M::FormDebtorReadOnly => "Pri tej storitvi so podatki dolžnika tisti iz vašega profila in jih ni mogoče spremeniti.",
        M::PaymentPendingTitle => "Plačilo poteka",
        M::PaymentCompletedTitle => "Postopek je zaključen",
        M::PaymentPartly => "Del obvestil je plačan; za druga še čakamo na potrditev pagoPA. Plačila ne ponavljajte.",
        M::PaymentPartlyTitle => "Plačilo je delno zaključeno",
        M::PaymentCancelledTitle => "Plačilo ste preklicali",
        M::PaymentFailedTitle => "Plačilo ni uspelo",
        M::PaymentExpiredTitle => "Odgovora še nimamo",
        M::CartEmptyTitle => "Prazna košarica.",
        M::CartItemNotPayable => {
            "Enega od obvestil v košarici ni več mogoče plačati: nič ni bilo zaračunano. Odstranite ga in poskusite znova."
        }
        M::CheckoutAbsent => "Tega plačila ne najdemo.",
        M::LoginRequired => "Za plačilo se morate prijaviti. Najdeno obvestilo ostane na voljo.",
        M::RateLimited => "Preveč zahtev. Poskusite znova čez {seconds} sekund.",
        M::EnteAbsent => "Ta ustanova ne uporablja tega portala.",
        M::ProofInvalid => "Sklic ni več veljaven: obvestilo poiščite znova.",
        M::DebtToPay => "Za plačilo",
        M::DebtInProgress => "Čaka na potrdilo",
        M::DebtReceived => "Potrdilo prispelo",
        M::DebtParked => "V preverjanju",
        M::DebtSettled => "Potrjeno",
        M::DebtRefundDue => "Za vračilo",
        M::DebtCompensated => "Razveljavljeno",
        M::AddedNoticesFull => "Spremljate lahko do 100 obvestil: odstranite eno, da dodate drugo.",
        M::ProofTooMany => "Skupaj lahko prikažete do 100 postavk.",
        M::ReceiptNotFound => "Plačila s temi podatki ne najdemo. Preverite kodo in davčno številko na obvestilu.",
        M::ReceiptRequested => "Če tem podatkom ustreza plačilo, potrdilo pošljemo na {email}.",
        M::DocumentAbsent => "Za to obvestilo ni dokumenta za prenos.",
        M::EmailAddressRequired => "Napišite e-poštni naslov, na katerega naj pošljemo potrdilo.",
        M::TaxCodeRequired => "Napišite davčno številko ali številko za DDV z obvestila.",
        M::EnteCodeNotElevenDigits => "Davčna številka ustanove ima 11 števk.",
        M::IdempotencyKeyLayout => "Ključ dejanja ima od 1 do 255 vidnih znakov ASCII.",
        M::IdempotencyKeyReused => "To dejanje je bilo že zahtevano z drugimi podatki.",
        M::FreshnessInvalid => "Oznaka svežine ni od te storitve.",
        M::CursorInvalid => "Zahtevana stran ne obstaja: začnite znova na začetku seznama.",
        M::PageSize => "Stran ima od 1 do 100 vrstic.",
        M::DayLayout => "Dan napišite v obliki llll-mm-dd.",
        M::MailHeadSubject => "Dnevnik {origin}: podpisano stanje {size} dogodkov",
        M::MailHeadIntro => "Podpisano stanje dnevnika {origin}, ki šteje {size} dogodkov:",
        M::MailHeadKeep => {
            "Shranite to sporočilo: dokazuje, da zgoraj šteti dogodki po tem datumu niso bili spremenjeni. Preveri ga program replay."
        }
        M::MailSupportSubject => "Odgovor na vaš zahtevek {reference}",
        M::MailSupportIntro => "{ente} odgovarja na vaš zahtevek {reference}:",
        M::MailSupportAgain => "Če to ne pomaga, zahtevek znova odprite na portalu s kodo {reference} in tem e-poštnim naslovom.",
        M::SupportOpened => "Prejeli smo vaš zahtevek {reference}. Odgovorili bomo na {email}.",
        M::SupportReopened => "Zahtevek {reference} je znova odprt.",
        M::SupportRated => "Hvala za oceno zahtevka {reference}.",
        M::SupportAbsent => "Ne najdemo zahtevka s to kodo in tem e-poštnim naslovom.",
        M::SupportReferenceLayout => "Koda zahtevka ima dvanajst črk in številk.",
        M::SupportCaseType => "Izberite eno od ponujenih vrst zahtevkov.",
        M::SupportStillOpen => "Zahtevek je še odprt: odgovor že pripravljamo.",
        M::SupportNotAnswered => "Storitev lahko ocenite, ko prejmete odgovor.",
        M::SupportRating => "Ocena je od 1 do 5.",
        M::SupportLogin => "Za pisanje uradu se morate prijaviti.",
        M::SupportStateOpen => "Zahtevek prejet",
        M::SupportStateAssigned => "Zahtevek v obdelavi",
        M::SupportStateAnswered => "Odgovor poslan",
        M::SupportStateClosed => "Zahtevek zaprt",
        M::SupportStateReopened => "Zahtevek znova odprt",
        M::SupportCaseMalfunction => "Nepravilno delovanje portala",
        M::SupportCasePayment => "Težava s plačilom",
        M::SupportCaseReceipt => "Potrdila ni mogoče najti",
        M::SupportCaseInformation => "Prošnja za informacije",
        M::SupportCaseSchoolGeneral => "Splošno sporočilo",
        M::SupportCaseSchoolAddress => "Sprememba kontaktnih podatkov",
        M::SupportCaseSchoolMealsSuspension => "Odjava šolske prehrane",
        M::SupportCaseSchoolTransportSuspension => "Odjava šolskega prevoza",
        M::SupportCaseSchoolBlandDiet => "Dietna prehrana",
        M::TextMarkup => "Napišite samo navadno besedilo, brez kode HTML.",
        M::WebAddressLayout => "Napišite naslov, ki se začne s https://, ali pot na portalu.",
        M::WebAddressTooLong => "Naslov je predolg.",
        M::SiteManual => "Navodila za uporabo",
        M::SiteOfficial => "Uradna stran",
        M::SiteLogin => "Prijava",
        M::SiteRegister => "Registracija",
        M::MenuPublic => "Javne storitve",
        M::MenuPrivate => "Zasebne storitve",
        M::NewsEmpty => "Ni novic za prikaz",
        M::NewsFeed => "Sledite viru novic",
        M::NewsAll => "Prikaži vse novice",
        M::CalendarMonth => "Napišite mesec v obliki llll-mm.",
        M::CalendarDayEmpty => "Za dan {date} ni predvidenih dogodkov",
        M::CalendarTime => "Napišite uro v obliki uu:mm.",
        M::CalendarEndsFirst => "Dogodek se konča, preden se začne.",
        M::CalendarTooLong => "Dogodek traja največ 31 dni.",
        M::CalendarPast => "Dan je že mimo.",
        M::CalendarTooFar => "Dogodek lahko napovete največ dve leti vnaprej.",
        M::CalendarSubmitted => "Prejeli smo dogodek {reference}. Objavljen bo, ko ga bo ustanova odobrila.",
        M::CalendarAbsent => "Dogodka s temi podatki ne najdemo.",
        M::CalendarWaiting => "Dogodek čaka na odobritev ustanove.",
        M::CalendarAnnounced => "Dogodek je objavljen v koledarju.",
        M::CalendarRefused => "Ustanova dogodka ni objavila: {reason}",
        M::CalendarCancelled => "Dogodek je bil umaknjen s koledarja: {reason}",
        M::DocumentYearRange => "Leto dokumenta je med 1990 in 2199.",
        M::SchoolYearLayout => "Napišite šolsko leto v obliki 2026/2027.",
        M::BillAbsent => "Dokumenta s temi podatki ne najdemo.",
        M::BillsEmpty => "Ni dokumentov za prikaz",
        M::BillPay => "Ta dokument plačate v razdelku »Plačila pagoPA«.",
    }
}
