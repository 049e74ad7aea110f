//! Something to owe.

use api::positions::{By, NewInstallment, NewOption, NewPosition, NewTerms, create};
use domain::Cents;
use domain::debt_position::Origin;
use domain::identifier::EnteCode;
use domain::metadata::Actor;
use serde_json::json;
use tests::sandbox::sample;

use crate::house::House;

impl House {
    /// A debt of somebody, offered for payment and in the lists; its notice number.
    pub(crate) async fn debt(&self, tax_code: &str, iupd: &str) -> String {
        let debtor = json!({ "kind": "F", "tax_code": tax_code, "full_name": "Chi deve" });
        let installment = NewInstallment {
            nav: None,
            amount: Cents::new(1_000),
            description: None,
            due_date: None,
            notice_due_date: None,
            transfers: Vec::new(),
        };
        let position = NewPosition {
            iupd: iupd.parse().unwrap(),
            debtor: serde_json::from_value(debtor).unwrap(),
            terms: NewTerms {
                description: "TARI".parse().unwrap(),
                office: None,
                validity_date: None,
                switch_to_expired: false,
                pay_stand_in: false,
                options: vec![NewOption { installments: vec![installment] }],
                document: None,
            },
            origin: Origin::Office,
            publish: true,
        };
        let by =
            By { actor: Actor::Operator("anna".to_owned()), correlation_id: self.product.new_correlation(), causation: None };
        let ente = self.product.enti.get(&EnteCode::parse(sample::ENTE).unwrap()).unwrap();
        let created = create(&self.product, &ente, position, &by).await.unwrap();
        self.until("SELECT (SELECT next_index FROM checkpoint WHERE reader = 'pending_list_v1') = (SELECT max(log_index) + 1 FROM event_log) AND NOT EXISTS (SELECT FROM event_queue)").await;
        created.terms.options[0].installments[0].nav.to_string()
    }
}
