//! Which streams tell what a person or a position was shown: those of the thread, and the other parts of each payment.

use std::collections::BTreeSet;

use domain::debt_position::{DebtPositionEvent, PaymentReference};
use domain::event::Event;
use domain::identifier::EnteCode;
use domain::receipt::receipt_stream;
use replay::log::{EventTypes, LogReader};
use sqlx::PgPool;

use super::PastError;
use crate::help_desk::Thread;
use crate::help_desk::queries::streams_of;
use crate::stream::{Happening, StreamKind, StreamName};

/// The types of events that name the receipt of a payment.
const BOOKINGS: EventTypes<'_> = EventTypes::Only(&["InstallmentPaid", "SecondPaymentRecorded"]);

/// The streams of a thread below an index. A payment is told by a receipt, a position and a checkout: whoever is in the one sees what the
/// others say, too.
pub(super) async fn concerned(
    pool: &PgPool,
    reader: &LogReader,
    ente: &EnteCode,
    thread: &Thread,
    below: u64,
) -> Result<BTreeSet<StreamName>, PastError> {
    let mut found: BTreeSet<StreamName> = streams_of(pool, ente, &[thread.id(ente)], below).await?.into_iter().collect();
    let mut news: Vec<StreamName> = found.iter().cloned().collect();
    while !news.is_empty() {
        let receipts = of_kind(&news, StreamKind::Receipt);
        let threads: Vec<_> = receipts.iter().map(|stream| Thread::receipt_id(&stream.id)).collect();
        let mut others = streams_of(pool, ente, &threads, below).await?;
        others.retain(|stream| matches!(stream.kind, StreamKind::DebtPosition | StreamKind::Checkout));
        others.extend(booked(reader, &of_kind(&news, StreamKind::DebtPosition), below).await?);
        news = others.into_iter().filter(|stream| found.insert(stream.clone())).collect();
    }
    Ok(found)
}

fn of_kind(streams: &[StreamName], kind: StreamKind) -> Vec<&StreamName> {
    streams.iter().filter(|stream| stream.kind == kind).collect()
}

/// The receipts that positions were paid with.
async fn booked(reader: &LogReader, positions: &[&StreamName], below: u64) -> Result<Vec<StreamName>, PastError> {
    if positions.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<(&str, &str)> = positions.iter().map(|stream| (stream.kind.as_str(), stream.id.as_str())).collect();
    let bookings = reader.of_streams(&names, below, BOOKINGS).await?;
    Ok(bookings.iter().filter_map(|logged| receipt_of(Happening::read(logged).ok()?)).collect())
}

fn receipt_of(Happening { moment, event }: Happening) -> Option<StreamName> {
    use DebtPositionEvent::{InstallmentPaid, SecondPaymentRecorded};
    let Event::DebtPosition(event) = event else { return None };
    let (InstallmentPaid { payment, .. } | SecondPaymentRecorded { payment, .. }) = *event else { return None };
    let PaymentReference::Receipt(receipt) = &payment.reference else { return None };
    Some(StreamName { kind: StreamKind::Receipt, id: receipt_stream(&moment.ente, receipt) })
}
