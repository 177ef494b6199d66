-- Version 16: what pages counted anew each time is counted when it changes; `verify` compares each with a recount.

-- ---- sheets by place and state: without rows beside its index, and the state before the hamlet ----
DROP TRIGGER sheet_tally_insert;
DROP TRIGGER sheet_tally_update;
DROP INDEX sheet_tally_campaign;
ALTER TABLE sheet_tally RENAME TO sheet_tally_before;
CREATE TABLE sheet_tally (
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	state TEXT NOT NULL,
	area_id INTEGER NOT NULL,
	open INTEGER NOT NULL,                  -- 1: an error, or a warning not confirmed
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, campaign_id, state, area_id, open)
) STRICT, WITHOUT ROWID;
INSERT INTO sheet_tally (commune_id, campaign_id, state, area_id, open, sheets)
	SELECT commune_id, campaign_id, state, area_id, open, sheets FROM sheet_tally_before;
DROP TABLE sheet_tally_before;
CREATE INDEX sheet_tally_campaign ON sheet_tally (campaign_id);
CREATE TRIGGER sheet_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO sheet_tally (commune_id, campaign_id, state, area_id, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.state, COALESCE(NEW.area_id, 0),
			NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, state, area_id, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_tally_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, open_errors, open_warnings
	ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id
	OR OLD.area_id IS NOT NEW.area_id
	OR (OLD.open_errors + OLD.open_warnings > 0) <> (NEW.open_errors + NEW.open_warnings > 0)
BEGIN
	UPDATE sheet_tally SET sheets = sheets - 1
	WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND state = OLD.state AND area_id = COALESCE(OLD.area_id, 0) AND open = (OLD.open_errors + OLD.open_warnings > 0);
	INSERT INTO sheet_tally (commune_id, campaign_id, state, area_id, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.state, COALESCE(NEW.area_id, 0),
			NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, state, area_id, open) DO UPDATE SET sheets = sheets + 1;
END;

-- ---- findings by rule: those that wait with their sheets, and what was confirmed on those that speak for somebody, too ----
DROP TRIGGER rule_tally_confirm;
DROP TRIGGER rule_tally_delete;
DROP TRIGGER rule_tally_insert;
DROP TRIGGER rule_tally_move;
DROP TABLE rule_tally;
CREATE TABLE rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	fired INTEGER NOT NULL CHECK (fired >= 0), -- without the confirmations that are kept aside
	confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
	waiting INTEGER NOT NULL CHECK (waiting >= 0), -- errors and warnings that nobody confirmed, on received sheets
	settled INTEGER NOT NULL CHECK (settled >= 0), -- confirmed, on sheets that speak for somebody
	PRIMARY KEY (commune_id, campaign_id, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled)
	SELECT s.commune_id, s.campaign_id, f.rule,
		count(*) FILTER (WHERE f.severity <> 'I' OR f.confirmed_by IS NULL),
		count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NOT NULL),
		count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NULL AND s.state = 'received'),
		count(*) FILTER (WHERE f.severity <> 'I' AND f.confirmed_by IS NOT NULL AND s.state NOT IN ('draft', 'cancelled', 'replaced'))
	FROM finding f
	JOIN worker_sheet s ON s.id = f.sheet_id
	GROUP BY 1, 2, 3;
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

-- ---- what a batch counts ----
ALTER TABLE handover ADD COLUMN sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0); -- not those that were removed
ALTER TABLE handover ADD COLUMN present INTEGER NOT NULL DEFAULT 0 CHECK (present >= 0);
ALTER TABLE handover ADD COLUMN missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0);
ALTER TABLE handover ADD COLUMN entered INTEGER NOT NULL DEFAULT 0 CHECK (entered >= 0); -- of those present
UPDATE handover SET (sheets, present, missing, entered) = (SELECT count(*) FILTER (WHERE x.outcome <> 'removed'),
		count(*) FILTER (WHERE x.outcome = 'present'), count(*) FILTER (WHERE x.outcome = 'missing'),
		count(*) FILTER (WHERE x.outcome = 'present' AND s.state IN ('entered', 'archived'))
		FROM handover_sheet x
		JOIN worker_sheet s ON s.id = x.sheet_id
		WHERE x.handover_id = handover.id);
CREATE TRIGGER handover_count_added AFTER INSERT ON handover_sheet BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed'), present = present + (NEW.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing'),
		entered = entered + (NEW.outcome = 'present'
			AND EXISTS (SELECT 1 FROM worker_sheet WHERE id = NEW.sheet_id AND state IN ('entered', 'archived')))
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_outcome AFTER UPDATE OF outcome ON handover_sheet WHEN OLD.outcome <> NEW.outcome BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed') - (OLD.outcome <> 'removed'),
		present = present + (NEW.outcome = 'present') - (OLD.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing') - (OLD.outcome = 'missing'),
		entered = entered + ((NEW.outcome = 'present') - (OLD.outcome = 'present'))
			* EXISTS (SELECT 1 FROM worker_sheet WHERE id = NEW.sheet_id AND state IN ('entered', 'archived'))
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_entered AFTER UPDATE OF state ON worker_sheet
WHEN (OLD.state IN ('entered', 'archived')) <> (NEW.state IN ('entered', 'archived')) BEGIN
	UPDATE handover SET entered = entered + CASE WHEN NEW.state IN ('entered', 'archived') THEN 1 ELSE -1 END
		WHERE id IN (SELECT handover_id FROM handover_sheet WHERE sheet_id = NEW.id AND outcome = 'present');
END;

-- ---- sheets whose clock runs, by the day from which it does: those that are late are the days before a day ----
CREATE TABLE clock_day (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	day TEXT NOT NULL,                      -- of clock_from, in Vietnam
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, campaign_id, state, day, area_id)
) STRICT, WITHOUT ROWID;
INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
	SELECT commune_id, campaign_id, state, date(clock_from, '+7 hours'), COALESCE(area_id, 0), count(*) FROM worker_sheet
	WHERE clock_from IS NOT NULL
	GROUP BY 1, 2, 3, 4, 5;
CREATE TRIGGER clock_day_insert AFTER INSERT ON worker_sheet WHEN NEW.clock_from IS NOT NULL BEGIN
	INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.state, date(NEW.clock_from, '+7 hours'), COALESCE(NEW.area_id, 0), 1)
		ON CONFLICT (commune_id, campaign_id, state, day, area_id) DO UPDATE SET sheets = sheets + 1;
END;
-- Days would pile up: a row of none goes.
CREATE TRIGGER clock_day_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, clock_from ON worker_sheet
WHEN OLD.clock_from IS NOT NEW.clock_from OR (NEW.clock_from IS NOT NULL AND (OLD.state <> NEW.state
	OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id)) BEGIN
	UPDATE clock_day SET sheets = sheets - 1
	WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND state = OLD.state AND day = date(OLD.clock_from, '+7 hours') AND area_id = COALESCE(OLD.area_id, 0);
	DELETE FROM clock_day
	WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND state = OLD.state AND day = date(OLD.clock_from, '+7 hours') AND area_id = COALESCE(OLD.area_id, 0) AND sheets = 0;
	INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
		SELECT NEW.commune_id, NEW.campaign_id, NEW.state, date(NEW.clock_from, '+7 hours'), COALESCE(NEW.area_id, 0), 1
		WHERE NEW.clock_from IS NOT NULL
		ON CONFLICT (commune_id, campaign_id, state, day, area_id) DO UPDATE SET sheets = sheets + 1;
END;
DROP INDEX worker_sheet_clock;

-- ---- sheets by who wrote them and who interviewed: for those who see their own, or those of a hamlet ----
CREATE TABLE writer_tally (
	created_by INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,         -- 0: not said
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	state TEXT NOT NULL,
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (created_by, enumerator_id, area_id, state)
) STRICT, WITHOUT ROWID;
CREATE INDEX writer_tally_enumerator ON writer_tally (enumerator_id);
CREATE INDEX writer_tally_area ON writer_tally (area_id);
INSERT INTO writer_tally (created_by, enumerator_id, area_id, state, sheets)
	SELECT created_by, COALESCE(enumerator_id, 0), COALESCE(area_id, 0), state, count(*) FROM worker_sheet
	GROUP BY 1, 2, 3, 4;
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

-- ---- words: with the whole name, so that a name of several words is told without its sheet ----
ALTER TABLE sheet_word ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
UPDATE sheet_word SET name_fold = (SELECT name_fold FROM worker_sheet s WHERE s.id = sheet_word.sheet_id);
