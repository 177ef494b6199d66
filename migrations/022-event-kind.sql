-- Version 22: what was done and between which states stands once, in event_kind; an event names it by number. What is hashed stays
-- the text that it was, so the chain holds as it did.
CREATE TABLE event_kind (
	id INTEGER PRIMARY KEY,
	action TEXT NOT NULL,
	from_state TEXT,
	to_state TEXT
) STRICT;
CREATE UNIQUE INDEX event_kind_codes ON event_kind (action, COALESCE(from_state, ''), COALESCE(to_state, ''));
INSERT INTO event_kind (action, from_state, to_state)
	SELECT action, from_state, to_state FROM event
	GROUP BY action, from_state, to_state
	ORDER BY min(id);
CREATE TRIGGER event_kind_stays BEFORE DELETE ON event_kind BEGIN
	SELECT RAISE(ABORT, 'event_kind is append-only');
END;
CREATE TRIGGER event_kind_fixed BEFORE UPDATE ON event_kind BEGIN
	SELECT RAISE(ABORT, 'event_kind is append-only');
END;

DROP TRIGGER event_fixed;
DROP TRIGGER event_stays;
DROP TRIGGER event_day_add;
DROP TRIGGER progress_day_move;
CREATE TABLE new_event (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor_id INTEGER REFERENCES app_user (id),      -- NULL: a command
	kind_id INTEGER NOT NULL REFERENCES event_kind (id),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	reason TEXT,
	diff TEXT,                              -- JSON: field -> [before, after], and what else the move carried
	salt BLOB,                              -- this and the next: NULL when there never was a reason or a diff
	detail_hash BLOB,
	hash BLOB NOT NULL
) STRICT;
INSERT INTO new_event SELECT e.id, e.at, e.actor_id, k.id, e.sheet_id, e.reason, e.diff, e.salt, e.detail_hash, e.hash
	FROM event e
	JOIN event_kind k ON k.action = e.action AND k.from_state IS e.from_state AND k.to_state IS e.to_state
	ORDER BY e.id;
DROP TABLE event;
ALTER TABLE new_event RENAME TO event;
CREATE INDEX event_sheet ON event (sheet_id);
CREATE INDEX event_actor ON event (actor_id);
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_fixed BEFORE UPDATE OF id, at, actor_id, kind_id, sheet_id, salt, detail_hash, hash ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_day_add AFTER INSERT ON event BEGIN
	INSERT INTO event_day (day, first_id, last_id)
		VALUES ((NEW.at + 25200) / 86400, NEW.id, NEW.id)
		ON CONFLICT (day) DO UPDATE SET last_id = excluded.last_id;
END;
CREATE TRIGGER progress_day_move AFTER INSERT ON event WHEN NEW.sheet_id IS NOT NULL BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT s.commune_id, s.campaign_id, date(NEW.at, 'unixepoch', '+7 hours'), COALESCE(s.area_id, 0),
			t.collected - f.collected, t.accepted - f.accepted, t.entered - f.entered
		FROM event_kind k, progress_state t, progress_state f, worker_sheet s
		WHERE k.id = NEW.kind_id AND t.state = k.to_state AND f.state = k.from_state AND s.id = NEW.sheet_id
			AND (t.collected <> f.collected OR t.accepted <> f.accepted OR t.entered <> f.entered)
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
