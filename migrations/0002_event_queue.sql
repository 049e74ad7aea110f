-- Positions that are committed and not yet in the log. Filled by a trigger, so that no writer can forget it, whichever program it is;
-- emptied by the sequencer, in the transaction that writes the log.
--
-- The transaction number comes first in the key: a sequencer that remembers the snapshot of its last look needs to look only at what
-- was in progress then or has begun since, and never walks over rows it removed itself, even while a long transaction keeps VACUUM away.

CREATE TABLE event_queue (
    transaction     bigint NOT NULL,
    global_position bigint NOT NULL,
    PRIMARY KEY (transaction, global_position)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0);

CREATE FUNCTION enqueue_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_queue (transaction, global_position)
        SELECT pg_current_xact_id()::text::bigint, global_position FROM appended;
    RETURN NULL;
END $$;

CREATE TRIGGER enqueue_events AFTER INSERT ON events REFERENCING NEW TABLE AS appended
    FOR EACH STATEMENT EXECUTE FUNCTION enqueue_events();

REVOKE ALL ON event_queue FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, DELETE ON event_queue TO quietanza_app;
GRANT SELECT ON event_queue TO quietanza_reader;
