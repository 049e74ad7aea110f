//! What is asked, and the same SELECT as pgbench asks it.

use api::graphql::recognised::PENDING_LIST;
use api::graphql::streams;
use api::product::Product;
use api::vault::Handle;
use domain::identifier::TaxCode;
use domain::rome;
use projections::notice_directory::queries::ANONYMOUS_BY_NAV;
use projections::pending_list::queries::BY_DEBTOR;
use serde_json::json;
use sqlx::postgres::PgConnectOptions;
use tests::home::sample_ente;
use tests::measure::Pgbench;
use tests::measure::debts::Debt;

use crate::door::IDENTITY;

const NOTICE: &str = "query($input: CodeInput!) {
  notice(input: $input) {
    __typename
    ... on NoticeFound {
      notice { nav description amount dueDate actions payability { payable reason } }
      position { proof description debtor { name taxCode } }
    }
    ... on Failure { key message field }
  }
}";

pub(crate) struct Questions {
    /// Headers of the citizen.
    pub(crate) citizen: &'static str,
    /// Headers of somebody without account.
    pub(crate) anonymous: &'static str,
    /// As our own pages ask.
    pub(crate) list: String,
    /// The same, not recognised.
    pub(crate) list_in_other_words: String,
    pub(crate) list_limit: Pgbench,
    pub(crate) notice_limit: Pgbench,
    others: Vec<Debt>,
}

impl Questions {
    pub(crate) async fn new(
        product: &Product,
        database: &PgConnectOptions,
        mine: &[Debt],
        others: Vec<Debt>,
    ) -> anyhow::Result<Self> {
        let ente = sample_ente().code;
        let digest = |debt: &Debt| anyhow::Ok(product.vault.digest(&ente, &Handle::TaxCode(&TaxCode::parse(&debt.debtor)?)));
        let me = product.vault.find(&ente, &Handle::TaxCode(&TaxCode::parse(&mine[0].debtor)?)).await?;
        let me = me.ok_or_else(|| anyhow::anyhow!("the debtor is known"))?.to_string();
        let head = "/graphql HTTP/1.1\r\nHost: portal\r\nContent-Type: application/json\r\nX-Quietanza-Client: bench/1\r\n";
        let list =
            |document: &str| json!({ "query": document, "variables": { "input": { "ente": ente }, "first": 20 } }).to_string();
        let today = rome::day(product.clock.now()).to_string();
        // pgbench knows no empty text; a blank stands before every number as well.
        let page = [ente.as_str(), &me, "0001-01-01", " ", "00000000-0000-0000-0000-000000000000", &today, "true", "21"];
        let looked_up = &others[others.len() / 2];
        let digest = format!("\\x{}", hex::encode(digest(looked_up)?));
        let stream = format!("{{{}}}", looked_up.position);
        let found = ANONYMOUS_BY_NAV.to_owned();
        let events = streams::READ.replace("$1", "$4").replace("$2", "$5");
        Ok(Self {
            citizen: format!("{head}{IDENTITY}: {me}\r\n").leak(),
            anonymous: head,
            list: list(PENDING_LIST),
            list_in_other_words: list(&format!("{PENDING_LIST} ")),
            list_limit: Pgbench::asking(BY_DEBTOR, &page, database)?,
            notice_limit: Pgbench::asking(
                &format!("{found};\n{events}"),
                &[ente.as_str(), &looked_up.nav, &digest, "DebtPosition", &stream],
                database,
            )?,
            others,
        })
    }

    /// The n-th look-up: no notice soon again.
    pub(crate) fn notice(&self, number: usize) -> String {
        let Debt { nav, debtor, .. } = &self.others[number % self.others.len()];
        let input = json!({ "ente": sample_code(), "taxCode": debtor, "code": nav });
        json!({ "query": NOTICE, "variables": { "input": input } }).to_string()
    }
}

fn sample_code() -> &'static str {
    "99999000104"
}
