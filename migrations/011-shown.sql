-- Version 11: views tell whose rows a list, a search, a file or a paper showed. Rows of before stay as they are: they tell of one sheet (sheet_id), or
-- of a list that named nobody.

-- Of a row about many sheets; else NULL.
ALTER TABLE access_log ADD COLUMN table_name TEXT;    -- what showed them
ALTER TABLE access_log ADD COLUMN filter INTEGER;     -- a digest of what was asked of it, no number in it; 0: nothing was
-- Of those that showed any sheet; else NULL.
ALTER TABLE access_log ADD COLUMN commune_id INTEGER; -- of all its sheets; 0: several
ALTER TABLE access_log ADD COLUMN lowest INTEGER;
ALTER TABLE access_log ADD COLUMN highest INTEGER;
ALTER TABLE access_log ADD COLUMN shown INTEGER;      -- how many
ALTER TABLE access_log ADD COLUMN ids BLOB;           -- store/access/id_list.h

-- Who saw a sheet: of a year of rows, those whose ids begin below it and end above it.
CREATE INDEX access_log_commune ON access_log (commune_id, at, lowest, highest)
	WHERE commune_id IS NOT NULL;
