//! The texts in French.

use super::Message;

/// The text of a message.
pub(super) const fn text(message: Message) -> &'static str {
    use Message as M;
    match message {
        M::MailReceiptSubject => "Reçu de paiement : {subject}",
        M::MailReceiptHeading => "Reçu de paiement",
        M::MailReceiptPaid => "{ente} a reçu votre paiement. Le reçu est joint à ce message au format PDF.",
        M::MailReceiptTwice => {
            "Cet avis avait déjà été payé : nous avons enregistré aussi ce second paiement et le bureau s’occupera du remboursement. Vous n’avez rien d’autre à payer."
        }
        M::MailContacts => "Pour tout renseignement : {contacts}",
        M::MailAutomatic => "Message automatique : merci de ne pas répondre à cette adresse.",
        M::LabelCreditor => "Organisme créancier",
        M::LabelSubject => "Objet",
        M::LabelAmount => "Montant",
        M::LabelPaidAt => "Date et heure du paiement",
        M::LabelReceivedAt => "Reçu enregistré le",
        M::LabelNoticeNumber => "Numéro d’avis",
        M::LabelPsp => "Prestataire de services de paiement",
        M::LabelReceiptId => "Identifiant du reçu",
        M::FormatMoment => "{day}/{month}/{year} à {time} (heure italienne)",
        M::NotPayableUnknown => {
            "Nous ne trouvons aucun avis avec ces données. Vérifiez le numéro d’avis (18 chiffres) et le code fiscal imprimés sur l’avis."
        }
        M::NotPayableNotYetValid => "Cet avis ne peut pas encore être payé.",
        M::NotPayableAlternativeUsed => {
            "Vous avez déjà commencé à payer cette dette d’une autre façon (en une fois ou par échéances)."
        }
        M::NotPayableExpired => "L’avis a expiré et ne peut plus être payé en ligne. Contactez le bureau.",
        M::NotPayableWithdrawn => "L’organisme a annulé cet avis : vous n’avez rien à payer.",
        M::NotPayablePaid => "Cet avis a déjà été payé.",
        M::CartFull => "Le panier est plein : vous pouvez payer jusqu’à 5 avis ensemble. Terminez le paiement ou retirez-en un.",
        M::CartAlternative => {
            "Le panier contient déjà une autre façon de payer la même dette : retirez-la avant d’ajouter celle-ci."
        }
        M::CartEmpty => "Le panier ne contient aucun paiement en attente.",
        M::CartAbsent => "Le panier n’existe plus.",
        M::CartNotYours => "Le panier appartient à une autre personne.",
        M::PaymentStarting => "Nous ouvrons la page de paiement de pagoPA.",
        M::PaymentPending => {
            "Nous attendons la confirmation de pagoPA. Elle arrive d’habitude en quelques minutes : vous pouvez fermer la page, nous vous préviendrons par e-mail."
        }
        M::PaymentCompleted => {
            "L’opération de paiement s’est conclue avec succès. Le reçu sera bientôt disponible. Le système enverra un e-mail à l’adresse indiquée lors du paiement lorsque le reçu sera disponible."
        }
        M::PaymentCancelled => "Vous avez annulé le paiement. Les avis sont toujours dans votre panier.",
        M::PaymentFailed => {
            "Le paiement n’a pas abouti. Nous n’avons connaissance d’aucun débit : si votre banque en affiche un, attendez la confirmation avant de réessayer."
        }
        M::PaymentExpired => {
            "Aucune confirmation n’est arrivée à temps. Si vous avez payé, le reçu arrivera plus tard : consultez l’historique avant de réessayer."
        }
        M::CheckoutNoticesRefused => {
            "pagoPA n’accepte pas l’un de ces avis pour le moment : il a été payé ou un paiement est en cours. Réessayez dans 30 minutes."
        }
        M::CheckoutUnavailable => {
            "La page de paiement n’a pas pu être ouverte. Rien n’a été débité : réessayez dans quelques minutes ou payez en banque, à la poste ou chez un buraliste."
        }
        M::EmailAddressTooLong => "L’adresse e-mail dépasse 256 caractères.",
        M::EmailAddressCharacter => "L’adresse e-mail contient un caractère non admis.",
        M::EmailAddressLayout => "Écrivez l’adresse e-mail sous la forme nom@domaine.",
        M::FiscalCodeLength => "Le code fiscal comporte 16 caractères.",
        M::FiscalCodeCharacter => "Le code fiscal contient un caractère mal placé.",
        M::FiscalCodeBirthDay => "Le jour de naissance du code fiscal n’existe pas.",
        M::FiscalCodeCheckLetter => "Le code fiscal n’est pas correct : vérifiez les lettres et les chiffres.",
        M::TaxCodeLength => "Un code fiscal comporte 16 caractères, un numéro de TVA 11 chiffres.",
        M::VatNumberNotElevenDigits => "Le numéro de TVA comporte 11 chiffres.",
        M::VatNumberCheckDigit => "Le numéro de TVA n’est pas correct : vérifiez les chiffres.",
        M::NoticeNumberNotDigits => "Le numéro d’avis ne comporte que des chiffres.",
        M::NoticeNumberLength => "Le numéro d’avis comporte 18 chiffres.",
        M::IuvLayout => "L’IUV comporte 15 ou 17 chiffres.",
        M::IuvNotPrintable => "L’IUV contient un caractère non admis.",
        M::IuvRfReference => "La référence RF n’est pas correcte.",
        M::LookupCodeEmpty => "Écrivez le numéro d’avis ou l’IUV.",
        M::LookupCodeLayout => "Le numéro d’avis comporte 18 chiffres, l’IUV 15 ou 17.",
        M::LookupCodeRfReference => "La référence RF n’est pas correcte.",
        M::TextEmpty => "Le champ est vide.",
        M::TextTooLong => "Le texte est trop long.",
        M::TextForbiddenCharacter => "Le texte contient un caractère non admis.",
        M::MoneyNotPositive => "Le montant doit être d’au moins un centime.",
        M::MoneyTooLarge => "Le montant dépasse 999 999 999,99 €.",
        M::MoneyNotEuroDecimal => "Écrivez le montant en euros avec deux décimales.",
        M::ServiceAbsent => "Ce service n’est pas disponible.",
        M::ServiceLogin => "Connectez-vous pour utiliser ce service.",
        M::DraftAbsent => "La demande n’est plus valable : remplissez à nouveau le formulaire.",
        M::DraftConfirmed => "Cette demande a déjà été confirmée.",
        M::FormRefused => "Certains champs sont à corriger : voyez l’indication à côté de chacun.",
        M::FormRequired => "Remplissez ce champ.",
        M::FormUnknown => "Le formulaire n’a pas ce champ.",
        M::FormTwice => "Ce champ a été envoyé deux fois.",
        M::FormTooLong => "Écrivez au plus {maximum} caractères.",
        M::FormTooShort => "Écrivez au moins {minimum} caractères.",
        M::FormPattern => "Le texte n’a pas la forme demandée.",
        M::FormDate => "Écrivez la date sous la forme jj/mm/aaaa.",
        M::FormDateFuture => "La date ne peut pas être dans le futur.",
        M::FormDatePast => "La date ne peut pas être dans le passé.",
        M::FormCents => "Le montant est un nombre entier de centimes.",
        M::FormMinimum => "Le montant minimal est {amount}.",
        M::FormMaximum => "Le montant maximal est {amount}.",
        M::FormMultiple => "Le montant doit être un multiple de {amount}.",
        M::FormFixed => "Choisissez l’un de ces montants : {amounts}.",
        M::FormQuantity => "Écrivez un nombre de {minimum} à {maximum}.",
        M::FormAnonymous => "Écrivez le code fiscal ou le numéro de TVA du débiteur.",
        M::FormPlate => "Écrivez l’immatriculation du véhicule : lettres et chiffres.",
        M::FormMonth => "Écrivez le numéro du mois, de 01 à 12 (03 = mars).",
        M::FormChoice => "Choisissez l’une des options.",
        M::FormPersonal => "N’écrivez ici ni noms, ni codes fiscaux, ni adresses e-mail : ce texte est imprimé sur l’avis.",
        M::FormDebtorReadOnly => {
            "Pour ce service, les données du débiteur sont celles de votre profil et ne peuvent pas être modifiées."
        }
        M::PaymentPendingTitle => "Paiement en cours",
        M::PaymentCompletedTitle => "Opération terminée",
        M::PaymentPartly => {
            "Une partie des avis est payée ; pour les autres nous attendons encore la confirmation de pagoPA. Ne répétez pas le paiement."
        }
        M::PaymentPartlyTitle => "Paiement en partie conclu",
        M::PaymentCancelledTitle => "Vous avez annulé le paiement",
        M::PaymentFailedTitle => "Le paiement n’a pas abouti",
        M::PaymentExpiredTitle => "Nous n’avons pas encore de réponse",
        M::CartEmptyTitle => "Panier vide.",
        M::CartItemNotPayable => "Un avis du panier ne peut plus être payé : rien n’a été débité. Retirez-le et réessayez.",
        M::CheckoutAbsent => "Nous ne trouvons pas ce paiement.",
        M::LoginRequired => "Pour payer, vous devez vous connecter. L’avis trouvé reste à disposition.",
        M::RateLimited => "Trop de demandes. Réessayez dans {seconds} secondes.",
        M::EnteAbsent => "Cet organisme n’utilise pas ce portail.",
        M::ProofInvalid => "La référence n’est plus valable : cherchez de nouveau l’avis.",
        M::ProofTooMany => "Vous pouvez afficher jusqu’à 100 positions ensemble.",
        M::ReceiptNotFound => {
            "Nous ne trouvons pas de paiement avec ces données. Vérifiez le code et le code fiscal figurant sur l’avis."
        }
        M::ReceiptRequested => "Si un paiement correspond à ces données, nous envoyons le reçu à {email}.",
        M::DocumentAbsent => "Il n’y a pas de document à télécharger pour cet avis.",
        M::EmailAddressRequired => "Écrivez l’adresse e-mail à laquelle envoyer le reçu.",
        M::TaxCodeRequired => "Écrivez le code fiscal ou le numéro de TVA figurant sur l’avis.",
        M::EnteCodeNotElevenDigits => "Le code fiscal de l’organisme a 11 chiffres.",
        M::IdempotencyKeyLayout => "La clé de l’opération a de 1 à 255 caractères ASCII visibles.",
        M::IdempotencyKeyReused => "Cette opération a déjà été demandée avec d’autres données.",
        M::FreshnessInvalid => "Le jeton de fraîcheur ne vient pas de ce service.",
        M::CursorInvalid => "La page demandée n’existe pas : recommencez au début de la liste.",
        M::PageSize => "Une page a de 1 à 100 lignes.",
        M::DayLayout => "Écrivez le jour sous la forme aaaa-mm-jj.",
    }
}
