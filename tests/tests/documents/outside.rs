//! What tools that know nothing of us say of the files. A tool that is missing skips its own check and says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use api::documents::{NoticeDocument, notice, receipt, receipts};

use crate::codes::{expected_qr, expected_records};
use crate::paper::Paper;
use crate::samples;

/// The files of all models, written once for all tests here: each model, and those with the most text and codes at their limits.
fn saved() -> &'static (PathBuf, Vec<PathBuf>) {
    static SAVED: OnceLock<(PathBuf, Vec<PathBuf>)> = OnceLock::new();
    SAVED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
        std::fs::create_dir_all(&folder).unwrap();
        let mut files = Vec::new();
        let mut save = |name: &str, bytes: Vec<u8>| {
            let file = folder.join(format!("{name}.pdf"));
            std::fs::write(&file, bytes).unwrap();
            files.push(file);
        };
        let fullest = ["single-slip-full", "fine-slip-full", "instalments-3-slip-full", "instalments-12-full"];
        let full = samples::full_models().into_iter();
        let full = full.filter(|(name, _)| fullest.contains(&name.as_str()));
        for (name, model) in samples::models().into_iter().chain(full) {
            save(&name, notice(&model).unwrap());
        }
        for (name, document) in samples::receipt_models() {
            save(&name, receipt(&document).unwrap());
        }
        save("receipts", receipts(&[samples::receipt(), samples::bare_receipt()]).unwrap());
        (folder, files)
    })
}

/// Runs a tool, or says that it is missing.
fn run(tool: &mut Command) -> Option<Output> {
    match tool.output() {
        Ok(output) => Some(output),
        Err(error) => {
            let name = tool.get_program().to_string_lossy().into_owned();
            println!("skipped: {name} is not installed ({error})");
            None
        }
    }
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn s2_08_verapdf_finds_pdf_ua_1_and_pdf_a_2a() {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".cache"))
    });
    let named = std::env::var_os("QUIETANZA_VERAPDF").map(PathBuf::from);
    let Some(launcher) = named.or_else(|| Some(cache?.join("quietanza/verapdf/verapdf"))) else {
        return;
    };
    let (_, files) = saved();
    let Some(output) = run(Command::new(&launcher).arg("PDFUA-1,PDFA-2A").args(files)) else {
        return;
    };
    let passed = words(&output).lines().filter(|line| line.starts_with("PASS")).count();
    let complaint = format!("{}{}", words(&output), String::from_utf8_lossy(&output.stderr));
    assert_eq!(passed, files.len() * 2, "{complaint}");
    assert!(output.status.success(), "{complaint}");
}

#[test]
fn s2_08_qpdf_finds_no_fault() {
    let (_, files) = saved();
    for file in files {
        let Some(output) = run(Command::new("qpdf").arg("--check").arg(file)) else {
            return;
        };
        assert!(output.status.success(), "{}: {}", file.display(), words(&output));
    }
}

#[test]
fn s2_08_poppler_reads_all_text_in_our_order_through_the_tags() {
    let (folder, _) = saved();
    // One of each kind: poppler reads all tags again for each page.
    for name in ["single-slip", "fine", "instalments-3", "receipt", "receipts"] {
        let file = folder.join(format!("{name}.pdf"));
        let Some(output) = run(Command::new("pdfinfo").arg("-struct-text").arg(&file)) else {
            return;
        };
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let tree = words(&output);
        let quoted: String = tree.lines().filter(|line| line.trim_start().starts_with('"')).collect();
        let ours = Paper::read(&std::fs::read(&file).unwrap()).text();
        assert_eq!(letters(&quoted), letters(&ours), "{}", file.display());
    }
}

#[test]
fn s2_08_poppler_finds_embedded_fonts_and_a_tagged_file() {
    let (_, files) = saved();
    for file in files {
        let Some(output) = run(Command::new("pdffonts").arg(file)) else {
            return;
        };
        for font in words(&output).lines().skip(2) {
            assert!(font.contains("yes no  yes"), "embedded, whole, with Unicode: {font}");
        }
        let Some(output) = run(Command::new("pdfinfo").arg(file)) else {
            return;
        };
        let told = words(&output);
        assert!(told.contains("Tagged:          yes") && !told.contains("CreationDate"), "{told}");
    }
}

#[test]
fn s2_08_zbar_reads_the_pages_poppler_draws() {
    let (folder, _) = saved();
    for (name, model) in scanned() {
        let drawn = folder.join(name);
        let mut poppler = Command::new("pdftoppm");
        poppler.args(["-r", "150", "-gray", "-png"]).arg(folder.join(format!("{name}.pdf"))).arg(&drawn);
        let Some(_) = run(&mut poppler) else { return };
        let pages = Paper::read(&notice(&model).unwrap()).pages.len();
        let pages = (1..=pages).map(|page| folder.join(format!("{name}-{page}.png")));
        let mut zbar = Command::new("zbarimg");
        zbar.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).args(pages);
        let Some(output) = run(&mut zbar) else { return };
        let mut read: Vec<String> = words(&output).lines().map(str::to_owned).collect();
        let mut expected = expected_qr(&model);
        read.sort();
        expected.sort();
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn s2_08_dmtx_reads_the_slips_poppler_draws() {
    let (folder, _) = saved();
    for (name, model) in scanned() {
        let figures = Paper::read(&notice(&model).unwrap()).figures().into_iter();
        let matrices = figures.filter(|figure| figure.words.contains("Data Matrix"));
        for (index, (figure, record)) in matrices.zip(expected_records(&model)).enumerate() {
            let drawn = folder.join(format!("{name}-{index}"));
            let [x, top, ..] = figure.bounds.map(|edge| ((edge - 2.0) / 25.4 * 150.0).round());
            let mut poppler = Command::new("pdftoppm");
            poppler.args(["-r", "150", "-gray", "-png", "-singlefile", "-W", "160", "-H", "160"]);
            poppler.args(["-x", &x.to_string(), "-y", &top.to_string()]);
            poppler.args(["-f", &(figure.page + 1).to_string()]);
            poppler.arg(folder.join(format!("{name}.pdf"))).arg(&drawn);
            let Some(_) = run(&mut poppler) else { return };
            let mut dmtx = Command::new("dmtxread");
            let Some(output) = run(dmtx.args(["-N1"]).arg(drawn.with_extension("png"))) else {
                return;
            };
            assert_eq!(words(&output), record, "{name}, slip {index}");
        }
    }
}

/// The models given to scanners: fullest codes, most codes.
fn scanned() -> [(&'static str, NoticeDocument); 3] {
    let full = samples::at_slip_limits(samples::with_slip(samples::instalments(3)));
    [
        ("single-slip", samples::with_slip(samples::single())),
        ("instalments-3-slip-full", full),
        ("instalments-12", samples::instalments(12)),
    ]
}
