-- Which builds of each view there were: the one that answers, the one built beside it, the one kept for going back.
-- A view without a row is in its first build.

CREATE TABLE view_build (
    -- Name and version of the fold, such as pending_list_v1.
    view        text COLLATE "C" NOT NULL CHECK (view <> ''),
    build       integer          NOT NULL CHECK (build > 0),
    state       text             NOT NULL
        CHECK (state IN ('building', 'ready', 'live', 'previous', 'rolled_back', 'discarded')),
    -- Version of the program whose folds made it.
    program     text             NOT NULL,
    begun_at    timestamptz      NOT NULL DEFAULT clock_timestamp(),
    -- When all events up to then were folded.
    built_at    timestamptz,
    -- When it last became the one that answers.
    promoted_at timestamptz,
    PRIMARY KEY (view, build)
);
-- One answers, one stands in each place beside it.
CREATE UNIQUE INDEX view_build_live ON view_build (view) WHERE state = 'live';
CREATE UNIQUE INDEX view_build_previous ON view_build (view) WHERE state = 'previous';
CREATE UNIQUE INDEX view_build_beside ON view_build (view) WHERE state IN ('building', 'ready', 'rolled_back');

REVOKE ALL ON view_build FROM quietanza_app, quietanza_reader;
GRANT SELECT ON view_build TO quietanza_app, quietanza_reader;
