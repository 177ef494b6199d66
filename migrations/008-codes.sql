-- Version 8: the schema has no lists of codes any more. The program alone knows the states, actions, roles and so on
-- (base/code.h): it refuses what it does not know when it reads, and `verify` goes over all rows. Ranges of numbers and
-- foreign keys stay here.

-- SQLite takes a constraint from a table only by making the table anew: under another name, filled, put in its place.
-- While a table is away no trigger may name it, so those that do go first and come back at the end. What refers to a
-- table goes on by its name: foreign keys are off meanwhile, and checked by whoever runs this.
-- Indexes are made in the order in which they were: of those that serve a statement alike SQLite takes the newest.
DROP TRIGGER progress_day_move;
DROP TRIGGER rule_tally_confirm;
DROP TRIGGER rule_tally_delete;
DROP TRIGGER rule_tally_insert;
DROP TRIGGER sheet_word_tally_delete;
DROP TRIGGER sheet_word_tally_insert;
DROP TRIGGER progress_day_place;
DROP TRIGGER rule_tally_move;
DROP TRIGGER sheet_tally_insert;
DROP TRIGGER sheet_tally_update;
DROP TRIGGER sheet_word_tally_move;

CREATE TABLE new_access_log (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	actor_id INTEGER NOT NULL REFERENCES app_user (id),
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	detail TEXT,
	hash TEXT NOT NULL
) STRICT;
INSERT INTO new_access_log SELECT * FROM access_log;
DROP TABLE access_log;
ALTER TABLE new_access_log RENAME TO access_log;
CREATE INDEX access_log_actor ON access_log (actor_id, at);
CREATE INDEX access_log_sheet ON access_log (sheet_id, id);
CREATE INDEX access_log_at ON access_log (at);

CREATE TABLE new_app_user (
	id INTEGER PRIMARY KEY,
	username TEXT NOT NULL UNIQUE,
	full_name TEXT NOT NULL,
	role TEXT NOT NULL,
	password_hash TEXT NOT NULL,
	created_at TEXT NOT NULL,
	locked_at TEXT,                         -- NULL: may log in
	must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1))
) STRICT;
INSERT INTO new_app_user SELECT * FROM app_user;
DROP TABLE app_user;
ALTER TABLE new_app_user RENAME TO app_user;

CREATE TABLE new_campaign_stage (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL,
	days INTEGER NOT NULL CHECK (days > 0),
	PRIMARY KEY (campaign_id, stage)
) STRICT;
INSERT INTO new_campaign_stage SELECT * FROM campaign_stage;
DROP TABLE campaign_stage;
ALTER TABLE new_campaign_stage RENAME TO campaign_stage;

CREATE TABLE new_duplicate_decision (
	id INTEGER PRIMARY KEY,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep, replace: the one that counts
	other_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep: cancelled; replace: replaced
	verdict TEXT NOT NULL,
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
INSERT INTO new_duplicate_decision SELECT * FROM duplicate_decision;
DROP TABLE duplicate_decision;
ALTER TABLE new_duplicate_decision RENAME TO duplicate_decision;
CREATE INDEX duplicate_decision_sheet ON duplicate_decision (sheet_id, other_id);
CREATE INDEX duplicate_decision_other ON duplicate_decision (other_id, sheet_id);
CREATE INDEX duplicate_decision_decider ON duplicate_decision (decided_by);
CREATE INDEX duplicate_decision_undoer ON duplicate_decision (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX duplicate_decision_replaces ON duplicate_decision (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX duplicate_decision_joined ON duplicate_decision (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX duplicate_decision_split ON duplicate_decision (split_id) WHERE split_id IS NOT NULL;

CREATE TABLE new_finding (
	id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: a confirmation names one
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	rule TEXT NOT NULL,
	severity TEXT NOT NULL,
	fields TEXT NOT NULL,                   -- names, separated by spaces
	message TEXT NOT NULL,
	answers_hash TEXT NOT NULL,             -- of the answers it is about: a confirmation falls when they change
	confirmed_by INTEGER REFERENCES app_user (id),
	confirmed_at TEXT,
	reason TEXT,
	record_id INTEGER REFERENCES worker_sheet (id),
	CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (reason IS NULL))
) STRICT;
INSERT INTO new_finding SELECT * FROM finding;
-- The counter goes along: no id is used again, not even of a row that is gone.
DELETE FROM sqlite_sequence WHERE name = 'new_finding';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_finding', seq FROM sqlite_sequence WHERE name = 'finding';
DROP TABLE finding;
ALTER TABLE new_finding RENAME TO finding;
CREATE INDEX finding_sheet ON finding (sheet_id);
CREATE INDEX finding_confirmer ON finding (confirmed_by);
CREATE INDEX finding_record ON finding (record_id) WHERE record_id IS NOT NULL;

CREATE TABLE new_handover_sheet (
	handover_id INTEGER NOT NULL REFERENCES handover (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,
	full_name TEXT,                         -- this and the next: as the list said when it was signed
	birth_date TEXT,
	citizen_id TEXT,
	paper_no TEXT,
	area_name TEXT,
	PRIMARY KEY (handover_id, position)
) STRICT;
INSERT INTO new_handover_sheet SELECT * FROM handover_sheet;
DROP TABLE handover_sheet;
ALTER TABLE new_handover_sheet RENAME TO handover_sheet;
CREATE UNIQUE INDEX handover_sheet_open ON handover_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX handover_sheet_sheet ON handover_sheet (sheet_id);
CREATE INDEX handover_sheet_outcome ON handover_sheet (handover_id, outcome, sheet_id);

CREATE TABLE new_job (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0: the sheets of the starter's own area
	state TEXT NOT NULL,
	total INTEGER NOT NULL CHECK (total >= 0),
	done INTEGER NOT NULL CHECK (done >= 0),
	changed INTEGER NOT NULL CHECK (changed >= 0), -- rows of job_sheet
	rule_version INTEGER NOT NULL,
	started_by INTEGER NOT NULL REFERENCES app_user (id),
	started_at TEXT NOT NULL,
	finished_at TEXT,
	CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;
INSERT INTO new_job SELECT * FROM job;
DROP TABLE job;
ALTER TABLE new_job RENAME TO job;
CREATE UNIQUE INDEX job_running ON job (campaign_id) WHERE state = 'running';
CREATE INDEX job_campaign ON job (campaign_id, id);
CREATE INDEX job_starter ON job (started_by, id);

CREATE TABLE new_milestone (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL,
	last_day TEXT NOT NULL,
	share INTEGER CHECK (share BETWEEN 1 AND 100)
) STRICT;
INSERT INTO new_milestone SELECT * FROM milestone;
DROP TABLE milestone;
ALTER TABLE new_milestone RENAME TO milestone;
CREATE INDEX milestone_campaign ON milestone (campaign_id);

CREATE TABLE new_rule_change (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	version INTEGER NOT NULL CHECK (version > 1),
	rule TEXT NOT NULL,
	setting TEXT NOT NULL,
	reason TEXT NOT NULL,
	changed_by INTEGER NOT NULL REFERENCES app_user (id),
	changed_at TEXT NOT NULL,
	PRIMARY KEY (campaign_id, version)
) STRICT;
INSERT INTO new_rule_change SELECT * FROM rule_change;
DROP TABLE rule_change;
ALTER TABLE new_rule_change RENAME TO rule_change;
CREATE INDEX rule_change_changer ON rule_change (changed_by);

CREATE TABLE new_worker_sheet (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,
	state TEXT NOT NULL,
	since TEXT NOT NULL,                    -- when it came into this state
	accepted_at TEXT,                       -- the last acceptance
	row_version INTEGER NOT NULL,
	form_version INTEGER NOT NULL,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	enumerator_id INTEGER REFERENCES app_user (id),
	created_by INTEGER NOT NULL REFERENCES app_user (id),
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	replaces_id INTEGER REFERENCES worker_sheet (id),
	open_errors INTEGER NOT NULL DEFAULT 0,
	open_warnings INTEGER NOT NULL DEFAULT 0, -- not confirmed
	name_fold TEXT NOT NULL DEFAULT '',
	raw TEXT,                               -- JSON: field -> typed text that is no value of the field
	typed TEXT,                             -- JSON: field -> typed text of which only a part is stored
	-- the form's fields, in paper order
	area_id INTEGER REFERENCES area (id),
	full_name TEXT,
	birth_date TEXT,
	sex INTEGER,
	citizen_id TEXT,
	no_id_reason INTEGER,
	social_insurance_no TEXT,
	permanent_address TEXT,
	current_address TEXT,
	priority_disabled INTEGER,
	priority_poor INTEGER,
	priority_near_poor INTEGER,
	priority_land_recovered INTEGER,
	priority_merit_relative INTEGER,
	priority_ethnic_minority INTEGER,
	ethnic_group TEXT,
	general_education INTEGER,
	qualification INTEGER,
	training_field TEXT,
	training_code TEXT,
	activity_status INTEGER,
	inactive_reason INTEGER,
	employment_position INTEGER,
	occupation TEXT,
	occupation_code TEXT,
	social_insurance INTEGER,
	labour_contract INTEGER,
	contract_start TEXT,
	employer_name TEXT,
	workplace_type INTEGER,
	workplace_address TEXT,
	industry TEXT,
	unemployed_history INTEGER,
	unemployment_duration INTEGER,
	collected_on TEXT,
	informant_name TEXT,
	paper_no TEXT,
	collection_method INTEGER,
	kind INTEGER,
	change_source INTEGER,
	person_id INTEGER REFERENCES person (id),
	name_sound TEXT NOT NULL DEFAULT '',
	rule_version INTEGER CHECK (rule_version > 0),
	police_reason INTEGER CHECK (police_reason BETWEEN 1 AND 8)
) STRICT;
INSERT INTO new_worker_sheet SELECT * FROM worker_sheet;
DROP TABLE worker_sheet;
ALTER TABLE new_worker_sheet RENAME TO worker_sheet;
CREATE INDEX worker_sheet_commune ON worker_sheet (commune_id, id, state);
CREATE INDEX worker_sheet_state ON worker_sheet (commune_id, state, id);
CREATE INDEX worker_sheet_any_state ON worker_sheet (state, id);
CREATE INDEX worker_sheet_progress ON worker_sheet (commune_id, campaign_id, state, accepted_at, since, area_id);
CREATE INDEX worker_sheet_open ON worker_sheet (id) WHERE open_errors > 0 OR open_warnings > 0;
CREATE INDEX worker_sheet_citizen ON worker_sheet (commune_id, citizen_id) WHERE citizen_id IS NOT NULL;
CREATE INDEX worker_sheet_paper ON worker_sheet (commune_id, paper_no) WHERE paper_no IS NOT NULL;
CREATE INDEX worker_sheet_writer ON worker_sheet (created_by, id);
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id, id) WHERE enumerator_id IS NOT NULL;
CREATE INDEX worker_sheet_area ON worker_sheet (area_id);
CREATE INDEX worker_sheet_campaign ON worker_sheet (campaign_id);
CREATE INDEX worker_sheet_replaces ON worker_sheet (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX worker_sheet_person ON worker_sheet (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id, id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL
		AND no_id_reason IS NOT NULL);

CREATE TRIGGER access_log_fixed BEFORE UPDATE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER progress_day_move AFTER INSERT ON event
WHEN NEW.sheet_id IS NOT NULL AND NEW.from_state <> NEW.to_state BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT s.commune_id, s.campaign_id, date(NEW.at, '+7 hours'), COALESCE(s.area_id, 0), t.collected - f.collected,
			t.accepted - f.accepted, t.entered - f.entered
		FROM worker_sheet s, progress_state t, progress_state f
		WHERE s.id = NEW.sheet_id AND t.state = NEW.to_state AND f.state = NEW.from_state
			AND (t.collected <> f.collected OR t.accepted <> f.accepted OR t.entered <> f.entered)
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
CREATE TRIGGER rule_tally_confirm AFTER UPDATE OF confirmed_by ON finding
WHEN (OLD.confirmed_by IS NULL) <> (NEW.confirmed_by IS NULL) BEGIN
	UPDATE rule_tally SET confirmed = confirmed + (NEW.confirmed_by IS NOT NULL) - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = NEW.sheet_id)
			AND rule = NEW.rule;
END;
CREATE TRIGGER rule_tally_delete AFTER DELETE ON finding
WHEN OLD.severity <> 'I' OR OLD.confirmed_by IS NULL BEGIN
	UPDATE rule_tally SET fired = fired - 1, confirmed = confirmed - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = OLD.sheet_id)
			AND rule = OLD.rule;
END;
CREATE TRIGGER rule_tally_insert AFTER INSERT ON finding
WHEN NEW.severity <> 'I' OR NEW.confirmed_by IS NULL BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT s.commune_id, s.campaign_id, NEW.rule, 1, NEW.confirmed_by IS NOT NULL FROM worker_sheet s
			WHERE s.id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + 1,
			confirmed = confirmed + excluded.confirmed;
END;
CREATE TRIGGER sheet_word_tally_delete AFTER DELETE ON sheet_word BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND word = OLD.word
		AND state = (SELECT state FROM worker_sheet WHERE id = OLD.sheet_id);
END;
CREATE TRIGGER sheet_word_tally_insert AFTER INSERT ON sheet_word BEGIN
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		VALUES (NEW.commune_id, NEW.word, (SELECT state FROM worker_sheet WHERE id = NEW.sheet_id), 1)
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER progress_day_place AFTER UPDATE OF commune_id, campaign_id, area_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT OLD.commune_id, OLD.campaign_id,
			date(NEW.updated_at, '+7 hours'), COALESCE(OLD.area_id, 0), -p.collected, -p.accepted, -p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		UNION ALL
		SELECT NEW.commune_id, NEW.campaign_id,
			date(NEW.updated_at, '+7 hours'), COALESCE(NEW.area_id, 0), p.collected, p.accepted, p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
CREATE TRIGGER rule_tally_move AFTER UPDATE OF commune_id, campaign_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT NEW.commune_id, NEW.campaign_id, rule, count(*), count(confirmed_by) FROM finding
		WHERE sheet_id = NEW.id AND (severity <> 'I' OR confirmed_by IS NULL) GROUP BY rule
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired,
			confirmed = confirmed + excluded.confirmed;
	UPDATE rule_tally SET
		fired = fired - (SELECT count(*) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule
			AND (f.severity <> 'I' OR f.confirmed_by IS NULL)),
		confirmed = confirmed - (SELECT count(f.confirmed_by) FROM finding f WHERE f.sheet_id = NEW.id
			AND f.rule = rule_tally.rule
			AND f.severity <> 'I')
		WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND rule IN (SELECT rule FROM finding
			WHERE sheet_id = NEW.id);
END;
CREATE TRIGGER sheet_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state,
			NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_tally_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, open_errors, open_warnings
	ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id
	OR OLD.area_id IS NOT NEW.area_id
	OR (OLD.open_errors + OLD.open_warnings > 0) <> (NEW.open_errors + NEW.open_warnings > 0)
BEGIN
	UPDATE sheet_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND area_id = COALESCE(OLD.area_id, 0) AND state = OLD.state AND open = (OLD.open_errors + OLD.open_warnings > 0);
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state,
			NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet WHEN OLD.state <> NEW.state BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE (commune_id, word) IN (SELECT commune_id, word FROM sheet_word WHERE sheet_id = NEW.id) AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT commune_id, word, NEW.state, 1 FROM sheet_word WHERE sheet_id = NEW.id
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
