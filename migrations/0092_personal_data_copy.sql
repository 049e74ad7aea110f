-- Links to a copy of one's own data: a hash each, good once and for a day. The copy itself is made when it is fetched, and kept nowhere.
CREATE TABLE personal_data_link (
    digest     bytea       PRIMARY KEY CHECK (octet_length(digest) = 32),
    ente       text        NOT NULL,
    subjects   uuid[]      NOT NULL,
    form       text        NOT NULL CHECK (form IN ('json', 'pdf')),
    expires_at timestamptz NOT NULL
);
CREATE INDEX personal_data_link_by_end ON personal_data_link (expires_at);

REVOKE ALL ON personal_data_link FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, DELETE ON personal_data_link TO quietanza_app;

ALTER TABLE account_token DROP CONSTRAINT account_token_purpose_check;
ALTER TABLE account_token ADD CONSTRAINT account_token_purpose_check
    CHECK (purpose IN ('activation', 'password', 'email', 'undo_revocation', 'second_factor', 'personal_data'));
