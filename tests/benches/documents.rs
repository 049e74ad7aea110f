//! Documents per second on one core, beside what no document can beat: the QR code alone, and the PDF library saving an empty page.

#[expect(dead_code, reason = "the bench draws some of the samples that the tests draw")]
#[path = "../tests/documents/samples.rs"]
mod samples;

use std::hint::black_box;
use std::time::{Duration, Instant};

use api::documents::{NoticeDocument, notice, qr_text};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use qrcode::{EcLevel, QrCode, Version};

/// Rounds of the whole table; each figure is the best of them.
const ROUNDS: usize = 5;
/// Time of one measurement.
const SPAN: Duration = Duration::from_millis(400);

type Work = Box<dyn Fn() -> usize>;

fn main() {
    let rows = rows();
    let mut best = vec![(0.0_f64, 0); rows.len()];
    for _ in 0..ROUNDS {
        for ((_, work), best) in rows.iter().zip(&mut best) {
            let (rate, size) = measure(work);
            *best = (rate.max(best.0), size);
        }
    }
    println!("{:<42} {:>10} {:>10}", "one core", "per CPU s", "bytes");
    for ((name, _), (rate, size)) in rows.iter().zip(&best) {
        println!("{name:<42} {rate:>10.0} {size:>10}");
    }
    println!("notice / empty page: {:.2}", best[2].0 / best[1].0);
    println!("notice / QR alone:   {:.2}", best[2].0 / best[0].0);
    let reached = best[2].0 >= 400.0 && best[2].1 <= 45_000;
    println!("P11 (400 per second and core, 45 kB): {}", if reached { "reached" } else { "MISSED" });
}

fn rows() -> Vec<(&'static str, Work)> {
    let single = samples::single();
    let text = qr_text(&samples::number(17), &single.creditor.tax_code, single.plan.payables()[0].amount);
    let drawn = |model: NoticeDocument| -> Work { Box::new(move || notice(&model).expect("the sample is drawn").len()) };
    vec![
        ("limit: the QR code alone", Box::new(move || code(&text))),
        ("limit: printpdf saving an empty page", Box::new(empty_page)),
        ("notice", drawn(samples::single())),
        ("notice with postal slip", drawn(samples::with_slip(samples::single()))),
        ("notice, every field at its limit, slip", drawn(samples::at_limits(samples::with_slip(samples::single())))),
        ("notice, 12 instalments", drawn(samples::instalments(12))),
        ("notice, 9 instalments with slips", drawn(samples::with_slip(samples::instalments(9)))),
    ]
}

fn measure(work: &Work) -> (f64, usize) {
    let mut size = work();
    let started = (Instant::now(), on_cpu());
    let mut done = 0_u32;
    while started.0.elapsed() < SPAN {
        size = black_box(work());
        done += 1;
    }
    let spent = match (started.1, on_cpu()) {
        (Some(before), Some(after)) => after - before,
        _ => started.0.elapsed(),
    };
    (f64::from(done) / spent.as_secs_f64(), size)
}

/// Time this thread has had a core, so that a busy machine does not count against us; `None` where the system does not tell.
fn on_cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn code(text: &str) -> usize {
    let code = QrCode::with_version(text, Version::Normal(4), EcLevel::M).expect("a QR text fits version 4");
    code.into_colors().len()
}

fn empty_page() -> usize {
    let mut document = PdfDocument::new("empty");
    document.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), Vec::new()));
    document.save(&PdfSaveOptions::default(), &mut Vec::new()).len()
}
