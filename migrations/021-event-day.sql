-- Version 21: the history is read by time along its ids. They go up as the time does, but for a clock that was set back: so each
-- day tells between which ids its events lie, and an index of every time is not needed.
CREATE TABLE event_day (
	day INTEGER PRIMARY KEY,                -- in Viet Nam, since 1970
	first_id INTEGER NOT NULL,
	last_id INTEGER NOT NULL
) STRICT;
INSERT INTO event_day (day, first_id, last_id)
	SELECT (at + 25200) / 86400, min(id), max(id) FROM event
	GROUP BY 1;
CREATE TRIGGER event_day_add AFTER INSERT ON event BEGIN
	INSERT INTO event_day (day, first_id, last_id)
		VALUES ((NEW.at + 25200) / 86400, NEW.id, NEW.id)
		ON CONFLICT (day) DO UPDATE SET last_id = excluded.last_id;
END;
DROP INDEX event_at;
DROP INDEX event_actor;
CREATE INDEX event_actor ON event (actor_id);
