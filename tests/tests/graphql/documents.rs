//! The documents a portal would send.

pub(crate) const NOTICE: &str = "
query($input: CodeInput!, $freshness: String) {
  notice(input: $input, freshness: $freshness) {
    __typename
    ... on NoticeFound {
      stale
      notice { nav iuv amount dueDate description actions payability { payable reason key message } payment { paidAt amount psp receiptProof } }
      position {
        proof ente enteName description debtor { name taxCode }
        options { kind total installments { nav amount actions payability { payable reason } } }
      }
    }
    ... on Failure { key message field }
    ... on TooManyRequests { retryAfter }
  }
}";

pub(crate) const POSITION: &str = "
query($proof: String!) {
  position(proof: $proof) {
    __typename
    ... on PositionFound { position { proof description options { installments { nav actions payability { payable reason } } } } }
    ... on Failure { key }
  }
}";

pub(crate) const OPEN_CART: &str = "
mutation($ente: String!) {
  openCart(input: { ente: $ente }) {
    __typename
    ... on CartChanged { freshness cart { id count total payable empty { key title message } items { nav } } }
    ... on Failure { key message field }
  }
}";

macro_rules! changed {
    ($signature:literal, $call:literal) => {
        concat!(
            "mutation(",
            $signature,
            ") { ",
            $call,
            " { __typename
                ... on CartChanged {
                  freshness
                  cart {
                    id count total payable
                    items { nav description creditor amount quotedAmount amountChanged dueDate payability { payable reason } proof }
                  }
                }
                ... on Failure { key message field }
                ... on NoticeNotPayable { nav notPayable: reason }
                ... on CartRefused { cartNav: nav refused: reason } } }"
        )
    };
}

pub(crate) const ADD: &str = changed!("$input: AddToCartInput!", "addToCart(input: $input)");
pub(crate) const REMOVE: &str = changed!("$input: RemoveFromCartInput!", "removeFromCart(input: $input)");
pub(crate) const CLEAR: &str = changed!("$input: ClearCartInput!", "clearCart(input: $input)");

pub(crate) const CART: &str = "
query($id: String!) {
  cart(id: $id) {
    __typename
    ... on Cart {
      id count total payable empty { key title message }
      items { nav amount quotedAmount amountChanged payability { payable reason message } proof }
    }
    ... on Failure { key }
  }
}";

pub(crate) const CHECK_OUT: &str = "
mutation($input: CheckOutInput!) {
  checkOut(input: $input) {
    __typename
    ... on CheckOutStarted { reference redirectUrl freshness }
    ... on CheckOutInProgress { reference key message freshness }
    ... on CheckoutRefused { retriable }
    ... on CartRefused { nav reason }
    ... on Failure { key message field }
  }
}";

pub(crate) const CHECKOUT: &str = "
query($reference: String!) {
  checkout(reference: $reference) {
    __typename
    ... on Checkout {
      reference status ended key title message redirectUrl freshness
      items { nav description amount status receiptProof }
    }
    ... on Failure { key }
  }
}";

pub(crate) const CHECKOUT_STATUS: &str = "
subscription($reference: String!, $after: String) {
  checkoutStatus(reference: $reference, after: $after) {
    __typename
    ... on Checkout { status ended freshness items { status } }
    ... on Failure { key message field }
  }
}";

pub(crate) const PENDING: &str = "
query($input: PendingListInput!, $first: Int, $after: String, $freshness: String) {
  pendingList(input: $input, first: $first, after: $after, freshness: $freshness) {
    __typename
    ... on PendingList {
      stale
      pageInfo { hasNextPage endCursor }
      nodes { nav iuv description amount dueDate }
    }
    ... on Failure { key message field }
  }
}";

/// The least of a list, so that a page may be as long as pages get.
pub(crate) const PENDING_NAVS: &str = "
query($input: PendingListInput!, $first: Int, $after: String) {
  pendingList(input: $input, first: $first, after: $after) { ... on PendingList { pageInfo { endCursor } nodes { nav dueDate } } }
}";

pub(crate) const PENDING_SIZE: &str = "
query($input: PendingListInput!, $first: Int) {
  pendingList(input: $input, first: $first) { ... on PendingList { stale } ... on Failure { key field } }
}";

pub(crate) const HISTORY: &str = "
query($input: PaymentHistoryInput!, $first: Int, $after: String, $freshness: String) {
  paymentHistory(input: $input, first: $first, after: $after, freshness: $freshness) {
    __typename
    ... on PaymentHistory {
      stale
      totals { payments amount }
      pageInfo { hasNextPage endCursor }
      nodes { state paidAt nav description amount psp receiptProof }
    }
    ... on Failure { key message field }
  }
}";

pub(crate) const RECEIPTS: &str = "
query($input: CodeInput!, $freshness: String) {
  receiptSearch(input: $input, freshness: $freshness) {
    __typename
    ... on ReceiptFound { stale payments { state nav description amount paidAt psp method fee receiptProof } }
    ... on Failure { key message field }
  }
}";

pub(crate) const SEND_RECEIPT: &str = "
mutation($input: SendReceiptInput!) {
  sendReceipt(input: $input) {
    __typename
    ... on ReceiptRequested { key message freshness }
    ... on Failure { key message field }
  }
}";

pub(crate) const NOTICE_DOCUMENT: &str = "
mutation($input: NoticeDocumentInput!) {
  noticeDocument(input: $input) { __typename ... on DocumentLink { url expiresAt freshness } ... on Failure { key message field } }
}";

pub(crate) const RECEIPT_DOCUMENT: &str = "
mutation($input: ReceiptDocumentInput!) {
  receiptDocument(input: $input) { __typename ... on DocumentLink { url expiresAt freshness } ... on Failure { key message field } }
}";
