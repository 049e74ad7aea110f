-- Builds that are kept beside the live ones forget whom the log forgot: whoever serves folds them on. Places made from now on say so themselves.
DO $$
DECLARE place text;
BEGIN
    FOR place IN
        SELECT nspname FROM pg_namespace
         WHERE nspname IN (current_schema() || '_rebuild', current_schema() || '_previous', current_schema() || '_checked')
           AND nspowner = 'quietanza_owner'::regrole
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO quietanza_app', place);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO quietanza_app', place);
    END LOOP;
END $$;
