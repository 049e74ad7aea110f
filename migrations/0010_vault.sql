-- Keys and handles of people. The log knows a person by a random subject; what leads to the subject and what opens
-- their data lives here only, so that forgetting a person is deleting rows of this file.

CREATE TABLE subject_lookup (
    ente    text  NOT NULL,
    kind    text  NOT NULL CHECK (kind IN ('tax_code', 'email')),
    digest  bytea NOT NULL CHECK (octet_length(digest) = 32),
    subject uuid  NOT NULL,
    PRIMARY KEY (ente, kind, digest)
);
CREATE INDEX subject_lookup_by_subject ON subject_lookup (subject);

CREATE TABLE subject_key (
    ente       text        NOT NULL,
    subject    uuid        NOT NULL,
    class      text        NOT NULL CHECK (class IN ('P', 'F')),
    version    integer     NOT NULL CHECK (version > 0),
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, class, version)
);

-- What leads to a person is nobody's to read but the product's.
REVOKE ALL ON subject_lookup, subject_key FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON subject_lookup, subject_key TO quietanza_app;
