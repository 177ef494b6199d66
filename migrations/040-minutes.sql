-- Version 40: minutes of what was accepted, of meetings that accept, of what stands on sheets. In a campaign a meeting of the
-- Tổ may accept sheets instead of officers by themselves. What minutes are issued as is in the table paper.
ALTER TABLE campaign ADD COLUMN meeting_accepts INTEGER NOT NULL DEFAULT 0 CHECK (meeting_accepts IN (0, 1));

CREATE TABLE minutes (
	id INTEGER PRIMARY KEY,
	type TEXT NOT NULL,                     -- acceptance, meeting, confirmation
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	member_id INTEGER REFERENCES member (id), -- whose sheets; this and the next two: of what
	area_id INTEGER REFERENCES area (id),   -- hamlet
	handover_id INTEGER REFERENCES handover (id),
	first_day TEXT,                         -- of the period; NULL: from the start
	last_day TEXT,
	held_on TEXT,                           -- this and the next: of a meeting
	begun TEXT,
	ended TEXT,
	place TEXT,
	chair TEXT,
	secretary TEXT,
	others TEXT,                            -- present, besides members (minutes_present)
	conclusion TEXT,
	replaces_id INTEGER REFERENCES minutes (id), -- in whose place these are
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0), -- this and the next: sheets, by triggers
	passed INTEGER NOT NULL DEFAULT 0 CHECK (passed >= 0),
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0),
	listed INTEGER NOT NULL DEFAULT 0 CHECK (listed >= 0),
	CHECK (last_day >= first_day)
) STRICT;
CREATE INDEX minutes_commune ON minutes (commune_id);
CREATE INDEX minutes_member ON minutes (member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX minutes_replaces ON minutes (replaces_id) WHERE replaces_id IS NOT NULL;

CREATE TABLE minutes_present (
	minutes_id INTEGER NOT NULL REFERENCES minutes (id),
	member_id INTEGER NOT NULL REFERENCES member (id),
	PRIMARY KEY (minutes_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes_sheet (
	minutes_id INTEGER NOT NULL REFERENCES minutes (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL,                  -- waiting, passed, returned, listed
	event_id INTEGER REFERENCES event (id), -- of the history, that it is so by
	returns INTEGER NOT NULL DEFAULT 0,     -- in the period
	reason TEXT,                            -- of the last of them
	full_name TEXT,                         -- this and the next: as the sheet said then
	birth_date TEXT,
	paper_no TEXT,
	PRIMARY KEY (minutes_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_sheet_sheet ON minutes_sheet (sheet_id);
CREATE TRIGGER minutes_count_added AFTER INSERT ON minutes_sheet BEGIN
	UPDATE minutes SET waiting = waiting + (NEW.outcome = 'waiting'), passed = passed + (NEW.outcome = 'passed'),
		returned = returned + (NEW.outcome = 'returned'), listed = listed + (NEW.outcome = 'listed')
		WHERE id = NEW.minutes_id;
END;
CREATE TRIGGER minutes_count_dropped AFTER DELETE ON minutes_sheet BEGIN
	UPDATE minutes SET waiting = waiting - (OLD.outcome = 'waiting'), passed = passed - (OLD.outcome = 'passed'),
		returned = returned - (OLD.outcome = 'returned'), listed = listed - (OLD.outcome = 'listed')
		WHERE id = OLD.minutes_id;
END;

-- What a meeting accepted goes to the officer in a bundle.
ALTER TABLE bundle ADD COLUMN minutes_id INTEGER REFERENCES minutes (id);
CREATE INDEX bundle_minutes ON bundle (minutes_id) WHERE minutes_id IS NOT NULL;
