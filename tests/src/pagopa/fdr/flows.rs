//! All flows, and the payments that no flow has reported yet.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::flow::{Flow, FlowRow};
use crate::pagopa::calendar;
use crate::pagopa::journal::Event;
use crate::pagopa::payment_data::Destination;
use crate::pagopa::receipt::Receipt;
use crate::pagopa::settings::Psp;
use crate::pagopa::settlement::ReportCode;
use crate::pagopa::world::World;

/// At what time (UTC) of the day after the credit transfer a flow is published.
const PUBLISHED_AT: NaiveTime = match NaiveTime::from_hms_opt(3, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// How long a flow is compiled before it is published.
const COMPILED_BEFORE: TimeDelta = TimeDelta::hours(1);

/// The published revisions, in order of publication, and what awaits its flow.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    published: Vec<Flow>,
    unreported: Vec<Unreported>,
}

#[derive(Debug, Clone)]
struct Unreported {
    creditor: String,
    psp: Psp,
    regulation_date: NaiveDate,
    row: FlowRow,
}

impl Flows {
    /// Every share of a receipt awaits the flow of its creditor institution; stamps are never reported.
    pub(crate) fn add_paid(&mut self, receipt: &Receipt, code: Option<ReportCode>) {
        let usual = if receipt.stand_in { ReportCode::StandIn } else { ReportCode::Executed };
        for transfer in &receipt.transfers {
            let Destination::Iban(iban) = &transfer.destination else { continue };
            self.unreported.push(Unreported {
                creditor: transfer.creditor.clone(),
                psp: receipt.psp.clone(),
                regulation_date: receipt.transfer_date,
                row: FlowRow {
                    iuv: receipt.iuv.clone(),
                    iur: receipt.id.clone(),
                    id_transfer: transfer.id,
                    amount: transfer.amount,
                    code: code.unwrap_or(usual),
                    pay_date: calendar::payment_day(receipt.paid_at),
                    iban: iban.clone(),
                },
            });
        }
    }

    /// The latest revision of every flow, the first published first.
    pub(crate) fn latest(&self) -> Vec<&Flow> {
        let mut latest: BTreeMap<(&str, &str), &Flow> = BTreeMap::new();
        for flow in &self.published {
            latest.insert((&flow.creditor, &flow.fdr), flow);
        }
        let mut latest: Vec<_> = latest.into_values().collect();
        latest.sort_by(|one, other| (one.published, &one.fdr).cmp(&(other.published, &other.fdr)));
        latest
    }

    /// Makes flows of the unreported payments that `wanted` picks by their day of transfer.
    fn compile(&mut self, now: DateTime<Utc>, wanted: impl Fn(NaiveDate) -> bool) -> Vec<Flow> {
        let (due, later) = std::mem::take(&mut self.unreported).into_iter().partition(|paid| wanted(paid.regulation_date));
        self.unreported = later;
        let mut groups: BTreeMap<(NaiveDate, String, String), Vec<Unreported>> = BTreeMap::new();
        for paid in due {
            let group = (paid.regulation_date, paid.psp.id.clone(), paid.creditor.clone());
            groups.entry(group).or_default().push(paid);
        }
        groups.into_iter().filter_map(|((date, _, creditor), paid)| self.publish(now, date, creditor, paid)).collect()
    }

    fn publish(&mut self, now: DateTime<Utc>, date: NaiveDate, creditor: String, paid: Vec<Unreported>) -> Option<Flow> {
        let psp = paid.first()?.psp.clone();
        let of_day = |flow: &&Flow| flow.revision == 1 && flow.psp.id == psp.id && flow.regulation_date == date;
        let number = self.published.iter().filter(of_day).count() + 1;
        let flow = Flow {
            fdr: format!("{date}{}-{number:010}", psp.id),
            revision: 1,
            regulation: format!("TRN{}{}{number:04}", psp.id, date.format("%Y%m%d")),
            psp,
            creditor_name: String::new(),
            creditor,
            regulation_date: date,
            flow_date: now - COMPILED_BEFORE,
            published: now,
            rows: paid.into_iter().map(|paid| paid.row).collect(),
        };
        self.published.push(flow.clone());
        Some(flow)
    }

    fn revise(&mut self, now: DateTime<Utc>, fdr: &str, change: impl FnOnce(&mut Vec<FlowRow>)) -> Option<Flow> {
        let mut revised = self.latest().into_iter().find(|flow| flow.fdr == fdr)?.clone();
        revised.revision += 1;
        revised.flow_date = now;
        revised.published = now;
        change(&mut revised.rows);
        self.published.push(revised.clone());
        Some(revised)
    }
}

impl World {
    /// Publishes the flows whose time has come: the night after the credit transfer.
    pub(crate) fn publish_due_flows(&self) {
        let now = self.now();
        self.publish(|regulation_date| {
            let published = (regulation_date + Days::new(1)).and_time(PUBLISHED_AT).and_utc();
            published <= now
        });
    }

    /// Publishes everything that was paid and not reported, whatever the time.
    pub(crate) fn publish_all_flows(&self) {
        self.publish(|_| true);
    }

    fn publish(&self, wanted: impl Fn(NaiveDate) -> bool) {
        let (now, mut state) = (self.now(), self.state());
        for flow in state.flows.compile(now, wanted) {
            state.journal.add(now, None, Event::FlowPublished { fdr: flow.fdr, revision: 1 });
        }
    }

    /// Publishes a new revision of a flow; answers its number, none when there is no such flow.
    pub(crate) fn revise_flow(&self, fdr: &str, change: impl FnOnce(&mut Vec<FlowRow>)) -> Option<u32> {
        let (now, mut state) = (self.now(), self.state());
        let revised = state.flows.revise(now, fdr, change)?;
        let revision = revised.revision;
        state.journal.add(now, None, Event::FlowPublished { fdr: revised.fdr, revision });
        Some(revision)
    }

    /// The latest revision of every flow, with the creditor institutions' names.
    pub(crate) fn flows(&self) -> Vec<Flow> {
        let mut flows: Vec<Flow> = self.state().flows.latest().into_iter().cloned().collect();
        for flow in &mut flows {
            flow.creditor_name = self.creditor(&flow.creditor).map(|creditor| creditor.name.clone()).unwrap_or_default();
        }
        flows
    }
}
