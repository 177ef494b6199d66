-- Version 50: files that were imported, from which row of which a sheet came, and files that wait on a page to be.
CREATE TABLE import (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,                     -- users, members, sheets, … (workflow/import/importer.h)
	campaign_id INTEGER REFERENCES campaign (id),
	user_id INTEGER REFERENCES app_user (id), -- NULL: a command
	file_name TEXT NOT NULL,
	file_hash TEXT NOT NULL,                -- SHA-256 of its bytes
	sheet_name TEXT NOT NULL,
	begun_at TEXT NOT NULL,
	ended_at TEXT,                          -- NULL: it goes on, or broke off
	reached INTEGER NOT NULL DEFAULT 0,     -- the last row of the file that is done
	rows_read INTEGER NOT NULL DEFAULT 0,
	rows_new INTEGER NOT NULL DEFAULT 0,
	rows_changed INTEGER NOT NULL DEFAULT 0,
	rows_same INTEGER NOT NULL DEFAULT 0,
	rows_rejected INTEGER NOT NULL DEFAULT 0,
	CHECK (rows_read = rows_new + rows_changed + rows_same + rows_rejected)
) STRICT;
CREATE INDEX import_file ON import (file_hash);

CREATE TABLE import_sheet (
	sheet_id INTEGER PRIMARY KEY REFERENCES worker_sheet (id),
	import_id INTEGER NOT NULL REFERENCES import (id),
	row_no INTEGER NOT NULL,
	digest TEXT NOT NULL                    -- of what the row said, whatever stood in which column
) STRICT;
CREATE INDEX import_sheet_import ON import_sheet (import_id);
CREATE INDEX import_sheet_digest ON import_sheet (digest);

CREATE TABLE upload (
	id INTEGER PRIMARY KEY,
	owner_id INTEGER NOT NULL REFERENCES app_user (id),
	kind TEXT NOT NULL,
	campaign_id INTEGER REFERENCES campaign (id),
	area TEXT,                              -- code, of rows that do not say theirs
	day TEXT,                               -- the same
	sheet TEXT,                             -- that was chosen; NULL: the one whose heads are known
	map TEXT,                               -- an old font that is converted
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
	file_name TEXT NOT NULL,
	file_hash TEXT NOT NULL,
	file TEXT,                              -- in DIR/imports; NULL: it was removed
	made_at TEXT NOT NULL,
	cancelled_at TEXT,
	trial_job_id INTEGER REFERENCES job (id), -- the last
	job_id INTEGER REFERENCES job (id),     -- NULL: it was not confirmed yet
	import_id INTEGER REFERENCES import (id),
	look TEXT,                              -- JSON: how the trial read the file
	rows_read INTEGER NOT NULL DEFAULT 0,   -- of the last run, this and what follows
	rows_new INTEGER NOT NULL DEFAULT 0,
	rows_changed INTEGER NOT NULL DEFAULT 0,
	rows_same INTEGER NOT NULL DEFAULT 0,
	rows_rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX upload_owner ON upload (owner_id, id);

CREATE TABLE upload_fault (
	upload_id INTEGER NOT NULL REFERENCES upload (id),
	place INTEGER NOT NULL,                 -- in their order
	cell TEXT NOT NULL,                     -- C12
	label TEXT,                             -- of the column; NULL: the whole row
	said TEXT NOT NULL,
	PRIMARY KEY (upload_id, place)
) STRICT, WITHOUT ROWID;

-- Who employs people: offered where a workplace is typed.
CREATE TABLE employer (
	id INTEGER PRIMARY KEY,
	full_name TEXT NOT NULL,
	name_fold TEXT NOT NULL,
	code TEXT UNIQUE,                       -- of the business, or of its taxes
	address TEXT,
	industry TEXT,
	changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX employer_name ON employer (name_fold);
