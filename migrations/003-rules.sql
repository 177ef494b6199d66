-- Version 3: the rules of a campaign as versions, how often each rule fired, background work.

-- What a campaign changed in the rules, only ever added to. Version 1 is the program's own rules; a later version is version 1 with the
-- last change of each rule up to it.
CREATE TABLE rule_change (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	version INTEGER NOT NULL CHECK (version > 1),
	rule TEXT NOT NULL,
	setting TEXT NOT NULL CHECK (setting IN ('default', 'warning', 'off')),
	reason TEXT NOT NULL,
	changed_by INTEGER NOT NULL REFERENCES app_user (id),
	changed_at TEXT NOT NULL,
	PRIMARY KEY (campaign_id, version)
) STRICT;
CREATE INDEX rule_change_changer ON rule_change (changed_by);

-- The version that the sheet's last acceptance was judged by; NULL: never accepted, or before versions were kept.
ALTER TABLE worker_sheet ADD COLUMN rule_version INTEGER CHECK (rule_version > 0);

-- How many findings of a rule stand where, and how many of them are confirmed: kept by triggers, compared with the findings by `verify`.
CREATE TABLE rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	fired INTEGER NOT NULL CHECK (fired >= 0),
	confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
	PRIMARY KEY (commune_id, campaign_id, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
	SELECT s.commune_id, s.campaign_id, f.rule, count(*), count(f.confirmed_by) FROM finding f JOIN worker_sheet s ON s.id = f.sheet_id
	GROUP BY 1, 2, 3;
CREATE TRIGGER rule_tally_insert AFTER INSERT ON finding BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT s.commune_id, s.campaign_id, NEW.rule, 1, NEW.confirmed_by IS NOT NULL FROM worker_sheet s WHERE s.id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + 1, confirmed = confirmed + excluded.confirmed;
END;
CREATE TRIGGER rule_tally_delete AFTER DELETE ON finding BEGIN
	UPDATE rule_tally SET fired = fired - 1, confirmed = confirmed - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = OLD.sheet_id) AND rule = OLD.rule;
END;
CREATE TRIGGER rule_tally_confirm AFTER UPDATE OF confirmed_by ON finding
WHEN (OLD.confirmed_by IS NULL) <> (NEW.confirmed_by IS NULL) BEGIN
	UPDATE rule_tally SET confirmed = confirmed + (NEW.confirmed_by IS NOT NULL) - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = NEW.sheet_id) AND rule = NEW.rule;
END;
-- A sheet that goes to another commune or campaign takes its findings along.
CREATE TRIGGER rule_tally_move AFTER UPDATE OF commune_id, campaign_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT NEW.commune_id, NEW.campaign_id, rule, count(*), count(confirmed_by) FROM finding WHERE sheet_id = NEW.id GROUP BY rule
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired, confirmed = confirmed + excluded.confirmed;
	UPDATE rule_tally SET
		fired = fired - (SELECT count(*) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule),
		confirmed = confirmed - (SELECT count(f.confirmed_by) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule)
		WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND rule IN (SELECT rule FROM finding WHERE sheet_id = NEW.id);
END;

-- Background work. One that runs when the program ends is `stopped`: it is not taken up again.
CREATE TABLE job (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0: the sheets of the starter's own area
	state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'stopped', 'failed')),
	total INTEGER NOT NULL CHECK (total >= 0),
	done INTEGER NOT NULL CHECK (done >= 0),
	changed INTEGER NOT NULL CHECK (changed >= 0), -- rows of job_sheet
	rule_version INTEGER NOT NULL,
	started_by INTEGER NOT NULL REFERENCES app_user (id),
	started_at TEXT NOT NULL,
	finished_at TEXT,
	CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX job_running ON job (campaign_id) WHERE state = 'running';
CREATE INDEX job_campaign ON job (campaign_id, id);
CREATE INDEX job_starter ON job (started_by, id);

-- Sheets on which a re-check found something else: rules with their severity, "E22:W W31:W".
CREATE TABLE job_sheet (
	job_id INTEGER NOT NULL REFERENCES job (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	before TEXT NOT NULL,
	after TEXT NOT NULL,
	written INTEGER NOT NULL CHECK (written IN (0, 1)), -- 0: accepted or later, only reported
	PRIMARY KEY (job_id, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_sheet_sheet ON job_sheet (sheet_id);
