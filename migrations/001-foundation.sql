-- Version 1: areas, users, campaigns, worker sheets, findings, history, batches.
-- Days are ISO text; times are UTC ISO text with Z; session times are seconds since 1970.

CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

-- Administrative units: a tree of any depth, valid over time. Codes are unique only with level and validity.
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
	PRIMARY KEY (predecessor_id, successor_id)
) STRICT;
CREATE INDEX area_succession_successor ON area_succession (successor_id);

CREATE TABLE app_user (
	id INTEGER PRIMARY KEY,
	username TEXT NOT NULL UNIQUE,
	full_name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('enumerator', 'hamlet_leader', 'officer', 'leader', 'police',
		'police_superior', 'district', 'province', 'admin')),
	password_hash TEXT NOT NULL,
	created_at TEXT NOT NULL,
	locked_at TEXT,                         -- NULL: may log in
	must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1))
) STRICT;

CREATE TABLE user_area (
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (user_id, area_id)
) STRICT;
CREATE INDEX user_area_area ON user_area (area_id);

CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,        -- SHA-256 of the cookie
	csrf_secret TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user_id);

-- Browsers that a user has logged in from: they pass the limit per address.
CREATE TABLE known_device (
	token_hash TEXT PRIMARY KEY,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX known_device_user ON known_device (user_id);

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
	asks_industry INTEGER NOT NULL DEFAULT 0 CHECK (asks_industry IN (0, 1))
) STRICT;

CREATE TABLE campaign_area (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
CREATE INDEX campaign_area_area ON campaign_area (area_id);

-- Days allowed for a stage, from the step before: collect, tally, check, entry.
CREATE TABLE campaign_stage (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL CHECK (stage IN ('collect', 'tally', 'check', 'entry')),
	days INTEGER NOT NULL CHECK (days > 0),
	PRIMARY KEY (campaign_id, stage)
) STRICT;

CREATE TABLE milestone (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL CHECK (stage IN ('collect', 'tally', 'check', 'entry')),
	last_day TEXT NOT NULL,
	share INTEGER CHECK (share BETWEEN 1 AND 100)
) STRICT;
CREATE INDEX milestone_campaign ON milestone (campaign_id);

CREATE TABLE target (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	due_on TEXT,
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
CREATE INDEX target_area ON target (area_id);

CREATE TABLE worker_sheet (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,
	state TEXT NOT NULL CHECK (state IN ('draft', 'with_hamlet', 'received', 'returned', 'accepted',
		'handed_over', 'entered', 'police_returned', 'archived', 'replaced', 'cancelled')),
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
	change_source INTEGER
) STRICT;
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

-- How many sheets stand where: kept by the triggers below, compared with the sheets by `verify`. area_id 0: no hamlet chosen.
CREATE TABLE sheet_tally (
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	open INTEGER NOT NULL,                  -- 1: an error, or a warning not confirmed
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, campaign_id, area_id, state, open)
) STRICT;
CREATE INDEX sheet_tally_campaign ON sheet_tally (campaign_id);
CREATE TRIGGER sheet_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_tally_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, open_errors, open_warnings ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id
	OR OLD.area_id IS NOT NEW.area_id OR (OLD.open_errors + OLD.open_warnings > 0) <> (NEW.open_errors + NEW.open_warnings > 0)
BEGIN
	UPDATE sheet_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND area_id = COALESCE(OLD.area_id, 0) AND state = OLD.state AND open = (OLD.open_errors + OLD.open_warnings > 0);
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;

-- The words of each name as they are searched for.
CREATE TABLE sheet_word (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (commune_id, word, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_word_sheet ON sheet_word (sheet_id);

-- How many sheets have a word, by state: kept by triggers, compared with the sheets by `verify`.
CREATE TABLE sheet_word_tally (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	state TEXT NOT NULL,
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, word, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sheet_word_tally_insert AFTER INSERT ON sheet_word BEGIN
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		VALUES (NEW.commune_id, NEW.word, (SELECT state FROM worker_sheet WHERE id = NEW.sheet_id), 1)
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_word_tally_delete AFTER DELETE ON sheet_word BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND word = OLD.word
		AND state = (SELECT state FROM worker_sheet WHERE id = OLD.sheet_id);
END;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet WHEN OLD.state <> NEW.state BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE (commune_id, word) IN (SELECT commune_id, word FROM sheet_word WHERE sheet_id = NEW.id) AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT commune_id, word, NEW.state, 1 FROM sheet_word WHERE sheet_id = NEW.id
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;

CREATE TABLE finding (
	id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: a confirmation names one
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	rule TEXT NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('E', 'W', 'I')),
	fields TEXT NOT NULL,                   -- names, separated by spaces
	message TEXT NOT NULL,
	answers_hash TEXT NOT NULL,             -- of the answers it is about: a confirmation falls when they change
	confirmed_by INTEGER REFERENCES app_user (id),
	confirmed_at TEXT,
	reason TEXT,
	CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX finding_sheet ON finding (sheet_id);
CREATE INDEX finding_confirmer ON finding (confirmed_by);

-- History. hash = H(previous hash, id, at, actor, action, sheet, from, to, detail_hash) and detail_hash =
-- H(salt, reason, diff): reason and diff can be erased by law and the chain still holds.
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	actor_id INTEGER REFERENCES app_user (id),      -- NULL: a command
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	from_state TEXT,
	to_state TEXT,
	reason TEXT,
	diff TEXT,                              -- JSON: field -> [before, after], and what else the move carried
	salt TEXT NOT NULL,
	detail_hash TEXT NOT NULL,
	hash TEXT NOT NULL
) STRICT;
CREATE INDEX event_sheet ON event (sheet_id, id);
CREATE INDEX event_actor ON event (actor_id, at);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_configuration ON event (at) WHERE sheet_id IS NULL;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_fixed BEFORE UPDATE OF id, at, actor_id, action, sheet_id, from_state, to_state, salt, detail_hash, hash
	ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;

-- Who looked at what: view, search by id, export, print. hash = H(previous hash, id, at, actor, action, sheet, detail).
CREATE TABLE access_log (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	actor_id INTEGER NOT NULL REFERENCES app_user (id),
	action TEXT NOT NULL CHECK (action IN ('view', 'search', 'export', 'print')),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	detail TEXT,
	hash TEXT NOT NULL
) STRICT;
CREATE INDEX access_log_actor ON access_log (actor_id, at);
CREATE INDEX access_log_sheet ON access_log (sheet_id, id);
CREATE INDEX access_log_at ON access_log (at);
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_fixed BEFORE UPDATE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;

-- A batch of accepted sheets on its way to the police.
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
	UNIQUE (commune_id, year, number),
	CHECK ((signed_by IS NULL) = (signed_at IS NULL) AND (signed_by IS NULL) = (counted IS NULL))
) STRICT;
CREATE INDEX handover_campaign ON handover (campaign_id);
CREATE INDEX handover_deliverer ON handover (delivered_by);
CREATE INDEX handover_signer ON handover (signed_by);
CREATE INDEX handover_open ON handover (commune_id, id) WHERE signed_at IS NULL;

CREATE TABLE handover_sheet (
	handover_id INTEGER NOT NULL REFERENCES handover (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL CHECK (outcome IN ('open', 'present', 'missing', 'removed')),
	full_name TEXT,                         -- this and the next: as the list said when it was signed
	birth_date TEXT,
	citizen_id TEXT,
	paper_no TEXT,
	area_name TEXT,
	PRIMARY KEY (handover_id, position)
) STRICT;
CREATE UNIQUE INDEX handover_sheet_open ON handover_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX handover_sheet_sheet ON handover_sheet (sheet_id);
CREATE INDEX handover_sheet_outcome ON handover_sheet (handover_id, outcome, sheet_id);

-- A form that was posted twice answers with the first result.
CREATE TABLE form_token (
	token TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	url TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (user_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_token_at ON form_token (at);
