//! Mails: each intent delivered once, with a fixed Message-ID.
