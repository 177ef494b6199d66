-- Version 52: a person has an end: died, moved away, or is none of those to be counted any more. After it no list counts
-- him. A row for each person of the group as it was then; what was undone stays as history.
CREATE TABLE person_end (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person (id),
	reason TEXT NOT NULL,
	day TEXT NOT NULL,
	note TEXT,
	source TEXT NOT NULL,                   -- whose word it is: the officer's, the police's, that of the list
	sheet_id INTEGER REFERENCES worker_sheet (id), -- which the police returned
	roster_id INTEGER REFERENCES roster_entry (id), -- that says why he cannot be surveyed
	ended_by INTEGER NOT NULL REFERENCES app_user (id),
	ended_at INTEGER NOT NULL,
	undone_by INTEGER REFERENCES app_user (id),
	undone_at INTEGER,
	undo_reason TEXT,
	CHECK ((undone_by IS NULL) = (undone_at IS NULL) AND (undone_by IS NULL) = (undo_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX person_end_holds ON person_end (person_id) WHERE undone_at IS NULL;
CREATE INDEX person_end_person ON person_end (person_id);
CREATE INDEX person_end_sheet ON person_end (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX person_end_roster ON person_end (roster_id) WHERE roster_id IS NOT NULL;
CREATE INDEX person_end_ender ON person_end (ended_by);
CREATE INDEX person_end_undoer ON person_end (undone_by) WHERE undone_by IS NOT NULL;
