-- A key-encryption key that never leaves its token is known again by something only it could have wrapped. A key from a file is known by its
-- id alone.
ALTER TABLE wrapping_key ADD COLUMN proof bytea;

-- Since when a key is used: of older ones it is known from now on.
ALTER TABLE key_check ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();
