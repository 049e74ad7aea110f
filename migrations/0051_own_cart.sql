-- The cart of a person: one for each Ente, found again at the next login and on every device.
CREATE TABLE own_cart (
    ente    text NOT NULL,
    subject uuid NOT NULL,
    cart_id uuid NOT NULL,
    PRIMARY KEY (ente, subject)
);

REVOKE ALL ON own_cart FROM quietanza_app, quietanza_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON own_cart TO quietanza_app;
