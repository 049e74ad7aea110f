//! Everything stands where pagoPA's model has it: measured positions, half a millimetre of tolerance.

use api::documents::notice;

use crate::paper::Paper;
use crate::samples;

const TOLERANCE: f32 = 0.5;
const SANS: &str = "TitilliumWeb-Regular";
const BOLD: &str = "TitilliumWeb-Bold";
const MONO: &str = "RobotoMono-Regular";
const MONO_BOLD: &str = "RobotoMono-Bold";

/// Where a text starts or ends.
enum Edge {
    Left(f32),
    Right(f32),
}
use Edge::{Left, Right};

/// Text, how many of the same come before it, edge, top of the line box, face and size.
type Item = (&'static str, usize, Edge, f32, &'static str, f32);

fn assert_items(paper: &Paper, items: Vec<Item>) {
    for (text, skipped, edge, top, font, size) in items {
        let piece = paper.nth_piece(text, skipped);
        let (found, expected) = match edge {
            Left(x) => (piece.x, x),
            Right(x) => (piece.right, x),
        };
        assert!((found - expected).abs() <= TOLERANCE, "{text:?} at {found} mm, not {expected}");
        assert!((piece.top - top).abs() <= TOLERANCE, "{text:?} top {} mm, not {top}", piece.top);
        assert_eq!((piece.font.as_str(), piece.size), (font, size), "{text:?}");
    }
}

fn assert_figure(paper: &Paper, index: usize, expected: [f32; 4]) {
    let figure = &paper.figures()[index];
    for (found, expected) in figure.bounds.into_iter().zip(expected) {
        assert!((found - expected).abs() <= TOLERANCE, "{figure:?}, not {expected:?}");
    }
}

fn assert_band(paper: &Paper, page: usize, expected: [f32; 4]) {
    let close = |(on, found): &(usize, [f32; 4])| {
        *on == page && found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= TOLERANCE)
    };
    assert!(paper.rectangles.iter().any(close), "a band at {expected:?}");
}

#[test]
fn s2_08_single_amount_with_slip_stands_as_in_the_model() {
    let paper = Paper::read(&notice(&samples::with_slip(samples::single())).unwrap());
    assert_items(
        &paper,
        vec![
            ("AVVISO DI PAGAMENTO", 0, Left(29.0), 10.5, BOLD, 10.0),
            ("Refezione scolastica, ottobre 2026", 0, Left(10.0), 24.8, BOLD, 16.0),
            ("ENTE CREDITORE", 0, Left(10.0), 46.3, BOLD, 10.0),
            ("99999000104", 0, Right(100.0), 46.9, MONO, 8.0),
            ("Comune di Borgoesempio", 0, Left(10.0), 58.7, BOLD, 14.0),
            ("Ufficio Servizi scolastici", 0, Left(10.0), 70.9, SANS, 12.0),
            ("www.comune.borgoesempio.example · 06 0000000 ·", 0, Left(10.0), 82.3, SANS, 8.0),
            ("DESTINATARIO", 0, Left(114.0), 46.3, BOLD, 10.0),
            ("RSSMRA80A01H501U", 0, Right(200.0), 46.9, MONO, 8.0),
            ("Mario Rossi", 0, Left(114.0), 58.7, BOLD, 14.0),
            ("Via dei Collaudi 7", 0, Left(114.0), 70.9, SANS, 12.0),
            ("00100 Borgoesempio (RM)", 0, Left(114.0), 77.0, SANS, 12.0),
            ("QUANTO E QUANDO PAGARE?", 0, Left(10.0), 92.0, BOLD, 10.0),
            ("DOVE PAGARE?", 0, Left(114.0), 92.0, BOLD, 10.0),
            ("vai su", 0, Left(171.9), 92.6, SANS, 8.0),
            ("pagopa.gov.it", 0, Right(200.0), 92.0, BOLD, 10.0),
            ("Importo", 0, Left(10.0), 104.2, BOLD, 8.0),
            ("59,80 Euro", 0, Left(10.0), 108.2, BOLD, 16.0),
            ("30/11/2026", 0, Right(100.0), 108.2, BOLD, 16.0),
            ("entro il", 0, Left(paper.piece("30/11/2026").x), 104.2, BOLD, 8.0),
            ("PAGA CON L’APP IO", 0, Left(114.0), 104.2, BOLD, 10.0),
            ("oppure sul sito dell’ente, dal tuo Home Banking, con la tua", 0, Left(114.0), 109.3, SANS, 8.0),
            ("PAGA SUL TERRITORIO", 0, Left(114.0), 120.6, BOLD, 10.0),
            ("presso Banche e Sportelli ATM, negli Uffici Postali e Punti", 0, Left(114.0), 125.7, SANS, 8.0),
        ],
    );
    assert_items(
        &paper,
        vec![
            ("DATI PER IL PAGAMENTO", 0, Left(10.0), 143.1, BOLD, 10.0),
            ("Rata unica entro il 30/11/2026", 0, Right(200.0), 143.1, BOLD, 10.0),
            ("Inquadra il", 0, Left(10.0), 185.2, SANS, 8.0),
            ("Destinatario", 0, Left(59.0), 155.0, SANS, 8.0),
            ("Mario Rossi", 1, Left(59.0), 158.7, BOLD, 8.0),
            ("Ente creditore", 0, Left(59.0), 164.3, SANS, 8.0),
            ("Comune di Borgoesempio", 1, Left(59.0), 168.0, BOLD, 8.0),
            ("Oggetto del pagamento", 0, Left(59.0), 173.6, SANS, 8.0),
            ("Refezione scolastica, ottobre 2026", 1, Left(59.0), 177.2, BOLD, 8.0),
            ("Euro", 0, Right(186.5), 156.3, SANS, 10.0),
            ("59,80", 0, Right(200.0), 155.9, MONO_BOLD, 12.0),
            ("Cod. CBILL", 0, Left(59.0), 184.9, SANS, 8.0),
            ("A1B2C", 0, Left(59.0), 190.3, MONO_BOLD, 10.0),
            ("Cod. Avviso", 0, Left(94.2), 184.9, SANS, 8.0),
            ("3022 6000 0000 0017 36", 0, Left(94.2), 190.3, MONO_BOLD, 10.0),
            ("99999000104", 1, Right(200.0), 190.3, MONO_BOLD, 10.0),
            ("BOLLETTINO POSTALE PA", 0, Left(10.0), 204.0, BOLD, 10.0),
            ("Rata unica entro 30/11/2026", 0, Right(200.0), 204.0, BOLD, 10.0),
            ("Bollettino Postale pagabile in tutti", 0, Left(10.0), 242.9, SANS, 8.0),
            ("AUT. DB/SISB/P1 12345 DEL 01/02/2026", 0, Left(10.0), 261.9, SANS, 7.0),
            ("sul C/C n.", 0, Left(69.0), 218.0, SANS, 10.0),
            ("000099990001", 0, Left(84.8), 217.6, MONO_BOLD, 12.0),
            ("Euro", 1, Left(170.8), 218.0, SANS, 10.0),
            ("59,80", 1, Right(200.0), 217.6, MONO_BOLD, 12.0),
            ("Intestato a", 0, Left(59.0), 229.4, SANS, 8.0),
            ("Destinatario", 1, Left(59.0), 234.9, SANS, 8.0),
            ("Oggetto pagamento", 0, Left(59.0), 240.2, SANS, 8.0),
            ("Cod. Avviso", 1, Left(59.0), 250.0, SANS, 8.0),
            ("3022 6000 0000 0017 36", 1, Left(59.0), 255.1, MONO_BOLD, 10.0),
            ("Tipo", 0, Left(115.7), 250.0, SANS, 8.0),
            ("P1", 0, Left(115.7), 255.1, MONO_BOLD, 10.0),
            ("99999000104", 2, Right(168.5), 255.1, MONO_BOLD, 10.0),
        ],
    );
    assert_figure(&paper, 0, [10.05, 154.8, 24.9, 24.9]);
    assert_figure(&paper, 1, [177.0, 231.8, 23.0, 23.0]);
    for band in [
        [0.0, 43.9, 104.0, 8.2],
        [106.1, 43.9, 103.9, 8.2],
        [0.0, 89.7, 104.0, 7.9],
        [0.0, 140.8, 210.0, 7.9],
        [0.0, 201.6, 210.0, 7.9],
    ] {
        assert_band(&paper, 0, band);
    }
}

#[test]
fn s2_08_two_instalments_stand_as_in_the_model() {
    let paper = Paper::read(&notice(&samples::instalments(2)).unwrap());
    let top = 197.6;
    assert_items(
        &paper,
        vec![
            ("Rata 1", 0, Left(10.0), top + 2.4, BOLD, 10.0),
            ("Rata 2", 0, Left(111.0), top + 2.4, BOLD, 10.0),
            ("Euro", 1, Left(10.0), top + 12.5, SANS, 8.0),
            ("70,01", 0, Left(10.0), top + 16.8, MONO_BOLD, 10.0),
            ("Entro il", 0, Left(10.0), top + 22.8, SANS, 8.0),
            ("28/02/2026", 0, Left(10.0), top + 27.1, MONO_BOLD, 10.0),
            ("Cod. Avviso", 1, Left(10.0), top + 32.8, SANS, 8.0),
            ("Cod. Fiscale Ente", 1, Left(10.0), top + 43.2, SANS, 8.0),
            ("Cod. CBILL", 1, Left(43.3), top + 43.2, SANS, 8.0),
            ("A1B2C", 1, Left(43.3), top + 47.5, MONO_BOLD, 10.0),
            ("Oggetto del pagamento", 1, Left(10.0), top + 55.1, SANS, 8.0),
            ("TARI 2026, tassa sui rifiuti", 2, Left(10.0), top + 58.8, BOLD, 8.0),
            ("Ente creditore", 1, Left(10.0), top + 64.3, SANS, 8.0),
            ("Inquadra il", 1, Left(10.0), top + 75.7, SANS, 8.0),
        ],
    );
    assert_figure(&paper, 1, [74.1, top + 11.9, 24.9, 25.1]);
    assert_figure(&paper, 2, [174.9, top + 11.9, 24.9, 25.1]);
    assert_band(&paper, 0, [6.9, top, 95.0, 7.9]);
    assert_band(&paper, 0, [107.9, top, 95.0, 7.9]);
}

#[test]
fn s2_08_three_instalments_stand_as_in_the_model() {
    let paper = Paper::read(&notice(&samples::instalments(3)).unwrap());
    let top = 197.6;
    assert_items(
        &paper,
        vec![
            ("Rata 1", 0, Left(10.0), top + 2.4, BOLD, 10.0),
            ("Rata 2", 0, Left(77.3), top + 2.4, BOLD, 10.0),
            ("Rata 3", 0, Left(144.7), top + 2.4, BOLD, 10.0),
            ("70,01", 0, Left(10.0), top + 17.0, MONO_BOLD, 10.0),
            ("28/02/2026", 0, Left(10.0), top + 28.4, MONO_BOLD, 10.0),
            ("3022 6000 0000 0101 27", 0, Left(10.0), top + 40.0, MONO_BOLD, 10.0),
            ("A1B2C", 1, Left(43.3), top + 50.1, MONO_BOLD, 10.0),
            ("Inquadra il", 1, Left(10.0), top + 57.7, SANS, 7.0),
        ],
    );
    for (index, x) in [(1, 45.2), (2, 112.6), (3, 179.9)] {
        assert_figure(&paper, index, [x, top + 12.2, 20.1, 19.8]);
        assert_band(&paper, 0, [x - 38.3, top, 61.4, 8.2]);
    }
}

#[test]
fn s2_08_slips_of_instalments_share_the_page() {
    let paper = Paper::read(&notice(&samples::with_slip(samples::instalments(3))).unwrap());
    for (index, top) in [110.3, 171.2, 232.0].into_iter().enumerate() {
        assert_band(&paper, 1, [0.0, top, 210.0, 7.9]);
        let amount = ["70,01", "70,02", "70,03"][index];
        assert_items(
            &paper,
            vec![
                (amount, 1, Right(200.0), top + 14.0, MONO_BOLD, 12.0),
                ("Intestato a", index + 1, Left(59.0), top + 23.8, SANS, 8.0),
                ("Tipo", index + 1, Left(115.7), top + 44.2, SANS, 8.0),
                ("P1", index + 1, Left(115.7), top + 49.6, MONO_BOLD, 10.0),
                ("AUT. DB/SISB/P1 12345 DEL 01/02/2026", index + 1, Left(10.0), top + 52.1, SANS, 7.0),
            ],
        );
        assert_figure(&paper, 5 + index, [177.0, top + 26.2, 23.0, 22.8]);
    }
    let paper = Paper::read(&notice(&samples::with_slip(samples::instalments(2))).unwrap());
    for (index, text_top) in [133.3, 204.2].into_iter().enumerate() {
        let amount = ["70,01", "70,02"][index];
        assert_items(
            &paper,
            vec![
                ("BOLLETTINO POSTALE PA", index + 1, Left(10.0), text_top, BOLD, 10.0),
                (amount, 1, Right(200.0), text_top + 13.6, MONO_BOLD, 12.0),
            ],
        );
    }
}

#[test]
fn s2_08_a_fine_shows_both_amounts_and_both_blocks() {
    let paper = Paper::read(&notice(&samples::fine()).unwrap());
    assert_items(
        &paper,
        vec![
            ("Importo scontato del 30%", 0, Left(10.0), 104.2, BOLD, 8.0),
            ("Importo ridotto", 0, Left(57.0), 104.2, BOLD, 8.0),
            ("29,40 Euro", 0, Left(10.0), 108.2, BOLD, 16.0),
            ("42,00 Euro", 0, Left(57.0), 108.2, BOLD, 16.0),
        ],
    );
    assert_band(&paper, 0, [0.0, 175.4, 210.0, 7.9]);
    assert_band(&paper, 0, [0.0, 232.4, 210.0, 7.9]);
}

#[test]
fn s2_08_instalments_are_laid_out_on_as_many_pages_as_the_model() {
    let pages = |model| Paper::read(&notice(&model).unwrap()).pages.len();
    let plain = [1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2];
    let slips = [2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5];
    for ((count, plain), slips) in (2..=12).zip(plain).zip(slips) {
        assert_eq!(pages(samples::instalments(count)), plain, "{count} instalments");
        assert_eq!(pages(samples::with_slip(samples::instalments(count))), slips, "{count} with slips");
    }
}

#[test]
fn s2_08_nothing_leaves_the_page_or_lies_on_other_text() {
    for (name, model) in samples::models().into_iter().chain(samples::full_models()) {
        let paper = Paper::read(&notice(&model).unwrap());
        paper.assert_tidy(&name);
    }
}
