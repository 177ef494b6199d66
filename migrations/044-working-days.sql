-- Version 44: the days of stages may be working days: a switch of the campaign, and its own days off beside those of the
-- installation (the setting calendar.days_off).
ALTER TABLE campaign ADD COLUMN working_days INTEGER NOT NULL DEFAULT 0 CHECK (working_days IN (0, 1));
ALTER TABLE campaign ADD COLUMN days_off TEXT;
