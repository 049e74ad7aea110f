-- Which events concern which position, cart, checkout, receipt or person: the threads of the help desk. What happened, when, by whom and
-- because of what is read from the log itself, so nothing is stored twice and better wording needs no rebuild.
-- Derived from the log; may be emptied and folded again at any time.

CREATE TABLE help_desk_v1 (
    ente      text COLLATE "C" NOT NULL,
    -- The id of position, cart, checkout or person; for what has no UUID a name-based one.
    thread    uuid             NOT NULL,
    log_index bigint           NOT NULL,
    PRIMARY KEY (ente, thread, log_index)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON help_desk_v1 TO quietanza_app;
GRANT SELECT ON help_desk_v1 TO quietanza_reader;
