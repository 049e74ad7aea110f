-- The Merkle tree over the log (RFC 6962), in tiles of height 8 (C2SP tlog-tiles): each row holds 256 neighbouring hashes of one level, and the
-- hash of the subtree they span, which is one hash of the level above. Only full tiles are kept, and a full tile never changes; what is not yet
-- full is derived: level 0 from the leaf hashes of event_log, a level above from the roots below it.
-- Written by the sequencer in the statement that writes the log.

CREATE TABLE log_tile (
    -- Counted in tiles: the hashes of level n span 256^n leaves each.
    level      smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile_index bigint   NOT NULL CHECK (tile_index >= 0),
    root       bytea    NOT NULL CHECK (octet_length(root) = 32),
    hashes     bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
    PRIMARY KEY (level, tile_index)
);

-- Hashes do not compress: trying costs time for nothing.
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON log_tile
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE log_tile ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE log_tile ENABLE ALWAYS TRIGGER refuse_row_change;

REVOKE ALL ON log_tile FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON log_tile TO quietanza_app;
GRANT SELECT ON log_tile TO quietanza_reader;
