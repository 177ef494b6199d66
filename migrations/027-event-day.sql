-- Version 27: the day of the last event has no last id yet: it gets one when another day begins, or when a clock is set back. So an
-- event writes nothing here unless its day is another than that of the event before it.
CREATE TABLE new_event_day (
	day INTEGER PRIMARY KEY,                -- in Viet Nam, since 1970
	first_id INTEGER NOT NULL,
	last_id INTEGER                         -- NULL: that of the last event
) STRICT;
INSERT INTO new_event_day (day, first_id, last_id)
	SELECT day, first_id, CASE WHEN last_id < (SELECT max(id) FROM event) THEN last_id END FROM event_day;
DROP TRIGGER event_day_add;
DROP TABLE event_day;
ALTER TABLE new_event_day RENAME TO event_day;
CREATE TRIGGER event_day_add AFTER INSERT ON event
WHEN NOT EXISTS (SELECT 1 FROM event_day WHERE day = (NEW.at + 25200) / 86400 AND last_id IS NULL) BEGIN
	UPDATE event_day SET last_id = (SELECT max(id) FROM event WHERE id < NEW.id)
	WHERE last_id IS NULL;
	INSERT INTO event_day (day, first_id, last_id)
		VALUES ((NEW.at + 25200) / 86400, NEW.id, NULL)
		ON CONFLICT (day) DO UPDATE SET last_id = NULL;
END;
