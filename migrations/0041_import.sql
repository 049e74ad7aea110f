-- Files loaded by the office. The record makes a file load once and a cut run resumable; what was loaded stands in the events.

CREATE TABLE import_run (
    -- Also the correlation id of the run's events.
    run_id       uuid PRIMARY KEY,
    ente         text        NOT NULL,
    content_hash bytea       NOT NULL CHECK (octet_length(content_hash) = 32),
    publish      boolean     NOT NULL,
    -- Rows dealt with, by how they ended; their sum is how far the run has come.
    created      bigint      NOT NULL DEFAULT 0,
    unchanged    bigint      NOT NULL DEFAULT 0,
    amended      bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    UNIQUE (ente, content_hash, publish)
);

CREATE TABLE import_refusal (
    run_id     uuid   NOT NULL REFERENCES import_run,
    row_number bigint NOT NULL,
    -- Field, rule, message, value (masked when personal) of everything wrong with the row.
    problems   jsonb  NOT NULL,
    PRIMARY KEY (run_id, row_number)
);

GRANT SELECT, INSERT, UPDATE ON import_run TO quietanza_app;
GRANT SELECT, INSERT ON import_refusal TO quietanza_app;
