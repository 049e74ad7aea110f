//! The documents of the portal's pages, and what citizens do in one line each.

use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::house::{House, secret};

/// A password nobody else has.
pub(crate) const PASSWORD: &str = "ventitre gatti neri";

/// A citizen who registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) tax_code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) surname: &'static str,
    pub(crate) user_name: &'static str,
    pub(crate) email: &'static str,
}

pub(crate) const MARIO: Person = Person {
    tax_code: "RSSMRA80A01H501U",
    name: "Mario",
    surname: "Rossi",
    user_name: "m.rossi",
    email: "mario.rossi@example.test",
};

pub(crate) const LUCIA: Person = Person {
    tax_code: "BNCLCU85M41F205T",
    name: "Lucia",
    surname: "Bianchi",
    user_name: "l.bianchi",
    email: "lucia.bianchi@example.test",
};

/// The first step of a registration.
pub(crate) const BEGIN: &str = "mutation($input: BeginRegistrationInput!) { beginRegistration(input: $input) { __typename
    ... on RegistrationBegun { registration taxCode form { privacyTextVersion
        fields { name label section required readOnly maxLength autocomplete } } }
    ... on Failure { key message field } } }";

/// Logging in.
pub(crate) const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) { __typename
    ... on LoggedIn { identity consentOutdated } ... on SecondFactorWanted { secret }
    ... on TooManyRequests { retryAfter } ... on Failure { key message field } } }";

/// The second step of it.
pub(crate) const LOG_IN_WITH_CODE: &str = "mutation($input: LogInWithCodeInput!) { logInWithCode(input: $input) { __typename
    ... on LoggedIn { identity } ... on TooManyRequests { retryAfter } ... on Failure { key message field } } }";

/// One's own account.
pub(crate) const ACCOUNT: &str = "{ account { __typename ... on Failure { key }
    ... on Account { userName email newEmail editable eligibility identity claimsTaxCode secondFactor consentOutdated
        holder { taxCode name surname companyName } consent { textVersion at }
        contacts { address country city province postalCode telephone fax utility } } } }";

/// One's own sessions.
pub(crate) const SESSIONS: &str = "{ sessions { __typename ... on Failure { key }
    ... on OwnSessions { nodes { id current createdAt seenAt identity } } } }";

/// What one owes.
pub(crate) const PENDING: &str = "query($ente: String!) { pendingList(input: { ente: $ente }, first: 20) { __typename
    ... on PendingList { nodes { nav } } ... on Failure { key } } }";

/// A command that answers what was done.
pub(crate) fn command(name: &str, input: &str) -> String {
    format!(
        "mutation($input: {input}!) {{ {name}(input: $input) {{ __typename ... on AccountDone {{ key title message freshness }}
            ... on TooManyRequests {{ retryAfter }} ... on Failure {{ key message field }} }} }}"
    )
}

/// The contacts everybody has here.
pub(crate) fn contacts() -> Value {
    json!({ "address": "Via Roma 1", "country": "it", "city": "Borgoesempio", "province": "rm", "postalCode": "00100",
            "telephone": "06 0000000" })
}

/// The form of a person, filled in.
pub(crate) fn form(person: &Person, registration: &Value) -> Value {
    json!({
        "registration": registration,
        "holder": { "taxCode": person.tax_code, "name": person.name, "surname": person.surname },
        "contacts": contacts(),
        "email": person.email, "userName": person.user_name,
        "password": PASSWORD, "passwordAgain": PASSWORD, "consent": true, "privacyTextVersion": 1,
    })
}

impl Browser {
    /// A command with an input.
    pub(crate) async fn command(&self, name: &str, input_type: &str, input: Value) -> Value {
        self.ask(&command(name, input_type), json!({ "input": input })).await
    }

    /// A command without one.
    pub(crate) async fn plain(&self, name: &str) -> Value {
        let document = format!("mutation {{ {name} {{ __typename ... on AccountDone {{ key }} ... on Failure {{ key }} }} }}");
        self.ask(&document, json!({})).await
    }

    /// The first step of a registration.
    pub(crate) async fn begin(&self, tax_code: &str) -> Value {
        self.ask(BEGIN, json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code } })).await
    }

    /// Both steps.
    pub(crate) async fn register(&self, person: &Person) -> Value {
        let begun = self.begin(person.tax_code).await;
        self.command("register", "RegisterInput", form(person, &begun["registration"])).await
    }

    pub(crate) async fn activate(&self, secret: &str) -> Value {
        self.command("activateAccount", "LinkInput", json!({ "secret": secret })).await
    }

    pub(crate) async fn log_in(&self, user_name: &str, password: &str) -> Value {
        let input = json!({ "ente": sample::ENTE, "userName": user_name, "password": password });
        self.ask(LOG_IN, json!({ "input": input })).await
    }

    pub(crate) async fn account(&self) -> Value {
        self.ask(ACCOUNT, json!({})).await
    }

    /// Whether a session stands behind the cookie.
    pub(crate) async fn is_in(&self) -> bool {
        self.say(ACCOUNT, json!({})).await.status == 200
    }
}

impl House {
    /// Somebody with an active account; their mails so far: one.
    pub(crate) async fn citizen(&self, person: &Person) {
        let browser = self.browser();
        let before = self.letters(person.email).len();
        assert_eq!(browser.register(person).await["key"], "registration.done");
        let letter = self.letter(person.email, before + 1).await;
        assert_eq!(browser.activate(&secret(&letter)).await["key"], "activation.done");
    }

    /// The same, logged in.
    pub(crate) async fn logged_in(&self, person: &Person) -> Browser {
        self.citizen(person).await;
        self.browser_of(person).await
    }

    /// One more browser of somebody with an account.
    pub(crate) async fn browser_of(&self, person: &Person) -> Browser {
        let browser = self.browser();
        let answer = browser.log_in(person.user_name, PASSWORD).await;
        assert_eq!(answer["__typename"], "LoggedIn", "{answer}");
        browser
    }
}
