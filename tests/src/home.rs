//! An installation of the product for one test: a fresh database, new keys, a settings file, and the sample Ente.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use api::clock::{Clock, random_bytes};
use api::product::Product;
use api::settings::Settings;
use domain::ente::{EnteCommand, EnteSettings};
use domain::metadata::{Actor, Assurance};
use sqlx::ConnectOptions;
use tempfile::TempDir;

use crate::postgres::{TestDatabase, fresh_database};

/// The municipality of the samples, as `quietanza ente apply` takes it.
pub const SAMPLE_ENTE: &str = r#"
code = "99999000104"
name = "Comune di Borgoesempio"
office = "Ufficio tributi"
broker = "99999000401"
default_category = "9/0101101IM/"

[[stations]]
id = "99999000401_01"
segregation_codes = ["02"]

[[accounts]]
iban = "IT20F9999999998000000000017"
postal_iban = "IT57A0760199998000099990001"

[[secondary_creditors]]
code = "99999000203"
name = "Provincia di Borgoesempio"
"#;

/// An installation that lives as long as this value.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    database: TestDatabase,
}

impl Home {
    /// A new installation on a database of its own.
    ///
    /// # Panics
    /// When it cannot be made: a test cannot go on then.
    pub async fn fresh() -> Self {
        Self::with("").await
    }

    /// The same with further lines at the end of the settings file.
    ///
    /// # Panics
    /// As [`Home::fresh`].
    pub async fn with(more: &str) -> Self {
        Self::on(fresh_database().await, more)
    }

    /// The same on a given database.
    ///
    /// # Panics
    /// As [`Home::fresh`].
    #[must_use]
    pub fn on(database: TestDatabase, more: &str) -> Self {
        let home = Self { folder: tempfile::tempdir().expect("a temporary folder"), database };
        for name in ["vault.key", "vault.pepper", "links.key", "checkout.key"] {
            home.write_secret(name, &hex::encode(random_bytes::<32>()));
        }
        home.write_secret("ente.toml", SAMPLE_ENTE);
        let text = home.settings_text(more);
        home.write_secret("quietanza.toml", &text);
        home
    }

    fn settings_text(&self, more: &str) -> String {
        let mut url = self.database.app().to_url_lossy();
        let password = url.password().map(ToOwned::to_owned);
        let (mut password_line, mut vault_password) = (String::new(), String::new());
        if let Some(password) = password {
            let _ = url.set_password(None);
            self.write_secret("database-password", &password);
            password_line = "password_file = \"database-password\"".to_owned();
            if let Some(password) = self.database.vault().to_url_lossy().password() {
                self.write_secret("vault-password", password);
                vault_password = "password_file = \"vault-password\"".to_owned();
            }
        }
        format!(
            "[database]\nurl = \"{url}\"\n{password_line}\nschema = \"public\"\n\
             [vault]\nkey_file = \"vault.key\"\npepper_file = \"vault.pepper\"\n{vault_password}\n\
             [links]\nsecret_file = \"links.key\"\n\
             [http]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://pagamenti.example.test/\"\n\
             [station]\nlisten = \"127.0.0.1:0\"\n\
             [operations]\nlisten = \"127.0.0.1:0\"\n\
             [checkout]\nbase_url = \"http://127.0.0.1:9/checkout/ec/v2\"\nkey_file = \"checkout.key\"\n\
             [mail]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\nfrom = \"pagamenti@example.test\"\n{more}\n"
        )
    }

    /// Writes a file only its owner may read.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write_secret(&self, name: &str, text: &str) {
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(self.path(name));
        std::io::Write::write_all(&mut file.expect("a file"), text.as_bytes()).expect("a file can be written");
    }

    /// A path in the installation's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The settings file.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.path("quietanza.toml")
    }

    /// The folder of the installation.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database.
    #[must_use]
    pub const fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// The settings as the product reads them.
    ///
    /// # Panics
    /// When they are wrong.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings::load(Some(&self.settings_file())).expect("the test's settings are complete")
    }

    /// The product, opened, without an Ente.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn empty_product(&self) -> Product {
        Product::open(self.settings(), Clock::system()).await.expect("the product opens")
    }

    /// The product, opened, with the sample Ente.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn product(&self) -> Product {
        let product = self.empty_product().await;
        apply(&product, sample_ente()).await;
        product
    }
}

/// The settings of the sample Ente.
///
/// # Panics
/// Never: the text is a constant.
#[must_use]
pub fn sample_ente() -> EnteSettings {
    toml::from_str(SAMPLE_ENTE).expect("the sample Ente is complete")
}

/// Applies the settings of an Ente.
///
/// # Panics
/// When they are refused.
pub async fn apply(product: &Product, settings: EnteSettings) {
    let code = settings.code.clone();
    let actor = Actor::Operator("test".to_owned());
    let metadata = product.metadata(&code, actor, Assurance::Internal, product.new_correlation(), None).to_map();
    let command = EnteCommand::Apply(Box::new(settings));
    product.commands.enti.execute(code.as_str(), command, metadata).await.expect("the sample Ente is accepted");
    product.enti.refresh().await.expect("the Enti can be read");
}
