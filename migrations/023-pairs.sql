-- Version 23: which live sheets of a commune may be of one human is found when one of them is written, not each time
-- that somebody asks for the list. `verify` compares with all sheets.

-- Of one number in one campaign; or of names that sound the same, born in one year, or on one day and month of two. Not
-- every such birth date is close, but every close one is such (text/likeness.h): the list looks again.
CREATE TABLE sheet_pair (
	commune_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,              -- the smaller id
	other_id INTEGER NOT NULL,
	PRIMARY KEY (commune_id, sheet_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_pair_other ON sheet_pair (other_id);
INSERT INTO sheet_pair (commune_id, sheet_id, other_id)
	SELECT x.commune_id, x.id, s.id FROM worker_sheet x
	JOIN worker_sheet s ON s.citizen_id = x.citizen_id AND s.commune_id = x.commune_id AND s.campaign_id = x.campaign_id
		AND s.id + 0 > x.id + 0
	WHERE x.citizen_id IS NOT NULL AND x.state <> 'draft' AND x.state <> 'cancelled' AND x.state <> 'replaced'
		AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
	UNION
	SELECT x.commune_id, x.id, s.id FROM worker_sheet x
	JOIN worker_sheet s ON s.commune_id = x.commune_id AND s.name_sound = x.name_sound AND s.name_sound <> ''
		AND s.id + 0 > x.id + 0
	WHERE x.name_sound <> '' AND x.state <> 'draft' AND x.state <> 'cancelled' AND x.state <> 'replaced'
		AND s.state <> 'draft' AND s.state <> 'cancelled' AND s.state <> 'replaced'
		AND (substr(s.birth_date, 1, 4) = substr(x.birth_date, 1, 4)
			OR substr(s.birth_date, 5) = substr(x.birth_date, 5));

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
