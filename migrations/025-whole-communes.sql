-- Version 25: what a whole commune has stands beside what each of its hamlets has (area_id -1), so that whoever looks from above
-- reads one row where there were dozens; the keys put the rows of an area side by side.

-- ---- sheets by place and state ----
DROP TRIGGER sheet_tally_insert;
DROP TRIGGER sheet_tally_update;
DROP INDEX sheet_tally_campaign;
ALTER TABLE sheet_tally RENAME TO sheet_tally_before;
CREATE TABLE sheet_tally (
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER NOT NULL,               -- hamlet; 0: none; -1: all of the commune
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	state TEXT NOT NULL,
	open INTEGER NOT NULL,                  -- 1: an error, or a warning not confirmed
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, area_id, campaign_id, state, open)
) STRICT, WITHOUT ROWID;
INSERT INTO sheet_tally (commune_id, area_id, campaign_id, state, open, sheets)
	SELECT commune_id, area_id, campaign_id, state, open, sheets FROM sheet_tally_before
	UNION ALL
	SELECT commune_id, -1, campaign_id, state, open, sum(sheets) FROM sheet_tally_before
	GROUP BY commune_id, campaign_id, state, open;
DROP TABLE sheet_tally_before;
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

-- ---- what each day brought ----
-- What a change is written for: all of the commune, and the place itself. (A list of values would be copied at each save.)
CREATE TABLE tally_place (area_id INTEGER) STRICT;
INSERT INTO tally_place (area_id) VALUES (-1), (NULL);
DROP TRIGGER progress_day_move;
DROP TRIGGER progress_day_place;
ALTER TABLE progress_day RENAME TO progress_day_before;
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
INSERT INTO progress_day (commune_id, area_id, campaign_id, day, collected, accepted, entered)
	SELECT commune_id, area_id, campaign_id, day, collected, accepted, entered FROM progress_day_before
	UNION ALL
	SELECT commune_id, -1, campaign_id, day, sum(collected), sum(accepted), sum(entered) FROM progress_day_before
	GROUP BY commune_id, campaign_id, day;
DROP TABLE progress_day_before;
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
-- A sheet that goes to another place takes its figures along, on that day.
CREATE TRIGGER progress_day_place AFTER UPDATE OF commune_id, campaign_id, area_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id BEGIN
	INSERT INTO progress_day (commune_id, area_id, campaign_id, day, collected, accepted, entered)
		SELECT OLD.commune_id, COALESCE(w.area_id, OLD.area_id, 0), OLD.campaign_id, date(NEW.updated_at, '+7 hours'),
			-p.collected, -p.accepted, -p.entered
		FROM progress_state p
		CROSS JOIN tally_place w
		WHERE p.state = OLD.state AND p.collected <> 0
		UNION ALL
		SELECT NEW.commune_id, COALESCE(w.area_id, NEW.area_id, 0), NEW.campaign_id, date(NEW.updated_at, '+7 hours'),
			p.collected, p.accepted, p.entered
		FROM progress_state p
		CROSS JOIN tally_place w
		WHERE p.state = OLD.state AND p.collected <> 0
		ON CONFLICT (commune_id, area_id, campaign_id, day) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
