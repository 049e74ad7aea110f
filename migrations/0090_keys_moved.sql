-- The keys of people stand in the vault now; `quietanza migrate` moved them there before this. Lookups stay: without the pepper they lead
-- nowhere, and queries join them.
DO $$
BEGIN
    IF EXISTS (SELECT FROM subject_key) OR EXISTS (SELECT FROM key_check) THEN
        RAISE EXCEPTION 'keys of people are still in the cell: bring it up to date with `quietanza migrate`';
    END IF;
END $$;
DROP TABLE subject_key;
DROP TABLE key_check;
