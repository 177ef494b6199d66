-- Version 4: what a sheet was like when it was sent for the first time, and how long it took to its acceptance.

-- Written when a draft is sent, refused or not, and completed at the first acceptance. It tells of work as it was done: commune, hamlet and
-- enumerator are those of that day. Sheets that were sent before version 4 have no row: nobody knows any more.
CREATE TABLE first_sending (
	sheet_id INTEGER PRIMARY KEY REFERENCES worker_sheet (id),
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	enumerator_id INTEGER NOT NULL,         -- 0: not said
	sent_at TEXT NOT NULL,
	errors INTEGER NOT NULL,
	warnings INTEGER NOT NULL,
	days INTEGER CHECK (days >= 0)          -- from the day of the draft to that of its first acceptance; NULL: not accepted yet
) STRICT;

-- The errors and warnings found then, each rule once.
CREATE TABLE first_finding (
	sheet_id INTEGER NOT NULL REFERENCES first_sending (sheet_id),
	rule TEXT NOT NULL,
	PRIMARY KEY (sheet_id, rule)
) STRICT, WITHOUT ROWID;

-- Counts of the two: kept by the triggers below, compared by `verify`. Rows are never taken away or changed but for `days`, once.
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
CREATE TABLE quality_rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE quality_days_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	days INTEGER NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, days)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER quality_tally_sent AFTER INSERT ON first_sending BEGIN
	INSERT INTO quality_tally (commune_id, campaign_id, area_id, enumerator_id, sheets, clean, errors, warnings)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.area_id, NEW.enumerator_id, 1, NEW.errors + NEW.warnings = 0, NEW.errors, NEW.warnings)
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id) DO UPDATE SET sheets = sheets + 1,
			clean = clean + excluded.clean, errors = errors + excluded.errors, warnings = warnings + excluded.warnings;
END;
CREATE TRIGGER quality_rule_tally_found AFTER INSERT ON first_finding BEGIN
	INSERT INTO quality_rule_tally (commune_id, campaign_id, area_id, enumerator_id, rule, sheets)
		SELECT commune_id, campaign_id, area_id, enumerator_id, NEW.rule, 1 FROM first_sending WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, rule) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER quality_days_tally_accepted AFTER UPDATE OF days ON first_sending WHEN OLD.days IS NULL AND NEW.days IS NOT NULL BEGIN
	INSERT INTO quality_days_tally (commune_id, campaign_id, area_id, enumerator_id, days, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.area_id, NEW.enumerator_id, NEW.days, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, days) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER first_sending_stays BEFORE DELETE ON first_sending BEGIN
	SELECT RAISE(ABORT, 'first_sending stays');
END;
CREATE TRIGGER first_sending_fixed BEFORE UPDATE ON first_sending WHEN OLD.days IS NOT NULL OR NEW.sheet_id <> OLD.sheet_id
	OR NEW.commune_id <> OLD.commune_id OR NEW.campaign_id <> OLD.campaign_id OR NEW.area_id <> OLD.area_id
	OR NEW.enumerator_id <> OLD.enumerator_id OR NEW.errors <> OLD.errors OR NEW.warnings <> OLD.warnings BEGIN
	SELECT RAISE(ABORT, 'first_sending is fixed');
END;
CREATE TRIGGER first_finding_stays BEFORE DELETE ON first_finding BEGIN
	SELECT RAISE(ABORT, 'first_finding stays');
END;

-- People without a number yet (W01), for the list of those to be added to the national database.
CREATE INDEX worker_sheet_no_id ON worker_sheet (commune_id, id) WHERE citizen_id IS NULL AND no_id_reason IS NOT NULL;
