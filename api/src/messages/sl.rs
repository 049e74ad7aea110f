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
    }
}
