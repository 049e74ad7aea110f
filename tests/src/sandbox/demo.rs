//! What makes the demo Ente more than its sample: a member of the staff, made by command, and content of every kind, stated through the
//! office's own door.

use std::path::Path;

use anyhow::{Context, bail};
use chrono::Days;
use domain::calendar::Month;
use serde_json::{Value, json};

use super::product::ProductCommand;
use super::{Folder, Ports, sample, today};

/// Name of the demo account of the staff.
pub const STAFF: &str = "demo";
/// Where its password lies: made by the first start, known to nobody else.
const PASSWORD_FILE: &str = "staff-password.txt";
/// What it may do: everything, so that every screen can be tried.
const ROLES: [&str; 5] = ["help-desk", "office", "finance", "auditor", "administrator"];

/// Takes the demo account in by the same commands as any other; answers its password.
pub(super) async fn hire(folder: &Folder, command: &ProductCommand) -> anyhow::Result<String> {
    let who = ["--ente", sample::ENTE, "--operator", "sandbox"];
    let roles = ROLES.iter().flat_map(|role| ["--role", role]);
    let add: Vec<&str> = ["staff", "add", STAFF].into_iter().chain(who).chain(roles).collect();
    command.run(&add).await?;
    let file = folder.path(PASSWORD_FILE);
    if let Ok(known) = std::fs::read_to_string(&file) {
        return Ok(known);
    }
    let password = api::identity::Secret::new().text();
    let set: Vec<&str> = ["staff", "password", STAFF].into_iter().chain(who).collect();
    command.run_with(&set, &format!("{password}\n")).await?;
    keep(&file, &password)?;
    Ok(password)
}

fn keep(file: &Path, password: &str) -> anyhow::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut opened = opened.with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(opened.write_all(password.as_bytes())?)
}

/// The office's door, logged in.
struct Office {
    url: String,
    client: reqwest::Client,
    cookie: String,
}

impl Office {
    async fn open(ports: &Ports, password: &str) -> anyhow::Result<Self> {
        let mut office = Self {
            url: format!("http://{}/office/graphql", ports.office),
            client: crate::client::plain(),
            cookie: String::new(),
        };
        let input = json!({ "ente": sample::ENTE, "name": STAFF, "password": password });
        let login = "mutation ($i: LoginInput!) { login(input: $i) { __typename } }";
        let response = office.send(login, input).await?;
        let given = response.headers().get("set-cookie").and_then(|value| value.to_str().ok());
        given
            .and_then(|value| value.split(';').next())
            .context("the staff's door gives no session")?
            .clone_into(&mut office.cookie);
        Ok(office)
    }

    async fn send(&self, document: &str, input: Value) -> anyhow::Result<reqwest::Response> {
        let request = self.client.post(&self.url).header("x-quietanza-client", "sandbox").header("cookie", &self.cookie);
        Ok(request.json(&json!({ "query": document, "variables": { "i": input } })).send().await?)
    }

    /// States something; stated again it is already so.
    async fn state(&self, mutation: &str, (argument, kind): (&str, &str), input: Value) -> anyhow::Result<()> {
        let document = format!(
            "mutation ($i: {kind}!) {{ {mutation}({argument}: $i) {{ __typename ... on Refusal {{ key message field }} }} }}"
        );
        let answer: Value = self.send(&document, input).await?.json().await?;
        match answer["data"][mutation]["__typename"].as_str() {
            Some("Stated") => Ok(()),
            _ => bail!("{mutation}: {answer}"),
        }
    }
}

/// States the content of the demo Ente; at later starts it is there already, and what was changed by hand meanwhile stays.
pub(super) async fn furnish(folder: &Folder, ports: &Ports, password: &str) -> anyhow::Result<()> {
    let done = folder.path("content.stated");
    if done.exists() {
        return Ok(());
    }
    let office = Office::open(ports, password).await?;
    home(&office).await?;
    news(&office).await?;
    calendar(&office).await?;
    std::fs::write(&done, "")?;
    Ok(())
}

async fn home(office: &Office) -> anyhow::Result<()> {
    let links = json!({ "manual": "https://www.borgoesempio.example/manuale.pdf", "officialSite": "https://www.borgoesempio.example/",
                        "login": "/accesso", "register": "/registrazione" });
    office.state("stateHomeLinks", ("input", "HomeLinksInput"), links).await?;
    let text = json!({ "it": "Pagamenti OnLine - pagoPA. Servizio dimostrativo: nessun pagamento è vero.",
                       "en": "Online payments - pagoPA. A demonstration: no payment is real.",
                       "de": "Online-Zahlungen - pagoPA. Zur Vorführung: keine Zahlung ist echt.",
                       "fr": "Paiements en ligne - pagoPA. Démonstration : aucun paiement n'est réel.",
                       "sl": "Spletna plačila - pagoPA. Predstavitev: nobeno plačilo ni pravo." });
    office.state("showBanner", ("input", "BannerInput"), json!({ "text": text, "from": today() })).await?;
    let help = json!({ "it": "Qui si cercano gli avvisi del Comune e si pagano con pagoPA.\n\nServono il codice fiscale e il codice avviso.",
                       "en": "Find the notices of the municipality here and pay them by pagoPA.\n\nYou need the tax code and the notice code." });
    office.state("stateHelp", ("text", "TextsInput"), help).await?;
    let item = |it: &str, en: &str, address: &str| json!({ "label": { "it": it, "en": en }, "address": address });
    let menu = json!({
        "public": [item("Servizi anagrafici", "Registry services", "/anagrafe"), item("Servizi scolastici", "School services", "/scuola"),
                   item("Pratiche edilizie", "Building permits", "/edilizia")],
        "private": [item("Pagamenti pagoPA", "pagoPA payments", "/pagamenti"), item("Scheda unica del cittadino", "Citizen's card", "/scheda")],
    });
    office.state("stateServicesMenu", ("input", "MenuInput"), menu).await
}

async fn news(office: &Office) -> anyhow::Result<()> {
    for (key, it, en, body) in [
        (
            "mensa",
            "Mensa scolastica: le bollette del mese",
            "School canteen: the bills of the month",
            "Le bollette della mensa sono in linea.",
        ),
        ("tari", "TARI: pagamento in tre rate", "Waste tax: payable in three instalments", "Si paga in una volta o in tre rate."),
        (
            "portale",
            "Il nuovo portale dei pagamenti",
            "The new payment portal",
            "Da oggi si paga anche da qui, con o senza account.",
        ),
    ] {
        let article = json!({ "title": { "it": it, "en": en }, "body": { "it": body } });
        office.state("publishNews", ("input", "PublishNewsInput"), json!({ "key": key, "article": article })).await?;
    }
    Ok(())
}

async fn calendar(office: &Office) -> anyhow::Result<()> {
    let month = Month::of(today());
    for (key, it, days, lasting, begins) in [
        ("consiglio", "Consiglio comunale", 7, 0, Some("20:30")),
        ("mercato", "Mercato contadino", 12, 1, None),
        ("teatro", "Teatro in biblioteca", 18, 0, Some("17:00")),
    ] {
        let from = today() + Days::new(days);
        let occasion = json!({ "title": { "it": it }, "from": from, "until": from + Days::new(lasting), "begins": begins });
        let entry = json!({ "key": format!("{key} {month}"), "occasion": occasion });
        office.state("addCalendarEntry", ("input", "AddEntryInput"), entry).await?;
    }
    Ok(())
}
