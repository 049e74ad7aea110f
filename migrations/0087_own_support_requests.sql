-- Whose a request for help is, when it was asked with a session.

ALTER TABLE support_v1 ADD COLUMN citizen uuid;
CREATE INDEX support_v1_by_citizen ON support_v1 (ente, citizen, opened_by) WHERE citizen IS NOT NULL;

-- Folded again from the log with what it did not know before.
TRUNCATE support_v1;
DELETE FROM checkpoint WHERE reader = 'support_v1';
