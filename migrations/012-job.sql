-- Version 12: background work of any kind. What a judgement again alone has stands in a table of its own; a job has an owner, what it is about
-- as its kind reads it, and perhaps a file that came of it.

CREATE TABLE recheck (
	job_id INTEGER PRIMARY KEY REFERENCES job (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0: the sheets of the owner's own area
	rule_version INTEGER NOT NULL,
	changed INTEGER NOT NULL CHECK (changed >= 0) -- rows of job_sheet
) STRICT;
INSERT INTO recheck (job_id, campaign_id, whole, rule_version, changed)
SELECT id, campaign_id, whole, rule_version, changed FROM job;
CREATE INDEX recheck_campaign ON recheck (campaign_id, job_id);

CREATE TABLE new_job (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	owner_id INTEGER NOT NULL REFERENCES app_user (id),
	area_id INTEGER REFERENCES area (id),   -- NULL: all that the owner has to do with
	lane TEXT,                              -- no two of a kind run in one lane; NULL: beside any other
	parameters TEXT NOT NULL,               -- JSON, as the kind reads it
	standing TEXT NOT NULL,                 -- digest of the role and the areas that the owner had; '': not known
	state TEXT NOT NULL,
	done INTEGER NOT NULL CHECK (done >= 0), -- of total; what is counted, the kind knows
	total INTEGER NOT NULL CHECK (total >= 0),
	started_at TEXT NOT NULL,
	finished_at TEXT,
	problem TEXT,                           -- what to tell the owner; NULL: nothing besides the state
	result_name TEXT,                       -- of the file that came of it
	result_type TEXT,
	result_bytes INTEGER,
	result_expires TEXT,
	result_file TEXT,                       -- where it lies; NULL: it was removed
	CHECK ((state = 'running') = (finished_at IS NULL)),
	CHECK ((result_name IS NULL) = (result_expires IS NULL) AND (result_name IS NOT NULL OR result_file IS NULL))
) STRICT;
INSERT INTO new_job (id, kind, owner_id, lane, parameters, standing, state, done, total, started_at, finished_at)
SELECT id, kind, started_by, CAST(campaign_id AS TEXT), '{"campaign_id":' || campaign_id || '}', '', state, done, total, started_at, finished_at
FROM job;
DROP TABLE job;
ALTER TABLE new_job RENAME TO job;
CREATE UNIQUE INDEX job_running ON job (kind, lane) WHERE state = 'running';
CREATE INDEX job_owner ON job (owner_id, id);
CREATE INDEX job_result ON job (id) WHERE result_file IS NOT NULL;
