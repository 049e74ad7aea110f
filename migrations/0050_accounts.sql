-- Accounts, apart from their events: what must be unique, what must be deletable, what anybody can cause in any number.
-- User names, tax codes and addresses stand here as keyed hashes only.

-- One user name belongs to one account of an Ente. Reserved before the event; a reservation nothing came of may be taken over.
CREATE TABLE account_login (
    ente        text        NOT NULL,
    user_name   bytea       NOT NULL CHECK (octet_length(user_name) = 32),
    account_id  uuid        NOT NULL UNIQUE,
    reserved_at timestamptz NOT NULL,
    PRIMARY KEY (ente, user_name)
);

-- By what else an account is found: several may claim one tax code, or share one address.
CREATE TABLE account_handle (
    ente       text  NOT NULL,
    kind       text  NOT NULL CHECK (kind IN ('tax_code', 'email')),
    digest     bytea NOT NULL CHECK (octet_length(digest) = 32),
    account_id uuid  NOT NULL,
    PRIMARY KEY (ente, kind, digest, account_id)
);
CREATE UNIQUE INDEX account_handle_by_account ON account_handle (account_id, kind);

-- What proves that somebody is the holder. Deleted with the consent.
CREATE TABLE account_credential (
    account_id      uuid PRIMARY KEY,
    -- Argon2id, PHC string format.
    password        text        NOT NULL,
    -- Sealed secret of the second factor; proved once before it is asked for.
    totp            jsonb,
    totp_proved     boolean     NOT NULL DEFAULT false,
    -- The last time step whose code was used: a code works once.
    totp_step       bigint      NOT NULL DEFAULT 0,
    last_login_at   timestamptz
);

-- Secrets of mailed links and of half-finished logins, as SHA-256: used once, for one purpose, for a while.
CREATE TABLE account_token (
    digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    account_id uuid        NOT NULL,
    purpose    text        NOT NULL
        CHECK (purpose IN ('activation', 'password', 'email', 'undo_revocation', 'second_factor')),
    -- The mail that brings it: the links of an older mail die when a newer one is written.
    origin     text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX account_token_by_account ON account_token (account_id, purpose);
CREATE INDEX account_token_by_expiry ON account_token (expires_at);

CREATE TABLE account_session (
    -- SHA-256 of what the browser holds.
    digest           bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    -- By which its owner names it when ending it from elsewhere.
    session_id       uuid        NOT NULL UNIQUE,
    ente             text        NOT NULL,
    -- None for somebody who came with an electronic identity and has no account.
    account_id       uuid,
    -- The subject of the account, and what it acts as: the subject of its tax code once that is verified.
    subject          uuid        NOT NULL,
    acts_as          uuid        NOT NULL,
    -- What the level rests on: a password alone (A1); or the office's word, or an electronic identity (both A2).
    proved_by        text        NOT NULL CHECK (proved_by IN ('password', 'office', 'identity')),
    created_at       timestamptz NOT NULL,
    -- When its owner last proved who they are.
    authenticated_at timestamptz NOT NULL,
    seen_at          timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    CHECK (account_id IS NOT NULL OR proved_by = 'identity'),
    CHECK (acts_as = subject OR proved_by <> 'password')
);
CREATE INDEX account_session_by_account ON account_session (account_id, created_at);
CREATE INDEX account_session_by_expiry ON account_session (expires_at);

-- Failed logins. By name and network, and by name alone (network ''): the second is generous, so that nobody far away can keep the
-- holder out. Names nobody has are counted like any other.
CREATE TABLE login_throttle (
    name       bytea       NOT NULL CHECK (octet_length(name) = 32),
    network    bytea       NOT NULL,
    failures   integer     NOT NULL CHECK (failures > 0),
    not_before timestamptz NOT NULL,
    PRIMARY KEY (name, network)
);
CREATE INDEX login_throttle_by_time ON login_throttle (not_before);

-- Mails asked for by people who are not logged in. Written whether or not there is such an account, worked off apart: the answer and its
-- time tell nothing.
CREATE TABLE account_request (
    request_id   uuid PRIMARY KEY,
    ente         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('activation', 'user_name', 'password')),
    -- Of a user name, or of an address for kind user_name.
    digest       bytea       NOT NULL CHECK (octet_length(digest) = 32),
    language     text        NOT NULL,
    requested_at timestamptz NOT NULL
);
CREATE INDEX account_request_by_time ON account_request (requested_at, request_id);

ALTER TABLE todo_v1 DROP CONSTRAINT todo_v1_kind_check;
ALTER TABLE todo_v1 ADD CONSTRAINT todo_v1_kind_check
    CHECK (kind IN ('post_cart', 'checkout_deadline', 'file_receipt', 'mail_receipt', 'archive_position', 'expire_position',
                    'mail_account', 'erase_account'));

-- What leads to a person, or lets somebody in, is nobody's to read but the product's.
REVOKE ALL ON account_login, account_handle, account_credential, account_token, account_session, login_throttle, account_request
    FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON account_login, account_handle, account_credential, account_token, account_session, login_throttle, account_request
    TO quietanza_app;
