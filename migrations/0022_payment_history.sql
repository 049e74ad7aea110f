-- Payments of every channel, and attempts in progress. A row is told by the streams it comes from, each in its own part: the position says
-- how a payment was booked, the receipt who paid; where both speak of the same fact the position's word stands, in whatever order they
-- arrive. Derived from the log; may be emptied and folded again at any time.

CREATE TABLE payment_history_v1 (
    ente                 text COLLATE "C" NOT NULL,
    -- receipt/<receipt id>/<notice>, elsewhere/<position>/<notice>/<number>, checkout/<checkout>/<notice>
    payment_id           text COLLATE "C" NOT NULL,
    state                text             NOT NULL
        CHECK (state IN ('in_progress', 'received', 'parked', 'settled', 'refund_due', 'compensated')),
    -- Whether the position has spoken.
    booked               boolean          NOT NULL,
    -- When it was paid; for an attempt, when it began. The order of the list, newest first.
    paid_at              timestamptz      NOT NULL,
    paid_at_is_reception boolean          NOT NULL,
    nav                  text COLLATE "C" NOT NULL,
    iuv                  text COLLATE "C" NOT NULL,
    position_id          uuid,
    debtor               uuid,
    payer                uuid,
    amount               bigint           NOT NULL,
    description          text             NOT NULL,
    office               text,
    due_date             date,
    receipt_id           text COLLATE "C",
    checkout_id          uuid,
    psp_id               text,
    psp_name             text,
    method               text,
    fee                  bigint,
    application_date     date,
    transfer_date        date,
    transfers            smallint         NOT NULL,
    stand_in             boolean          NOT NULL,
    -- Of an attempt: by which address the browser came back, and until when receipts are awaited.
    return_hint          text CHECK (return_hint IN ('ok', 'cancelled', 'error', 'waiting')),
    awaited_until        timestamptz,
    -- Log index of the event that last changed the row.
    as_of                bigint           NOT NULL,
    PRIMARY KEY (ente, payment_id)
);
CREATE INDEX payment_history_v1_by_debtor ON payment_history_v1 (ente, debtor, paid_at, payment_id);
CREATE INDEX payment_history_v1_by_payer ON payment_history_v1 (ente, payer, paid_at, payment_id) WHERE payer IS NOT NULL;
CREATE INDEX payment_history_v1_by_position ON payment_history_v1 (ente, position_id, paid_at, payment_id);
CREATE INDEX payment_history_v1_by_receipt ON payment_history_v1 (ente, receipt_id, payment_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX payment_history_v1_by_nav ON payment_history_v1 (ente, nav, paid_at, payment_id);
CREATE INDEX payment_history_v1_by_iuv ON payment_history_v1 (ente, iuv, paid_at, payment_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON payment_history_v1 TO quietanza_app;
GRANT SELECT ON payment_history_v1 TO quietanza_reader;
