-- Version 46: files that were imported, and from which row of which a sheet came.
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
