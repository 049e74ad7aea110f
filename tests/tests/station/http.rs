//! The HTTP side, byte by byte where it matters: POST only, XML only, one length, one mebibyte.

use std::time::Duration;

use api::station::PATH;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::cast;
use crate::house::House;

fn verification() -> String {
    format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><p:paVerifyPaymentNoticeReq \
         xmlns:p=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"><idPA>{0}</idPA><idBrokerPA>{1}</idBrokerPA>\
         <idStation>{2}</idStation><qrCode><fiscalCode>{0}</fiscalCode><noticeNumber>{3}</noticeNumber></qrCode>\
         </p:paVerifyPaymentNoticeReq></e:Body></e:Envelope>",
        cast::ENTE,
        cast::BROKER,
        cast::STATION,
        cast::MEALS
    )
}

/// Sends bytes and reads until the server closes; the status line's code, or 0.
async fn raw(house: &House, bytes: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(house.address()).await.unwrap();
    // A server that refuses early may close before everything is sent.
    let _sent = stream.write_all(bytes).await;
    read_answer(stream).await
}

/// Sends bytes after which nothing more will come.
async fn cut(house: &House, bytes: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(house.address()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    read_answer(stream).await
}

async fn read_answer(mut stream: TcpStream) -> (u16, String) {
    let mut answer = Vec::new();
    let _read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
    (status, answer)
}

fn head(extra: &str) -> String {
    format!("POST {PATH} HTTP/1.1\r\nHost: station.test\r\nConnection: close\r\n{extra}\r\n")
}

fn with_length(extra: &str, body: &str) -> String {
    let head = head(&format!("Content-Length: {}\r\n{extra}", body.len()));
    format!("{head}{body}")
}

const XML: &str = "Content-Type: text/xml\r\n";

#[tokio::test]
async fn only_posts_of_xml_are_read() {
    let house = House::open().await;
    let good = verification();
    let cases = [
        (with_length(XML, &good), 200),
        (with_length("Content-Type: TEXT/XML; Charset=\"UTF-8\"\r\n", &good), 200),
        (with_length(&format!("{XML}SOAPAction: \"paVerifyPaymentNotice\"\r\n"), &good), 200),
        // The action is only a hint.
        (with_length(&format!("{XML}SOAPAction: \"paSendRTV2\"\r\n"), &good), 200),
        (with_length("", &good), 415),
        (with_length("Content-Type: application/json\r\n", &good), 415),
        (with_length("Content-Type: application/soap+xml\r\n", &good), 415),
        (with_length("Content-Type: text/xml; charset=iso-8859-1\r\n", &good), 415),
        (with_length(&format!("{XML}Content-Encoding: gzip\r\n"), &good), 415),
        (with_length(XML, "not xml"), 400),
        (with_length(XML, ""), 400),
        (with_length(XML, &good).replace("POST", "GET"), 405),
        (with_length(XML, &good).replace("POST", "PUT"), 405),
        (with_length(XML, &good).replacen(PATH, "/elsewhere", 1), 404),
        (with_length(XML, &good).replacen(PATH, "/", 1), 200),
    ];
    for (request, expected) in cases {
        let (status, answer) = raw(&house, request.as_bytes()).await;
        assert_eq!(status, expected, "{request}\n{answer}");
    }
}

#[tokio::test]
async fn a_body_has_one_length_and_at_most_a_mebibyte() {
    let house = House::open().await;
    let good = verification();
    let chunked = format!("{:x}\r\n{good}\r\n0\r\n\r\n", good.len());
    let big = "x".repeat(1024 * 1024 + 1);
    let just = "x".repeat(1024 * 1024);
    let big_chunks = format!("{:x}\r\n{big}\r\n0\r\n\r\n", big.len());
    let te = format!("{XML}Transfer-Encoding: chunked\r\n");
    let length = good.len();
    let cases = [
        (head(&te) + &chunked, 200),
        (with_length(XML, &big), 413),
        (head(&te) + &big_chunks, 413),
        (with_length(XML, &just), 400),
        // The length said twice, or in a way that is none.
        (head(&format!("{XML}Content-Length: {length}\r\nContent-Length: 5\r\n")) + &good, 400),
        (head(&format!("{XML}Content-Length: {length}, 5\r\n")) + &good, 400),
        (head(&format!("{XML}Content-Length: -1\r\n")) + &good, 400),
        (head(&format!("{XML}Transfer-Encoding: chunked, identity\r\n")) + &chunked, 400),
        (head(&te) + "zz\r\nhello\r\n0\r\n\r\n", 400),
        (with_length("Content-Type: text/xml\r\nContent-Type: text/xml\r\n", &good), 400),
        (with_length(&format!("{XML}SOAPAction: a\r\nSOAPAction: b\r\n"), &good), 400),
        (with_length(&format!("{XML}Host: other.test\r\n"), &good), 400),
    ];
    for (request, expected) in cases {
        let (status, answer) = raw(&house, request.as_bytes()).await;
        let shown: String = request.chars().take(300).collect();
        assert_eq!(status, expected, "{shown}\n{answer}");
    }
    for request in [head(&te) + "5\r\nhello", head(&format!("{XML}Content-Length: {}\r\n", length + 10)) + &good] {
        let (status, answer) = cut(&house, request.as_bytes()).await;
        assert!([0, 400].contains(&status), "{answer}");
    }
}

/// A length and chunks at once: the chunks count, and what lies behind them is never read as another request.
#[tokio::test]
async fn nothing_is_smuggled_behind_a_request() {
    let house = House::open().await;
    let good = verification();
    let hidden = with_length(XML, &good);
    let te = format!("{XML}Transfer-Encoding: chunked\r\n");
    for (first, expected) in [(String::new(), 400), (format!("{:x}\r\n{good}\r\n", good.len()), 200)] {
        let body = first + "0\r\n\r\n" + &hidden;
        let both = format!("Content-Length: {}\r\n{te}", body.len());
        for head in [head(&both), head(&te)] {
            let request = head.replace("Connection: close\r\n", "") + &body;
            let (status, answer) = raw(&house, request.as_bytes()).await;
            assert_eq!((status, answer.matches("HTTP/1.1 ").count()), (expected, 1), "{answer}");
        }
    }
}

#[tokio::test]
async fn answers_are_xml_that_nobody_keeps() {
    let house = House::open().await;
    let (_, answer) = raw(&house, with_length(XML, &verification()).as_bytes()).await;
    let answer = answer.to_ascii_lowercase();
    for header in ["content-type: text/xml; charset=utf-8", "cache-control: no-store", "x-content-type-options: nosniff"] {
        assert!(answer.contains(header), "{header} is missing: {answer}");
    }
}

/// The rest of the body never comes; the connection stays open.
#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let house = House::open().await;
    let mut stream = TcpStream::connect(house.address()).await.unwrap();
    stream.write_all((head(&format!("{XML}Content-Length: 1000\r\n")) + "<e:Envelope").as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    tokio::time::timeout(Duration::from_secs(20), stream.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 408");
}
