-- Version 20: an index ends with the id of its row by itself; one that named it besides held it twice. All of a table are made
-- again in the order in which they were: of those that serve a statement alike SQLite takes the newest.
DROP INDEX worker_sheet_writer;
DROP INDEX worker_sheet_enumerator;
DROP INDEX worker_sheet_area;
DROP INDEX worker_sheet_campaign;
DROP INDEX worker_sheet_replaces;
DROP INDEX worker_sheet_person;
DROP INDEX worker_sheet_live_citizen;
DROP INDEX worker_sheet_addition;
DROP INDEX worker_sheet_state;
DROP INDEX worker_sheet_any_state;
DROP INDEX worker_sheet_live_name;
DROP INDEX worker_sheet_since;
DROP INDEX event_sheet;
DROP INDEX event_actor;
DROP INDEX event_at;
DROP INDEX access_log_sheet;
DROP INDEX access_log_at;
DROP INDEX access_log_commune;
CREATE INDEX worker_sheet_writer ON worker_sheet (created_by);
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id) WHERE enumerator_id IS NOT NULL;
CREATE INDEX worker_sheet_area ON worker_sheet (area_id);
CREATE INDEX worker_sheet_campaign ON worker_sheet (campaign_id);
CREATE INDEX worker_sheet_replaces ON worker_sheet (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX worker_sheet_person ON worker_sheet (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL
		AND no_id_reason IS NOT NULL);
CREATE INDEX worker_sheet_state ON worker_sheet (commune_id, state);
CREATE INDEX worker_sheet_any_state ON worker_sheet (state);
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_since ON worker_sheet (commune_id, since) WHERE since <> '';
CREATE INDEX event_sheet ON event (sheet_id);
CREATE INDEX event_actor ON event (actor_id, at);
CREATE INDEX event_at ON event (at);
CREATE INDEX access_log_sheet ON access_log (sheet_id);
CREATE INDEX access_log_at ON access_log (at);
CREATE INDEX access_log_commune ON access_log (commune_id, at, lowest, highest) WHERE commune_id IS NOT NULL;
