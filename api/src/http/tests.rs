//! Trace contexts and client addresses: believed only when they are what they claim.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderValue};
use proptest::prelude::*;

use super::client::ClientAddress;
use super::trace::{TraceContext, current};

const SAMPLE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

#[test]
fn a_trace_is_entered_with_a_span_of_ours() {
    let given: TraceContext = SAMPLE.parse().unwrap();
    assert_eq!(given.to_string(), SAMPLE);
    let ours = TraceContext::enter(Some(SAMPLE));
    assert_eq!(ours.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_ne!(ours.to_string(), SAMPLE);
    assert!(ours.to_string().parse::<TraceContext>().is_ok());
}

#[test]
fn what_is_no_trace_begins_a_new_one() {
    let zero = "00-00000000000000000000000000000000-00f067aa0ba902b7-01";
    for bad in ["", "00", zero, "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", &format!("{SAMPLE}-x")] {
        assert!(bad.parse::<TraceContext>().is_err(), "{bad}");
        assert_ne!(TraceContext::enter(Some(bad)).trace_id(), "0".repeat(32));
    }
    assert_ne!(TraceContext::enter(None).trace_id(), TraceContext::enter(None).trace_id());
}

#[tokio::test]
async fn the_current_trace_is_that_of_the_request() {
    assert_eq!(current(), None);
    let trace = TraceContext::begin();
    assert_eq!(trace.scope(async { current() }).await, Some(trace));
}

#[test]
fn a_forwarded_address_counts_as_far_as_our_proxies_vouch() {
    let peer: SocketAddr = "10.0.0.1:4000".parse().unwrap();
    let client = |forwarded: &[&'static str], hops| {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        ClientAddress::of(peer, &headers, hops).0.to_string()
    };
    assert_eq!(client(&["1.1.1.1, 2.2.2.2"], 0), "10.0.0.1");
    assert_eq!(client(&["1.1.1.1, 2.2.2.2"], 1), "2.2.2.2");
    assert_eq!(client(&["1.1.1.1", "2.2.2.2, 3.3.3.3"], 2), "2.2.2.2");
    assert_eq!(client(&["1.1.1.1"], 2), "10.0.0.1");
    assert_eq!(client(&["nonsense"], 1), "10.0.0.1");
    assert_eq!(client(&["[2001:db8::1]:443"], 1), "2001:db8::1");
    assert_eq!(client(&["::ffff:9.9.9.9"], 1), "9.9.9.9");
}

#[test]
fn limits_count_networks_not_addresses() {
    let network = |text: &str| ClientAddress(text.parse().unwrap()).network();
    assert_eq!(network("192.0.2.1"), network("192.0.2.254"));
    assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
    assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:ff::9"));
    assert_ne!(network("2001:db8:0:100::1"), network("2001:db8:0:200::1"));
}

proptest! {
    #[test]
    fn no_text_breaks_the_trace(text in ".{0,80}") {
        let _ = TraceContext::enter(Some(&text));
    }
}
