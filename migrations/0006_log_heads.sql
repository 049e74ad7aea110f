-- Signed tree heads: what the log has promised in public (C2SP checkpoints), and the keys that promised it. Neither is ever changed.

CREATE TABLE log_verifier (
    -- Public key in the form <origin>+<key id>+<base64>.
    verifier text COLLATE "C" PRIMARY KEY CHECK (verifier <> ''),
    since    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE log_head (
    tree_size bigint NOT NULL CHECK (tree_size > 0),
    -- Ids of the keys that signed: while a key is being replaced two sign, and a size already signed by the old one is signed again.
    signers   text COLLATE "C" NOT NULL CHECK (signers <> ''),
    -- The signed note, byte for byte as published.
    note      text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tree_size, signers)
);

DO $$
DECLARE kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['log_verifier', 'log_head'] LOOP
        EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
        EXECUTE format('CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER refuse_change, ENABLE ALWAYS TRIGGER refuse_row_change', kept);
    END LOOP;
END $$;

REVOKE ALL ON log_verifier, log_head FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON log_verifier, log_head TO quietanza_app;
GRANT SELECT ON log_verifier, log_head TO quietanza_reader;
