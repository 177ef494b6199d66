-- Version 48: the plan of a campaign: its number and day, no end where people come to the office all year, the step before closing, and what
-- is to be done by a day besides the milestones: tasks, and reports that come again.
ALTER TABLE campaign ADD COLUMN plan_no TEXT;
ALTER TABLE campaign ADD COLUMN plan_on TEXT;
ALTER TABLE campaign ADD COLUMN collect_closed_on TEXT; -- from then on nothing new is collected; NULL: no day is set
-- The day of closing meant that until now.
UPDATE campaign
SET collect_closed_on = closed_on, closed_on = NULL;
ALTER TABLE campaign ADD COLUMN continuous INTEGER NOT NULL DEFAULT 0 CHECK (continuous IN (0, 1));

-- One share of a stage by one day.
DELETE FROM milestone
WHERE id NOT IN (SELECT max(id) FROM milestone GROUP BY campaign_id, stage, last_day);
DROP INDEX milestone_campaign;
CREATE UNIQUE INDEX milestone_key ON milestone (campaign_id, stage, last_day);

CREATE TABLE plan_task (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	name TEXT NOT NULL,
	whose TEXT,
	last_day TEXT,                          -- of what comes again the first; NULL: the plan names none
	every TEXT NOT NULL,
	done_on TEXT,
	CHECK (last_day IS NOT NULL OR every = 'once'),
	UNIQUE (campaign_id, name, last_day)
) STRICT;
