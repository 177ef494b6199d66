-- Version 14: the history and the views are kept as tightly as they can be read: a time as seconds since 1970, hashes and salts
-- as bytes. What is hashed stays the text that it was, so the chains hold as they did. An event that says no more than what moved
-- needs no salt and no hash of its own details any more; those of before keep theirs.
-- hash = H(previous hash, id, at, actor, action, sheet, from, to, detail_hash) and detail_hash = H(salt, reason, diff): reason and
-- diff can be erased by law and the chain still holds.
DROP TRIGGER event_fixed;
DROP TRIGGER event_stays;
DROP TRIGGER progress_day_move;
DROP TRIGGER access_log_fixed;
DROP TRIGGER access_log_stays;

CREATE TABLE new_event (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor_id INTEGER REFERENCES app_user (id),      -- NULL: a command
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	from_state TEXT,
	to_state TEXT,
	reason TEXT,
	diff TEXT,                              -- JSON: field -> [before, after], and what else the move carried
	salt BLOB,                              -- this and the next: NULL when there never was a reason or a diff
	detail_hash BLOB,
	hash BLOB NOT NULL
) STRICT;
INSERT INTO new_event SELECT id, CAST(strftime('%s', at) AS INTEGER), actor_id, action, sheet_id, from_state, to_state, reason, diff,
	from_hex(salt), from_hex(detail_hash), from_hex(hash)
	FROM event
	ORDER BY id;
DROP TABLE event;
ALTER TABLE new_event RENAME TO event;
CREATE INDEX event_sheet ON event (sheet_id, id);
CREATE INDEX event_actor ON event (actor_id, at);
CREATE INDEX event_at ON event (at);
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_fixed BEFORE UPDATE OF id, at, actor_id, action, sheet_id, from_state, to_state, salt, detail_hash, hash
	ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER progress_day_move AFTER INSERT ON event
WHEN NEW.sheet_id IS NOT NULL AND NEW.from_state <> NEW.to_state BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT s.commune_id, s.campaign_id, date(NEW.at, 'unixepoch', '+7 hours'), COALESCE(s.area_id, 0),
			t.collected - f.collected, t.accepted - f.accepted, t.entered - f.entered
		FROM worker_sheet s, progress_state t, progress_state f
		WHERE s.id = NEW.sheet_id AND t.state = NEW.to_state AND f.state = NEW.from_state
			AND (t.collected <> f.collected OR t.accepted <> f.accepted OR t.entered <> f.entered)
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;

CREATE TABLE new_access_log (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor_id INTEGER NOT NULL REFERENCES app_user (id),
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	detail TEXT,
	table_name TEXT,
	filter INTEGER,
	commune_id INTEGER,
	lowest INTEGER,
	highest INTEGER,
	shown INTEGER,
	ids BLOB,
	hash BLOB NOT NULL
) STRICT;
INSERT INTO new_access_log SELECT id, CAST(strftime('%s', at) AS INTEGER), actor_id, action, sheet_id, detail, table_name, filter,
	commune_id, lowest, highest, shown, ids, from_hex(hash)
	FROM access_log
	ORDER BY id;
DROP TABLE access_log;
ALTER TABLE new_access_log RENAME TO access_log;
CREATE INDEX access_log_actor ON access_log (actor_id, at);
CREATE INDEX access_log_sheet ON access_log (sheet_id, id);
CREATE INDEX access_log_at ON access_log (at);
CREATE INDEX access_log_commune ON access_log (commune_id, at, lowest, highest) WHERE commune_id IS NOT NULL;
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_fixed BEFORE UPDATE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
