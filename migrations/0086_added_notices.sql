-- Notices somebody keeps an eye on, one's own or of other people, known by their code: theirs to add and to remove. Who owes, and what
-- became of it, is in the log.
CREATE TABLE added_notice (
    ente        text COLLATE "C" NOT NULL,
    owner       uuid             NOT NULL,
    nav         text COLLATE "C" NOT NULL,
    position_id uuid             NOT NULL,
    added_at    timestamptz      NOT NULL,
    PRIMARY KEY (ente, owner, nav)
);

REVOKE ALL ON added_notice FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, DELETE ON added_notice TO quietanza_app;
