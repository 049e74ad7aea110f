//! A payment that starts at a provider without a notice: the station is asked to make one.

use crate::pagopa::fault::{self, NodeFault};
use crate::pagopa::soap::{self, Answer, DemandedNotice, Operation};
use crate::pagopa::world::World;

impl World {
    /// `demandPaymentNotice`, passed on to a station as it is; `data` is base64.
    pub(crate) async fn demand(
        &self,
        station: &str,
        creditor: &str,
        service: &str,
        service_subject: &str,
        data: &str,
    ) -> Result<DemandedNotice, NodeFault> {
        let unknown = || NodeFault::new(fault::NO_STATION, format!("no station {station}"));
        let client = self.stations.iter().find(|client| client.station.id == station).ok_or_else(unknown)?;
        let message = soap::demand(client.addressee(creditor), service, service_subject, data);
        match self.ask(client, Operation::Demand, None, message).await? {
            Answer::Demanded(demanded) => Ok(demanded),
            _ => Err(NodeFault::new(fault::BAD_ANSWER, "an answer to another question")),
        }
    }
}
