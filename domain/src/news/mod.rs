//! A piece of news of the Ente: published, put right, withdrawn with a reason; what stood there before stays in the log.

mod article;
mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use article::Article;
pub use command::NewsCommand;
pub use error::NewsRefusal;
pub use event::NewsEvent;
pub use state::News;
