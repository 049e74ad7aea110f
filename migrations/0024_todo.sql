-- What still has to be done outside: one row per open to-do. Rows come and go with events only; the workers own the columns of their
-- attempts. A rebuild brings back the same to-dos, with fresh attempts.

CREATE TABLE todo_v1 (
    todo_id          text COLLATE "C" PRIMARY KEY,
    kind             text COLLATE "C" NOT NULL
        CHECK (kind IN ('post_cart', 'checkout_deadline', 'file_receipt', 'mail_receipt', 'archive_position', 'expire_position')),
    ente             text COLLATE "C" NOT NULL,
    stream_type      text COLLATE "C" NOT NULL,
    stream_id        text COLLATE "C" NOT NULL,
    -- Version of the stream that is wanted done.
    version          bigint           NOT NULL,
    due_at           timestamptz      NOT NULL,
    opened_at        timestamptz      NOT NULL,
    -- Log index of the event that opened it.
    opened_by        bigint           NOT NULL,
    correlation_id   uuid             NOT NULL,
    -- Log index of the event that last changed it.
    as_of            bigint           NOT NULL,

    -- Owned by the workers.
    attempts         integer          NOT NULL DEFAULT 0,
    lease_generation bigint           NOT NULL DEFAULT 0,
    leased_until     timestamptz,
    last_error       text,
    parked           boolean          NOT NULL DEFAULT false,
    -- From when a worker may take it.
    ready_at         timestamptz      NOT NULL GENERATED ALWAYS AS (greatest(due_at, leased_until)) STORED
);
CREATE INDEX todo_v1_by_ready ON todo_v1 (kind, ready_at, todo_id) WHERE NOT parked;
CREATE INDEX todo_v1_parked ON todo_v1 (opened_by, todo_id, kind) WHERE parked;
CREATE INDEX todo_v1_by_opening ON todo_v1 (opened_by, todo_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON todo_v1 TO quietanza_app;
GRANT SELECT ON todo_v1 TO quietanza_reader;
