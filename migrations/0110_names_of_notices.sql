-- What names a notice without belonging to its position: calls of the Node for a number nobody knows, receipts that were parked. With these the
-- auditor's timeline finds them without reading the whole log; threads of the help desk lead to everything else.

-- Receipts are called by their own id, without the creditor they were addressed to.
CREATE INDEX events_receipts_by_id ON events (split_part(aggregate_id, ':', 2)) WHERE aggregate_type = 'Receipt' AND sequence = 1;
CREATE INDEX events_calls_by_notice ON events ((payload -> event_type ->> 'nav')) WHERE aggregate_type = 'NodeCall';
CREATE INDEX events_receipts_by_notice ON events ((payload #>> '{ReceiptReceived,facts,nav}'))
 WHERE aggregate_type = 'Receipt' AND sequence = 1;
