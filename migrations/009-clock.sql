-- Version 9: from when the clock of a sheet's stage runs. A change of state finds the counts of the sheet's own words.

-- While a stage of the plan is worked on, the moment from which its days are counted; else NULL. store/campaign/stage.h says
-- which; `verify` compares.
ALTER TABLE worker_sheet ADD COLUMN clock_from TEXT;
UPDATE worker_sheet SET clock_from = CASE WHEN state IN ('with_hamlet', 'received') THEN since ELSE accepted_at END
	WHERE state IN ('with_hamlet', 'received', 'accepted', 'handed_over');

DROP INDEX worker_sheet_progress;
CREATE INDEX worker_sheet_clock ON worker_sheet (commune_id, campaign_id, state, clock_from, area_id);
-- Of indexes that serve a statement alike SQLite takes the newest: for a commune's sheets these are the better ones.
DROP INDEX worker_sheet_state;
DROP INDEX worker_sheet_any_state;
DROP INDEX worker_sheet_live_name;
CREATE INDEX worker_sheet_state ON worker_sheet (commune_id, state, id);
CREATE INDEX worker_sheet_any_state ON worker_sheet (state, id);
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';

-- (A row value in IN would bind the commune alone: all its words would be walked.)
DROP TRIGGER sheet_word_tally_move;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet WHEN OLD.state <> NEW.state BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE commune_id = OLD.commune_id
		AND word IN (SELECT word FROM sheet_word WHERE sheet_id = NEW.id)
		AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT commune_id, word, NEW.state, 1 FROM sheet_word
		WHERE sheet_id = NEW.id
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
