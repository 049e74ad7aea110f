-- The events: the seven columns postgres-es names, and what the database itself adds to each row.
-- Once written a row is never changed and never removed: by grants for the roles that work here, by triggers for everybody.

CREATE TABLE events (
    aggregate_type  text COLLATE "C" NOT NULL,
    aggregate_id    text COLLATE "C" NOT NULL,
    sequence        bigint NOT NULL CHECK (sequence > 0),
    event_type      text NOT NULL,
    event_version   text NOT NULL,
    -- json, not jsonb: the text as written is what is hashed.
    payload         json NOT NULL,
    metadata        json NOT NULL,
    -- Handed out at insert, hence neither dense nor in commit order: readers follow event_log instead.
    global_position bigint GENERATED ALWAYS AS IDENTITY,
    tx_id           xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at     timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- An append that forgets whose event it is, or what it belongs to, fails here.
    ente            text GENERATED ALWAYS AS (metadata ->> 'ente') STORED NOT NULL CHECK (ente <> ''),
    correlation_id  text GENERATED ALWAYS AS (metadata ->> 'correlation_id') STORED NOT NULL CHECK (correlation_id <> ''),
    PRIMARY KEY (aggregate_type, aggregate_id, sequence),
    UNIQUE (global_position)
);

-- The sequencer finds the events of a transaction here.
CREATE INDEX events_tx_id ON events (tx_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE events ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE events ENABLE ALWAYS TRIGGER refuse_row_change;

REVOKE ALL ON events FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON events TO quietanza_app;
GRANT SELECT ON events TO quietanza_reader;

-- Which migrations were applied is for everybody to see and for the owner to write.
REVOKE ALL ON _sqlx_migrations FROM quietanza_app, quietanza_reader;
GRANT SELECT ON _sqlx_migrations TO quietanza_app, quietanza_reader;
