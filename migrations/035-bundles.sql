-- Version 35: bundles of papers that go from a hamlet to the commune and are counted there. What was sent on before has
-- none: nobody counted it.

CREATE TABLE bundle (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,                -- of its commune and year
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	for_leader TEXT,                        -- of a hamlet leader without an account, for whom an officer counted
	papers INTEGER CHECK (papers >= 0),     -- as counted by whoever made it; NULL: not said
	act_id INTEGER REFERENCES act (id),     -- that sent its sheets on; NULL: one sheet by itself
	confirmed_by INTEGER REFERENCES app_user (id),
	confirmed_at INTEGER,
	counted INTEGER CHECK (counted >= 0),   -- papers that were there, extra ones too
	extra INTEGER CHECK (extra >= 0),       -- of these: not on the list
	note TEXT,
	sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0), -- this and the next: by triggers
	present INTEGER NOT NULL DEFAULT 0 CHECK (present >= 0),
	missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
	UNIQUE (commune_id, year, number),
	CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (counted IS NULL)
		AND (confirmed_by IS NULL) = (extra IS NULL))
) STRICT;
CREATE INDEX bundle_act ON bundle (act_id) WHERE act_id IS NOT NULL;
CREATE INDEX bundle_area ON bundle (area_id);
CREATE INDEX bundle_open ON bundle (id) WHERE confirmed_at IS NULL AND sheets > 0;

CREATE TABLE bundle_sheet (
	bundle_id INTEGER NOT NULL REFERENCES bundle (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,                  -- open: not looked at yet; present, missing; removed: not sent on after all
	full_name TEXT,                         -- this and the next: as the list said when it was confirmed
	birth_date TEXT,
	paper_no TEXT,
	PRIMARY KEY (bundle_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bundle_sheet_open ON bundle_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX bundle_sheet_sheet ON bundle_sheet (sheet_id);
CREATE TRIGGER bundle_count_added AFTER INSERT ON bundle_sheet BEGIN
	UPDATE bundle SET sheets = sheets + (NEW.outcome <> 'removed'), present = present + (NEW.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing')
		WHERE id = NEW.bundle_id;
END;
CREATE TRIGGER bundle_count_outcome AFTER UPDATE OF outcome ON bundle_sheet WHEN OLD.outcome <> NEW.outcome BEGIN
	UPDATE bundle SET sheets = sheets + (NEW.outcome <> 'removed') - (OLD.outcome <> 'removed'),
		present = present + (NEW.outcome = 'present') - (OLD.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing') - (OLD.outcome = 'missing')
		WHERE id = NEW.bundle_id;
END;

-- What is asked of an act that sends sheets on.
ALTER TABLE act ADD COLUMN papers INTEGER CHECK (papers >= 0);
ALTER TABLE act ADD COLUMN for_leader TEXT;
