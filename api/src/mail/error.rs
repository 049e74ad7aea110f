//! What can go wrong with a mail, told apart by what to do about it.

/// A mail could not be put together: a defect of ours or of the settings, not of the mail server.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// An address that our type accepts and the mail library does not.
    #[error("mail: an address cannot be written in a header")]
    Address(#[from] lettre::address::AddressError),
    /// The parts do not make a message.
    #[error("mail: the message cannot be put together")]
    Message(#[from] lettre::error::Error),
    /// The settings of the mail server cannot be used.
    #[error("mail: the settings of the server cannot be used")]
    Transport(#[source] lettre::transport::smtp::Error),
}

/// The mail server did not accept a mail. The texts name codes only: servers like to repeat the recipient.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Try again: no connection, a login refused, "later" (4xx), or no answer at all. It may have been accepted.
    #[error("the mail server did not take it yet: {0}")]
    Later(String),
    /// This mail will never be accepted (5xx): somebody has to look at it.
    #[error("the mail server refuses it: {0}")]
    Never(String),
}

/// Codes that speak of our login, not of the mail (RFC 4954), and of a host that takes no mail at the moment (RFC 7504).
const ABOUT_US: [&str; 6] = ["421", "521", "530", "534", "535", "538"];

impl From<lettre::transport::smtp::Error> for SendError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let Some(code) = error.status().map(|code| code.to_string()) else {
            let what = match &error {
                error if error.is_timeout() => "no answer in time",
                error if error.is_tls() => "no protected connection",
                error if error.is_response() => "an answer that is no SMTP",
                error if error.is_client() => "the connection cannot do what is asked of it",
                _ => "no connection",
            };
            return Self::Later(what.to_owned());
        };
        let shown = match enhanced_code(&error) {
            Some(enhanced) => format!("SMTP {code} {enhanced}"),
            None => format!("SMTP {code}"),
        };
        if error.is_permanent() && !ABOUT_US.contains(&code.as_str()) { Self::Never(shown) } else { Self::Later(shown) }
    }
}

/// The code of RFC 3463 (`5.1.1`) in the server's answer, if it gives one.
fn enhanced_code(error: &lettre::transport::smtp::Error) -> Option<String> {
    let answer = std::error::Error::source(error)?.to_string();
    answer.split_whitespace().find(|word| is_enhanced(word)).map(str::to_owned)
}

fn is_enhanced(word: &str) -> bool {
    let digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    word.starts_with(['4', '5']) && word.split('.').count() == 3 && word.split('.').all(digits)
}
