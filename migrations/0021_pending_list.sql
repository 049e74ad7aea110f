-- What is open: one row per notice that is offered, not paid, and not excluded by another option of its position. The two dates decide
-- whether it may be paid today or only later; a notice that may not be paid any more for another reason has no row.
-- Derived from the log; may be emptied and folded again at any time.

CREATE TABLE pending_list_v1 (
    ente                 text COLLATE "C" NOT NULL,
    debtor               uuid             NOT NULL,
    -- The due date, notices without one last: with nav and position the order of the list.
    due_order            date             NOT NULL,
    nav                  text COLLATE "C" NOT NULL,
    position_id          uuid             NOT NULL,
    iuv                  text             NOT NULL,
    iupd                 text             NOT NULL,
    option_index         smallint         NOT NULL,
    options              smallint         NOT NULL,
    installment_index    smallint         NOT NULL,
    installments         smallint         NOT NULL,
    origin               text             NOT NULL CHECK (origin IN ('office', 'spontaneous')),
    amount               bigint           NOT NULL,
    description          text             NOT NULL,
    position_description text             NOT NULL,
    office               text,
    due_date             date,
    notice_due_date      date,
    -- Days in Europe/Rome, both included; none means no limit.
    payable_from         date,
    payable_until        date,
    created_at           timestamptz      NOT NULL,
    -- Log index of the event that last changed the row.
    as_of                bigint           NOT NULL,
    PRIMARY KEY (ente, debtor, due_order, nav, position_id)
);
CREATE INDEX pending_list_v1_by_position ON pending_list_v1 (ente, position_id, due_order, nav);

GRANT SELECT, INSERT, UPDATE, DELETE ON pending_list_v1 TO quietanza_app;
GRANT SELECT ON pending_list_v1 TO quietanza_reader;
