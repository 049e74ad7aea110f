-- The log: 0, 1, 2, … without holes, in an order that respects every stream. Both keys are what keeps two sequencers harmless.

CREATE TABLE event_log (
    log_index       bigint PRIMARY KEY CHECK (log_index >= 0),
    global_position bigint NOT NULL UNIQUE,
    -- RFC 6962 leaf hash of the stored bytes.
    leaf_hash       bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON event_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE event_log ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE event_log ENABLE ALWAYS TRIGGER refuse_row_change;

REVOKE ALL ON event_log FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON event_log TO quietanza_app;
GRANT SELECT ON event_log TO quietanza_reader;
