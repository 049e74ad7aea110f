//! What no single section can know.

use super::{KeyFile, Refusal, Settings, SettingsError};

impl Settings {
    /// Checks the settings as a whole.
    ///
    /// # Errors
    /// Everything that is wrong, each with its name.
    pub(super) fn validate(self) -> Result<Self, SettingsError> {
        let mut refusals = Vec::new();
        self.database.check(&mut refusals);
        self.vault.check(&mut refusals);
        self.http.check(&mut refusals);
        self.station.check(&mut refusals);
        if let Some(office) = &self.office {
            office.check(&mut refusals);
        }
        self.checkout.check(&mut refusals);
        if let Some(archive) = &self.archive {
            archive.check(&mut refusals);
        }
        self.mail.check(&mut refusals);
        self.accounts.check(&mut refusals);
        if let Some(log) = &self.log {
            log.check(&mut refusals);
        }
        self.telemetry.check(&mut refusals);
        self.check_keys(&mut refusals);
        self.check_listeners(&mut refusals);
        if refusals.is_empty() { Ok(self) } else { Err(SettingsError(refusals)) }
    }

    fn check_keys(&self, refusals: &mut Vec<Refusal>) {
        let (wrapping, former) = (self.vault.key_file.as_ref(), self.vault.former_key_file.as_ref());
        let same = |a: Option<&KeyFile>, b: Option<&KeyFile>| a.zip(b).is_some_and(|(a, b)| a.bytes() == b.bytes());
        let (pepper, links) = (Some(&self.vault.pepper_file), Some(&self.links.secret_file));
        if same(wrapping, pepper) {
            refusals.push(Refusal::new("vault.pepper_file", "holds the same key as vault.key_file"));
        }
        if same(former, wrapping) {
            refusals.push(Refusal::new("vault.former_key_file", "holds the same key as vault.key_file"));
        }
        if same(links, wrapping) || same(links, pepper) {
            refusals.push(Refusal::new("links.secret_file", "holds the same key as the vault"));
        }
    }

    fn check_listeners(&self, refusals: &mut Vec<Refusal>) {
        let [portal, station, operations] = [self.http.listen, self.station.listen, self.operations.listen];
        let same = |a: std::net::SocketAddr, b: std::net::SocketAddr| a == b && a.port() != 0;
        if same(station, portal) {
            refusals.push(Refusal::new("station.listen", "is the address of http.listen"));
        }
        if same(operations, portal) || same(operations, station) {
            refusals.push(Refusal::new("operations.listen", "is the address of another listener"));
        }
        if let Some(office) = &self.office
            && [portal, station, operations].into_iter().any(|other| same(office.listen, other))
        {
            refusals.push(Refusal::new("office.listen", "is the address of another listener"));
        }
    }
}
