-- Which master keys the cell was set up with: a keyed hash of each over a constant, which tells keys apart and tells nothing about them.

CREATE TABLE key_check (
    setting text  PRIMARY KEY,
    value   bytea NOT NULL CHECK (octet_length(value) = 32)
);

REVOKE ALL ON key_check FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT ON key_check TO quietanza_app;
