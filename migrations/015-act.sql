-- Version 15: what is done to many sheets at once is one act, which can be taken back as one.

CREATE TABLE act (
	id INTEGER PRIMARY KEY,
	action TEXT NOT NULL,                   -- accept, deliver
	owner_id INTEGER NOT NULL REFERENCES app_user (id),
	sheets BLOB NOT NULL,                   -- all that it was asked for: store/access/id_list.h
	asked INTEGER NOT NULL CHECK (asked >= 0), -- how many these are
	begun_at TEXT NOT NULL,                 -- without a job it ended then too
	after_event INTEGER NOT NULL,           -- the last event before it
	job_id INTEGER REFERENCES job (id),     -- that does it piece by piece, in their order
	handover_id INTEGER REFERENCES handover (id), -- deliver: the batch
	undo_job_id INTEGER REFERENCES job (id), -- that takes it back piece by piece
	undone_at TEXT
) STRICT;
CREATE UNIQUE INDEX act_handover ON act (handover_id) WHERE handover_id IS NOT NULL;
-- Empty but for some seconds: each move asks it.
CREATE INDEX act_undoing ON act (id) WHERE undo_job_id IS NOT NULL AND undone_at IS NULL;

-- What it was asked for and did not do.
CREATE TABLE act_left (
	act_id INTEGER NOT NULL REFERENCES act (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (act_id, sheet_id)
) STRICT, WITHOUT ROWID;
