-- Notice numbers: handed out once, and each claimed by one position for ever, also after it was withdrawn.

CREATE TABLE notice_sequence (
    ente             text   NOT NULL,
    segregation_code text   NOT NULL CHECK (segregation_code ~ '^[0-9]{2}$'),
    next_base        bigint NOT NULL CHECK (next_base >= 0),
    PRIMARY KEY (ente, segregation_code)
);

CREATE TABLE notice_claim (
    ente     text NOT NULL,
    nav      text NOT NULL CHECK (nav ~ '^[0-9]{18}$'),
    position_id uuid NOT NULL,
    PRIMARY KEY (ente, nav)
);

GRANT SELECT, INSERT, UPDATE ON notice_sequence TO quietanza_app;
GRANT SELECT, INSERT ON notice_claim TO quietanza_app;
