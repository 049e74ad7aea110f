//! Working through what is due, in order of time.

use chrono::{DateTime, TimeDelta, Utc};

use crate::pagopa::agenda::Due;
use crate::pagopa::fault::NodeFault;
use crate::pagopa::journal::Event;
use crate::pagopa::world::World;

impl World {
    /// Does everything that is due by `moment`, moving a standing clock along as it goes.
    pub(crate) async fn run_agenda(&self, moment: DateTime<Utc>) {
        let _turn = self.agenda_turn.lock().await;
        loop {
            let taken = self.state().agenda.take_due(moment);
            let Some((at, due)) = taken else { break };
            self.clock().move_to(at);
            self.carry_out(due).await;
        }
        self.publish_due_flows();
    }

    /// Moves the clock forward and does everything that falls due on the way.
    pub(crate) async fn advance(&self, by: TimeDelta) {
        let target = self.now() + by;
        self.run_agenda(target).await;
        self.clock().move_to(target);
        self.publish_due_flows();
    }

    async fn carry_out(&self, due: Due) {
        match due {
            Due::Expire { token } => self.expire(&token),
            Due::Deliver { delivery } => self.attempt(delivery).await,
            Due::LateOutcome { token, settlement } => {
                let answer = self.outcome_answer(&token);
                self.record_late(&token, answer);
                for receipt in self.make_receipts(&token, &settlement) {
                    for delivery in self.plan_deliveries(&receipt, &settlement) {
                        self.attempt(delivery).await;
                    }
                }
            }
        }
    }

    fn record_late(&self, token: &str, answer: Result<(), NodeFault>) {
        let (now, mut state) = (self.now(), self.state());
        let notice = state.payment(token).map(|(notice, _)| notice);
        if let Err(fault) = answer {
            state.journal.add(now, notice.as_ref(), Event::Refused { fault });
        }
    }
}
