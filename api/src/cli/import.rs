//! `quietanza import`.

use std::process::ExitCode;

use super::arguments::Import;
use super::error::{CliError, REFUSED};
use crate::import::{ImportError, Order, Source, import};
use crate::product::Product;

pub(super) async fn run(arguments: Import, product: Product) -> Result<ExitCode, CliError> {
    let Import { file, ente, draft, json } = arguments;
    let source = Source::open(&file).map_err(|error| CliError::Wrong(format!("{}: cannot be read: {error}", file.display())))?;
    let report = match import(&product, Order { ente, source, publish: !draft }).await {
        Ok(report) => report,
        Err(error @ ImportError::UnknownEnte(_)) => return Err(CliError::Wrong(error.to_string())),
        Err(error) => {
            eprintln!("The run stopped; run the same command again to go on.");
            return Err(CliError::failed(error));
        }
    };
    if json {
        println!("{}", serde_json::to_string_pretty(&report).map_err(CliError::failed)?);
    } else {
        print!("{report}");
    }
    Ok(if report.refusals.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}
