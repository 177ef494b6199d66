-- Version 47: the list of people to be surveyed (bảng kê) is kept: its versions, who has whom to survey, why somebody
-- cannot be. The table anew: its codes are texts as everywhere, with one category more. order_key(text) is a function of
-- the migrating connection (db/function.c).

-- What came at once, from a file: a version of the list of its source.
CREATE TABLE roster_list (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	source TEXT NOT NULL,
	name TEXT,                              -- of the file
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: everybody of that source, so that who is not in it is gone
	made_by INTEGER REFERENCES app_user (id), -- NULL: a command
	made_at INTEGER NOT NULL,
	ended_at INTEGER,                       -- NULL: it was not read to its end
	new_rows INTEGER NOT NULL DEFAULT 0,
	changed_rows INTEGER NOT NULL DEFAULT 0,
	same_rows INTEGER NOT NULL DEFAULT 0,
	gone_rows INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_list_commune ON roster_list (commune_id);
CREATE INDEX roster_list_campaign ON roster_list (campaign_id);
CREATE INDEX roster_list_maker ON roster_list (made_by) WHERE made_by IS NOT NULL;

-- What was given to one member at once: the clock of collecting runs from its day.
CREATE TABLE roster_assignment (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	member_id INTEGER NOT NULL REFERENCES member (id),
	assigned_on TEXT NOT NULL,
	assigned_by INTEGER NOT NULL REFERENCES app_user (id),
	assigned_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_assignment_commune ON roster_assignment (commune_id, campaign_id);
CREATE INDEX roster_assignment_member ON roster_assignment (member_id);
CREATE INDEX roster_assignment_campaign ON roster_assignment (campaign_id);
CREATE INDEX roster_assignment_assigner ON roster_assignment (assigned_by);

CREATE TABLE new_roster_entry (
	id INTEGER PRIMARY KEY,
	row_version INTEGER NOT NULL DEFAULT 1,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	full_name TEXT NOT NULL,
	name_fold TEXT NOT NULL,
	name_sound TEXT NOT NULL,
	birth_date TEXT,
	sex INTEGER CHECK (sex IN (1, 2)),
	citizen_id TEXT,
	address TEXT,
	household_no TEXT,
	household_head TEXT,
	household TEXT,                         -- what tells it apart in its hamlet, in the order in which one walks; NULL: unknown
	source TEXT NOT NULL,
	category TEXT,
	note TEXT,
	created_by INTEGER REFERENCES app_user (id), -- NULL: it came with a list
	created_at INTEGER NOT NULL,
	first_list_id INTEGER REFERENCES roster_list (id), -- with which it came; NULL: somebody added it
	list_id INTEGER REFERENCES roster_list (id), -- the last one that it stood in
	gone_list_id INTEGER REFERENCES roster_list (id), -- the one that it did not stand in any more
	assignment_id INTEGER REFERENCES roster_assignment (id),
	member_id INTEGER REFERENCES member (id), -- of the assignment
	back_reason TEXT,                       -- why the member who had it gave it back; until somebody has it again
	back_by INTEGER REFERENCES member (id),
	back_at INTEGER,
	outcome TEXT,                           -- why nobody can be surveyed here
	outcome_note TEXT,
	outcome_by INTEGER REFERENCES app_user (id),
	outcome_at INTEGER,
	sheet_id INTEGER REFERENCES worker_sheet (id), -- begun from this row, or found to be of it
	CHECK ((assignment_id IS NULL) = (member_id IS NULL)),
	CHECK ((outcome IS NULL) = (outcome_by IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL))
) STRICT;
INSERT INTO new_roster_entry (id, campaign_id, commune_id, area_id, full_name, name_fold, name_sound, birth_date, sex, citizen_id,
		address, household_no, household_head, household, source, category, note, created_at)
	SELECT id, campaign_id, commune_id, area_id, full_name, text_fold(full_name), name_sound, birth_date, sex, citizen_id,
		address, household_no, household_head, COALESCE(order_key(household_no), '~' || order_key(household_head)),
		CASE source WHEN 1 THEN 'police' WHEN 2 THEN 'member' ELSE 'last_year' END,
		CASE category WHEN 1 THEN 'new' WHEN 2 THEN 'change' WHEN 3 THEN 'turned_15' END,
		note, CAST(strftime('%s', created_at) AS INTEGER) FROM roster_entry;
DROP TABLE roster_entry;
ALTER TABLE new_roster_entry RENAME TO roster_entry;
CREATE INDEX roster_entry_commune ON roster_entry (commune_id);
CREATE INDEX roster_entry_citizen ON roster_entry (commune_id, campaign_id, citizen_id);
CREATE INDEX roster_entry_name ON roster_entry (commune_id, campaign_id, name_sound);
CREATE INDEX roster_entry_source ON roster_entry (commune_id, campaign_id, source);
CREATE INDEX roster_entry_campaign ON roster_entry (campaign_id);
CREATE INDEX roster_entry_area ON roster_entry (area_id, household) WHERE area_id IS NOT NULL;
CREATE INDEX roster_entry_member ON roster_entry (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX roster_entry_assignment ON roster_entry (assignment_id) WHERE assignment_id IS NOT NULL;
CREATE INDEX roster_entry_creator ON roster_entry (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX roster_entry_sheet ON roster_entry (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX roster_entry_first_list ON roster_entry (first_list_id) WHERE first_list_id IS NOT NULL;
CREATE INDEX roster_entry_list ON roster_entry (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX roster_entry_gone ON roster_entry (gone_list_id) WHERE gone_list_id IS NOT NULL;
CREATE INDEX roster_entry_back ON roster_entry (back_by) WHERE back_by IS NOT NULL;
CREATE INDEX roster_entry_outcome ON roster_entry (outcome_by) WHERE outcome_by IS NOT NULL;
