-- What an Ente tells its citizens: news and the calendar of events, one row each. Derived from the log; may be emptied and folded again at
-- any time.

CREATE TABLE news_v1 (
    news_id      uuid PRIMARY KEY,
    ente         text COLLATE "C" NOT NULL,
    -- Title, text and link in every language.
    article      jsonb            NOT NULL,
    published_at timestamptz      NOT NULL,
    -- Log index of its first event: the order of the list.
    published_by bigint           NOT NULL,
    amended_at   timestamptz,
    -- Log index of the event that last changed the row.
    as_of        bigint           NOT NULL
);
CREATE INDEX news_v1_newest ON news_v1 (ente, published_by DESC);

CREATE TABLE calendar_v1 (
    entry_id     uuid PRIMARY KEY,
    ente         text COLLATE "C" NOT NULL,
    -- Log index of its first event.
    entered_by   bigint           NOT NULL,
    -- Days in Europe/Rome, both included, and what is announced; none of it while a submission waits.
    from_day     date,
    until_day    date,
    occasion     jsonb,
    -- A submission that waits: by what its submitter names it, and when it came. What it says stands sealed in the log.
    reference    text,
    submitted_at timestamptz,
    as_of        bigint           NOT NULL,
    CHECK ((occasion IS NULL) = (from_day IS NULL) AND (occasion IS NULL) = (until_day IS NULL)),
    CHECK ((reference IS NULL) = (submitted_at IS NULL) AND (reference IS NULL) = (occasion IS NOT NULL))
);
CREATE INDEX calendar_v1_by_day ON calendar_v1 (ente, from_day, entered_by) WHERE occasion IS NOT NULL;
CREATE INDEX calendar_v1_waiting ON calendar_v1 (ente, entered_by) WHERE reference IS NOT NULL;

REVOKE ALL ON news_v1, calendar_v1 FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON news_v1, calendar_v1 TO quietanza_app;
GRANT SELECT ON news_v1, calendar_v1 TO quietanza_reader;
