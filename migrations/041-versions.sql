-- Version 41: what officers write of the Tổ has a version, so that nobody overwrites what he has not seen.
ALTER TABLE member ADD COLUMN row_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE team ADD COLUMN row_version INTEGER NOT NULL DEFAULT 1;
-- How a member was called before an account was linked to him by hand: a wrong link is undone.
ALTER TABLE member ADD COLUMN own_name TEXT;
