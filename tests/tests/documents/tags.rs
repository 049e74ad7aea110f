//! What a screen reader is told: a title, headings without gaps, labels with their values, words for every picture.

use api::documents::{notice, receipt, receipts};

use crate::paper::Paper;
use crate::samples;

fn assert_tags(name: &str, bytes: &[u8], titles: usize) {
    let paper = Paper::read(bytes);
    let tags = paper.tags();
    assert_eq!(tags[0], (0, "Document".to_owned()), "{name}");
    assert_eq!(tags.iter().filter(|(_, tag)| tag == "H1").count(), titles, "{name}: one title a document");
    let mut level = 0;
    for (_, tag) in &tags {
        if let Some(next) = tag.strip_prefix('H').and_then(|digit| digit.parse::<u32>().ok()) {
            assert!(next <= level + 1, "{name}: H{next} after H{level}");
            level = next;
        }
    }
    for (index, (depth, tag)) in tags.iter().enumerate() {
        let kids = tags[index + 1..].iter().take_while(|(below, _)| below > depth);
        let kids: Vec<&str> = kids.filter(|(below, _)| *below == depth + 1).map(|(_, kid)| kid.as_str()).collect();
        match tag.as_str() {
            "L" => assert!(!kids.is_empty() && kids.iter().all(|kid| *kid == "LI"), "{name}: {kids:?} in a list"),
            "LI" => assert_eq!(kids, ["Lbl", "LBody"], "{name}"),
            "TR" => assert!(kids.len() == 3, "{name}: {kids:?} in a row"),
            _ => {}
        }
    }
    assert!(paper.figures().iter().all(|figure| figure.words.len() > 20), "{name}: words for every code");
}

#[test]
fn s0_26_every_model_is_tagged_for_screen_readers() {
    for (name, model) in samples::models() {
        assert_tags(&name, &notice(&model).unwrap(), 1);
    }
}

#[test]
fn s0_41_receipts_are_tagged_for_screen_readers() {
    for (name, document) in samples::receipt_models() {
        assert_tags(&name, &receipt(&document).unwrap(), 1);
    }
    assert_tags("receipts", &receipts(&vec![samples::receipt(); 3]).unwrap(), 4);
}
