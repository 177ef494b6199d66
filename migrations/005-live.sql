-- Version 5: the indexes of sheets that speak for somebody, without a list of states, for which SQLite makes a table at each row it writes;
-- confirmations that are kept aside (severity I, confirmed: no version before had one) are counted nowhere.

DROP INDEX worker_sheet_live_citizen;
DROP INDEX worker_sheet_live_name;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';

DROP TRIGGER rule_tally_insert;
DROP TRIGGER rule_tally_delete;
DROP TRIGGER rule_tally_move;
CREATE TRIGGER rule_tally_insert AFTER INSERT ON finding
WHEN NEW.severity <> 'I' OR NEW.confirmed_by IS NULL BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT s.commune_id, s.campaign_id, NEW.rule, 1, NEW.confirmed_by IS NOT NULL FROM worker_sheet s WHERE s.id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + 1, confirmed = confirmed + excluded.confirmed;
END;
CREATE TRIGGER rule_tally_delete AFTER DELETE ON finding
WHEN OLD.severity <> 'I' OR OLD.confirmed_by IS NULL BEGIN
	UPDATE rule_tally SET fired = fired - 1, confirmed = confirmed - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = OLD.sheet_id) AND rule = OLD.rule;
END;
CREATE TRIGGER rule_tally_move AFTER UPDATE OF commune_id, campaign_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT NEW.commune_id, NEW.campaign_id, rule, count(*), count(confirmed_by) FROM finding
		WHERE sheet_id = NEW.id AND (severity <> 'I' OR confirmed_by IS NULL) GROUP BY rule
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired, confirmed = confirmed + excluded.confirmed;
	UPDATE rule_tally SET
		fired = fired - (SELECT count(*) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule
			AND (f.severity <> 'I' OR f.confirmed_by IS NULL)),
		confirmed = confirmed - (SELECT count(f.confirmed_by) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule
			AND f.severity <> 'I')
		WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND rule IN (SELECT rule FROM finding WHERE sheet_id = NEW.id);
END;
