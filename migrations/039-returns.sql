-- Version 39: papers that come back from the police: those entered, which are kept from then on, and those that they
-- returned. A paper that should have come and was not there stands in the list as missing, and stays where it was.
CREATE TABLE paper_return (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	place TEXT,                             -- where those entered are kept: cabinet, box, file
	keeper TEXT,                            -- and by whom: not the police
	note TEXT,
	archived INTEGER NOT NULL CHECK (archived >= 0),
	given_back INTEGER NOT NULL CHECK (given_back >= 0),
	missing INTEGER NOT NULL CHECK (missing >= 0),
	UNIQUE (commune_id, year, number)
) STRICT;
CREATE INDEX paper_return_maker ON paper_return (made_by);
CREATE TABLE paper_return_sheet (
	return_id INTEGER NOT NULL REFERENCES paper_return (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	handover_id INTEGER NOT NULL REFERENCES handover (id), -- with which the paper went to the police
	outcome TEXT NOT NULL,                  -- present, missing
	was TEXT NOT NULL,                      -- what the police had done: entered, police_returned
	PRIMARY KEY (return_id, position)
) STRICT;
CREATE INDEX paper_return_sheet_sheet ON paper_return_sheet (sheet_id);
CREATE INDEX paper_return_sheet_handover ON paper_return_sheet (handover_id);
