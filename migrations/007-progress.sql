-- Version 7: papers that came through the hamlet already; why the police returned a sheet; what each day brought to progress.

-- 1: what an officer types has been counted by the hamlet on paper, and goes straight to the commune.
ALTER TABLE campaign ADD COLUMN paper_tallied INTEGER NOT NULL DEFAULT 1 CHECK (paper_tallied IN (0, 1));

-- The reason (1-8) of the sheet's last return by the police, as the history tells it; NULL: never returned.
ALTER TABLE worker_sheet ADD COLUMN police_reason INTEGER CHECK (police_reason BETWEEN 1 AND 8);
UPDATE worker_sheet SET police_reason = (SELECT json_extract(e.diff, '$._police_reason') FROM event e
		WHERE e.sheet_id = worker_sheet.id AND e.action = 'police_return' ORDER BY e.id DESC LIMIT 1)
	WHERE id IN (SELECT sheet_id FROM event WHERE action = 'police_return');

-- Sheets for the list of people to be added to the national database (store/report/addition.h), instead of those without a number alone.
DROP INDEX worker_sheet_no_id;
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id, id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL AND no_id_reason IS NOT NULL);

-- Which figures of progress count a sheet in that state (src/domain.md §12), for the two triggers below.
CREATE TABLE progress_state (
	state TEXT PRIMARY KEY,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO progress_state (state, collected, accepted, entered) VALUES ('draft', 0, 0, 0), ('with_hamlet', 1, 0, 0), ('received', 1, 0, 0),
	('returned', 1, 0, 0), ('accepted', 1, 1, 0), ('handed_over', 1, 1, 0), ('police_returned', 1, 1, 0), ('entered', 1, 1, 1),
	('archived', 1, 1, 1), ('replaced', 0, 0, 0), ('cancelled', 0, 0, 0);

-- What each day (of Viet Nam) brought to the figures: sheets that came in less those that left. All days together are the figures of today;
-- `verify` compares them with sheet_tally. area_id 0: no hamlet chosen.
CREATE TABLE progress_day (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	day TEXT NOT NULL,
	area_id INTEGER NOT NULL,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, day, area_id)
) STRICT, WITHOUT ROWID;
INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
	SELECT s.commune_id, s.campaign_id, date(e.at, '+7 hours'), COALESCE(s.area_id, 0), sum(t.collected - f.collected),
		sum(t.accepted - f.accepted), sum(t.entered - f.entered)
	FROM event e JOIN worker_sheet s ON s.id = e.sheet_id JOIN progress_state t ON t.state = e.to_state
		JOIN progress_state f ON f.state = COALESCE(e.from_state, 'draft')
	GROUP BY 1, 2, 3, 4
	HAVING sum(t.collected - f.collected) <> 0 OR sum(t.accepted - f.accepted) <> 0 OR sum(t.entered - f.entered) <> 0;
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
-- A sheet that goes to another place takes its figures along, on that day.
CREATE TRIGGER progress_day_place AFTER UPDATE OF commune_id, campaign_id, area_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT OLD.commune_id, OLD.campaign_id, date(NEW.updated_at, '+7 hours'), COALESCE(OLD.area_id, 0), -p.collected, -p.accepted, -p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		UNION ALL
		SELECT NEW.commune_id, NEW.campaign_id, date(NEW.updated_at, '+7 hours'), COALESCE(NEW.area_id, 0), p.collected, p.accepted, p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
