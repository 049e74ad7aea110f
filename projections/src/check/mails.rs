//! K8: every mail that somebody was to get was taken by a mail server, was given up by a person, or still waits where everybody sees it; and no
//! two mails have one name, so that a second copy is known by its `Message-ID`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::account::AccountEvent;
use domain::event::Event;
use domain::receipt::ReceiptEvent;
use domain::support_request::SupportRequestEvent;
use replay::log::LoggedEvent;
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};
use super::sample;
use super::walk::Walk;
use crate::stream::StreamKind;
use crate::todo::TodoKind;
use crate::view::ViewName;

const PLACE: &str = "SELECT coalesce((SELECT next_index FROM checkpoint WHERE reader = $1), 0)";
const QUEUED: &str = "SELECT todo_id FROM todo_v1 WHERE kind = ANY ($1)";
/// Streams that the to-do list cannot follow; they are shown as such.
const ASIDE: &str = "SELECT aggregate_type || '/' || aggregate_id FROM dead_letter WHERE reader = $1";

/// Who wants mails sent, the to-dos they become, and the events that say so.
const SENDERS: [(StreamKind, TodoKind, &[&str]); 3] = [
    (
        StreamKind::Receipt,
        TodoKind::MailReceipt,
        &["ReceiptFiled", "ReceiptMailRequested", "ReceiptMailAccepted", "ReceiptMailAbandoned"],
    ),
    (
        StreamKind::Account,
        TodoKind::MailAccount,
        &[
            "AccountRegistered",
            "RegistrationDeclined",
            "AccountMailRequested",
            "PasswordSet",
            "EmailChangeRequested",
            "EmailChanged",
            "ConsentRevoked",
            "TaxCodeClaimLost",
            "AccountMailAccepted",
            "AccountMailAbandoned",
            "AccountErased",
        ],
    ),
    (
        StreamKind::SupportRequest,
        TodoKind::MailSupport,
        &["SupportRequestAnswered", "SupportMailAccepted", "SupportMailAbandoned"],
    ),
];

/// What an event says about mails.
#[derive(Default)]
struct Said {
    wanted: Vec<String>,
    closed: Option<String>,
    /// No mail can be written any more: nobody knows to whom.
    erased: bool,
}

/// Mails as the log tells of them.
struct Post {
    examined: Examined,
    names: HashSet<String>,
    /// Wanted and neither sent nor given up, in the stream being read.
    open: BTreeMap<String, String>,
    /// The same of all streams, as the to-do list must name them.
    unsent: HashMap<String, String>,
}

/// Compares the mails that were wanted with what became of them.
pub(super) async fn compare(pool: &PgPool) -> Result<Examined, CheckError> {
    let queue = Queue::look(pool).await?;
    let mut post = Post::empty();
    for (kind, todo, wanted) in SENDERS {
        let mut walk = Walk::of(pool, kind, wanted, queue.below);
        while let Some(batch) = walk.next(&mut post.examined).await? {
            for (logged, happening) in batch {
                post.hear(&logged, said(happening.event));
            }
        }
        post.end_of(todo);
    }
    Ok(post.conclude(&queue))
}

/// The same for the mails of some receipts: only what they wanted is looked for.
pub(super) async fn of_receipts(pool: &PgPool, names: &[String]) -> Result<Examined, CheckError> {
    let queue = Queue::look(pool).await?;
    let (kind, todo, wanted) = SENDERS[0];
    let mut post = Post::empty();
    for (logged, happening) in sample::events(pool, (kind, names), wanted, queue.below, &mut post.examined).await? {
        post.hear(&logged, said(happening.event));
    }
    post.end_of(todo);
    post.look_for_unsent(&queue);
    Ok(post.examined)
}

/// The mails of the to-do list, and where it stands: in one snapshot.
struct Queue {
    below: u64,
    queued: BTreeSet<String>,
    aside: HashSet<String>,
}

impl Queue {
    async fn look(pool: &PgPool) -> Result<Self, CheckError> {
        let reader = ViewName::Todo.as_str();
        let mut tx = pool.begin().await?;
        sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").execute(&mut *tx).await?;
        sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
        let below: i64 = sqlx::query_scalar(PLACE).bind(reader).fetch_one(&mut *tx).await?;
        let kinds = SENDERS.map(|(_, todo, _)| todo.as_str());
        let queued: Vec<String> = sqlx::query_scalar(QUEUED).bind(&kinds[..]).fetch_all(&mut *tx).await?;
        let aside: Vec<String> = sqlx::query_scalar(ASIDE).bind(reader).fetch_all(&mut *tx).await?;
        Ok(Self { below: below.unsigned_abs(), queued: queued.into_iter().collect(), aside: aside.into_iter().collect() })
    }
}

impl Post {
    fn empty() -> Self {
        let examined = Examined::of(Invariant::Mails);
        Self { examined, names: HashSet::new(), open: BTreeMap::new(), unsent: HashMap::new() }
    }

    fn hear(&mut self, logged: &LoggedEvent, said: Said) {
        let stream = format!("{}/{}", logged.aggregate_type(), logged.aggregate_id());
        for name in said.wanted {
            self.examined.looked_at += 1;
            if !self.names.insert(name.clone()) {
                self.examined.found(&name, "is the name of more than one mail");
            }
            self.open.insert(name, stream.clone());
        }
        if said.erased {
            self.open.retain(|_, from| *from != stream);
        }
        let Some(closed) = said.closed else { return };
        match self.open.remove(&closed) {
            Some(from) if from == stream => {}
            _ if self.names.contains(&closed) => {}
            _ => self.examined.found(closed, format!("was sent or given up in {stream}, and nobody had wanted it")),
        }
    }

    /// Everything of one kind was heard.
    fn end_of(&mut self, todo: TodoKind) {
        for (name, stream) in std::mem::take(&mut self.open) {
            self.unsent.insert(format!("{}/{name}", todo.as_str()), stream);
        }
    }

    /// Every mail that was wanted and not sent must wait.
    fn look_for_unsent(&mut self, queue: &Queue) {
        let mut lost: Vec<(&String, &String)> = self.unsent.iter().filter(|(todo, _)| !queue.queued.contains(*todo)).collect();
        lost.retain(|(_, stream)| !queue.aside.contains(*stream));
        lost.sort();
        for (todo, stream) in lost {
            self.examined.found(todo, format!("was wanted in {stream}, was not sent, and does not wait to be sent"));
        }
    }

    fn conclude(mut self, queue: &Queue) -> Examined {
        self.look_for_unsent(queue);
        for todo in queue.queued.iter().filter(|todo| !self.unsent.contains_key(*todo)) {
            self.examined.found(todo, "waits to be sent, and was sent, was given up, or was never wanted");
        }
        self.examined
    }
}

impl Said {
    fn wants(mails: impl IntoIterator<Item = String>) -> Self {
        Self { wanted: mails.into_iter().collect(), ..Self::default() }
    }

    fn closes(message_id: String) -> Self {
        Self { closed: Some(message_id), ..Self::default() }
    }
}

fn said(event: Event) -> Said {
    match event {
        Event::Receipt(event) => of_receipt(*event),
        Event::Account(event) => of_account(*event),
        Event::SupportRequest(event) => of_support(event),
        _ => Said::default(),
    }
}

fn of_receipt(event: ReceiptEvent) -> Said {
    use ReceiptEvent::{ReceiptFiled, ReceiptMailAbandoned, ReceiptMailAccepted, ReceiptMailRequested};
    match event {
        ReceiptFiled { mails, .. } => Said::wants(mails.into_iter().map(|mail| mail.message_id)),
        ReceiptMailRequested { mail } => Said::wants([mail.message_id]),
        ReceiptMailAccepted { message_id, .. } | ReceiptMailAbandoned { message_id, .. } => Said::closes(message_id),
        _ => Said::default(),
    }
}

fn of_account(event: AccountEvent) -> Said {
    use AccountEvent::{
        AccountErased, AccountMailAbandoned, AccountMailAccepted, AccountMailRequested, AccountRegistered, ConsentRevoked,
        EmailChangeRequested, EmailChanged, PasswordSet, RegistrationDeclined, TaxCodeClaimLost,
    };
    match event {
        AccountRegistered { registration } => Said::wants([registration.mail.message_id]),
        RegistrationDeclined { mail, .. }
        | AccountMailRequested { mail }
        | PasswordSet { mail, .. }
        | EmailChangeRequested { mail, .. }
        | EmailChanged { mail, .. }
        | ConsentRevoked { mail, .. } => Said::wants([mail.message_id]),
        TaxCodeClaimLost { mail, notice, .. } => {
            Said::wants([Some(mail), notice].into_iter().flatten().map(|mail| mail.message_id))
        }
        AccountMailAccepted { message_id, .. } | AccountMailAbandoned { message_id, .. } => Said::closes(message_id),
        AccountErased { .. } => Said { erased: true, ..Said::default() },
        _ => Said::default(),
    }
}

fn of_support(event: SupportRequestEvent) -> Said {
    use SupportRequestEvent::{SupportMailAbandoned, SupportMailAccepted, SupportRequestAnswered};
    match event {
        SupportRequestAnswered { message_id, .. } => Said::wants([message_id]),
        SupportMailAccepted { message_id, .. } | SupportMailAbandoned { message_id, .. } => Said::closes(message_id),
        _ => Said::default(),
    }
}
