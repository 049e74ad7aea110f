-- The staff of an Ente, apart from its events: what proves who they are, and what can be caused in any number.
-- No row is made here: accounts of the staff exist by command only.

CREATE TABLE staff_credential (
    staff_id uuid PRIMARY KEY,
    -- Argon2id, PHC string format.
    password text        NOT NULL,
    set_at   timestamptz NOT NULL
);

-- Who was ever taken in, for the list of the staff; their state is in their events.
CREATE TABLE staff_member (
    ente     text COLLATE "C" NOT NULL,
    name     text COLLATE "C" NOT NULL,
    staff_id uuid             NOT NULL UNIQUE,
    PRIMARY KEY (ente, name)
);

CREATE TABLE staff_session (
    -- SHA-256 of what the browser holds.
    digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    ente       text        NOT NULL,
    staff_id   uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX staff_session_by_staff ON staff_session (staff_id);
CREATE INDEX staff_session_by_expiry ON staff_session (expires_at);

-- Failed logins, by name and network and by name alone (network ''): the second is generous, so that nobody far away can keep the holder
-- out. Names nobody has are counted like any other.
CREATE TABLE staff_throttle (
    ente       text        NOT NULL,
    name       bytea       NOT NULL CHECK (octet_length(name) = 32),
    network    text        NOT NULL,
    failures   integer     NOT NULL CHECK (failures > 0),
    not_before timestamptz NOT NULL,
    PRIMARY KEY (ente, name, network)
);
CREATE INDEX staff_throttle_by_time ON staff_throttle (not_before);

REVOKE ALL ON staff_credential, staff_member, staff_session, staff_throttle FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_credential, staff_member, staff_session, staff_throttle TO quietanza_app;
