-- Version 46: copies of a paper that was signed by hand, as they were handed in. A paper may have several, each of its
-- day; none is changed or replaced.
CREATE TABLE paper_scan (
	paper_id INTEGER NOT NULL REFERENCES paper (id),
	position INTEGER NOT NULL CHECK (position > 0), -- of the paper, from 1
	day TEXT NOT NULL,                      -- on the copy
	type TEXT NOT NULL,                     -- of the file
	hash TEXT NOT NULL,                     -- of its bytes
	added_at INTEGER,                       -- this and the next NULL: handed in before version 46
	added_by INTEGER REFERENCES app_user (id),
	bytes BLOB NOT NULL,
	PRIMARY KEY (paper_id, position)
) STRICT;
INSERT INTO paper_scan (paper_id, position, day, type, hash, bytes)
	SELECT id, 1, signed_on, scan_type, blob_hash(scan), scan
	FROM paper
	WHERE scan IS NOT NULL;
ALTER TABLE paper DROP COLUMN scan_type;
ALTER TABLE paper DROP COLUMN scan;
