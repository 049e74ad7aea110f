-- Transactions that appended events and whose events are not yet in the log. Filled by a trigger, so that no writer can forget it, whichever
-- program it is; emptied by the sequencer, in the transaction that writes the log. One row per transaction, not per event: an append pays
-- for it once however many events it brings.
--
-- A sequencer that remembers the snapshot of its last look needs to look only at transactions that were in progress then or have begun since: it
-- never walks over rows it removed itself, even while a long transaction keeps VACUUM away.

CREATE TABLE event_queue (
    transaction xid8 PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0);

CREATE FUNCTION enqueue_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_queue (transaction) VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER enqueue_transaction AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION enqueue_transaction();

REVOKE ALL ON event_queue FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, DELETE ON event_queue TO quietanza_app;
GRANT SELECT ON event_queue TO quietanza_reader;
