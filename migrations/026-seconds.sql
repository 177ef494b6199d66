-- Version 26: the times of a sheet, of a person and of a first sending are seconds since 1970, as those of the history are. A text
-- is emptied where its number is written: a row that grew would split its page.
DROP INDEX worker_sheet_since;
DROP TRIGGER clock_day_insert;
DROP TRIGGER clock_day_update;
DROP TRIGGER progress_day_place;
ALTER TABLE worker_sheet RENAME COLUMN since TO since_text;
ALTER TABLE worker_sheet RENAME COLUMN accepted_at TO accepted_text;
ALTER TABLE worker_sheet RENAME COLUMN created_at TO created_text;
ALTER TABLE worker_sheet RENAME COLUMN updated_at TO updated_text;
ALTER TABLE worker_sheet RENAME COLUMN clock_from TO clock_text;
ALTER TABLE worker_sheet ADD COLUMN since INTEGER NOT NULL DEFAULT 0 /* when it came into this state */;
ALTER TABLE worker_sheet ADD COLUMN accepted_at INTEGER /* the last acceptance */;
ALTER TABLE worker_sheet ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE worker_sheet ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE worker_sheet ADD COLUMN clock_from INTEGER;
UPDATE worker_sheet SET since = CAST(strftime('%s', since_text) AS INTEGER), since_text = '',
	accepted_at = CAST(strftime('%s', accepted_text) AS INTEGER), accepted_text = NULL,
	created_at = CAST(strftime('%s', created_text) AS INTEGER), created_text = '',
	updated_at = CAST(strftime('%s', updated_text) AS INTEGER), updated_text = '',
	clock_from = CAST(strftime('%s', clock_text) AS INTEGER), clock_text = NULL;
ALTER TABLE worker_sheet DROP COLUMN since_text;
ALTER TABLE worker_sheet DROP COLUMN accepted_text;
ALTER TABLE worker_sheet DROP COLUMN created_text;
ALTER TABLE worker_sheet DROP COLUMN updated_text;
ALTER TABLE worker_sheet DROP COLUMN clock_text;
CREATE INDEX worker_sheet_since ON worker_sheet (commune_id, since) WHERE since <> 0;

ALTER TABLE person RENAME COLUMN created_at TO created_text;
ALTER TABLE person ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
UPDATE person SET created_at = CAST(strftime('%s', created_text) AS INTEGER), created_text = '';
ALTER TABLE person DROP COLUMN created_text;

DROP TRIGGER first_sending_fixed;
ALTER TABLE first_sending RENAME COLUMN sent_at TO sent_text;
ALTER TABLE first_sending ADD COLUMN sent_at INTEGER NOT NULL DEFAULT 0;
UPDATE first_sending SET sent_at = CAST(strftime('%s', sent_text) AS INTEGER), sent_text = '';
ALTER TABLE first_sending DROP COLUMN sent_text;
CREATE TRIGGER first_sending_fixed BEFORE UPDATE ON first_sending WHEN OLD.days IS NOT NULL OR NEW.sheet_id <> OLD.sheet_id
	OR NEW.commune_id <> OLD.commune_id OR NEW.campaign_id <> OLD.campaign_id OR NEW.area_id <> OLD.area_id
	OR NEW.enumerator_id <> OLD.enumerator_id OR NEW.errors <> OLD.errors OR NEW.warnings <> OLD.warnings BEGIN
	SELECT RAISE(ABORT, 'first_sending is fixed');
END;

CREATE TRIGGER clock_day_insert AFTER INSERT ON worker_sheet WHEN NEW.clock_from IS NOT NULL BEGIN
	INSERT INTO clock_day (commune_id, campaign_id, state, day, area_id, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.state, date(NEW.clock_from + 7 * 3600, 'unixepoch'),
			COALESCE(NEW.area_id, 0), 1)
		ON CONFLICT (commune_id, campaign_id, state, day, area_id) DO UPDATE SET sheets = sheets + 1;
END;
-- Days would pile up: a row of none goes.
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
-- A sheet that goes to another place takes its figures along, on that day.
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
