//! The statements that citizens and workers wait for, by name: each must be served by an index, whatever the size of the data. A test explains
//! every one of them over some hundred thousand rows.

use crate::bills::queries as bills;
use crate::calendar::queries as calendar;
use crate::help_desk::queries as help_desk;
use crate::news::queries as news;
use crate::notice_directory::queries as notice_directory;
use crate::payment_history::queries as payment_history;
use crate::pending_list::queries as pending_list;
use crate::support::queries as support;
use crate::todo::{queries as todo, work};

/// Name and text of each hot statement.
pub const QUERIES: [(&str, &str); 42] = [
    ("notice_directory.find_by_nav", notice_directory::BY_NAV),
    ("notice_directory.find_by_iuv", notice_directory::BY_IUV),
    ("notice_directory.of_position", notice_directory::OF_POSITION),
    ("notice_directory.look_up_by_nav", notice_directory::ANONYMOUS_BY_NAV),
    ("notice_directory.look_up_by_iuv", notice_directory::ANONYMOUS_BY_IUV),
    ("pending_list.by_debtor", pending_list::BY_DEBTOR),
    ("pending_list.by_debtor_filtered", pending_list::OF_DEBTOR.filtered),
    ("pending_list.added", pending_list::ADDED.whole),
    ("pending_list.added_filtered", pending_list::ADDED.filtered),
    ("pending_list.by_position", pending_list::OF_POSITION.whole),
    ("payment_history.page_by_debtor", payment_history::PAGE_BY_DEBTOR),
    ("payment_history.page_by_holder", payment_history::PAGE_BY_HOLDER),
    ("payment_history.page_by_own_debts", payment_history::PAGE_BY_OWN_DEBTS),
    ("payment_history.page_by_account", payment_history::PAGE_BY_ACCOUNT),
    ("payment_history.page_by_position", payment_history::PAGE_BY_POSITION),
    ("payment_history.totals_by_debtor", payment_history::TOTALS_BY_DEBTOR),
    ("payment_history.totals_by_holder", payment_history::TOTALS_BY_HOLDER),
    ("payment_history.totals_by_account", payment_history::TOTALS_BY_ACCOUNT),
    ("payment_history.totals_by_position", payment_history::TOTALS_BY_POSITION),
    ("payment_history.by_id", payment_history::BY_ID),
    ("payment_history.by_receipt", payment_history::BY_RECEIPT),
    ("payment_history.in_progress", payment_history::IN_PROGRESS),
    ("payment_history.look_up_by_nav", payment_history::ANONYMOUS_BY_NAV),
    ("payment_history.look_up_by_iuv", payment_history::ANONYMOUS_BY_IUV),
    ("help_desk.newest_first", help_desk::NEWEST_FIRST),
    ("help_desk.oldest_first", help_desk::OLDEST_FIRST),
    ("help_desk.streams", help_desk::STREAMS),
    ("todo.claim", work::CLAIM),
    ("todo.next_due", work::NEXT_DUE),
    ("todo.open", todo::OPEN),
    ("todo.parked", todo::PARKED),
    ("pending_list.by_ente", pending_list::OF_ENTE.whole),
    ("payment_history.page_by_ente", payment_history::PAGE_BY_ENTE),
    ("payment_history.unresolved", payment_history::UNRESOLVED),
    ("support.unfinished", support::UNFINISHED),
    ("support.all", support::ALL),
    ("bills.by_debtor", bills::BY_DEBTOR),
    ("bills.one_by_debtor", bills::ONE_BY_DEBTOR),
    ("bills.school_years", bills::YEARS_BY_DEBTOR),
    ("news.newest_first", news::NEWEST_FIRST),
    ("calendar.between", calendar::BETWEEN),
    ("calendar.waiting", calendar::WAITING),
];
