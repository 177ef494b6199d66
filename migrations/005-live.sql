-- Version 5: the indexes of sheets that speak for somebody, without a list of states, for which SQLite makes a table at each row it writes.

DROP INDEX worker_sheet_live_citizen;
DROP INDEX worker_sheet_live_name;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
