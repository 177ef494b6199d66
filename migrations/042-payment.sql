-- Version 42: what a campaign pays for, the periods for which somebody is paid, and communes that have settled. Money is in
-- đồng, shares are in hundredths of a percent.
CREATE TABLE price (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id), -- in which it holds, and below it
	role TEXT NOT NULL,                     -- collect, check, entry, informant
	valid_from TEXT NOT NULL,               -- the first day; it holds until another begins
	new_price INTEGER NOT NULL CHECK (new_price >= 0), -- of a sheet of kind 1
	change_price INTEGER NOT NULL CHECK (change_price >= 0), -- of any other
	share INTEGER CHECK (share BETWEEN 1 AND 10000), -- of it, for officials; NULL: all
	cap INTEGER CHECK (cap BETWEEN 1 AND 10000), -- at most so much of what collecting the sheet pays; NULL: none
	decided_no TEXT NOT NULL,               -- this and the next: the text that sets it
	decided_on TEXT NOT NULL,
	source TEXT,                            -- of the funds
	set_by INTEGER REFERENCES app_user (id), -- NULL: a command
	set_at INTEGER NOT NULL,
	UNIQUE (campaign_id, area_id, role, valid_from)
) STRICT;
CREATE INDEX price_area ON price (area_id);

CREATE TABLE payment (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	role TEXT NOT NULL,
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	made_by INTEGER NOT NULL REFERENCES app_user (id),
	made_at INTEGER NOT NULL,
	closed_by INTEGER REFERENCES app_user (id), -- NULL: open
	closed_at INTEGER,
	year INTEGER,                           -- this and the next: of its list, counted in commune and year
	number INTEGER CHECK (number > 0),
	tax_rate INTEGER CHECK (tax_rate BETWEEN 1 AND 10000), -- kept back of who gets tax_from or more; NULL: nothing
	tax_from INTEGER CHECK (tax_from >= 0),
	new_sheets INTEGER NOT NULL DEFAULT 0,  -- this and the next four: of its lines, by triggers
	change_sheets INTEGER NOT NULL DEFAULT 0,
	amount INTEGER NOT NULL DEFAULT 0,
	tax INTEGER NOT NULL DEFAULT 0,
	lines INTEGER NOT NULL DEFAULT 0,
	UNIQUE (commune_id, year, number),
	CHECK (last_day >= first_day),
	CHECK ((closed_by IS NULL) = (closed_at IS NULL) AND (closed_by IS NULL) = (number IS NULL))
) STRICT;
CREATE UNIQUE INDEX payment_open ON payment (commune_id, campaign_id, role) WHERE closed_at IS NULL;
CREATE INDEX payment_campaign ON payment (campaign_id, commune_id, role);

CREATE TABLE payment_line (
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	position INTEGER NOT NULL,
	member_id INTEGER REFERENCES member (id), -- this and the next: whom; neither: a name alone
	user_id INTEGER REFERENCES app_user (id),
	payee TEXT NOT NULL,                    -- this and what follows: as it was when the period was closed
	citizen_id TEXT,
	bank TEXT,
	account TEXT,
	area_name TEXT NOT NULL,
	new_sheets INTEGER NOT NULL,            -- below 0: taken back
	change_sheets INTEGER NOT NULL,
	new_price INTEGER NOT NULL CHECK (new_price >= 0),
	change_price INTEGER NOT NULL CHECK (change_price >= 0),
	amount INTEGER NOT NULL,
	tax INTEGER NOT NULL,
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0), -- how often sheets of his were, in the period
	PRIMARY KEY (payment_id, position),
	CHECK (amount = new_sheets * new_price + change_sheets * change_price)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_line_member ON payment_line (member_id) WHERE member_id IS NOT NULL;
CREATE TRIGGER payment_line_added AFTER INSERT ON payment_line BEGIN
	UPDATE payment SET new_sheets = new_sheets + NEW.new_sheets, change_sheets = change_sheets + NEW.change_sheets,
		amount = amount + NEW.amount, tax = tax + NEW.tax, lines = lines + 1
		WHERE id = NEW.payment_id;
END;
CREATE TRIGGER payment_line_fixed BEFORE UPDATE ON payment_line BEGIN
	SELECT RAISE(ABORT, 'payment_line never changes');
END;
CREATE TRIGGER payment_line_stays BEFORE DELETE ON payment_line BEGIN
	SELECT RAISE(ABORT, 'payment_line never changes');
END;

CREATE TABLE payment_sheet (
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	sign INTEGER NOT NULL CHECK (sign IN (-1, 1)),
	role TEXT NOT NULL,                     -- of the payment
	position INTEGER NOT NULL,              -- of the line
	event_id INTEGER NOT NULL REFERENCES event (id), -- for which it is paid; of one that is taken back the same
	price INTEGER NOT NULL CHECK (price >= 0),
	changes INTEGER NOT NULL CHECK (changes IN (0, 1)), -- 1: a sheet of changes
	taken_back INTEGER REFERENCES payment (id), -- in which; NULL: it counts
	PRIMARY KEY (payment_id, sheet_id, sign)
) STRICT, WITHOUT ROWID;
-- Whatever happens: a sheet is paid once for each role.
CREATE UNIQUE INDEX payment_sheet_paid ON payment_sheet (sheet_id, role) WHERE sign = 1 AND taken_back IS NULL;
CREATE INDEX payment_sheet_back ON payment_sheet (taken_back) WHERE taken_back IS NOT NULL;

CREATE TABLE commune_settled (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	settled_on TEXT NOT NULL,
	settled_by INTEGER NOT NULL REFERENCES app_user (id),
	settled_at INTEGER NOT NULL,
	PRIMARY KEY (campaign_id, commune_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commune_settled_commune ON commune_settled (commune_id);
