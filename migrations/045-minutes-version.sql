-- Version 45: what is said of a meeting has a version, so that nobody overwrites or issues what he has not seen.
ALTER TABLE minutes ADD COLUMN row_version INTEGER NOT NULL DEFAULT 1;
