-- The schema that all migrations together make. Written by `make schema`, compared by tests/cli/test_schema.sh; no migration itself.

CREATE TABLE access_log (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor_id INTEGER NOT NULL REFERENCES app_user (id),
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	detail TEXT,
	table_name TEXT,
	filter INTEGER,
	commune_id INTEGER,
	lowest INTEGER,
	highest INTEGER,
	shown INTEGER,
	ids BLOB,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX access_log_actor ON access_log (actor_id, at);
CREATE INDEX access_log_at ON access_log (at);
CREATE INDEX access_log_commune ON access_log (commune_id, at, lowest, highest) WHERE commune_id IS NOT NULL;
CREATE INDEX access_log_sheet ON access_log (sheet_id);
CREATE TRIGGER access_log_fixed BEFORE UPDATE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;

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
	undone_at TEXT,
	said TEXT,
	papers INTEGER CHECK (papers >= 0),
	for_leader TEXT
) STRICT;
CREATE UNIQUE INDEX act_handover ON act (handover_id) WHERE handover_id IS NOT NULL;
CREATE INDEX act_undoing ON act (id) WHERE undo_job_id IS NOT NULL AND undone_at IS NULL;

CREATE TABLE act_left (
	act_id INTEGER NOT NULL REFERENCES act (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (act_id, sheet_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE app_user (
	id INTEGER PRIMARY KEY,
	username TEXT NOT NULL UNIQUE,
	full_name TEXT NOT NULL,
	role TEXT NOT NULL,
	password_hash TEXT NOT NULL,
	created_at TEXT NOT NULL,
	locked_at TEXT,                         -- NULL: may log in
	must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1))
) STRICT;

CREATE TABLE area (
	id INTEGER PRIMARY KEY,
	parent_id INTEGER REFERENCES area (id),
	level TEXT NOT NULL,                    -- province, district, commune, hamlet
	code TEXT NOT NULL,
	name TEXT NOT NULL,                     -- Phương Sài
	full_name TEXT NOT NULL,                -- Phường Phương Sài
	valid_from TEXT NOT NULL,
	valid_to TEXT,                          -- last day; NULL: still valid
	UNIQUE (level, code, valid_from),
	CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE INDEX area_parent ON area (parent_id);

CREATE TABLE area_succession (
	predecessor_id INTEGER NOT NULL REFERENCES area (id),
	successor_id INTEGER NOT NULL REFERENCES area (id),
	guessed INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1)),
	PRIMARY KEY (predecessor_id, successor_id)
) STRICT;
CREATE INDEX area_succession_successor ON area_succession (successor_id);

CREATE TABLE bundle (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,                -- of its commune and year
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	for_leader TEXT,                        -- of a hamlet leader without an account, for whom an officer counted
	papers INTEGER CHECK (papers >= 0),     -- as counted by whoever made it; NULL: not said
	act_id INTEGER REFERENCES act (id),     -- that sent its sheets on; NULL: one sheet by itself
	confirmed_by INTEGER REFERENCES app_user (id),
	confirmed_at INTEGER,
	counted INTEGER CHECK (counted >= 0),   -- papers that were there, extra ones too
	extra INTEGER CHECK (extra >= 0),       -- of these: not on the list
	note TEXT,
	sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0), -- this and the next: by triggers
	present INTEGER NOT NULL DEFAULT 0 CHECK (present >= 0),
	missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
	minutes_id INTEGER REFERENCES minutes (id),
	UNIQUE (commune_id, year, number),
	CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (counted IS NULL)
		AND (confirmed_by IS NULL) = (extra IS NULL))
) STRICT;
CREATE INDEX bundle_act ON bundle (act_id) WHERE act_id IS NOT NULL;
CREATE INDEX bundle_area ON bundle (area_id);
CREATE INDEX bundle_minutes ON bundle (minutes_id) WHERE minutes_id IS NOT NULL;
CREATE INDEX bundle_open ON bundle (id) WHERE confirmed_at IS NULL AND sheets > 0;

CREATE TABLE bundle_sheet (
	bundle_id INTEGER NOT NULL REFERENCES bundle (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,                  -- open: not looked at yet; present, missing; removed: not sent on after all
	full_name TEXT,                         -- this and the next: as the list said when it was confirmed
	birth_date TEXT,
	paper_no TEXT,
	PRIMARY KEY (bundle_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bundle_sheet_open ON bundle_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX bundle_sheet_sheet ON bundle_sheet (sheet_id);
CREATE TRIGGER bundle_count_added AFTER INSERT ON bundle_sheet BEGIN
	UPDATE bundle SET sheets = sheets + (NEW.outcome <> 'removed'), present = present + (NEW.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing')
		WHERE id = NEW.bundle_id;
END;
CREATE TRIGGER bundle_count_outcome AFTER UPDATE OF outcome ON bundle_sheet WHEN OLD.outcome <> NEW.outcome BEGIN
	UPDATE bundle SET sheets = sheets + (NEW.outcome <> 'removed') - (OLD.outcome <> 'removed'),
		present = present + (NEW.outcome = 'present') - (OLD.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing') - (OLD.outcome = 'missing')
		WHERE id = NEW.bundle_id;
END;

CREATE TABLE campaign (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	form TEXT NOT NULL,
	form_version INTEGER NOT NULL,
	collect_from TEXT NOT NULL,
	collect_to TEXT,                        -- NULL: no end
	closed_on TEXT,                         -- NULL: open
	hamlet_stage INTEGER NOT NULL CHECK (hamlet_stage IN (0, 1)),
	four_eyes INTEGER NOT NULL CHECK (four_eyes IN (0, 1)),
	correct_in_place INTEGER NOT NULL DEFAULT 1 CHECK (correct_in_place IN (0, 1)),
	asks_ethnic_group INTEGER NOT NULL DEFAULT 0 CHECK (asks_ethnic_group IN (0, 1)),
	asks_industry INTEGER NOT NULL DEFAULT 0 CHECK (asks_industry IN (0, 1)),
	paper_tallied INTEGER NOT NULL DEFAULT 1 CHECK (paper_tallied IN (0, 1)),
	meeting_accepts INTEGER NOT NULL DEFAULT 0 CHECK (meeting_accepts IN (0, 1)),
	working_days INTEGER NOT NULL DEFAULT 0 CHECK (working_days IN (0, 1)),
	days_off TEXT, plan_no TEXT,
	plan_on TEXT, collect_closed_on TEXT,
	continuous INTEGER NOT NULL DEFAULT 0 CHECK (continuous IN (0, 1))
) STRICT;

CREATE TABLE campaign_area (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
CREATE INDEX campaign_area_area ON campaign_area (area_id);

CREATE TABLE campaign_stage (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL,
	days INTEGER NOT NULL CHECK (days > 0),
	PRIMARY KEY (campaign_id, stage)
) STRICT;

CREATE TABLE clock_day (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	day TEXT NOT NULL,                      -- of clock_from, in Vietnam
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, campaign_id, state, day, area_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE commune_settled (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	settled_on TEXT NOT NULL,
	settled_by INTEGER NOT NULL REFERENCES app_user (id),
	settled_at INTEGER NOT NULL,
	PRIMARY KEY (campaign_id, commune_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commune_settled_commune ON commune_settled (commune_id);

CREATE TABLE duplicate_decision (
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
CREATE INDEX duplicate_decision_decider ON duplicate_decision (decided_by);
CREATE INDEX duplicate_decision_joined ON duplicate_decision (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX duplicate_decision_other ON duplicate_decision (other_id, sheet_id);
CREATE INDEX duplicate_decision_replaces ON duplicate_decision (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX duplicate_decision_sheet ON duplicate_decision (sheet_id, other_id);
CREATE INDEX duplicate_decision_split ON duplicate_decision (split_id) WHERE split_id IS NOT NULL;
CREATE INDEX duplicate_decision_undoer ON duplicate_decision (undone_by) WHERE undone_by IS NOT NULL;

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

CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor_id INTEGER REFERENCES app_user (id),      -- NULL: a command
	kind_id INTEGER NOT NULL REFERENCES event_kind (id),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	reason TEXT,
	diff TEXT,                              -- JSON: field -> [before, after], and what else the move carried
	salt BLOB,                              -- this and the next: NULL when there never was a reason or a diff
	detail_hash BLOB,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX event_actor ON event (actor_id);
CREATE INDEX event_sheet ON event (sheet_id);
CREATE TRIGGER event_day_add AFTER INSERT ON event
WHEN NOT EXISTS (SELECT 1 FROM event_day WHERE day = (NEW.at + 25200) / 86400 AND last_id IS NULL) BEGIN
	UPDATE event_day SET last_id = (SELECT max(id) FROM event WHERE id < NEW.id)
	WHERE last_id IS NULL;
	INSERT INTO event_day (day, first_id, last_id)
		VALUES ((NEW.at + 25200) / 86400, NEW.id, NULL)
		ON CONFLICT (day) DO UPDATE SET last_id = NULL;
END;
CREATE TRIGGER event_fixed BEFORE UPDATE OF id, at, actor_id, kind_id, sheet_id, salt, detail_hash, hash ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER progress_day_move AFTER INSERT ON event WHEN NEW.sheet_id IS NOT NULL BEGIN
	INSERT INTO progress_day (commune_id, area_id, campaign_id, day, collected, accepted, entered)
		SELECT s.commune_id, COALESCE(w.area_id, s.area_id, 0), s.campaign_id, date(NEW.at + 7 * 3600, 'unixepoch'),
			t.collected - f.collected, t.accepted - f.accepted, t.entered - f.entered
		FROM event_kind k
		CROSS JOIN progress_state t
		CROSS JOIN progress_state f
		CROSS JOIN worker_sheet s
		CROSS JOIN tally_place w
		WHERE k.id = NEW.kind_id AND t.state = k.to_state AND f.state = k.from_state AND s.id = NEW.sheet_id
			AND (t.collected <> f.collected OR t.accepted <> f.accepted OR t.entered <> f.entered)
		ON CONFLICT (commune_id, area_id, campaign_id, day) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;

CREATE TABLE event_day (
	day INTEGER PRIMARY KEY,                -- in Viet Nam, since 1970
	first_id INTEGER NOT NULL,
	last_id INTEGER                         -- NULL: that of the last event
) STRICT;

CREATE TABLE event_kind (
	id INTEGER PRIMARY KEY,
	action TEXT NOT NULL,
	from_state TEXT,
	to_state TEXT
) STRICT;
CREATE UNIQUE INDEX event_kind_codes ON event_kind (action, COALESCE(from_state, ''), COALESCE(to_state, ''));
CREATE TRIGGER event_kind_fixed BEFORE UPDATE ON event_kind BEGIN
	SELECT RAISE(ABORT, 'event_kind is append-only');
END;
CREATE TRIGGER event_kind_stays BEFORE DELETE ON event_kind BEGIN
	SELECT RAISE(ABORT, 'event_kind is append-only');
END;

CREATE TABLE finding (
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
CREATE INDEX finding_record ON finding (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX finding_rule ON finding (rule, sheet_id) WHERE confirmed_by IS NULL;
CREATE INDEX finding_sheet ON finding (sheet_id);
CREATE TRIGGER rule_tally_change AFTER UPDATE OF severity, confirmed_by ON finding
WHEN OLD.severity <> NEW.severity OR (OLD.confirmed_by IS NULL) <> (NEW.confirmed_by IS NULL) BEGIN
	UPDATE rule_tally SET (fired, confirmed, waiting, settled) = (SELECT
			rule_tally.fired + (NEW.severity <> 'I' OR NEW.confirmed_by IS NULL)
				- (OLD.severity <> 'I' OR OLD.confirmed_by IS NULL),
			rule_tally.confirmed + (NEW.severity <> 'I' AND NEW.confirmed_by IS NOT NULL)
				- (OLD.severity <> 'I' AND OLD.confirmed_by IS NOT NULL),
			rule_tally.waiting + (NEW.severity <> 'I' AND NEW.confirmed_by IS NULL AND s.state = 'received')
				- (OLD.severity <> 'I' AND OLD.confirmed_by IS NULL AND s.state = 'received'),
			rule_tally.settled + (NEW.severity <> 'I' AND NEW.confirmed_by IS NOT NULL AND s.state NOT IN ('draft', 'cancelled', 'replaced'))
				- (OLD.severity <> 'I' AND OLD.confirmed_by IS NOT NULL AND s.state NOT IN ('draft', 'cancelled', 'replaced'))
			FROM worker_sheet s
			WHERE s.id = NEW.sheet_id)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = NEW.sheet_id)
			AND rule = NEW.rule;
END;
CREATE TRIGGER rule_tally_delete AFTER DELETE ON finding BEGIN
	UPDATE rule_tally SET (fired, confirmed, waiting, settled) = (SELECT
			rule_tally.fired - (OLD.severity <> 'I' OR OLD.confirmed_by IS NULL),
			rule_tally.confirmed - (OLD.severity <> 'I' AND OLD.confirmed_by IS NOT NULL),
			rule_tally.waiting - (OLD.severity <> 'I' AND OLD.confirmed_by IS NULL AND s.state = 'received'),
			rule_tally.settled - (OLD.severity <> 'I' AND OLD.confirmed_by IS NOT NULL AND s.state NOT IN ('draft', 'cancelled', 'replaced'))
			FROM worker_sheet s
			WHERE s.id = OLD.sheet_id)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = OLD.sheet_id)
			AND rule = OLD.rule;
END;
CREATE TRIGGER rule_tally_insert AFTER INSERT ON finding BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled)
		SELECT s.commune_id, s.campaign_id, NEW.rule,
			NEW.severity <> 'I' OR NEW.confirmed_by IS NULL,
			NEW.severity <> 'I' AND NEW.confirmed_by IS NOT NULL,
			NEW.severity <> 'I' AND NEW.confirmed_by IS NULL AND s.state = 'received',
			NEW.severity <> 'I' AND NEW.confirmed_by IS NOT NULL AND s.state NOT IN ('draft', 'cancelled', 'replaced')
		FROM worker_sheet s
		WHERE s.id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired,
			confirmed = confirmed + excluded.confirmed, waiting = waiting + excluded.waiting,
			settled = settled + excluded.settled;
END;

CREATE TABLE first_finding (
	sheet_id INTEGER NOT NULL REFERENCES first_sending (sheet_id),
	rule TEXT NOT NULL,
	PRIMARY KEY (sheet_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER first_finding_stays BEFORE DELETE ON first_finding BEGIN
	SELECT RAISE(ABORT, 'first_finding stays');
END;
CREATE TRIGGER quality_rule_tally_found AFTER INSERT ON first_finding BEGIN
	INSERT INTO quality_rule_tally (commune_id, campaign_id, area_id, enumerator_id, rule, sheets)
		SELECT commune_id, campaign_id, area_id, enumerator_id, NEW.rule, 1 FROM first_sending
		WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, rule) DO UPDATE SET sheets = sheets + 1;
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled, first_found)
		SELECT commune_id, campaign_id, NEW.rule, 0, 0, 0, 0, 1 FROM first_sending
		WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET first_found = first_found + 1;
END;

CREATE TABLE first_sending (
	sheet_id INTEGER PRIMARY KEY REFERENCES worker_sheet (id),
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	enumerator_id INTEGER NOT NULL,         -- 0: not said
	errors INTEGER NOT NULL,
	warnings INTEGER NOT NULL,
	days INTEGER CHECK (days >= 0),          -- from the day of the draft to that of its first acceptance; NULL: not accepted yet
	sent_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER first_sending_fixed BEFORE UPDATE ON first_sending WHEN OLD.days IS NOT NULL OR NEW.sheet_id <> OLD.sheet_id
	OR NEW.commune_id <> OLD.commune_id OR NEW.campaign_id <> OLD.campaign_id OR NEW.area_id <> OLD.area_id
	OR NEW.enumerator_id <> OLD.enumerator_id OR NEW.errors <> OLD.errors OR NEW.warnings <> OLD.warnings BEGIN
	SELECT RAISE(ABORT, 'first_sending is fixed');
END;
CREATE TRIGGER first_sending_stays BEFORE DELETE ON first_sending BEGIN
	SELECT RAISE(ABORT, 'first_sending stays');
END;
CREATE TRIGGER quality_days_tally_accepted AFTER UPDATE OF days ON first_sending WHEN OLD.days IS NULL AND NEW.days IS NOT NULL BEGIN
	INSERT INTO quality_days_tally (commune_id, campaign_id, area_id, enumerator_id, days, sheets)
		SELECT NEW.commune_id, NEW.campaign_id, COALESCE(w.area_id, NEW.area_id), COALESCE(w.area_id, NEW.enumerator_id), NEW.days, 1
		FROM tally_place w
		WHERE true
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, days) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER quality_tally_sent AFTER INSERT ON first_sending BEGIN
	INSERT INTO quality_tally (commune_id, campaign_id, area_id, enumerator_id, sheets, clean, errors, warnings)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.area_id, NEW.enumerator_id, 1, NEW.errors + NEW.warnings = 0, NEW.errors, NEW.warnings)
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id) DO UPDATE SET sheets = sheets + 1,
			clean = clean + excluded.clean, errors = errors + excluded.errors, warnings = warnings + excluded.warnings;
END;

CREATE TABLE form_token (
	token TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	at INTEGER NOT NULL,
	posted TEXT NOT NULL DEFAULT '',
	kind TEXT NOT NULL DEFAULT 'none',
	made_id INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (user_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_token_at ON form_token (at);

CREATE TABLE handover (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,                -- counts up within commune and year
	delivered_by INTEGER NOT NULL REFERENCES app_user (id),
	delivered_at TEXT NOT NULL,
	signed_by INTEGER REFERENCES app_user (id),
	signed_at TEXT,
	counted INTEGER,                        -- papers counted at signing
	extra TEXT,                             -- papers found that are not on the list, as written down
	note TEXT,
	sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0),
	present INTEGER NOT NULL DEFAULT 0 CHECK (present >= 0),
	missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
	entered INTEGER NOT NULL DEFAULT 0 CHECK (entered >= 0),
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0),
	by_paper INTEGER NOT NULL DEFAULT 0 CHECK (by_paper >= 0),
	back INTEGER NOT NULL DEFAULT 0 CHECK (back >= 0),
	paper_signed_on TEXT, paper_signer TEXT,
	UNIQUE (commune_id, year, number),
	CHECK ((signed_by IS NULL) = (signed_at IS NULL) AND (signed_by IS NULL) = (counted IS NULL))
) STRICT;
CREATE INDEX handover_campaign ON handover (campaign_id);
CREATE INDEX handover_deliverer ON handover (delivered_by);
CREATE INDEX handover_open ON handover (commune_id, id) WHERE signed_at IS NULL;
CREATE INDEX handover_signer ON handover (signed_by);

CREATE TABLE handover_sheet (
	handover_id INTEGER NOT NULL REFERENCES handover (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,
	full_name TEXT,                         -- this and the next: as the list said when it was signed
	birth_date TEXT,
	citizen_id TEXT,
	paper_no TEXT,
	area_name TEXT,
	entered_at INTEGER, returned_at INTEGER,
	return_reason INTEGER, by_paper INTEGER NOT NULL DEFAULT 0 CHECK (by_paper IN (0, 1)),
	back_at INTEGER,
	PRIMARY KEY (handover_id, position)
) STRICT;
CREATE UNIQUE INDEX handover_sheet_open ON handover_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX handover_sheet_outcome ON handover_sheet (handover_id, outcome, sheet_id);
CREATE INDEX handover_sheet_reason ON handover_sheet (handover_id, return_reason) WHERE returned_at IS NOT NULL;
CREATE INDEX handover_sheet_sheet ON handover_sheet (sheet_id);
CREATE TRIGGER handover_count_added AFTER INSERT ON handover_sheet BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed'), present = present + (NEW.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing')
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_became AFTER UPDATE OF entered_at, returned_at, by_paper, back_at ON handover_sheet BEGIN
	UPDATE handover SET entered = entered + (NEW.entered_at IS NOT NULL) - (OLD.entered_at IS NOT NULL),
		returned = returned + (NEW.returned_at IS NOT NULL) - (OLD.returned_at IS NOT NULL),
		by_paper = by_paper + (NEW.entered_at IS NOT NULL AND NEW.by_paper) - (OLD.entered_at IS NOT NULL AND OLD.by_paper),
		back = back + (NEW.back_at IS NOT NULL) - (OLD.back_at IS NOT NULL)
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_outcome AFTER UPDATE OF outcome ON handover_sheet WHEN OLD.outcome <> NEW.outcome BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed') - (OLD.outcome <> 'removed'),
		present = present + (NEW.outcome = 'present') - (OLD.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing') - (OLD.outcome = 'missing')
		WHERE id = NEW.handover_id;
END;

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
CREATE INDEX import_sheet_digest ON import_sheet (digest);
CREATE INDEX import_sheet_import ON import_sheet (import_id);

CREATE TABLE job (
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
CREATE INDEX job_owner ON job (owner_id, id);
CREATE INDEX job_result ON job (id) WHERE result_file IS NOT NULL;
CREATE UNIQUE INDEX job_running ON job (kind, lane) WHERE state = 'running';

CREATE TABLE job_sheet (
	job_id INTEGER NOT NULL REFERENCES job (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	before TEXT NOT NULL,
	after TEXT NOT NULL,
	written INTEGER NOT NULL CHECK (written IN (0, 1)), -- 0: accepted or later, only reported
	PRIMARY KEY (job_id, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_sheet_sheet ON job_sheet (sheet_id);

CREATE TABLE known_device (
	token_hash TEXT PRIMARY KEY,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX known_device_user ON known_device (user_id);

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
	row_version INTEGER NOT NULL DEFAULT 1,
	own_name TEXT,
	CHECK (active_to >= active_from)
) STRICT;
CREATE INDEX member_full_name ON member (full_name);

CREATE TABLE member_area (
	member_id INTEGER NOT NULL REFERENCES member (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (member_id, area_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_area_area ON member_area (area_id);

CREATE TABLE member_target (
	member_id INTEGER NOT NULL REFERENCES member (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	sheets INTEGER NOT NULL CHECK (sheets > 0),
	due_on TEXT,
	PRIMARY KEY (member_id, campaign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_target_campaign ON member_target (campaign_id);

CREATE TABLE milestone (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL,
	last_day TEXT NOT NULL,
	share INTEGER CHECK (share BETWEEN 1 AND 100)
) STRICT;
CREATE UNIQUE INDEX milestone_key ON milestone (campaign_id, stage, last_day);

CREATE TABLE minutes (
	id INTEGER PRIMARY KEY,
	type TEXT NOT NULL,                     -- acceptance, meeting, confirmation
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	member_id INTEGER REFERENCES member (id), -- whose sheets; this and the next two: of what
	area_id INTEGER REFERENCES area (id),   -- hamlet
	handover_id INTEGER REFERENCES handover (id),
	first_day TEXT,                         -- of the period; NULL: from the start
	last_day TEXT,
	held_on TEXT,                           -- this and the next: of a meeting
	begun TEXT,
	ended TEXT,
	place TEXT,
	chair TEXT,
	secretary TEXT,
	others TEXT,                            -- present, besides members (minutes_present)
	conclusion TEXT,
	replaces_id INTEGER REFERENCES minutes (id), -- in whose place these are
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0), -- this and the next: sheets, by triggers
	passed INTEGER NOT NULL DEFAULT 0 CHECK (passed >= 0),
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0),
	listed INTEGER NOT NULL DEFAULT 0 CHECK (listed >= 0),
	dropped_at INTEGER, dropped_by INTEGER REFERENCES app_user (id),
	row_version INTEGER NOT NULL DEFAULT 1,
	CHECK (last_day >= first_day)
) STRICT;
CREATE INDEX minutes_commune ON minutes (commune_id);
CREATE INDEX minutes_member ON minutes (member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX minutes_replaces ON minutes (replaces_id) WHERE replaces_id IS NOT NULL AND dropped_at IS NULL;

CREATE TABLE minutes_present (
	minutes_id INTEGER NOT NULL REFERENCES minutes (id),
	member_id INTEGER NOT NULL REFERENCES member (id),
	PRIMARY KEY (minutes_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes_sheet (
	minutes_id INTEGER NOT NULL REFERENCES minutes (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,                  -- waiting, passed, returned, listed
	event_id INTEGER REFERENCES event (id), -- of the history, that it is so by
	returns INTEGER NOT NULL DEFAULT 0,     -- in the period
	reason TEXT,                            -- of the last of them
	full_name TEXT,                         -- this and the next: as the sheet said then
	birth_date TEXT,
	paper_no TEXT,
	PRIMARY KEY (minutes_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_sheet_sheet ON minutes_sheet (sheet_id);
CREATE TRIGGER minutes_count_added AFTER INSERT ON minutes_sheet BEGIN
	UPDATE minutes SET waiting = waiting + (NEW.outcome = 'waiting'), passed = passed + (NEW.outcome = 'passed'),
		returned = returned + (NEW.outcome = 'returned'), listed = listed + (NEW.outcome = 'listed')
		WHERE id = NEW.minutes_id;
END;
CREATE TRIGGER minutes_count_dropped AFTER DELETE ON minutes_sheet BEGIN
	UPDATE minutes SET waiting = waiting - (OLD.outcome = 'waiting'), passed = passed - (OLD.outcome = 'passed'),
		returned = returned - (OLD.outcome = 'returned'), listed = listed - (OLD.outcome = 'listed')
		WHERE id = OLD.minutes_id;
END;

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
	markup TEXT NOT NULL,
	pdf BLOB,
	docx BLOB
) STRICT;
CREATE UNIQUE INDEX paper_number ON paper (commune_id, body, year, number) WHERE number IS NOT NULL;
CREATE INDEX paper_subject ON paper (kind, subject_id);

CREATE TABLE paper_return (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	place TEXT,                             -- where those entered are kept: cabinet, box, file
	keeper TEXT,                            -- and by whom: not the police
	note TEXT,
	archived INTEGER NOT NULL CHECK (archived >= 0),
	given_back INTEGER NOT NULL CHECK (given_back >= 0),
	missing INTEGER NOT NULL CHECK (missing >= 0),
	UNIQUE (commune_id, year, number)
) STRICT;
CREATE INDEX paper_return_maker ON paper_return (made_by);

CREATE TABLE paper_return_sheet (
	return_id INTEGER NOT NULL REFERENCES paper_return (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	handover_id INTEGER NOT NULL REFERENCES handover (id), -- with which the paper went to the police
	outcome TEXT NOT NULL,                  -- present, missing
	was TEXT NOT NULL,                      -- what the police had done: entered, police_returned
	PRIMARY KEY (return_id, position)
) STRICT;
CREATE INDEX paper_return_sheet_handover ON paper_return_sheet (handover_id);
CREATE INDEX paper_return_sheet_sheet ON paper_return_sheet (sheet_id);

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

CREATE TABLE payment (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	role TEXT NOT NULL,
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	closed_by INTEGER REFERENCES app_user (id), -- NULL: open
	closed_at INTEGER,
	year INTEGER,                           -- this and the next: of its list, counted in commune and year
	number INTEGER CHECK (number > 0),
	tax_rate INTEGER CHECK (tax_rate BETWEEN 1 AND 10000), -- kept back of who gets tax_from or more; NULL: nothing
	tax_from INTEGER CHECK (tax_from >= 0),
	new_sheets INTEGER NOT NULL DEFAULT 0,  -- this and the next four: of its lines, by triggers
	change_sheets INTEGER NOT NULL DEFAULT 0,
	amount INTEGER NOT NULL DEFAULT 0,
	tax INTEGER NOT NULL DEFAULT 0,
	lines INTEGER NOT NULL DEFAULT 0,
	UNIQUE (commune_id, year, number),
	CHECK (last_day >= first_day),
	CHECK ((closed_by IS NULL) = (closed_at IS NULL) AND (closed_by IS NULL) = (number IS NULL))
) STRICT;
CREATE INDEX payment_campaign ON payment (campaign_id, commune_id, role);
CREATE UNIQUE INDEX payment_open ON payment (commune_id, campaign_id, role) WHERE closed_at IS NULL;

CREATE TABLE payment_line (
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	position INTEGER NOT NULL,
	member_id INTEGER REFERENCES member (id), -- this and the next: whom; neither: a name alone
	user_id INTEGER REFERENCES app_user (id),
	payee TEXT NOT NULL,                    -- this and what follows: as it was when the period was closed
	citizen_id TEXT,
	bank TEXT,
	account TEXT,
	area_name TEXT NOT NULL,
	new_sheets INTEGER NOT NULL,            -- below 0: taken back
	change_sheets INTEGER NOT NULL,
	new_price INTEGER NOT NULL CHECK (new_price >= 0),
	change_price INTEGER NOT NULL CHECK (change_price >= 0),
	amount INTEGER NOT NULL,
	tax INTEGER NOT NULL,
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0), -- how often sheets of his were, in the period
	PRIMARY KEY (payment_id, position),
	CHECK (amount = new_sheets * new_price + change_sheets * change_price)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_line_member ON payment_line (member_id) WHERE member_id IS NOT NULL;
CREATE TRIGGER payment_line_added AFTER INSERT ON payment_line BEGIN
	UPDATE payment SET new_sheets = new_sheets + NEW.new_sheets, change_sheets = change_sheets + NEW.change_sheets,
		amount = amount + NEW.amount, tax = tax + NEW.tax, lines = lines + 1
		WHERE id = NEW.payment_id;
END;
CREATE TRIGGER payment_line_fixed BEFORE UPDATE ON payment_line BEGIN
	SELECT RAISE(ABORT, 'payment_line never changes');
END;
CREATE TRIGGER payment_line_stays BEFORE DELETE ON payment_line BEGIN
	SELECT RAISE(ABORT, 'payment_line never changes');
END;

CREATE TABLE payment_sheet (
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	sign INTEGER NOT NULL CHECK (sign IN (-1, 1)),
	role TEXT NOT NULL,                     -- of the payment
	position INTEGER NOT NULL,              -- of the line
	event_id INTEGER NOT NULL REFERENCES event (id), -- for which it is paid; of one that is taken back the same
	price INTEGER NOT NULL CHECK (price >= 0),
	changes INTEGER NOT NULL CHECK (changes IN (0, 1)), -- 1: a sheet of changes
	taken_back INTEGER REFERENCES payment (id), -- in which; NULL: it counts
	PRIMARY KEY (payment_id, sheet_id, sign)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_sheet_back ON payment_sheet (taken_back) WHERE taken_back IS NOT NULL;
CREATE UNIQUE INDEX payment_sheet_paid ON payment_sheet (sheet_id, role) WHERE sign = 1 AND taken_back IS NULL;

CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	citizen_id TEXT UNIQUE CHECK (length(citizen_id) = 12),
	joined_id INTEGER REFERENCES person (id), -- somebody decided: is the same human as that person
	joined_by INTEGER REFERENCES app_user (id),
	joined_at TEXT,
	join_reason TEXT,
	created_at INTEGER NOT NULL DEFAULT 0,
	CHECK (joined_id <> id),
	CHECK ((joined_id IS NULL) = (joined_by IS NULL) AND (joined_id IS NULL) = (joined_at IS NULL)
		AND (joined_id IS NULL) = (join_reason IS NULL))
) STRICT;
CREATE INDEX person_joined ON person (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX person_joiner ON person (joined_by) WHERE joined_by IS NOT NULL;

CREATE TABLE person_distinct (
	person_id INTEGER NOT NULL REFERENCES person (id),
	other_id INTEGER NOT NULL REFERENCES person (id),
	decision_id INTEGER NOT NULL REFERENCES duplicate_decision (id),
	PRIMARY KEY (person_id, other_id),
	CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_distinct_decision ON person_distinct (decision_id);
CREATE INDEX person_distinct_other ON person_distinct (other_id);

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
CREATE INDEX person_end_ender ON person_end (ended_by);
CREATE UNIQUE INDEX person_end_holds ON person_end (person_id) WHERE undone_at IS NULL;
CREATE INDEX person_end_person ON person_end (person_id);
CREATE INDEX person_end_roster ON person_end (roster_id) WHERE roster_id IS NOT NULL;
CREATE INDEX person_end_sheet ON person_end (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX person_end_undoer ON person_end (undone_by) WHERE undone_by IS NOT NULL;

CREATE TABLE plan_task (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	name TEXT NOT NULL,
	whose TEXT,
	last_day TEXT,                          -- of what comes again the first; NULL: the plan names none
	every TEXT NOT NULL,
	done_on TEXT,
	CHECK (last_day IS NOT NULL OR every = 'once'),
	UNIQUE (campaign_id, name, last_day)
) STRICT;

CREATE TABLE price (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id), -- in which it holds, and below it
	role TEXT NOT NULL,                     -- collect, check, entry, informant
	valid_from TEXT NOT NULL,               -- the first day; it holds until another begins
	new_price INTEGER NOT NULL CHECK (new_price >= 0), -- of a sheet of kind 1
	change_price INTEGER NOT NULL CHECK (change_price >= 0), -- of any other
	share INTEGER CHECK (share BETWEEN 1 AND 10000), -- of it, for officials; NULL: all
	cap INTEGER CHECK (cap BETWEEN 1 AND 10000), -- at most so much of what collecting the sheet pays; NULL: none
	decided_no TEXT NOT NULL,               -- this and the next: the text that sets it
	decided_on TEXT NOT NULL,
	source TEXT,                            -- of the funds
	set_by INTEGER REFERENCES app_user (id), -- NULL: a command
	set_at INTEGER NOT NULL,
	UNIQUE (campaign_id, area_id, role, valid_from)
) STRICT;
CREATE INDEX price_area ON price (area_id);

CREATE TABLE progress_day (
	commune_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,               -- as in sheet_tally
	campaign_id INTEGER NOT NULL,
	day TEXT NOT NULL,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL,
	PRIMARY KEY (commune_id, area_id, campaign_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress_state (
	state TEXT PRIMARY KEY,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE put_aside (
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (user_id, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX put_aside_sheet ON put_aside (sheet_id);

CREATE TABLE quality_days_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	days INTEGER NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, days)
) STRICT, WITHOUT ROWID;

CREATE TABLE quality_rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE quality_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	sheets INTEGER NOT NULL,
	clean INTEGER NOT NULL,                 -- without an error or a warning
	errors INTEGER NOT NULL,
	warnings INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recheck (
	job_id INTEGER PRIMARY KEY REFERENCES job (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0: the sheets of the owner's own area
	rule_version INTEGER NOT NULL,
	changed INTEGER NOT NULL CHECK (changed >= 0) -- rows of job_sheet
) STRICT;
CREATE INDEX recheck_campaign ON recheck (campaign_id, job_id);

CREATE TABLE roster_assignment (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	member_id INTEGER NOT NULL REFERENCES member (id),
	assigned_on TEXT NOT NULL,
	assigned_by INTEGER NOT NULL REFERENCES app_user (id),
	assigned_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_assignment_assigner ON roster_assignment (assigned_by);
CREATE INDEX roster_assignment_campaign ON roster_assignment (campaign_id);
CREATE INDEX roster_assignment_commune ON roster_assignment (commune_id, campaign_id);
CREATE INDEX roster_assignment_member ON roster_assignment (member_id);

CREATE TABLE roster_decision (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	roster_id INTEGER REFERENCES roster_entry (id),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	choice TEXT NOT NULL,
	fields TEXT NOT NULL,                   -- what differed then
	note TEXT,
	decided_by INTEGER NOT NULL REFERENCES app_user (id),
	decided_at INTEGER NOT NULL,
	CHECK (roster_id IS NOT NULL OR sheet_id IS NOT NULL)
) STRICT;
CREATE INDEX roster_decision_campaign ON roster_decision (campaign_id);
CREATE INDEX roster_decision_decider ON roster_decision (decided_by);
CREATE INDEX roster_decision_roster ON roster_decision (roster_id) WHERE roster_id IS NOT NULL;
CREATE INDEX roster_decision_sheet ON roster_decision (sheet_id) WHERE sheet_id IS NOT NULL;

CREATE TABLE roster_entry (
	id INTEGER PRIMARY KEY,
	row_version INTEGER NOT NULL DEFAULT 1,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	full_name TEXT NOT NULL,
	name_fold TEXT NOT NULL,
	name_sound TEXT NOT NULL,
	birth_date TEXT,
	sex INTEGER CHECK (sex IN (1, 2)),
	citizen_id TEXT,
	address TEXT,
	household_no TEXT,
	household_head TEXT,
	household TEXT,                         -- what tells it apart in its hamlet, in the order in which one walks; NULL: unknown
	source TEXT NOT NULL,
	category TEXT,
	note TEXT,
	created_by INTEGER REFERENCES app_user (id), -- NULL: it came with a list
	created_at INTEGER NOT NULL,
	first_list_id INTEGER REFERENCES roster_list (id), -- with which it came; NULL: somebody added it
	list_id INTEGER REFERENCES roster_list (id), -- the last one that it stood in
	gone_list_id INTEGER REFERENCES roster_list (id), -- the one that it did not stand in any more
	assignment_id INTEGER REFERENCES roster_assignment (id),
	member_id INTEGER REFERENCES member (id), -- of the assignment
	back_reason TEXT,                       -- why the member who had it gave it back; until somebody has it again
	back_by INTEGER REFERENCES member (id),
	back_at INTEGER,
	outcome TEXT,                           -- why nobody can be surveyed here
	outcome_note TEXT,
	outcome_by INTEGER REFERENCES app_user (id),
	outcome_at INTEGER,
	sheet_id INTEGER REFERENCES worker_sheet (id), -- begun from this row, or found to be of it
	CHECK ((assignment_id IS NULL) = (member_id IS NULL)),
	CHECK ((outcome IS NULL) = (outcome_by IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL))
) STRICT;
CREATE INDEX roster_entry_area ON roster_entry (area_id, household) WHERE area_id IS NOT NULL;
CREATE INDEX roster_entry_assignment ON roster_entry (assignment_id) WHERE assignment_id IS NOT NULL;
CREATE INDEX roster_entry_back ON roster_entry (back_by) WHERE back_by IS NOT NULL;
CREATE INDEX roster_entry_campaign ON roster_entry (campaign_id);
CREATE INDEX roster_entry_citizen ON roster_entry (commune_id, campaign_id, citizen_id);
CREATE INDEX roster_entry_commune ON roster_entry (commune_id);
CREATE INDEX roster_entry_creator ON roster_entry (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX roster_entry_first_list ON roster_entry (first_list_id) WHERE first_list_id IS NOT NULL;
CREATE INDEX roster_entry_gone ON roster_entry (gone_list_id) WHERE gone_list_id IS NOT NULL;
CREATE INDEX roster_entry_list ON roster_entry (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX roster_entry_member ON roster_entry (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX roster_entry_name ON roster_entry (commune_id, campaign_id, name_sound);
CREATE INDEX roster_entry_outcome ON roster_entry (outcome_by) WHERE outcome_by IS NOT NULL;
CREATE INDEX roster_entry_sheet ON roster_entry (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX roster_entry_source ON roster_entry (commune_id, campaign_id, source);

CREATE TABLE roster_list (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	source TEXT NOT NULL,
	name TEXT,                              -- of the file
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: everybody of that source, so that who is not in it is gone
	made_by INTEGER REFERENCES app_user (id), -- NULL: a command
	made_at INTEGER NOT NULL,
	ended_at INTEGER,                       -- NULL: it was not read to its end
	new_rows INTEGER NOT NULL DEFAULT 0,
	changed_rows INTEGER NOT NULL DEFAULT 0,
	same_rows INTEGER NOT NULL DEFAULT 0,
	gone_rows INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_list_campaign ON roster_list (campaign_id);
CREATE INDEX roster_list_commune ON roster_list (commune_id);
CREATE INDEX roster_list_maker ON roster_list (made_by) WHERE made_by IS NOT NULL;

CREATE TABLE rule_change (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	version INTEGER NOT NULL CHECK (version > 1),
	rule TEXT NOT NULL,
	setting TEXT NOT NULL,
	reason TEXT NOT NULL,
	changed_by INTEGER NOT NULL REFERENCES app_user (id),
	changed_at TEXT NOT NULL,
	PRIMARY KEY (campaign_id, version)
) STRICT;
CREATE INDEX rule_change_changer ON rule_change (changed_by);

CREATE TABLE rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	fired INTEGER NOT NULL CHECK (fired >= 0), -- without the confirmations that are kept aside
	confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
	waiting INTEGER NOT NULL CHECK (waiting >= 0), -- errors and warnings that nobody confirmed, on received sheets
	settled INTEGER NOT NULL CHECK (settled >= 0),
	first_found INTEGER NOT NULL DEFAULT 0 CHECK (first_found >= 0), -- confirmed, on sheets that speak for somebody
	PRIMARY KEY (commune_id, campaign_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_tally_told ON rule_tally (commune_id, campaign_id, rule, first_found, waiting, settled)
	WHERE first_found + waiting + settled > 0;

CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,        -- SHA-256 of the cookie
	csrf_secret TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user_id);

CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE sheet_pair (
	commune_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,              -- the smaller id
	other_id INTEGER NOT NULL,
	PRIMARY KEY (commune_id, sheet_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_pair_other ON sheet_pair (other_id);

CREATE TABLE sheet_tally (
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER NOT NULL,               -- hamlet; 0: none; -1: all of the commune
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	state TEXT NOT NULL,
	open INTEGER NOT NULL,                  -- 1: an error, or a warning not confirmed
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, area_id, campaign_id, state, open)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_word (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	sheet_id INTEGER NOT NULL,
	name_fold TEXT NOT NULL,
	PRIMARY KEY (commune_id, word, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sheet_word_tally_delete AFTER DELETE ON sheet_word BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE commune_id = OLD.commune_id AND word = OLD.word
		AND state = (SELECT state FROM worker_sheet WHERE id = OLD.sheet_id);
END;
CREATE TRIGGER sheet_word_tally_insert AFTER INSERT ON sheet_word BEGIN
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		VALUES (NEW.commune_id, NEW.word, (SELECT state FROM worker_sheet WHERE id = NEW.sheet_id), 1)
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;

CREATE TABLE sheet_word_tally (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	state TEXT NOT NULL,
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, word, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally_place (area_id INTEGER
) STRICT;

CREATE TABLE target (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	due_on TEXT,
	expected INTEGER CHECK (expected >= 0),
	surveyed INTEGER CHECK (surveyed >= 0),
	changed INTEGER CHECK (changed >= 0),
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
CREATE INDEX target_area ON target (area_id);

CREATE TABLE team (
	commune_id INTEGER PRIMARY KEY REFERENCES area (id),
	name TEXT NOT NULL,
	decision_no TEXT,
	decided_on TEXT,
	keeper_id INTEGER REFERENCES member (id), -- who keeps the papers
	row_version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX team_keeper ON team (keeper_id) WHERE keeper_id IS NOT NULL;

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

CREATE TABLE user_area (
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (user_id, area_id)
) STRICT;
CREATE INDEX user_area_area ON user_area (area_id);

CREATE TABLE worker_sheet (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,
	state TEXT NOT NULL,
	row_version INTEGER NOT NULL,
	form_version INTEGER NOT NULL,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	created_by INTEGER NOT NULL REFERENCES app_user (id),
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
	police_reason INTEGER CHECK (police_reason BETWEEN 1 AND 8),
	since INTEGER NOT NULL DEFAULT 0 /* when it came into this state */,
	accepted_at INTEGER /* the last acceptance */,
	created_at INTEGER NOT NULL DEFAULT 0,
	updated_at INTEGER NOT NULL DEFAULT 0,
	clock_from INTEGER, enumerator_id INTEGER REFERENCES member (id)
) STRICT;
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL
		AND no_id_reason IS NOT NULL);
CREATE INDEX worker_sheet_any_state ON worker_sheet (state);
CREATE INDEX worker_sheet_area ON worker_sheet (area_id);
CREATE INDEX worker_sheet_campaign ON worker_sheet (campaign_id);
CREATE INDEX worker_sheet_citizen ON worker_sheet (commune_id, citizen_id) WHERE citizen_id IS NOT NULL;
CREATE INDEX worker_sheet_clock ON worker_sheet (commune_id, clock_from) WHERE clock_from IS NOT NULL;
CREATE INDEX worker_sheet_commune ON worker_sheet (commune_id, id, state);
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id, clock_from) WHERE enumerator_id IS NOT NULL;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_open ON worker_sheet (id) WHERE open_errors > 0 OR open_warnings > 0;
CREATE INDEX worker_sheet_paper ON worker_sheet (commune_id, paper_no) WHERE paper_no IS NOT NULL;
CREATE INDEX worker_sheet_person ON worker_sheet (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX worker_sheet_replaces ON worker_sheet (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX worker_sheet_since ON worker_sheet (commune_id, since) WHERE since <> 0;
CREATE INDEX worker_sheet_state ON worker_sheet (commune_id, state);
CREATE INDEX worker_sheet_writer ON worker_sheet (created_by, clock_from);
CREATE TRIGGER clock_day_insert AFTER INSERT ON worker_sheet WHEN NEW.clock_from IS NOT NULL BEGIN
	INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.state, date(NEW.clock_from + 7 * 3600, 'unixepoch'),
			COALESCE(NEW.area_id, 0), 1)
		ON CONFLICT (commune_id, campaign_id, state, day, area_id) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER clock_day_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, clock_from ON worker_sheet
WHEN OLD.clock_from IS NOT NEW.clock_from OR (NEW.clock_from IS NOT NULL AND (OLD.state <> NEW.state
	OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id)) BEGIN
	UPDATE clock_day SET sheets = sheets - 1
	WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND state = OLD.state
		AND day = date(OLD.clock_from + 7 * 3600, 'unixepoch') AND area_id = COALESCE(OLD.area_id, 0);
	DELETE FROM clock_day
	WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND state = OLD.state
		AND day = date(OLD.clock_from + 7 * 3600, 'unixepoch') AND area_id = COALESCE(OLD.area_id, 0) AND sheets = 0;
	INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
		SELECT NEW.commune_id, NEW.campaign_id, NEW.state, date(NEW.clock_from + 7 * 3600, 'unixepoch'),
			COALESCE(NEW.area_id, 0), 1
		WHERE NEW.clock_from IS NOT NULL
		ON CONFLICT (commune_id, campaign_id, state, day, area_id) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER progress_day_place AFTER UPDATE OF commune_id, campaign_id, area_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id BEGIN
	INSERT INTO progress_day (commune_id, area_id, campaign_id, day, collected, accepted, entered)
		SELECT OLD.commune_id, COALESCE(w.area_id, OLD.area_id, 0), OLD.campaign_id,
			date(NEW.updated_at + 7 * 3600, 'unixepoch'), -p.collected, -p.accepted, -p.entered
		FROM progress_state p
		CROSS JOIN tally_place w
		WHERE p.state = OLD.state AND p.collected <> 0
		UNION ALL
		SELECT NEW.commune_id, COALESCE(w.area_id, NEW.area_id, 0), NEW.campaign_id,
			date(NEW.updated_at + 7 * 3600, 'unixepoch'), p.collected, p.accepted, p.entered
		FROM progress_state p
		CROSS JOIN tally_place w
		WHERE p.state = OLD.state AND p.collected <> 0
		ON CONFLICT (commune_id, area_id, campaign_id, day) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
CREATE TRIGGER put_aside_moved AFTER UPDATE OF state ON worker_sheet
WHEN OLD.state = 'handed_over' AND NEW.state <> 'handed_over' BEGIN
	DELETE FROM put_aside
		WHERE sheet_id = NEW.id;
END;
CREATE TRIGGER rule_tally_move AFTER UPDATE OF commune_id, campaign_id, state ON worker_sheet
WHEN (OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id)
	AND EXISTS (SELECT 1 FROM finding WHERE sheet_id = NEW.id) BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled)
		SELECT NEW.commune_id, NEW.campaign_id, rule,
			count(*) FILTER (WHERE severity <> 'I' OR confirmed_by IS NULL),
			count(*) FILTER (WHERE severity <> 'I' AND confirmed_by IS NOT NULL),
			count(*) FILTER (WHERE severity <> 'I' AND confirmed_by IS NULL AND NEW.state = 'received'),
			count(*) FILTER (WHERE severity <> 'I' AND confirmed_by IS NOT NULL AND NEW.state NOT IN ('draft', 'cancelled', 'replaced'))
		FROM finding
		WHERE sheet_id = NEW.id
		GROUP BY rule
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired,
			confirmed = confirmed + excluded.confirmed, waiting = waiting + excluded.waiting,
			settled = settled + excluded.settled;
	UPDATE rule_tally SET (fired, confirmed, waiting, settled) = (SELECT
			rule_tally.fired - count(*) FILTER (WHERE f.severity <> 'I' OR f.confirmed_by IS NULL),
			rule_tally.confirmed - count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NOT NULL),
			rule_tally.waiting - count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NULL AND OLD.state = 'received'),
			rule_tally.settled - count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NOT NULL AND OLD.state NOT IN ('draft', 'cancelled', 'replaced'))
			FROM finding f
			WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule)
		WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
			AND rule IN (SELECT rule FROM finding WHERE sheet_id = NEW.id);
END;
CREATE TRIGGER sheet_pair_insert AFTER INSERT ON worker_sheet
WHEN NEW.state <> 'draft' AND NEW.state <> 'cancelled' AND NEW.state <> 'replaced' BEGIN
	INSERT INTO sheet_pair (commune_id, sheet_id, other_id)
		SELECT s.commune_id, min(s.id, NEW.id), max(s.id, NEW.id) FROM worker_sheet s
		WHERE s.citizen_id = NEW.citizen_id AND s.commune_id = NEW.commune_id AND s.campaign_id = NEW.campaign_id
			AND s.id <> NEW.id AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
		UNION ALL
		SELECT s.commune_id, min(s.id, NEW.id), max(s.id, NEW.id) FROM worker_sheet s
		WHERE s.commune_id = NEW.commune_id AND s.name_sound = NEW.name_sound AND s.name_sound <> ''
			AND s.id <> NEW.id AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
			AND (substr(s.birth_date, 1, 4) = substr(NEW.birth_date, 1, 4)
				OR substr(s.birth_date, 5) = substr(NEW.birth_date, 5))
		ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sheet_pair_update
	AFTER UPDATE OF commune_id, campaign_id, state, citizen_id, name_sound, birth_date ON worker_sheet
WHEN (OLD.state <> 'draft' AND OLD.state <> 'cancelled' AND OLD.state <> 'replaced')
	<> (NEW.state <> 'draft' AND NEW.state <> 'cancelled' AND NEW.state <> 'replaced')
	OR OLD.citizen_id IS NOT NEW.citizen_id OR OLD.name_sound <> NEW.name_sound OR OLD.birth_date IS NOT NEW.birth_date
	OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id BEGIN
	DELETE FROM sheet_pair
	WHERE commune_id = OLD.commune_id AND sheet_id = NEW.id;
	DELETE FROM sheet_pair
	WHERE other_id = NEW.id;
	INSERT INTO sheet_pair (commune_id, sheet_id, other_id)
		SELECT s.commune_id, min(s.id, NEW.id), max(s.id, NEW.id) FROM worker_sheet s
		WHERE s.citizen_id = NEW.citizen_id AND s.commune_id = NEW.commune_id AND s.campaign_id = NEW.campaign_id
			AND s.id <> NEW.id AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
			AND NEW.state <> 'draft' AND NEW.state <> 'cancelled' AND NEW.state <> 'replaced'
		UNION ALL
		SELECT s.commune_id, min(s.id, NEW.id), max(s.id, NEW.id) FROM worker_sheet s
		WHERE s.commune_id = NEW.commune_id AND s.name_sound = NEW.name_sound AND s.name_sound <> ''
			AND s.id <> NEW.id AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
			AND NEW.state <> 'draft' AND NEW.state <> 'cancelled' AND NEW.state <> 'replaced'
			AND (substr(s.birth_date, 1, 4) = substr(NEW.birth_date, 1, 4)
				OR substr(s.birth_date, 5) = substr(NEW.birth_date, 5))
		ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sheet_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO sheet_tally (commune_id, area_id, campaign_id, state, open, sheets)
		VALUES (NEW.commune_id, -1, NEW.campaign_id, NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1),
			(NEW.commune_id, COALESCE(NEW.area_id, 0), NEW.campaign_id, NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, area_id, campaign_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_tally_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, open_errors, open_warnings
	ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id
	OR OLD.area_id IS NOT NEW.area_id
	OR (OLD.open_errors + OLD.open_warnings > 0) <> (NEW.open_errors + NEW.open_warnings > 0)
BEGIN
	UPDATE sheet_tally SET sheets = sheets - 1
	WHERE commune_id = OLD.commune_id AND area_id IN (-1, COALESCE(OLD.area_id, 0)) AND campaign_id = OLD.campaign_id
		AND state = OLD.state AND open = (OLD.open_errors + OLD.open_warnings > 0);
	INSERT INTO sheet_tally (commune_id, area_id, campaign_id, state, open, sheets)
		VALUES (NEW.commune_id, -1, NEW.campaign_id, NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1),
			(NEW.commune_id, COALESCE(NEW.area_id, 0), NEW.campaign_id, NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, area_id, campaign_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet
WHEN OLD.state <> NEW.state AND OLD.name_fold <> '' BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE commune_id = OLD.commune_id
		AND word IN (SELECT value FROM json_each('["' || replace(replace(replace(OLD.name_fold,
			'\', '\\'), '"', '\"'), ' ', '","') || '"]'))
		AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT DISTINCT OLD.commune_id, value, NEW.state, 1 FROM json_each('["' || replace(replace(replace(OLD.name_fold,
			'\', '\\'), '"', '\"'), ' ', '","') || '"]')
		WHERE value <> ''
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
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

CREATE TABLE writer_tally (
	created_by INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,         -- 0: not said
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	state TEXT NOT NULL,
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (created_by, enumerator_id, area_id, state)
) STRICT, WITHOUT ROWID;
CREATE INDEX writer_tally_area ON writer_tally (area_id);
CREATE INDEX writer_tally_enumerator ON writer_tally (enumerator_id);
