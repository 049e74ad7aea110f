-- The access log also takes what is looked at outside the product, by the holder of a mandate. Such an entry holds nothing personal: the
-- mandate, the random number that stands for the person, and the command.
ALTER TABLE access_log ALTER COLUMN sealed DROP NOT NULL;
ALTER TABLE access_log ADD COLUMN mandate uuid;
ALTER TABLE access_log ADD COLUMN person uuid;
ALTER TABLE access_log ADD COLUMN question text;
ALTER TABLE access_log ADD CONSTRAINT access_log_says_who CHECK (
    CASE WHEN sealed IS NULL THEN mandate IS NOT NULL AND person IS NOT NULL AND question ~ '^replay [a-z-]{1,20}$'
         ELSE mandate IS NULL AND person IS NULL AND question IS NULL END);

-- Writes down that the holder of a mandate looks at data of these people, and says whether they may: 'noted', or 'unknown', 'withdrawn', 'ended'
-- by the clock of the database, and then nothing was written. The one way in which the reading role writes anything.
CREATE FUNCTION note_mandate_use(wanted uuid, people uuid[], question text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    granted  json;
    of_ente  text;
    today    date := (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date;
BEGIN
    SELECT e.payload #> '{MandateGranted,grant}', e.ente INTO granted, of_ente
      FROM events AS e WHERE e.aggregate_type = 'Mandate' AND e.aggregate_id = wanted::text AND e.sequence = 1;
    IF granted IS NULL THEN
        RETURN 'unknown';
    END IF;
    IF EXISTS (SELECT FROM events AS e WHERE e.aggregate_type = 'Mandate' AND e.aggregate_id = wanted::text AND e.sequence > 1) THEN
        RETURN 'withdrawn';
    END IF;
    IF today > (granted ->> 'until')::date THEN
        RETURN 'ended';
    END IF;
    -- Of nobody else than whose keys it has: the log cannot be filled with other names.
    IF EXISTS (SELECT FROM unnest(people) AS one (id)
                WHERE id::text NOT IN (SELECT key ->> 'subject' FROM json_array_elements(granted -> 'keys') AS key)) THEN
        RETURN 'unknown';
    END IF;
    INSERT INTO access_log (ente, at, month, mandate, person, question)
    SELECT of_ente, clock_timestamp(), date_trunc('month', today)::date, wanted, id, question FROM unnest(people) AS one (id);
    RETURN 'noted';
END $$;

-- What it names is found in this schema only: nobody who calls it can put a table of their own in the way.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION note_mandate_use(uuid, uuid[], text) SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION note_mandate_use(uuid, uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_mandate_use(uuid, uuid[], text) TO quietanza_reader;
