-- Which position a notice number or IUV belongs to, and whether it may be paid: one row per notice of every position, also of drafts,
-- withdrawn and paid ones. Derived from the log; may be emptied and folded again at any time.

CREATE TABLE notice_directory_v1 (
    ente                 text COLLATE "C" NOT NULL,
    nav                  text COLLATE "C" NOT NULL,
    position_id          uuid             NOT NULL,
    iuv                  text COLLATE "C" NOT NULL,
    iupd                 text             NOT NULL,
    option_index         smallint         NOT NULL,
    installment_index    smallint         NOT NULL,
    installments         smallint         NOT NULL,
    debtor               uuid             NOT NULL,
    payability           text             NOT NULL CHECK (payability IN ('draft', 'published', 'withdrawn', 'expired')),
    -- Days in Europe/Rome, both included; none means no limit.
    payable_from         date,
    payable_until        date,
    -- Another payment option of the same position was used.
    alternative_used     boolean          NOT NULL,
    settled_by           text,
    settled_at           timestamptz,
    amount               bigint           NOT NULL,
    description          text             NOT NULL,
    position_description text             NOT NULL,
    office               text,
    due_date             date,
    notice_due_date      date,
    -- Log index of the event that last changed the row.
    as_of                bigint           NOT NULL,
    -- The position is part of the key so that no stream can ever overwrite the row of another one.
    PRIMARY KEY (ente, nav, position_id)
);
CREATE INDEX notice_directory_v1_by_iuv ON notice_directory_v1 (ente, iuv, nav);
CREATE INDEX notice_directory_v1_by_position ON notice_directory_v1 (ente, position_id, option_index, installment_index);

GRANT SELECT, INSERT, UPDATE, DELETE ON notice_directory_v1 TO quietanza_app;
GRANT SELECT ON notice_directory_v1 TO quietanza_reader;
