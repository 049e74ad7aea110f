//! The services of the sample Ente, as `quietanza ente apply` takes them: one of every kind the manuals show, all switched on.

use api::services::ServiceStatement;

/// The fine (`multa`), the nursery fee (`asilo-nido`), the free amount (`versamento-libero`) and the vouchers (`buoni-mensa`).
pub const SERVICES_FILE: &str = r#"
# A fine: the fields of the manual, in its order. Whoever has the notice of the police may pay it, with or without an account.
[[services]]
code = "multa"
enabled = true
subject = "Verbale n. {numero_verbale} del {data_verbale}"

[services.name]
it = "Contravvenzione al Codice della strada"
en = "Traffic fine"
de = "Bußgeld im Straßenverkehr"
fr = "Amende routière"
sl = "Globa za prometni prekršek"

[services.instructions]
it = "I dati da inserire sono riportati sul verbale. Il pagamento in misura ridotta è ammesso entro i termini indicati sul verbale."
en = "The data to fill in are printed on the report. The reduced amount is accepted within the terms stated there."
de = "Die einzutragenden Daten stehen auf dem Protokoll. Der ermäßigte Betrag gilt innerhalb der dort genannten Frist."
fr = "Les données à saisir figurent sur le procès-verbal. Le montant réduit est admis dans les délais qui y sont indiqués."
sl = "Podatki za vnos so navedeni na zapisniku. Znižani znesek velja v tam navedenem roku."

[services.collection]
category = "9/0102100SA/"
office = "Polizia locale"

[services.policies]
debtor_data = "editable"
anonymous = true
days_to_pay = 30

[[services.form]]
key = "importo"
kind = { amount = { minimum = 100, maximum = 1500000 } }
label = { it = "Importo", en = "Amount", de = "Betrag", fr = "Montant", sl = "Znesek" }

[[services.form]]
key = "intestatario"
kind = "debtor_name"
[services.form.label]
it = "Cognome e nome o ragione sociale"
en = "Surname and name, or company name"
de = "Nachname und Name oder Firmenname"
fr = "Nom et prénom ou raison sociale"
sl = "Priimek in ime ali naziv podjetja"
[services.form.hint]
it = "L’intestatario del veicolo"
en = "The holder of the vehicle"
de = "Der Halter des Fahrzeugs"
fr = "Le titulaire du véhicule"
sl = "Lastnik vozila"

[[services.form]]
key = "codice_fiscale"
kind = "debtor_tax_code"
[services.form.label]
it = "Codice fiscale o partita IVA"
en = "Tax code or VAT number"
de = "Steuernummer oder MwSt.-Nummer"
fr = "Code fiscal ou numéro de TVA"
sl = "Davčna številka ali številka za DDV"
[services.form.hint]
it = "Dell’intestatario del veicolo"
en = "Of the holder of the vehicle"
de = "Des Halters des Fahrzeugs"
fr = "Du titulaire du véhicule"
sl = "Lastnika vozila"

[[services.form]]
key = "numero_verbale"
kind = { text = { maximum = 30, pattern = "[0-9A-Za-z/. -]+" } }
label = { it = "Numero verbale", en = "Number of the report", de = "Nummer des Protokolls", fr = "Numéro du procès-verbal", sl = "Številka zapisnika" }

[[services.form]]
key = "data_verbale"
kind = { date = { when = "past" } }
label = { it = "Data del verbale", en = "Date of the report", de = "Datum des Protokolls", fr = "Date du procès-verbal", sl = "Datum zapisnika" }
hint = { it = "gg/mm/aaaa", en = "dd/mm/yyyy", de = "TT/MM/JJJJ", fr = "jj/mm/aaaa", sl = "dd/mm/llll" }

[[services.form]]
key = "targa"
kind = "plate"
label = { it = "Numero di targa", en = "Number plate", de = "Kennzeichen", fr = "Plaque d’immatriculation", sl = "Registrska številka" }

[[services.form]]
key = "email"
kind = "email"
label = { it = "Indirizzo e-mail", en = "Email address", de = "E-Mail-Adresse", fr = "Adresse e-mail", sl = "E-poštni naslov" }
[services.form.hint]
it = "Per i messaggi sull’esito del pagamento"
en = "For messages about the outcome of the payment"
de = "Für Nachrichten über das Ergebnis der Zahlung"
fr = "Pour les messages sur l’issue du paiement"
sl = "Za sporočila o izidu plačila"

# The nursery fee: the instalment is the number of its month.
[[services]]
code = "asilo-nido"
enabled = true
subject = "Retta asilo nido, rata {numero_rata}, scadenza {data_scadenza}"

[services.name]
it = "Retta asilo nido"
en = "Nursery fee"
de = "Gebühr der Kinderkrippe"
fr = "Frais de crèche"
sl = "Oskrbnina v jaslih"

[services.collection]
category = "9/0107106SP/"
office = "Ufficio scuola"

[services.policies]
debtor_data = "editable"
anonymous = true
days_to_pay = 60

[[services.form]]
key = "importo"
kind = { amount = { minimum = 100, maximum = 200000 } }
label = { it = "Importo", en = "Amount", de = "Betrag", fr = "Montant", sl = "Znesek" }

[[services.form]]
key = "intestatario"
kind = "debtor_name"
[services.form.label]
it = "Cognome e nome o ragione sociale"
en = "Surname and name, or company name"
de = "Nachname und Name oder Firmenname"
fr = "Nom et prénom ou raison sociale"
sl = "Priimek in ime ali naziv podjetja"
[services.form.hint]
it = "L’intestatario del MAV"
en = "The holder of the payment slip (MAV)"
de = "Der Inhaber des Zahlscheins (MAV)"
fr = "Le titulaire du bulletin (MAV)"
sl = "Imetnik plačilnega naloga (MAV)"

[[services.form]]
key = "codice_fiscale"
kind = "debtor_tax_code"
[services.form.label]
it = "Codice fiscale o partita IVA"
en = "Tax code or VAT number"
de = "Steuernummer oder MwSt.-Nummer"
fr = "Code fiscal ou numéro de TVA"
sl = "Davčna številka ali številka za DDV"
[services.form.hint]
it = "Dell’intestatario del MAV"
en = "Of the holder of the payment slip (MAV)"
de = "Des Inhabers des Zahlscheins (MAV)"
fr = "Du titulaire du bulletin (MAV)"
sl = "Imetnika plačilnega naloga (MAV)"

[[services.form]]
key = "numero_rata"
kind = "month"
label = { it = "Numero rata", en = "Instalment number", de = "Nummer der Rate", fr = "Numéro de l’échéance", sl = "Številka obroka" }
[services.form.hint]
it = "Il numero del mese: 03 = Marzo"
en = "The number of the month: 03 = March"
de = "Die Nummer des Monats: 03 = März"
fr = "Le numéro du mois : 03 = mars"
sl = "Številka meseca: 03 = marec"

[[services.form]]
key = "data_scadenza"
kind = { date = {} }
label = { it = "Data scadenza", en = "Due date", de = "Fälligkeitsdatum", fr = "Date d’échéance", sl = "Datum zapadlosti" }
hint = { it = "Quella riportata sul MAV", en = "As on the payment slip (MAV)", de = "Wie auf dem Zahlschein (MAV)", fr = "Celle du bulletin (MAV)", sl = "Kot na plačilnem nalogu (MAV)" }

[[services.form]]
key = "email"
kind = "email"
label = { it = "Indirizzo e-mail", en = "Email address", de = "E-Mail-Adresse", fr = "Adresse e-mail", sl = "E-poštni naslov" }
[services.form.hint]
it = "Per i messaggi sull’esito del pagamento"
en = "For messages about the outcome of the payment"
de = "Für Nachrichten über das Ergebnis der Zahlung"
fr = "Pour les messages sur l’issue du paiement"
sl = "Za sporočila o izidu plačila"

# Any amount for any cause, for citizens with an account: the debtor is who has the account and cannot be changed.
[[services]]
code = "versamento-libero"
enabled = true
subject = "{causale}"

[services.name]
it = "Versamento spontaneo"
en = "Spontaneous payment"
de = "Spontane Zahlung"
fr = "Versement spontané"
sl = "Prostovoljno plačilo"

[services.collection]
category = "9/0105107TS/"

[services.policies]
debtor_data = "read_only"
anonymous = false
days_to_pay = 30

[[services.form]]
key = "intestatario"
kind = "debtor_name"
label = { it = "Debitore", en = "Debtor", de = "Schuldner", fr = "Débiteur", sl = "Dolžnik" }

[[services.form]]
key = "codice_fiscale"
kind = "debtor_tax_code"
label = { it = "Codice fiscale", en = "Tax code", de = "Steuernummer", fr = "Code fiscal", sl = "Davčna številka" }

[[services.form]]
key = "importo"
kind = { amount = {} }
label = { it = "Importo", en = "Amount", de = "Betrag", fr = "Montant", sl = "Znesek" }

[[services.form]]
key = "causale"
kind = { text = { maximum = 100 } }
label = { it = "Causale", en = "Purpose", de = "Zahlungsgrund", fr = "Motif", sl = "Namen" }

# Vouchers sold in blocks of 25 euro.
[[services]]
code = "buoni-mensa"
enabled = true
subject = "Buoni mensa: {blocchetti} blocchetti da 25 euro"

[services.name]
it = "Buoni mensa"
en = "Canteen vouchers"
de = "Mensagutscheine"
fr = "Tickets de cantine"
sl = "Boni za menzo"

[services.instructions]
it = "E' possibile prenotare blocchetti da 25 Euro"
en = "Blocks of 25 euro can be booked"
de = "Es können Blöcke zu 25 Euro vorgemerkt werden"
fr = "Il est possible de réserver des carnets de 25 euros"
sl = "Rezervirati je mogoče bloke po 25 evrov"

[services.collection]
category = "9/0107101TS/"
office = "Ufficio scuola"

[services.policies]
debtor_data = "editable"
anonymous = true
days_to_pay = 15

[[services.form]]
key = "intestatario"
kind = "debtor_name"
label = { it = "Debitore", en = "Debtor", de = "Schuldner", fr = "Débiteur", sl = "Dolžnik" }

[[services.form]]
key = "codice_fiscale"
kind = "debtor_tax_code"
label = { it = "Codice fiscale", en = "Tax code", de = "Steuernummer", fr = "Code fiscal", sl = "Davčna številka" }

[[services.form]]
key = "blocchetti"
kind = { blocks = { price = 2500, minimum = 1, maximum = 20 } }
label = { it = "Numero di blocchetti", en = "Number of blocks", de = "Anzahl der Blöcke", fr = "Nombre de carnets", sl = "Število blokov" }
"#;

/// The same, read.
///
/// # Panics
/// Never: the text is a constant.
#[must_use]
pub fn statements() -> Vec<ServiceStatement> {
    let file: serde_json::Value = toml::from_str(SERVICES_FILE).expect("the sample services are TOML");
    let services = file["services"].as_array().expect("a list of services").clone();
    services.into_iter().map(|service| ServiceStatement::read(service).expect("the sample services are complete")).collect()
}
