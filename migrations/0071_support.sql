-- Requests for help: one row each, without what anybody wrote. Derived from the log; may be emptied and folded again at any time.

CREATE TABLE support_v1 (
    request_id uuid PRIMARY KEY,
    ente       text COLLATE "C" NOT NULL,
    reference  text             NOT NULL,
    stage      text             NOT NULL CHECK (stage IN ('open', 'assigned', 'answered', 'closed', 'reopened')),
    case_type  text             NOT NULL,
    assignee   text,
    about_kind text CHECK (about_kind IN ('notice', 'cart', 'checkout')),
    about_id   text,
    opened_at  timestamptz      NOT NULL,
    -- Log index of its first event: the order of the queue.
    opened_by  bigint           NOT NULL,
    answers    smallint         NOT NULL,
    rating     smallint,
    -- Log index of the event that last changed the row.
    as_of      bigint           NOT NULL
);
CREATE INDEX support_v1_unfinished ON support_v1 (ente, opened_by) WHERE stage <> 'closed';
CREATE INDEX support_v1_all ON support_v1 (ente, opened_by);

GRANT SELECT, INSERT, UPDATE, DELETE ON support_v1 TO quietanza_app;
GRANT SELECT ON support_v1 TO quietanza_reader;

-- What the office sees of everybody's notices and payments.
CREATE INDEX pending_list_v1_by_ente ON pending_list_v1 (ente, due_order, nav, position_id);
CREATE INDEX payment_history_v1_by_ente ON payment_history_v1 (ente, paid_at, payment_id);
CREATE INDEX payment_history_v1_unresolved ON payment_history_v1 (ente, paid_at, payment_id) WHERE state IN ('parked', 'refund_due');

-- The kinds of to-dos are the program's to know.
ALTER TABLE todo_v1 DROP CONSTRAINT todo_v1_kind_check;
ALTER TABLE todo_v1 ADD CONSTRAINT todo_v1_kind_check CHECK (kind <> '');
