-- Positions a citizen with a session made: found by who acted, newest last. Positions loaded by the office do not enter it.

CREATE INDEX events_positions_by_maker ON events (ente, (metadata ->> 'actor'), global_position)
 WHERE aggregate_type = 'DebtPosition' AND event_type = 'PositionCreated' AND (metadata ->> 'actor') LIKE 'citizen:%';
