-- Who looked at whose data. What an entry says is sealed under the key of its month; deleting that key forgets the month.
CREATE TABLE access_log (
    entry  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente   text        NOT NULL,
    at     timestamptz NOT NULL,
    -- First day of the month in Europe/Rome: names the key.
    month  date        NOT NULL,
    sealed text        NOT NULL
);
CREATE INDEX access_log_by_ente ON access_log (ente, entry);

-- Written once, read by who audits; nobody takes an entry back.
REVOKE ALL ON access_log FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON access_log TO quietanza_app;

-- Erasures are few, and asked for often: every process hears of new ones by them.
CREATE INDEX events_erasures ON events (recorded_at) WHERE event_type = 'SubjectErased';
