-- Heads that somebody else holds: a witness, a certified mailbox. No events: an event about a head would make the log longer than the head, and
-- so for ever. What is still to be sent follows from here and from log_head: the newest head, when it is larger than the last one taken.

CREATE TABLE log_dispatch (
    -- `witness <key name>` or `mail <address>`.
    destination text COLLATE "C" NOT NULL CHECK (destination <> ''),
    tree_size   bigint NOT NULL CHECK (tree_size > 0),
    -- The witness's signature lines, byte for byte; the Message-ID of a mail.
    answer      text NOT NULL,
    taken_at    timestamptz NOT NULL,
    PRIMARY KEY (destination, tree_size)
);
CREATE INDEX log_dispatch_by_size ON log_dispatch (tree_size, destination);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log_dispatch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON log_dispatch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE log_dispatch ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE log_dispatch ENABLE ALWAYS TRIGGER refuse_row_change;

REVOKE ALL ON log_dispatch FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON log_dispatch TO quietanza_app;
GRANT SELECT ON log_dispatch TO quietanza_reader;
