-- Version 43: a draft of minutes is dropped by who made it. It stays in the register, and others may take its place.
ALTER TABLE minutes ADD COLUMN dropped_at INTEGER;
ALTER TABLE minutes ADD COLUMN dropped_by INTEGER REFERENCES app_user (id);
DROP INDEX minutes_replaces;
CREATE UNIQUE INDEX minutes_replaces ON minutes (replaces_id) WHERE replaces_id IS NOT NULL AND dropped_at IS NULL;
