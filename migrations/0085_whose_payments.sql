-- In whose history a payment stands, and what the lists of the manuals show of it.

ALTER TABLE payment_history_v1
    -- The citizen who paid with a session at our portal.
    ADD COLUMN made_by    uuid,
    -- The citizen who made the debt, for a spontaneous one.
    ADD COLUMN entered_by uuid,
    -- What the whole debt was for, the office's own name of it, and when it was entered.
    ADD COLUMN service    text,
    ADD COLUMN iupd       text,
    ADD COLUMN entered_at timestamptz,
    -- It stands in the history of exactly one person: who paid at our portal, else who paid as the receipt says it, else who owed.
    ADD COLUMN holder     uuid GENERATED ALWAYS AS (coalesce(made_by, payer, debtor)) STORED,
    -- What an account may see of which nobody verified whose it is: what it paid, and what it made and no other account paid.
    ADD COLUMN account    uuid GENERATED ALWAYS AS (coalesce(made_by, entered_by)) STORED;

DROP INDEX payment_history_v1_by_payer;
CREATE INDEX payment_history_v1_by_holder ON payment_history_v1 (ente, holder, paid_at, payment_id);
CREATE INDEX payment_history_v1_by_account ON payment_history_v1 (ente, account, paid_at, payment_id) WHERE account IS NOT NULL;

-- Folded again from the log with what it did not know before.
TRUNCATE payment_history_v1;
DELETE FROM checkpoint WHERE reader = 'payment_history_v1';
