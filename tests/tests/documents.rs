//! The documents a citizen holds in hand.

#[path = "documents/samples.rs"]
mod samples;

#[test]
fn save_all() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, model) in samples::notices() {
        let bytes = api::documents::notice(&model).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
}
