-- Spontaneous payments that were judged and wait for their confirmation. The name is a keyed hash of a secret that only the citizen has,
-- and the content is sealed under a key made from the same secret: the table alone opens nothing. Rows past `expires_at` are deleted.

CREATE TABLE spontaneous_draft (
    name         bytea       PRIMARY KEY CHECK (octet_length(name) = 32),
    ente         text        NOT NULL,
    service      text        NOT NULL,
    -- Forgotten once the position exists.
    content      text,
    expires_at   timestamptz NOT NULL,
    -- Set by the first confirmation: the idempotency key and what was sent with it, hashed, and the number the position gets.
    key_hash     bytea       CHECK (octet_length(key_hash) = 32),
    request_hash bytea       CHECK (octet_length(request_hash) = 32),
    nav          text        CHECK (nav ~ '^[0-9]{18}$'),
    CHECK ((key_hash IS NULL) = (request_hash IS NULL) AND (key_hash IS NULL) = (nav IS NULL)),
    CHECK (content IS NOT NULL OR nav IS NOT NULL)
);
CREATE INDEX spontaneous_draft_by_end ON spontaneous_draft (expires_at);

REVOKE ALL ON spontaneous_draft FROM quietanza_reader;
