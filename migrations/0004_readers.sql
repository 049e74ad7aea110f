-- How far each reader of the log has come, and the aggregates it had to leave aside.

CREATE TABLE checkpoint (
    reader     text PRIMARY KEY CHECK (reader <> ''),
    -- The first index not yet applied; advanced by compare-and-set in the transaction of the reader's own rows.
    next_index bigint NOT NULL DEFAULT 0 CHECK (next_index >= 0),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

CREATE TABLE dead_letter (
    reader         text NOT NULL,
    aggregate_type text COLLATE "C" NOT NULL,
    aggregate_id   text COLLATE "C" NOT NULL,
    -- The event that could not be applied; everything of this aggregate from here on waits for it.
    log_index      bigint NOT NULL,
    error          text NOT NULL,
    since          timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts       integer NOT NULL DEFAULT 1 CHECK (attempts > 0),
    PRIMARY KEY (reader, aggregate_type, aggregate_id)
);
