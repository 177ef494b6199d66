-- Version 7: papers that came through the hamlet already; why the police returned a sheet; what each day brought to progress.

-- 1: what an officer types has been counted by the hamlet on paper, and goes straight to the commune.
ALTER TABLE campaign ADD COLUMN paper_tallied INTEGER NOT NULL DEFAULT 1 CHECK (paper_tallied IN (0, 1));

-- The reason (1-8) of the sheet's last return by the police, as the history tells it; NULL: never returned.
ALTER TABLE worker_sheet ADD COLUMN police_reason INTEGER CHECK (police_reason BETWEEN 1 AND 8);
UPDATE worker_sheet SET police_reason = (SELECT json_extract(e.diff, '$._police_reason') FROM event e
		WHERE e.sheet_id = worker_sheet.id AND e.action = 'police_return' ORDER BY e.id DESC LIMIT 1)
	WHERE id IN (SELECT sheet_id FROM event WHERE action = 'police_return');

-- Sheets for the list of people to be added to the national database (store/addition.h), instead of those without a number alone.
DROP INDEX worker_sheet_no_id;
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id, id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL AND no_id_reason IS NOT NULL);
