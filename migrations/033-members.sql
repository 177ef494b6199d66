-- Version 33: who interviewed for a sheet is a member of the Tổ, who needs no account. Whoever could be named until now is one, under the
-- id of the account: the sheets, their figures and their history name the same people as before. Others get ids beyond, never used again.
CREATE TABLE member (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id INTEGER UNIQUE REFERENCES app_user (id), -- NULL: no account
	full_name TEXT NOT NULL,
	body TEXT,                              -- that he comes from: police of the quarter, Youth Union, …
	phone TEXT,
	trained_on TEXT,
	active_from TEXT,
	active_to TEXT,                         -- last day; NULL: still is
	citizen_id TEXT,                        -- this and the next two: for payment alone
	bank TEXT,
	account TEXT,
	CHECK (active_to >= active_from)
) STRICT;
CREATE INDEX member_full_name ON member (full_name);

-- Hamlets, or a commune as a whole.
CREATE TABLE member_area (
	member_id INTEGER NOT NULL REFERENCES member (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (member_id, area_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_area_area ON member_area (area_id);

INSERT INTO member (id, user_id, full_name)
	SELECT id, id, full_name FROM app_user
	WHERE role IN ('enumerator', 'hamlet_leader', 'officer')
		OR id IN (SELECT enumerator_id FROM worker_sheet)
		OR id IN (SELECT enumerator_id FROM first_sending)
	ORDER BY id;
INSERT INTO member_area (member_id, area_id)
	SELECT user_id, area_id FROM user_area
	WHERE user_id IN (SELECT id FROM member);

-- The column anew: SQLite changes no foreign key.
DROP TRIGGER writer_tally_insert;
DROP TRIGGER writer_tally_update;
DROP INDEX worker_sheet_enumerator;
ALTER TABLE worker_sheet RENAME COLUMN enumerator_id TO enumerator_user;
ALTER TABLE worker_sheet ADD COLUMN enumerator_id INTEGER REFERENCES member (id);
UPDATE worker_sheet SET enumerator_id = enumerator_user, enumerator_user = NULL
	WHERE enumerator_user IS NOT NULL;
ALTER TABLE worker_sheet DROP COLUMN enumerator_user;
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id, clock_from) WHERE enumerator_id IS NOT NULL;
CREATE TRIGGER writer_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO writer_tally (created_by, enumerator_id, area_id, state, sheets)
		VALUES (NEW.created_by, COALESCE(NEW.enumerator_id, 0), COALESCE(NEW.area_id, 0), NEW.state, 1)
		ON CONFLICT (created_by, enumerator_id, area_id, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER writer_tally_update AFTER UPDATE OF enumerator_id, area_id, state ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.area_id IS NOT NEW.area_id OR OLD.enumerator_id IS NOT NEW.enumerator_id BEGIN
	UPDATE writer_tally SET sheets = sheets - 1
	WHERE created_by = OLD.created_by
		AND enumerator_id = COALESCE(OLD.enumerator_id, 0) AND area_id = COALESCE(OLD.area_id, 0) AND state = OLD.state;
	INSERT INTO writer_tally (created_by, enumerator_id, area_id, state, sheets)
		VALUES (NEW.created_by, COALESCE(NEW.enumerator_id, 0), COALESCE(NEW.area_id, 0), NEW.state, 1)
		ON CONFLICT (created_by, enumerator_id, area_id, state) DO UPDATE SET sheets = sheets + 1;
END;
-- People of one name are told apart as members.
DROP INDEX app_user_full_name;
