//! Stand-in: while a station cannot be reached, the platform serves payments from its archive, and probes whether the
//! station is back with a notice number of all zeros (SANP, archive of notices).

use super::station_client::StationClient;
use crate::pagopa::archive::Position;
use crate::pagopa::fault::{self, NodeFault};
use crate::pagopa::journal::Event;
use crate::pagopa::notice::NoticeId;
use crate::pagopa::payment_data::{Destination, PaymentData, Transfer};
use crate::pagopa::soap::{self, Answer, Operation, PaymentOption, VerifiedNotice};
use crate::pagopa::world::World;

/// The notice number of the probe.
const PROBE: &str = "000000000000000000";

/// The only right answer to the probe.
const PROBE_ANSWER: &str = "PAA_PAGAMENTO_SCONOSCIUTO";

/// The category of a transfer made from the archive, which knows none: that of the samples.
const ARCHIVE_CATEGORY: &str = "9/0107106SP/";

impl World {
    /// From now on the archive answers for this station, or no longer.
    pub(crate) fn set_stand_in(&self, station: &str, active: bool) {
        let (now, mut state) = (self.now(), self.state());
        let changed = if active { state.stand_in.insert(station.to_owned()) } else { state.stand_in.remove(station) };
        if changed {
            state.journal.add(now, None, Event::StandIn { station: station.to_owned(), active });
        }
    }

    /// Probes every station in stand-in; those that answer as they should are asked again from now on. Answers them.
    pub(crate) async fn probe_stations(&self) -> Vec<String> {
        let in_stand_in = self.state().stand_in.clone();
        let mut recovered = Vec::new();
        for client in self.stations.iter().filter(|client| in_stand_in.contains(&client.station.id)) {
            if self.answers_probe(client).await {
                self.set_stand_in(&client.station.id, false);
                recovered.push(client.station.id.clone());
            }
        }
        recovered
    }

    async fn answers_probe(&self, client: &StationClient) -> bool {
        let Some(served) = client.station.serves.first() else { return false };
        let message = soap::verify(client.addressee(&served.creditor), PROBE);
        let reply = self.exchange(client, Operation::Verify, None, message).await;
        matches!(reply.outcome, Ok(Answer::Refused(fault)) if fault.code == PROBE_ANSWER)
    }

    pub(super) fn verify_in_archive(&self, notice: &NoticeId) -> Result<VerifiedNotice, NodeFault> {
        let position = self.payable_in_stand_in(notice)?;
        Ok(VerifiedNotice {
            option: PaymentOption {
                amount: position.amount,
                options: "EQ".to_owned(),
                due_date: Some(position.expires_on()),
                all_postal: false,
            },
            description: position.description.clone(),
            creditor: notice.creditor.clone(),
            company_name: self.creditor_name(notice),
            office_name: None,
        })
    }

    pub(super) fn activate_in_archive(&self, notice: &NoticeId) -> Result<PaymentData, NodeFault> {
        let position = self.payable_in_stand_in(notice)?;
        let no_account = || NodeFault::new(fault::UNREACHABLE, "the archived position has no account");
        let iban = position.iban.clone().or(position.postal_iban.clone()).ok_or_else(no_account)?;
        let company_name = Some(self.creditor_name(notice));
        let transfer = Transfer {
            id: 1,
            amount: position.amount,
            creditor: notice.creditor.clone(),
            company_name: company_name.clone(),
            destination: Destination::Iban(iban),
            remittance: format!("/RFB/{}/{}", position.iuv, position.amount),
            category: ARCHIVE_CATEGORY.to_owned(),
            metadata: Vec::new(),
        };
        Ok(PaymentData {
            iuv: position.iuv.clone(),
            amount: position.amount,
            due_date: position.expires_on(),
            description: position.description.chars().take(140).collect(),
            company_name,
            office_name: None,
            debtor: position.debtor(),
            transfers: vec![transfer],
            metadata: Vec::new(),
        })
    }

    fn creditor_name(&self, notice: &NoticeId) -> String {
        self.creditor(&notice.creditor).map(|creditor| creditor.name.clone()).unwrap_or_default()
    }

    fn payable_in_stand_in(&self, notice: &NoticeId) -> Result<Position, NodeFault> {
        let found = self.state().archive.get(notice).cloned();
        let absent = || NodeFault::new(fault::UNREACHABLE, "the station is out of service, the archive lacks the notice");
        let position = found.ok_or_else(absent)?;
        if position.is_open() && position.pay_stand_in {
            return Ok(position);
        }
        Err(NodeFault::new(fault::UNREACHABLE, "the archived position cannot be paid in stand-in"))
    }
}
