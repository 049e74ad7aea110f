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
        M::MailAccountLinkUntil => "Le lien fonctionne une seule fois, jusqu’au {moment}.",
        M::MailAccountIgnore => "Si vous n’avez rien demandé, ignorez ce message : rien ne se passe.",
        M::MailAccountNotYou => "Si ce n’était pas vous, changez immédiatement votre mot de passe et écrivez au bureau.",
        M::MailActivationSubject => "Activez votre compte : {ente}",
        M::MailActivation => {
            "Vous avez demandé un compte sur le portail de paiement de {ente}. Pour l’activer, ouvrez ce lien et confirmez."
        }
        M::MailUserNameTakenSubject => "Inscription à refaire : {ente}",
        M::MailUserNameTaken => {
            "Le nom d’utilisateur choisi sur le portail de {ente} est déjà pris : inscrivez-vous avec un autre nom. Si vous avez déjà un compte avec ce nom, récupérez le mot de passe."
        }
        M::MailTaxCodeClaimedSubject => "Un autre compte avec votre code fiscal : {ente}",
        M::MailTaxCodeClaimed => {
            "Un autre compte a été enregistré sur le portail de {ente} avec votre code fiscal. Il ne voit pas vos paiements : un code fiscal déclaré n’ouvre rien."
        }
        M::MailTaxCodeLostSubject => "Le code fiscal de votre compte : {ente}",
        M::MailTaxCodeLost => {
            "Sur le portail de {ente}, quelqu’un a prouvé par son identité numérique que le code fiscal de votre compte est le sien : le compte ne peut plus l’utiliser. Si c’était vous, connectez-vous avec votre nom d’utilisateur et votre mot de passe, puis aussitôt avec votre identité numérique : le code fiscal revient à votre compte."
        }
        M::MailTaxCodeProvedSubject => "Un compte utilisait votre code fiscal : {ente}",
        M::MailTaxCodeProved => {
            "Sur le portail de {ente}, un compte avec mot de passe déclarait votre code fiscal. Par votre connexion avec identité numérique, il l’a perdu : il ne voyait pas vos paiements et ne peut plus utiliser ce code. Si le compte est le vôtre, connectez-vous avec votre nom d’utilisateur et votre mot de passe, puis aussitôt avec votre identité numérique."
        }
        M::MailUserNameRecoverySubject => "Votre nom d’utilisateur : {ente}",
        M::MailUserNameRecovery => "Votre nom d’utilisateur sur le portail de {ente} est : {user_name}",
        M::MailPasswordRecoverySubject => "Nouveau mot de passe : {ente}",
        M::MailPasswordRecovery => "Pour choisir un nouveau mot de passe sur le portail de {ente}, ouvrez ce lien.",
        M::MailPasswordSetSubject => "Mot de passe modifié : {ente}",
        M::MailPasswordSet => {
            "Le mot de passe de votre compte sur le portail de {ente} a été modifié. Les autres sessions ouvertes ont été fermées."
        }
        M::MailEmailConfirmationSubject => "Confirmez votre adresse e-mail : {ente}",
        M::MailEmailConfirmation => {
            "Vous avez demandé à utiliser cette adresse pour votre compte sur le portail de {ente}. Pour la confirmer, ouvrez ce lien."
        }
        M::MailEmailChangedSubject => "Adresse e-mail modifiée : {ente}",
        M::MailEmailChanged => {
            "L’adresse e-mail de votre compte sur le portail de {ente} a changé : les messages arrivent désormais à la nouvelle adresse."
        }
        M::MailConsentRevokedSubject => "Consentement retiré : {ente}",
        M::MailConsentRevoked => {
            "Vous avez retiré votre consentement : votre compte sur le portail de {ente} est fermé et dans 14 jours les données du profil seront effacées. Dettes et reçus sont conservés par obligation légale. Si vous changez d’avis, ouvrez ce lien."
        }
        M::MailPersonalDataSubject => "Copie de vos données : {ente}",
        M::MailPersonalData => {
            "Vous avez demandé une copie de vos données sur le portail de {ente}. Ouvrez ce lien pour confirmer."
        }
        M::MailInactivityNoticeSubject => "Votre compte va être fermé : {ente}",
        M::MailInactivityNotice => {
            "Vous n’avez pas utilisé votre compte sur le portail de {ente} depuis presque deux ans. Si vous voulez le garder, connectez-vous dans les 30 jours ; sinon nous le fermons et effaçons les données du profil. Dettes et reçus sont conservés par obligation légale."
        }
        M::MailClosedForInactivitySubject => "Compte fermé pour inactivité : {ente}",
        M::MailClosedForInactivity => {
            "Vous n’avez pas utilisé votre compte sur le portail de {ente} pendant deux ans : il est fermé et dans 14 jours les données du profil seront effacées. Dettes et reçus sont conservés par obligation légale. Si vous voulez le garder, ouvrez ce lien."
        }
        M::LabelName => "Prénom",
        M::LabelSurname => "Nom",
        M::LabelCompanyName => "Raison sociale",
        M::LabelTaxCode => "Code fiscal",
        M::LabelAddress => "Adresse",
        M::LabelCountry => "Pays",
        M::LabelCity => "Ville",
        M::LabelProvince => "Province",
        M::LabelPostalCode => "Code postal",
        M::LabelEmail => "E-mail",
        M::LabelTelephone => "Téléphone",
        M::LabelFax => "Fax",
        M::LabelUtility => "Contrat de fourniture dans la commune",
        M::LabelUserName => "Nom d’utilisateur",
        M::LabelPassword => "Mot de passe",
        M::LabelPasswordAgain => "Répétez le mot de passe",
        M::LabelConsent => "J’ai lu l’information sur la vie privée et je donne mon consentement",
        M::LabelLogInUser => "Utilisateur",
        M::LabelLogInPassword => "Mot de passe",
        M::LabelLogInButton => "SE CONNECTER",
        M::LabelForgottenPassword => "Mot de passe oublié ?",
        M::LabelForgottenUserName => "Nom d’utilisateur oublié ?",
        M::LabelRegisterButton => "S’inscrire",
        M::LabelResidents => "Résidents ou inscrits à l’AIRE",
        M::LabelNonResidents => "Non-résidents avec un contrat de fourniture",
        M::RegistrationDoneTitle => "Merci, {name} : votre compte a été créé.",
        M::RegistrationDone => {
            "Nous vous avons envoyé un e-mail avec le lien qui l’active. Si vous ne le trouvez pas, regardez dans le courrier indésirable ou écrivez à : {contacts}"
        }
        M::RegistrationClosed => "Cet organisme ne propose pas l’inscription avec nom d’utilisateur et mot de passe.",
        M::RegistrationExpired => "Trop de temps s’est écoulé : recommencez par le code fiscal.",
        M::RegistrationOtherTaxCode => "Le code fiscal n’est pas celui vérifié à la première étape.",
        M::RegistrationForPerson => "Un code fiscal de 16 caractères demande prénom et nom, pas de raison sociale.",
        M::RegistrationForCompany => "11 chiffres demandent la raison sociale, pas prénom et nom.",
        M::FieldNotAsked => "Cette donnée n’est pas demandée : laissez le champ vide.",
        M::EligibilityRequired => {
            "Indiquez si vous êtes résident (ou inscrit à l’AIRE) ou non-résident avec un contrat de fourniture."
        }
        M::ConsentRequired => "Sans votre consentement nous ne pouvons pas créer le compte.",
        M::ConsentOtherText => "L’information a changé : lisez le nouveau texte et donnez à nouveau votre consentement.",
        M::ProvinceNotTwoLetters => "La province a deux lettres, par exemple RM.",
        M::CountryCodeNotTwoLetters => "Le pays a deux lettres, par exemple IT.",
        M::UserNameLength => "Un nom d’utilisateur a de 3 à 64 caractères.",
        M::UserNameCharacter => "Un nom d’utilisateur est fait de lettres sans accents, de chiffres et des signes . - _ @",
        M::PasswordLength => "Un mot de passe a de 12 à 128 caractères : une phrase convient.",
        M::PasswordBlocked => "Ce mot de passe est parmi les plus utilisés : choisissez-en un autre.",
        M::PasswordPersonal => "Le mot de passe contient des données à vous ou de l’organisme : choisissez-en un autre.",
        M::PasswordsDiffer => "Les deux mots de passe sont différents.",
        M::PasswordSetTitle => "Mot de passe modifié",
        M::PasswordSet => {
            "Utilisez le nouveau mot de passe dès la prochaine connexion. Les autres sessions ouvertes sont fermées."
        }
        M::ActivationDoneTitle => "INSCRIPTION DE L’UTILISATEUR TERMINÉE !",
        M::ActivationDone => {
            "Vous pouvez maintenant utiliser votre compte : connectez-vous avec nom d’utilisateur et mot de passe."
        }
        M::LinkWorthless => "Le lien a déjà été utilisé ou a expiré. Si besoin, demandez-en un nouveau.",
        M::MailAskedTitle => "Consultez votre messagerie",
        M::MailAsked => {
            "Si ces données correspondent à un compte, nous vous envoyons un e-mail. Regardez aussi dans le courrier indésirable."
        }
        M::LogInRefused => "Nom d’utilisateur ou mot de passe incorrect.",
        M::LogInNotActivated => "Le compte n’est pas encore actif : ouvrez le lien reçu par e-mail ou demandez-en un nouveau.",
        M::SecondFactorRefused => "Le code est incorrect ou a déjà été utilisé.",
        M::SecondFactorInUse => "Un second facteur est déjà actif : retirez-le avant d’en activer un autre.",
        M::SecondFactorEnrolledTitle => "Second facteur actif",
        M::SecondFactorEnrolled => "Dès la prochaine connexion nous demandons aussi un code de votre application.",
        M::SecondFactorRemovedTitle => "Second facteur retiré",
        M::SecondFactorRemoved => "Nom d’utilisateur et mot de passe suffisent à nouveau pour se connecter.",
        M::LoggedOutTitle => "Vous êtes déconnecté",
        M::LoggedOut => "La session sur cet appareil est terminée.",
        M::SessionsEndedTitle => "Session terminée",
        M::SessionsEnded => "Qui l’utilisait doit se reconnecter.",
        M::SessionAbsent => "Cette session n’est plus ouverte.",
        M::AccountAbsent => "Vous n’avez pas de compte avec nom d’utilisateur et mot de passe.",
        M::ProfileUpdatedTitle => "Données mises à jour",
        M::ProfileUpdated => "Les nouvelles coordonnées sont enregistrées.",
        M::EmailChangeAskedTitle => "Confirmez la nouvelle adresse",
        M::EmailChangeAsked => {
            "Nous avons envoyé un lien à la nouvelle adresse. Jusqu’à la confirmation, l’ancienne reste valable."
        }
        M::EmailChangedTitle => "Adresse e-mail modifiée",
        M::EmailChanged => "Les messages arrivent désormais à la nouvelle adresse.",
        M::ConsentGivenTitle => "Consentement enregistré",
        M::ConsentGiven => "Merci : vous pouvez continuer.",
        M::PersonalDataAskedTitle => "Consultez votre messagerie",
        M::PersonalDataAsked => {
            "Nous vous avons envoyé un e-mail : ouvrez-le et confirmez, vous pourrez ensuite télécharger la copie de vos données."
        }
        M::ErasureAskedTitle => "Demande d’effacement enregistrée",
        M::ErasureAsked => {
            "Nous avons enregistré votre demande et fermé votre accès. Le profil sera effacé dans 14 jours : jusque-là, le lien que nous vous avons envoyé annule tout. Les données des paiements restent aussi longtemps que la loi le demande. Vous aurez une réponse sous 30 jours."
        }
        M::ConsentRevokedTitle => "Consentement retiré",
        M::ConsentRevoked => {
            "Le compte est fermé et dans 14 jours les données du profil seront effacées. D’ici là vous pouvez changer d’avis avec le lien envoyé. Dettes et reçus sont conservés par obligation légale."
        }
        M::RevocationUndoneTitle => "Compte rouvert",
        M::RevocationUndone => "Votre consentement est à nouveau enregistré : connectez-vous avec le nouveau mot de passe.",
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
        M::DebtToPay => "À payer",
        M::DebtInProgress => "En attente du reçu",
        M::DebtReceived => "Reçu arrivé",
        M::DebtParked => "En cours de vérification",
        M::DebtSettled => "Confirmé",
        M::DebtRefundDue => "À rembourser",
        M::DebtCompensated => "Annulé",
        M::AddedNoticesFull => "Vous pouvez suivre jusqu’à 100 avis : retirez-en un pour en ajouter un autre.",
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
        M::MailHeadSubject => "Registre {origin} : état signé de {size} événements",
        M::MailHeadIntro => "État signé du registre {origin}, qui compte {size} événements :",
        M::MailHeadKeep => {
            "Conservez ce message : il prouve que les événements comptés ci-dessus n'ont pas été modifiés après cette date. Le programme replay le vérifie."
        }
        M::MailSupportSubject => "Réponse à votre demande {reference}",
        M::MailSupportIntro => "{ente} répond à votre demande {reference} :",
        M::MailSupportAgain => {
            "Si cela ne suffit pas, rouvrez la demande sur le portail avec le code {reference} et cette adresse e-mail."
        }
        M::SupportOpened => "Nous avons reçu votre demande {reference}. Nous répondrons à {email}.",
        M::SupportReopened => "La demande {reference} est de nouveau ouverte.",
        M::SupportRated => "Merci d’avoir évalué la demande {reference}.",
        M::SupportAbsent => "Nous ne trouvons aucune demande avec ce code et cette adresse e-mail.",
        M::SupportReferenceLayout => "Le code d’une demande compte douze lettres et chiffres.",
        M::SupportCaseType => "Choisissez l’un des types de demande proposés.",
        M::SupportStillOpen => "La demande est encore ouverte : nous préparons déjà la réponse.",
        M::SupportNotAnswered => "Vous pourrez évaluer le service après avoir reçu une réponse.",
        M::SupportRating => "Une évaluation va de 1 à 5.",
        M::SupportLogin => "Pour écrire au service, vous devez vous connecter.",
        M::SupportStateOpen => "Demande reçue",
        M::SupportStateAssigned => "Demande en cours",
        M::SupportStateAnswered => "Réponse envoyée",
        M::SupportStateClosed => "Demande close",
        M::SupportStateReopened => "Demande rouverte",
        M::SupportCaseMalfunction => "Dysfonctionnement du portail",
        M::SupportCasePayment => "Problème de paiement",
        M::SupportCaseReceipt => "Reçu introuvable",
        M::SupportCaseInformation => "Demande d’information",
        M::SupportCaseSchoolGeneral => "Communication générale",
        M::SupportCaseSchoolAddress => "Changement de coordonnées",
        M::SupportCaseSchoolMealsSuspension => "Suspension de la cantine",
        M::SupportCaseSchoolTransportSuspension => "Suspension du transport scolaire",
        M::SupportCaseSchoolBlandDiet => "Régime blanc",
        M::TextMarkup => "Écrivez uniquement du texte simple, sans code HTML.",
        M::WebAddressLayout => "Écrivez une adresse qui commence par https:// ou un chemin du portail.",
        M::WebAddressTooLong => "L’adresse est trop longue.",
        M::SiteManual => "Manuel d’utilisation",
        M::SiteOfficial => "Site officiel",
        M::SiteLogin => "Connexion",
        M::SiteRegister => "Inscription",
        M::MenuPublic => "Services publics",
        M::MenuPrivate => "Services privés",
        M::NewsEmpty => "Aucune actualité à afficher",
        M::NewsFeed => "Suivre le flux",
        M::NewsAll => "Afficher toutes les actualités",
        M::CalendarMonth => "Écrivez le mois sous la forme aaaa-mm.",
        M::CalendarDayEmpty => "Aucun événement n’est prévu pour le {date}",
        M::CalendarTime => "Écrivez l’heure sous la forme hh:mm.",
        M::CalendarEndsFirst => "L’événement finit avant de commencer.",
        M::CalendarTooLong => "Un événement dure 31 jours au plus.",
        M::CalendarPast => "Le jour est déjà passé.",
        M::CalendarTooFar => "Un événement s’annonce deux ans à l’avance au plus.",
        M::CalendarSubmitted => "Nous avons reçu l’événement {reference}. Il sera publié lorsque l’organisme l’aura approuvé.",
        M::CalendarAbsent => "Nous ne trouvons aucun événement avec ces données.",
        M::CalendarWaiting => "L’événement attend l’approbation de l’organisme.",
        M::CalendarAnnounced => "L’événement est publié dans le calendrier.",
        M::CalendarRefused => "L’organisme n’a pas publié l’événement : {reason}",
        M::CalendarCancelled => "L’événement a été retiré du calendrier : {reason}",
        M::DocumentYearRange => "L’année du document est comprise entre 1990 et 2199.",
        M::SchoolYearLayout => "Écrivez l’année scolaire sous la forme 2026/2027.",
        M::BillAbsent => "Nous ne trouvons aucun document avec ces données.",
        M::BillsEmpty => "Aucun document à afficher",
        M::BillPay => "Ce document se paie dans « Paiements pagoPA ».",
    }
}
