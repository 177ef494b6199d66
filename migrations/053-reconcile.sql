-- Version 53: what was decided where the list of people to be surveyed and the sheets do not agree.
CREATE TABLE roster_decision (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	roster_id INTEGER REFERENCES roster_entry (id),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	choice TEXT NOT NULL,
	fields TEXT NOT NULL,                   -- what differed then
	note TEXT,
	decided_by INTEGER NOT NULL REFERENCES app_user (id),
	decided_at INTEGER NOT NULL,
	CHECK (roster_id IS NOT NULL OR sheet_id IS NOT NULL)
) STRICT;
CREATE INDEX roster_decision_campaign ON roster_decision (campaign_id);
CREATE INDEX roster_decision_roster ON roster_decision (roster_id) WHERE roster_id IS NOT NULL;
CREATE INDEX roster_decision_sheet ON roster_decision (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX roster_decision_decider ON roster_decision (decided_by);
