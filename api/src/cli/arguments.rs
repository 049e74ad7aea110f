//! What can be typed, and the help that teaches it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::account::UserName;
use domain::identifier::{EmailAddress, EnteCode, Iupd, NoticeNumber, TaxCode};
use domain::ids::SubjectId;
use domain::staff::{Role, StaffName};
use domain::text::{Text35, Text140};
use projections::ViewName;

use super::mandate::MandateCommand;

const EXAMPLES: &str = "\
A first installation, from nothing to serving:

  quietanza keys generate keys
  quietanza settings example > quietanza.toml         # then edit it
  quietanza settings check
  quietanza migrate
  quietanza ente apply comune.toml
  quietanza import ruolo-tari.json --ente 99999000104
  quietanza serve

Exit codes: 0 done; 1 something failed, trying again may help; 2 arguments or settings are wrong, each named;
3 a rule refuses what was asked, or some rows of a file were refused.";

/// Payment portal of a municipality on pagoPA.
#[derive(Debug, Parser)]
#[command(name = "quietanza", version, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Settings file (TOML); every setting can be overridden by QUIETANZA__SECTION__NAME.
    #[arg(long, global = true, env = "QUIETANZA_SETTINGS", value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve citizens, the pagoPA Node and monitoring, until SIGTERM or Ctrl-C.
    ///
    /// At the first signal no new connection is taken, requests in progress get 25 seconds, then background work stops. At the second
    /// signal the process ends at once; nothing acknowledged is lost.
    Serve {
        /// Also stop when the standard input ends: a supervisor that holds the other end of a pipe is never outlived.
        #[arg(long, env = "QUIETANZA_STOP_AT_END_OF_INPUT", value_parser = clap::builder::FalseyValueParser::new())]
        stop_at_end_of_input: bool,
    },
    /// Bring the database to the shape this version needs; safe to repeat.
    Migrate,
    /// Settings of a creditor institution.
    #[command(subcommand)]
    Ente(EnteCommand),
    /// Load debt positions from a file.
    ///
    /// Takes GPD v1 and v3 JSON: one position, a list, {"paymentPositions": [...]}, or one position a line. What the file leaves out
    /// (account, taxonomy code, causale, notice numbers) comes from the Ente's settings. A bad row is reported and stops nothing; the
    /// same file again does nothing and shows the first report; a run that was cut goes on when repeated.
    #[command(
        after_help = "Examples:\n  quietanza import ruolo.json --ente 99999000104\n  zcat ruolo.ndjson.gz | quietanza import - --ente 99999000104 --json"
    )]
    Import(Import),
    /// What the office does with one position.
    #[command(subcommand)]
    Position(PositionCommand),
    /// What the office states about the account of a citizen.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Who works for an Ente and what they may do.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The read models: built anew beside the live ones, compared, exchanged, taken back, while everything goes on.
    #[command(
        subcommand,
        after_help = "Example:\n  quietanza projections rebuild pending_list\n  quietanza projections compare pending_list\n  quietanza projections promote pending_list\n  quietanza projections rollback pending_list"
    )]
    Projections(ProjectionsCommand),
    /// Check that everything stored is what it must be: the log against its hashes, tiles and signed heads, the views and their sums against
    /// the log.
    ///
    /// Reads everything and folds every view anew beside the live one; the product goes on meanwhile. Each finding names what it is about.
    #[command(
        after_help = "Exit codes: 0 everything holds; 1 it could not be checked; 2 arguments or settings are wrong; 3 something does not hold."
    )]
    Check {
        /// As JSON, in one object.
        #[arg(long)]
        json: bool,
    },
    /// What happens outside after the data came back from a backup: nothing, until somebody says so.
    ///
    /// A start on a loaded dump, on a recovery to a moment or on a promoted standby is noticed. The product then serves and takes receipts, but
    /// mails nobody, calls nobody, signs nothing and erases nobody.
    #[command(subcommand)]
    Restored(RestoredCommand),
    /// Requests under data-protection law, and what is erased.
    #[command(subcommand)]
    Privacy(PrivacyCommand),
    /// Settings of this installation.
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Keys of this installation.
    #[command(subcommand)]
    Keys(KeysCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum EnteCommand {
    /// State the settings of an Ente (TOML, or JSON by the file's ending); a second time with no change appends nothing.
    ///
    /// A list `services` states the services for which citizens make debts themselves, as a whole: what is not in it is offered no longer.
    /// Without the list they stay as they are.
    #[command(
        after_help = "Example of a file:\n\n  code = \"99999000104\"\n  name = \"Comune di Borgoesempio\"\n  broker = \"99999000401\"\n  default_category = \"9/0101101IM/\"\n\n  [[stations]]\n  id = \"99999000401_01\"\n  segregation_codes = [\"02\"]\n\n  [[accounts]]\n  iban = \"IT20F9999999998000000000017\"\n\n  [[services]]\n  code = \"offerta\"\n  enabled = true\n  name = { it = \"Offerta libera\" }\n  subject = \"{causale}\"\n  form = [\n    { key = \"nome\", kind = \"debtor_name\", label = { it = \"Nome\" } },\n    { key = \"codice_fiscale\", kind = \"debtor_tax_code\", label = { it = \"Codice fiscale\" } },\n    { key = \"importo\", kind = { amount = { minimum = 100 } }, label = { it = \"Importo\" } },\n    { key = \"causale\", kind = { text = { maximum = 100 } }, label = { it = \"Causale\" } },\n  ]"
    )]
    Apply {
        /// The file.
        file: PathBuf,
    },
    /// Show the settings in force, as a file that `apply` takes.
    Show {
        /// Only this Ente.
        code: Option<EnteCode>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file; `-` for the standard input.
    pub(super) file: PathBuf,
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    pub(super) ente: EnteCode,
    /// Keep the positions as drafts instead of offering them at once.
    #[arg(long)]
    pub(super) draft: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Which position, and who acts.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    pub(super) ente: EnteCode,
    /// The office's own name of the position.
    #[arg(long, required_unless_present = "nav", conflicts_with = "nav")]
    pub(super) iupd: Option<Iupd>,
    /// Number of one of its notices.
    #[arg(long)]
    pub(super) nav: Option<NoticeNumber>,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    pub(super) operator: Text35,
}

#[derive(Debug, Subcommand)]
pub(super) enum PositionCommand {
    /// Take a position back: citizens can no longer pay it.
    #[command(
        after_help = "Example:\n  quietanza position withdraw --ente 99999000104 --iupd TARI-2026-1 --operator anna --reason \"Sgravio 12/2026\""
    )]
    Withdraw {
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long)]
        reason: Text140,
    },
    /// Offer a withdrawn or expired position again, under the same notice numbers.
    Restore {
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long)]
        reason: Text140,
    },
    /// Offer a draft.
    Publish {
        #[command(flatten)]
        which: Which,
    },
    /// State a position again, whole, from a file with one GPD position; its iupd names it.
    Amend {
        /// The file.
        file: PathBuf,
        /// Tax code of the Ente.
        #[arg(long, value_name = "CODE")]
        ente: EnteCode,
        /// Account name of who acts; kept in the history.
        #[arg(long, value_name = "NAME")]
        operator: Text35,
    },
    /// Record a payment the office took itself, at the counter or by a bailiff.
    #[command(
        after_help = "Example:\n  quietanza position paid --ente 99999000104 --nav 302260000000001736 --amount 59,80 \\\n      --number CASSA-2026-118 --operator anna --reason \"Contanti allo sportello\""
    )]
    Paid {
        /// Tax code of the Ente.
        #[arg(long, value_name = "CODE")]
        ente: EnteCode,
        /// Number of the notice paid.
        #[arg(long)]
        nav: NoticeNumber,
        /// Amount in euro, with two decimals: exactly what is owed.
        #[arg(long, value_name = "EURO", value_parser = euro)]
        amount: domain::Cents,
        /// The office's own number of the payment; the same number again is the same payment.
        #[arg(long)]
        number: Text35,
        /// Account name of who acts; kept in the history.
        #[arg(long, value_name = "NAME")]
        operator: Text35,
        /// How it was paid, and why here.
        #[arg(long)]
        reason: Text140,
    },
}

/// Which account, and who acts.
#[derive(Debug, Args)]
pub(super) struct WhichAccount {
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    pub(super) ente: EnteCode,
    /// The name the citizen logs in with.
    #[arg(long, value_name = "NAME")]
    pub(super) user_name: UserName,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    pub(super) operator: Text35,
    /// How it was seen, or why it is taken back; kept in the history.
    #[arg(long)]
    pub(super) reason: Text140,
}

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// State that a document was seen: the account's tax code is its holder's.
    ///
    /// Where the Ente's settings say so (policies.accounts.office_verification) the account then sees everything of that tax code, from
    /// its next login on.
    #[command(
        after_help = "Example:\n  quietanza account verify --ente 99999000104 --user-name mario.rossi --tax-code RSSMRA80A01H501U \\\n      --operator anna --reason \"Carta d'identita CA00000AA, sportello\""
    )]
    Verify {
        #[command(flatten)]
        which: WhichAccount,
        /// The tax code on the document; it must be the account's.
        #[arg(long, value_name = "CODE")]
        tax_code: TaxCode,
    },
    /// Take that back; the account's sessions end.
    Withdraw {
        #[command(flatten)]
        which: WhichAccount,
    },
}

/// Which member of the staff, and who acts.
#[derive(Debug, Args)]
pub(super) struct StaffMember {
    /// Their name: 2 to 32 letters, digits, dots, hyphens and underscores.
    pub(super) name: StaffName,
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    pub(super) ente: EnteCode,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    pub(super) operator: Text35,
}

#[derive(Debug, Subcommand)]
pub(super) enum RestoredCommand {
    /// Show where the cell stands, and what waits to be sent if it came back from a backup.
    #[command(
        after_help = "Exit codes: 0 the cell is at home; 1 it could not be asked; 3 it came back from a backup and nobody has confirmed it."
    )]
    Show,
    /// Say that the copy was compared with the world: things are done outside again.
    ///
    /// Compare first: receipts the Node delivered after the backup (they come again when the Node finds no answer; the platform's own lists name
    /// them), payments of the office since then, `quietanza check`. Mails and carts that were wanted before the backup may have been sent: they
    /// are put aside, each to be looked at, unless --send lets them go (a mail that goes twice carries the same Message-ID).
    #[command(
        after_help = "Example:\n  quietanza restored show\n  quietanza restored confirm --operator anna --reason \"Backup del 3/2, ricevute confrontate\""
    )]
    Confirm {
        /// Account name of who acts; kept beside the data.
        #[arg(long, value_name = "NAME")]
        operator: Text35,
        /// What was compared.
        #[arg(long)]
        reason: Text140,
        /// Send what was wanted before the backup instead of putting it aside.
        #[arg(long)]
        send: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum StaffCommand {
    /// Take somebody in; they can log in once they have a password.
    #[command(
        after_help = "Example:\n  quietanza staff add anna --ente 99999000104 --role help-desk --role office --operator admin\n  quietanza staff password anna --ente 99999000104 --operator admin < password.txt"
    )]
    Add {
        #[command(flatten)]
        member: StaffMember,
        /// What they may do: help-desk, office, finance, auditor, administrator; may be repeated.
        #[arg(long, required = true)]
        role: Vec<Role>,
    },
    /// Show everybody who was ever taken in.
    List {
        /// Tax code of the Ente.
        #[arg(long, value_name = "CODE")]
        ente: EnteCode,
    },
    /// Send somebody away: their sessions end at once.
    Disable {
        #[command(flatten)]
        member: StaffMember,
        /// Why.
        #[arg(long)]
        reason: Text140,
    },
    /// State what somebody may do, whole.
    Roles {
        #[command(flatten)]
        member: StaffMember,
        /// What they may do: help-desk, office, finance, auditor, administrator; may be repeated.
        #[arg(long, required = true)]
        role: Vec<Role>,
    },
    /// Set a password, read from the standard input; ends their sessions.
    Password {
        #[command(flatten)]
        member: StaffMember,
    },
}

/// Which read models.
#[derive(Debug, Args)]
pub(super) struct WhichView {
    /// Its name, as `quietanza projections list` shows it, with or without the version of its fold.
    #[arg(value_parser = view, required_unless_present = "all")]
    pub(super) view: Option<ViewName>,
    /// Every one, one after the other.
    #[arg(long, conflicts_with = "view")]
    pub(super) all: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProjectionsCommand {
    /// Show which build of each view answers, how far behind the log it is, and what stands beside it.
    List {
        /// As JSON, one view a line.
        #[arg(long)]
        json: bool,
    },
    /// Fold a view from the beginning of the log into a table beside the live one; takes up again what a killed command left complete.
    Rebuild {
        #[command(flatten)]
        which: WhichView,
        /// From the beginning, whatever stands there.
        #[arg(long)]
        anew: bool,
    },
    /// Compare the table beside with the live one at the same place of the log: digests, and the first rows that differ. Exit code 3 when
    /// some do.
    Compare {
        #[command(flatten)]
        which: WhichView,
        /// As JSON, one view a line.
        #[arg(long)]
        json: bool,
    },
    /// Put the table beside in the place of the live one, in one transaction; the old one stays.
    Promote {
        #[command(flatten)]
        which: WhichView,
    },
    /// Put the old one back.
    Rollback {
        #[command(flatten)]
        which: WhichView,
    },
    /// Drop what stands beside the live one, and the old one: what was forgotten since is in neither of them then.
    Discard {
        #[command(flatten)]
        which: WhichView,
    },
}

/// Whose data, and who acts.
#[derive(Debug, Args)]
pub(super) struct Whose {
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    pub(super) ente: EnteCode,
    /// Codice fiscale or partita IVA of the person.
    #[arg(long, value_name = "CODE", group = "whom")]
    pub(super) tax_code: Option<TaxCode>,
    /// The name of an account: the account and the person behind it are meant.
    #[arg(long, value_name = "NAME", group = "whom")]
    pub(super) user_name: Option<UserName>,
    /// The address under which somebody asked for help or was sent receipts.
    #[arg(long, value_name = "ADDRESS", group = "whom")]
    pub(super) email: Option<EmailAddress>,
    /// The random number that stands for the person.
    #[arg(long, value_name = "ID", group = "whom", required_unless_present_any = ["tax_code", "user_name", "email"])]
    pub(super) person: Option<SubjectId>,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    pub(super) operator: Text35,
    /// Why; kept in the history.
    #[arg(long)]
    pub(super) reason: Text140,
}

/// Which of a person's two keys.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum DataClass {
    /// Contacts and preferences.
    Profile,
    /// Who owes and who paid.
    Fiscal,
}

#[derive(Debug, Subcommand)]
pub(super) enum PrivacyCommand {
    /// Show the register of requests, those due first in front.
    List {
        /// Tax code of the Ente.
        #[arg(long, value_name = "CODE")]
        ente: EnteCode,
        /// Also those that were answered.
        #[arg(long)]
        all: bool,
    },
    /// Erase a person's data: the key is destroyed, what is sealed under it can be read by nobody any more.
    ///
    /// Refused, with the reason and the day, while a payment is under way, something is owed or to be paid back, or the legal term runs.
    #[command(
        after_help = "Example:\n  quietanza privacy erase --ente 99999000104 --tax-code RSSMRA80A01H501U --class profile \\\n      --operator anna --reason \"Richiesta prot. 118/2026\""
    )]
    Erase {
        #[command(flatten)]
        whose: Whose,
        /// Which data.
        #[arg(long)]
        class: DataClass,
    },
    /// Who outside may read whose data with `replay`: auditors, courts, inspectors.
    #[command(subcommand)]
    Mandate(MandateCommand),
    /// Keep a person's data out of use.
    Restrict {
        #[command(flatten)]
        whose: Whose,
    },
    /// End that.
    Lift {
        #[command(flatten)]
        whose: Whose,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum SettingsCommand {
    /// Print a settings file that documents every setting.
    Example,
    /// Read the settings and say everything that is wrong with them.
    Check,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Make the keys of a new installation, readable by their owner only; existing files are left alone.
    Generate {
        /// The folder, made when missing.
        dir: PathBuf,
    },
    /// Make the key of [vault.pkcs11] in its token: an AES key of 256 bits that can be used and never read. One that is there is kept.
    Make,
    /// The master keys with their ids, since when each is used, and when it is to be rotated.
    List,
    /// Wrap every key of a person by the key in force, and retire the former one. No event changes; citizens notice nothing.
    ///
    /// Before: a new file as vault.key_file (or a token's key as vault.pkcs11), the one in use so far as vault.former_key_file (or
    /// vault.former_pkcs11), and every process restarted. Afterwards the former one is refused. A run that was cut goes on when repeated.
    #[command(
        after_help = "Example:\n  mv keys/vault.key keys/vault.former.key && quietanza keys generate keys\n  # former_key_file = \"keys/vault.former.key\" in [vault], restart, then:\n  quietanza keys rotate"
    )]
    Rotate,
}

fn view(text: &str) -> Result<ViewName, String> {
    let named = |view: &ViewName| view.as_str() == text || view.as_str().rsplit_once("_v").is_some_and(|(name, _)| name == text);
    let names = || ViewName::ALL.map(ViewName::as_str).join(", ");
    ViewName::ALL.into_iter().find(named).ok_or_else(|| format!("is none of {}", names()))
}

/// Euro as people write them: `59,80` or `59.80`.
fn euro(text: &str) -> Result<domain::Cents, domain::money::MoneyError> {
    domain::Cents::from_euro_decimal(&text.replace(',', ".")).and_then(|amount| domain::Cents::positive(amount.as_i64()))
}
