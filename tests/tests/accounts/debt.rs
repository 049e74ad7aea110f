//! Something to owe.

use api::positions::{NewPosition, create};
use domain::identifier::EnteCode;
use serde_json::json;
use tests::sandbox::sample;
use tests::{debt, wait};

use crate::house::House;

impl House {
    /// A debt of somebody, offered for payment and in the lists; its notice number.
    pub(crate) async fn debt(&self, tax_code: &str, iupd: &str) -> String {
        let debtor = json!({ "kind": "F", "tax_code": tax_code, "full_name": "Chi deve" });
        let terms = debt::terms("TARI", [vec![debt::installment(1_000)]]);
        let new = debt::position(serde_json::from_value(debtor).unwrap(), terms);
        let new = NewPosition { iupd: iupd.parse().unwrap(), ..new };
        let ente = self.product.enti.get(&EnteCode::parse(sample::ENTE).unwrap()).unwrap();
        let created = create(&self.product, &ente, new, &debt::by(&self.product, "anna")).await.unwrap();
        wait::until_shown(&self.product.pool).await;
        created.terms.options[0].installments[0].nav.to_string()
    }
}
