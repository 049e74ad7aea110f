-- The vault: the keys of people, in a schema (or a database) of their own, with a role of their own and backups of their own, kept for
-- thirty days at most. A backup of the events opens nothing of a person whose row here is gone.

-- Which key-encryption keys wrap what stands here: one, or two while a rotation is under way. No row can be wrapped by any other.
CREATE TABLE wrapping_key (
    -- First half of a keyed hash over a constant: tells keys apart and tells nothing about them.
    id      text        PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    made_at timestamptz NOT NULL DEFAULT now()
);

-- Which other master keys the cell was set up with: a keyed hash of each over a constant.
CREATE TABLE key_check (
    setting text  PRIMARY KEY,
    value   bytea NOT NULL CHECK (octet_length(value) = 32)
);

CREATE TABLE subject_key (
    ente       text        NOT NULL,
    subject    uuid        NOT NULL,
    class      text        NOT NULL CHECK (class IN ('P', 'F')),
    version    integer     NOT NULL CHECK (version > 0),
    wrapped    bytea       NOT NULL,
    kek        text        NOT NULL REFERENCES wrapping_key (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, class, version)
);

-- Keys of the access log, one a month: the log of a month is forgotten by deleting its key.
CREATE TABLE month_key (
    ente       text        NOT NULL,
    -- First day of the month, in Europe/Rome.
    month      date        NOT NULL CHECK (extract(day FROM month) = 1),
    wrapped    bytea       NOT NULL,
    kek        text        NOT NULL REFERENCES wrapping_key (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ente, month)
);

REVOKE ALL ON wrapping_key, key_check, subject_key, month_key FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, DELETE ON wrapping_key TO quietanza_vault;
GRANT SELECT, INSERT ON key_check TO quietanza_vault;
GRANT SELECT, INSERT, UPDATE, DELETE ON subject_key, month_key TO quietanza_vault;
