-- Where this cell has stood: one row per place, the newest is where it stands now. A place is told from what a copy of the data cannot take
-- with it: the server's identity and timeline, the identity of the database and of the table of events. A copy that comes back from a backup
-- finds itself elsewhere, and nothing is done outside until somebody has compared it with the world and said so.

CREATE TABLE cell_home (
    home             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place            text COLLATE "C" NOT NULL CHECK (place <> ''),
    -- How the move was noticed.
    noticed          text        NOT NULL CHECK (noticed IN ('first start', 'another place', 'events are missing')),
    -- How long the log was then.
    log_length       bigint      NOT NULL CHECK (log_length >= 0),
    seen_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- How long it was when somebody confirmed it; who and why.
    confirmed_length bigint      CHECK (confirmed_length >= log_length),
    confirmed_at     timestamptz,
    confirmed_by     text,
    reason           text,
    CHECK (num_nulls(confirmed_length, confirmed_at, confirmed_by, reason) IN (0, 4))
);

CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON cell_home FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE cell_home ENABLE ALWAYS TRIGGER refuse_removal;

REVOKE ALL ON cell_home FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE (confirmed_length, confirmed_at, confirmed_by, reason) ON cell_home TO quietanza_app;
GRANT SELECT ON cell_home TO quietanza_reader;
