-- A debt is paid weeks after it was loaded, a payment is booked and filed after it came: room in the pages of these views keeps such a change
-- in its page, so that it need not be entered in every index again.

ALTER TABLE notice_directory_v1 SET (fillfactor = 85);
ALTER TABLE payment_history_v1 SET (fillfactor = 80);
