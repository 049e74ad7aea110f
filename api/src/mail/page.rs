//! The HTML part of every mail: one frame, so that all look alike and read well in the dark.

use maud::{DOCTYPE, Markup, html};

use super::Subject;
use crate::documents::Language;
use crate::messages::Message;

const PAGE: &str = "margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5;color-scheme:light dark";

/// `content` under its title, and the line that says that nobody reads answers.
pub(crate) fn page(language: Language, title: &Subject, content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title.as_str()) }
            }
            body style=(PAGE) {
                (content)
                p style="font-size:14px" { (Message::MailAutomatic.text(language)) }
            }
        }
    };
    page.into_string()
}
