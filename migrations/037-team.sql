-- Version 37: the Tổ of a commune as its decision says, across campaigns; what a member is to bring in a campaign, by when.
CREATE TABLE team (
	commune_id INTEGER PRIMARY KEY REFERENCES area (id),
	name TEXT NOT NULL,
	decision_no TEXT,
	decided_on TEXT,
	keeper_id INTEGER REFERENCES member (id) -- who keeps the papers
) STRICT;
CREATE INDEX team_keeper ON team (keeper_id) WHERE keeper_id IS NOT NULL;

CREATE TABLE member_target (
	member_id INTEGER NOT NULL REFERENCES member (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	sheets INTEGER NOT NULL CHECK (sheets > 0),
	due_on TEXT,
	PRIMARY KEY (member_id, campaign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_target_campaign ON member_target (campaign_id);
