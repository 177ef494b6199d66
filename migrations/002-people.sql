-- Version 2: people over the years, the sound of names, decisions about duplicates, the list of people to be surveyed.
-- full_id(text) and name_sound(text) are functions of the migrating connection (db/function.c).

-- One human over the years. A person without a number of twelve digits is provisional: known by the sheets alone.
CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	citizen_id TEXT UNIQUE CHECK (length(citizen_id) = 12),
	created_at TEXT NOT NULL,
	joined_id INTEGER REFERENCES person (id), -- somebody decided: is the same human as that person
	joined_by INTEGER REFERENCES app_user (id),
	joined_at TEXT,
	join_reason TEXT,
	CHECK (joined_id <> id),
	CHECK ((joined_id IS NULL) = (joined_by IS NULL) AND (joined_id IS NULL) = (joined_at IS NULL)
		AND (joined_id IS NULL) = (join_reason IS NULL))
) STRICT;
CREATE INDEX person_joined ON person (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX person_joiner ON person (joined_by) WHERE joined_by IS NOT NULL;

-- person_id: set from the first submission on, or when a sheet was begun from the person's page (store/person/person.h).
ALTER TABLE worker_sheet ADD COLUMN person_id INTEGER REFERENCES person (id);
ALTER TABLE worker_sheet ADD COLUMN name_sound TEXT NOT NULL DEFAULT '';

UPDATE worker_sheet SET name_sound = name_sound(name_fold) WHERE name_fold <> '';

-- Every sheet that was submitted once has its person: by number, by the sheet it replaces, or one of its own.
CREATE TEMPORARY TABLE submitted AS
	SELECT id, full_id(citizen_id) AS citizen_id, replaces_id, created_at FROM worker_sheet
	WHERE state <> 'draft' AND NOT (state = 'cancelled' AND EXISTS (SELECT 1 FROM event e WHERE e.sheet_id = worker_sheet.id
		AND e.action = 'cancel' AND e.from_state = 'draft'));
INSERT INTO person (citizen_id, created_at)
	SELECT citizen_id, min(created_at) FROM submitted WHERE citizen_id IS NOT NULL GROUP BY citizen_id ORDER BY min(id);
UPDATE worker_sheet SET person_id = (SELECT p.id FROM person p WHERE p.citizen_id = full_id(worker_sheet.citizen_id))
	WHERE id IN (SELECT id FROM submitted WHERE citizen_id IS NOT NULL);
UPDATE worker_sheet SET person_id = (SELECT r.person_id FROM worker_sheet r WHERE r.id = worker_sheet.replaces_id)
	WHERE id IN (SELECT id FROM submitted WHERE citizen_id IS NULL AND replaces_id IS NOT NULL);
CREATE TEMPORARY TABLE provisional AS
	SELECT s.id, s.created_at, (SELECT COALESCE(max(id), 0) FROM person) + row_number() OVER (ORDER BY s.id) AS person_id
	FROM submitted s WHERE (SELECT w.person_id FROM worker_sheet w WHERE w.id = s.id) IS NULL;
INSERT INTO person (id, created_at) SELECT person_id, created_at FROM provisional ORDER BY id;
UPDATE worker_sheet SET person_id = (SELECT p.person_id FROM provisional p WHERE p.id = worker_sheet.id)
	WHERE id IN (SELECT id FROM provisional);
DROP TABLE provisional;
DROP TABLE submitted;

CREATE INDEX worker_sheet_person ON worker_sheet (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state NOT IN ('draft', 'cancelled', 'replaced');
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state NOT IN ('draft', 'cancelled', 'replaced');

-- The other sheet that a record rule speaks of: where it stands may change what is said here.
ALTER TABLE finding ADD COLUMN record_id INTEGER REFERENCES worker_sheet (id);
CREATE INDEX finding_record ON finding (record_id) WHERE record_id IS NOT NULL;

-- What was decided about two sheets that may be of one human; an undone decision stays as history.
CREATE TABLE duplicate_decision (
	id INTEGER PRIMARY KEY,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep, replace: the one that counts
	other_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep: cancelled; replace: replaced
	verdict TEXT NOT NULL CHECK (verdict IN ('keep', 'replace', 'join', 'distinct')),
	reason TEXT NOT NULL,
	decided_by INTEGER NOT NULL REFERENCES app_user (id),
	decided_at TEXT NOT NULL,
	other_state TEXT NOT NULL,              -- of the other sheet, before
	replaces_id INTEGER REFERENCES worker_sheet (id), -- of the sheet that counts, before
	joined_id INTEGER REFERENCES person (id), -- the person whom the decision joined to another
	split_id INTEGER REFERENCES worker_sheet (id), -- distinct under one number: the sheet that got a person of its own
	undone_by INTEGER REFERENCES app_user (id),
	undone_at TEXT,
	undo_reason TEXT,
	CHECK (sheet_id <> other_id),
	CHECK ((undone_by IS NULL) = (undone_at IS NULL) AND (undone_by IS NULL) = (undo_reason IS NULL))
) STRICT;
CREATE INDEX duplicate_decision_sheet ON duplicate_decision (sheet_id, other_id);
CREATE INDEX duplicate_decision_other ON duplicate_decision (other_id, sheet_id);
CREATE INDEX duplicate_decision_decider ON duplicate_decision (decided_by);
CREATE INDEX duplicate_decision_undoer ON duplicate_decision (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX duplicate_decision_replaces ON duplicate_decision (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX duplicate_decision_joined ON duplicate_decision (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX duplicate_decision_split ON duplicate_decision (split_id) WHERE split_id IS NOT NULL;

-- Two persons who were decided to be different people, the smaller id first: never asked again.
CREATE TABLE person_distinct (
	person_id INTEGER NOT NULL REFERENCES person (id),
	other_id INTEGER NOT NULL REFERENCES person (id),
	decision_id INTEGER NOT NULL REFERENCES duplicate_decision (id),
	PRIMARY KEY (person_id, other_id),
	CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_distinct_other ON person_distinct (other_id);
CREATE INDEX person_distinct_decision ON person_distinct (decision_id);

-- The list of people from 15 up to be surveyed in a campaign (bảng kê).
CREATE TABLE roster_entry (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	full_name TEXT NOT NULL,
	name_sound TEXT NOT NULL,
	birth_date TEXT,
	sex INTEGER CHECK (sex IN (1, 2)),
	citizen_id TEXT,
	address TEXT,
	household_no TEXT,
	household_head TEXT,
	source INTEGER NOT NULL CHECK (source IN (1, 2, 3)), -- police, enumerator, the year before
	category INTEGER CHECK (category IN (1, 2, 3)), -- not surveyed yet, change expected, turned 15
	note TEXT,
	created_at TEXT NOT NULL
) STRICT;
CREATE INDEX roster_entry_commune ON roster_entry (commune_id, campaign_id, source, citizen_id);
CREATE INDEX roster_entry_name ON roster_entry (commune_id, campaign_id, name_sound);
CREATE INDEX roster_entry_campaign ON roster_entry (campaign_id);
CREATE INDEX roster_entry_area ON roster_entry (area_id) WHERE area_id IS NOT NULL;
