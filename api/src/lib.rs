//! The edges of Quietanza: everything that touches the outside world, and nothing that decides.
//!
//! | room | what it does |
//! | --- | --- |
//! | [`graphql`], [`links`] | what citizens ask and command, the links they fetch documents by |
//! | [`station`] | the SOAP services the pagoPA Node calls (`paForNode`) |
//! | [`checkout`] | the client of pagoPA Checkout and the return addresses |
//! | [`archive`] | the client of pagoPA's central archive of notices (ACA) |
//! | [`process`] | the to-do workers that carry a payment from cart to receipt |
//! | [`mail`], [`documents`], [`paper`], [`messages`] | what citizens receive and read |
//! | [`positions`], [`import`] | positions made by the office, one or thousands at a time |
//! | [`accounts`], [`identity`] | what citizens do with their accounts; what proves who they are |
//! | [`log`] | the signed log in public: heads, tiles, proofs |
//! | [`staff`], [`office`] | who works for the Ente, and what they ask and command |
//! | `support` | requests for help: what people wrote, sealed, and what they saw when they wrote |
//! | `content` | what an Ente tells its citizens: addresses of its portal, the feed of its news, submissions to its calendar |
//! | [`services`] | services citizens make positions for, and their drafts |
//! | [`vault`], [`notices`], [`added_notices`] | personal data, notice numbers, the notices a citizen keeps an eye on |
//! | [`product`], [`commands`], [`enti`] | what all of them share |
//! | [`integrity`] | the walk through what is stored, and the check of raw messages |
//! | [`fence`] | a copy that came back from a backup does nothing outside until somebody says so |
//! | [`settings`], [`cli`], [`http`], [`telemetry`] | how it is run |

pub mod accounts;
pub mod added_notices;
pub mod archive;
pub mod checkout;
pub mod cli;
pub mod clock;
pub mod commands;
mod content;
pub mod documents;
pub mod enti;
pub mod fence;
pub mod graphql;
pub mod hot;
pub mod http;
pub mod identity;
pub mod import;
pub mod integrity;
pub mod links;
pub mod log;
pub mod mail;
pub mod messages;
pub mod notices;
pub mod office;
pub mod paper;
pub mod positions;
pub mod privacy;
pub mod process;
pub mod product;
pub mod services;
pub mod settings;
pub mod staff;
pub mod station;
mod support;
pub mod telemetry;
pub mod vault;
pub mod witness;
