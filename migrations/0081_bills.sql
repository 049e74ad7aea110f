-- Numbered bills: one row per position that carries one. What is left is total less paid, and so is not stored.
-- Derived from the log; may be emptied and folded again at any time.

CREATE TABLE bill_v1 (
    position_id uuid PRIMARY KEY,
    ente        text COLLATE "C" NOT NULL,
    debtor      uuid             NOT NULL,
    kind        text             NOT NULL,
    year        smallint         NOT NULL,
    number      text             NOT NULL,
    school_year text             NOT NULL,
    due_date    date,
    total       bigint           NOT NULL,
    paid        bigint           NOT NULL,
    -- Log index of the position's first event: the order of the list.
    created_by  bigint           NOT NULL,
    -- Log index of the event that last changed the row.
    as_of       bigint           NOT NULL
);
CREATE INDEX bill_v1_by_debtor ON bill_v1 (ente, debtor, created_by DESC);

REVOKE ALL ON bill_v1 FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON bill_v1 TO quietanza_app;
GRANT SELECT ON bill_v1 TO quietanza_reader;
