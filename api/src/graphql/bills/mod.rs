//! The numbered bills of school services: what they amount to, what was paid, what is left. They are shown here and paid elsewhere: the list
//! has no action, the detail leads to the position.

mod detail;
mod list;
mod whose;

pub use detail::{BillQuery, SchoolBillFound, SchoolBillInput, SchoolBillResult};
pub use list::{BillsQuery, SchoolBill, SchoolBills, SchoolBillsInput, SchoolBillsResult};
