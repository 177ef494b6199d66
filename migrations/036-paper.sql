-- Version 36: papers that were issued. What one says never changes: its markup is fixed in the transaction that issues
-- it, and the files that were made of it are kept as they are.
CREATE TABLE paper (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,                     -- handover, minutes, bundle, return
	subject_id INTEGER NOT NULL,            -- what it is about: of a handover the batch
	commune_id INTEGER NOT NULL REFERENCES area (id),
	body TEXT NOT NULL,                     -- whose numbers it has: office, team, police
	year INTEGER NOT NULL,
	number INTEGER CHECK (number > 0),      -- of the body and year, from 1; NULL: it has none
	state TEXT NOT NULL,                    -- issued, superseded
	issued_at INTEGER NOT NULL,
	issued_by INTEGER NOT NULL REFERENCES app_user (id),
	event_id INTEGER NOT NULL,              -- the head of the history when it was issued
	event_hash BLOB NOT NULL,
	signed_on TEXT,                         -- the day on the copy that was signed by hand
	superseded_by INTEGER REFERENCES paper (id),
	markup_hash TEXT NOT NULL,
	pdf_hash TEXT,                          -- with the files: NULL until they were made, at once or when first asked for
	docx_hash TEXT,
	scan_type TEXT,
	markup TEXT NOT NULL,
	pdf BLOB,
	docx BLOB,
	scan BLOB                               -- of the copy that was signed
) STRICT;
CREATE UNIQUE INDEX paper_number ON paper (commune_id, body, year, number) WHERE number IS NOT NULL;
CREATE INDEX paper_subject ON paper (kind, subject_id);
