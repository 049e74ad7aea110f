//! A creditor institution's station of the simplest kind: three notices, and bad habits on demand.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{CITY, CITY_IBAN, CITY_POSTAL, MEALS, PROVINCE, PROVINCE_IBAN, STAMPED, WASTE};
use crate::pagopa::Cents;
use crate::pagopa::soap::{Message, Operation};

/// What the station does with one request instead of answering well.
#[derive(Debug, Clone)]
pub(super) enum Habit {
    Status(u16),
    Text(&'static str),
    Hang,
    Refuse(&'static str),
    /// Answers well after a change of the answer's text.
    Change(&'static str, &'static str),
}

/// A share: cents, creditor institution, and IBAN or stamp.
type Share = (i64, &'static str, &'static str);

#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) notices: BTreeMap<&'static str, Vec<Share>>,
    /// For questions about notices.
    pub(super) habits: VecDeque<Habit>,
    /// For receipts.
    pub(super) receipt_habits: VecDeque<Habit>,
    /// Every request that came, with its operation.
    pub(super) requests: Vec<(Operation, String)>,
}

pub(super) struct FakeStation {
    addr: SocketAddr,
    pub(super) books: Arc<Mutex<Books>>,
    task: JoinHandle<()>,
}

impl FakeStation {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let books = Arc::new(Mutex::new(Books::default()));
        books.lock().unwrap().notices = BTreeMap::from([
            (MEALS, vec![(5_980, CITY, CITY_IBAN)]),
            (WASTE, vec![(20_000, CITY, CITY_IBAN), (1_000, PROVINCE, PROVINCE_IBAN)]),
            (STAMPED, vec![(1_600, CITY, "stamp"), (3_000, CITY, CITY_IBAN)]),
        ]);
        let router = Router::new().fallback(answer).with_state(books.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { addr, books, task }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/paForNode", self.addr)
    }

    pub(super) fn has_habits(&self, habits: impl IntoIterator<Item = Habit>) {
        self.books.lock().unwrap().habits.extend(habits);
    }

    pub(super) fn has_receipt_habits(&self, habits: impl IntoIterator<Item = Habit>) {
        self.books.lock().unwrap().receipt_habits.extend(habits);
    }

    /// The requests of one operation.
    pub(super) fn requests(&self, operation: Operation) -> Vec<String> {
        let books = self.books.lock().unwrap();
        let of_operation = books.requests.iter().filter(|(asked, _)| *asked == operation);
        of_operation.map(|(_, text)| text.clone()).collect()
    }

    pub(super) async fn goes_down(&mut self) {
        self.task.abort();
        let _aborted = (&mut self.task).await;
    }
}

impl Drop for FakeStation {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the Node sends must be as strict as what it accepts.
async fn answer(State(books): State<Arc<Mutex<Books>>>, headers: axum::http::HeaderMap, text: String) -> Response {
    let Message::Request(operation) = Message::check(&text).unwrap() else { panic!("not a request: {text}") };
    assert_eq!(headers["soapaction"], format!("\"{}\"", operation.soap_action()));
    let habit = {
        let mut books = books.lock().unwrap();
        books.requests.push((operation, text.clone()));
        match operation {
            Operation::SendRt | Operation::SendRtV2 => books.receipt_habits.pop_front(),
            _ => books.habits.pop_front(),
        }
    };
    let good = good_answer(&books.lock().unwrap(), operation, &text);
    match habit {
        None => xml(good),
        Some(Habit::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Habit::Text(text)) => xml(text.to_owned()),
        Some(Habit::Hang) => std::future::pending().await,
        Some(Habit::Refuse(code)) => xml(envelope(operation, &fault(code))),
        Some(Habit::Change(from, to)) => {
            assert!(good.contains(from), "{from} is not in {good}");
            xml(good.replace(from, to))
        }
    }
}

fn xml(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], text).into_response()
}

fn envelope(operation: Operation, content: &str) -> String {
    let root = operation.response_root();
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <p:{root} xmlns:p=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\">{content}</p:{root}>\
         </s:Body></s:Envelope>"
    )
}

fn fault(code: &str) -> String {
    format!("<outcome>KO</outcome><fault><faultCode>{code}</faultCode><faultString>no</faultString><id>{CITY}</id></fault>")
}

pub(super) fn text_of<'a>(message: &'a str, element: &str) -> Option<&'a str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let begin = message.find(&open)? + open.len();
    let end = message[begin..].find(&close)? + begin;
    Some(&message[begin..end])
}

fn good_answer(books: &Books, operation: Operation, request: &str) -> String {
    let number = text_of(request, "noticeNumber").unwrap_or(MEALS);
    let shares = books.notices.get(number);
    let content = match (operation, shares) {
        (Operation::SendRt | Operation::SendRtV2, _) => "<outcome>OK</outcome>".to_owned(),
        (_, None) => fault("PAA_PAGAMENTO_SCONOSCIUTO"),
        (Operation::Verify, Some(shares)) => format!("<outcome>OK</outcome>{}", verified(shares)),
        (Operation::Demand, Some(shares)) => format!(
            "<outcome>OK</outcome><qrCode><fiscalCode>{CITY}</fiscalCode><noticeNumber>{number}</noticeNumber></qrCode>{}",
            verified(shares)
        ),
        (Operation::GetPayment, Some(shares)) => payment(number, shares, request, false),
        (Operation::GetPaymentV2, Some(shares)) => payment(number, shares, request, true),
    };
    envelope(operation, &content)
}

fn sum(shares: &[Share]) -> Cents {
    shares.iter().map(|(cents, ..)| Cents(*cents)).sum()
}

fn verified(shares: &[Share]) -> String {
    format!(
        "<paymentList><paymentOptionDescription><amount>{}</amount><options>EQ</options><allCCP>false</allCCP>\
         </paymentOptionDescription></paymentList><paymentDescription>Prova</paymentDescription>\
         <fiscalCodePA>{CITY}</fiscalCodePA><companyName>Comune di Borgoesempio</companyName>",
        sum(shares)
    )
}

fn payment(number: &str, shares: &[Share], request: &str, second_version: bool) -> String {
    let postal = text_of(request, "transferType") == Some("POSTAL");
    let transfers: String = (1..).zip(shares).map(|(id, share)| transfer(id, share, postal, second_version)).collect();
    format!(
        "<outcome>OK</outcome><data><creditorReferenceId>{}</creditorReferenceId><paymentAmount>{}</paymentAmount>\
         <dueDate>2026-10-31</dueDate><description>Prova &amp; collaudo</description>\
         <companyName>Comune di Borgoesempio</companyName><debtor><uniqueIdentifier>\
         <entityUniqueIdentifierType>F</entityUniqueIdentifierType>\
         <entityUniqueIdentifierValue>RSSMRA80A01H501U</entityUniqueIdentifierValue></uniqueIdentifier>\
         <fullName>Mario Rossi</fullName><city>Borgoesempio</city><e-mail>mario.rossi@example.test</e-mail></debtor>\
         <transferList>{transfers}</transferList></data>",
        &number[1..],
        sum(shares),
    )
}

fn transfer(id: u8, (cents, creditor, iban): &Share, postal: bool, second_version: bool) -> String {
    let destination = match *iban {
        "stamp" => "<richiestaMarcaDaBollo><hashDocumento>1cKs1tSbI8MWxWj1VAXfeog/e1tL65/IJU38GmKYVPs=</hashDocumento>\
                    <tipoBollo>01</tipoBollo><provinciaResidenza>RM</provinciaResidenza></richiestaMarcaDaBollo>"
            .to_owned(),
        _ if postal && *creditor == CITY => format!("<IBAN>{CITY_POSTAL}</IBAN>"),
        iban => format!("<IBAN>{iban}</IBAN>"),
    };
    let company = if second_version { "<companyName>Ente</companyName>" } else { "" };
    let support = if *iban == CITY_IBAN && !postal {
        format!("<metadata><mapEntry><key>IBANAPPOGGIO</key><value>{CITY_POSTAL}</value></mapEntry></metadata>")
    } else {
        String::new()
    };
    format!(
        "<transfer><idTransfer>{id}</idTransfer><transferAmount>{}</transferAmount>\
         <fiscalCodePA>{creditor}</fiscalCodePA>{company}{destination}\
         <remittanceInformation>causale {id}</remittanceInformation><transferCategory>9/0101101IM/</transferCategory>\
         {support}</transfer>",
        Cents(*cents),
    )
}
