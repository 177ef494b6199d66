-- Version 38: what became of each sheet in the batch with which the police got it, for ever: entered, or returned with which reason,
-- told by the police or from a list that they signed; and when its paper came back. Times in seconds.
ALTER TABLE handover_sheet ADD COLUMN entered_at INTEGER;
ALTER TABLE handover_sheet ADD COLUMN returned_at INTEGER;
ALTER TABLE handover_sheet ADD COLUMN return_reason INTEGER;
ALTER TABLE handover_sheet ADD COLUMN by_paper INTEGER NOT NULL DEFAULT 0 CHECK (by_paper IN (0, 1));
ALTER TABLE handover_sheet ADD COLUMN back_at INTEGER;
ALTER TABLE handover ADD COLUMN returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0);
ALTER TABLE handover ADD COLUMN by_paper INTEGER NOT NULL DEFAULT 0 CHECK (by_paper >= 0); -- of those entered
ALTER TABLE handover ADD COLUMN back INTEGER NOT NULL DEFAULT 0 CHECK (back >= 0);
-- Signed on paper: the day on the list, and who signed it; signed_by then recorded that.
ALTER TABLE handover ADD COLUMN paper_signed_on TEXT;
ALTER TABLE handover ADD COLUMN paper_signer TEXT;

-- The n-th signature of a sheet is that of its n-th batch; what was done after it and before the next belongs there.
CREATE TABLE outcome_mark AS
	SELECT e.sheet_id, e.id, e.at, k.action,
		CASE WHEN json_valid(e.diff) THEN json_extract(e.diff, '$._police_reason') END AS reason,
		sum(k.action = 'sign') OVER (PARTITION BY e.sheet_id ORDER BY e.id) AS n
	FROM event e
	JOIN event_kind k ON k.id = e.kind_id
	WHERE e.sheet_id IS NOT NULL AND k.action IN ('sign', 'entered', 'police_return', 'archive');
CREATE INDEX outcome_mark_place ON outcome_mark (sheet_id, n, action);
CREATE TABLE outcome_place AS
	SELECT handover_id, position, sheet_id, row_number() OVER (PARTITION BY sheet_id ORDER BY handover_id) AS n,
		row_number() OVER (PARTITION BY sheet_id ORDER BY handover_id DESC) AS last
	FROM handover_sheet
	WHERE outcome = 'present';
CREATE UNIQUE INDEX outcome_place_key ON outcome_place (handover_id, position);
UPDATE handover_sheet
	SET entered_at = (SELECT max(m.at)
		FROM outcome_place p
		JOIN worker_sheet s ON s.id = p.sheet_id
		JOIN outcome_mark m ON m.sheet_id = p.sheet_id AND m.n = p.n AND m.action = 'entered'
		WHERE p.handover_id = handover_sheet.handover_id AND p.position = handover_sheet.position
		AND p.last = 1 AND s.state IN ('entered', 'archived')),
	back_at = (SELECT max(m.at) FROM outcome_place p
		JOIN worker_sheet s ON s.id = p.sheet_id
		JOIN outcome_mark m ON m.sheet_id = p.sheet_id AND m.n = p.n AND m.action = 'archive'
		WHERE p.handover_id = handover_sheet.handover_id AND p.position = handover_sheet.position
		AND p.last = 1 AND s.state = 'archived'),
	returned_at = (SELECT max(m.at) FROM outcome_place p
		JOIN worker_sheet s ON s.id = p.sheet_id
		JOIN outcome_mark m ON m.sheet_id = p.sheet_id AND m.n = p.n AND m.action = 'police_return'
		WHERE p.handover_id = handover_sheet.handover_id AND p.position = handover_sheet.position
		AND (p.last > 1 OR s.state NOT IN ('handed_over', 'entered', 'archived')))
	WHERE outcome = 'present';
UPDATE handover_sheet
	SET return_reason = (SELECT COALESCE(m.reason, s.police_reason)
		FROM outcome_place p
		JOIN worker_sheet s ON s.id = p.sheet_id
		JOIN outcome_mark m ON m.sheet_id = p.sheet_id AND m.n = p.n AND m.action = 'police_return'
		WHERE p.handover_id = handover_sheet.handover_id AND p.position = handover_sheet.position
		ORDER BY m.id DESC LIMIT 1)
	WHERE returned_at IS NOT NULL;
DROP TABLE outcome_mark;
DROP TABLE outcome_place;

-- ---- what is counted on the batch ----
DROP TRIGGER handover_count_added;
DROP TRIGGER handover_count_outcome;
DROP TRIGGER handover_count_entered;
UPDATE handover
	SET (entered, returned, by_paper, back) = (SELECT count(entered_at), count(returned_at), 0, count(back_at)
		FROM handover_sheet x
		WHERE x.handover_id = handover.id);
CREATE TRIGGER handover_count_added AFTER INSERT ON handover_sheet BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed'), present = present + (NEW.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing')
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_outcome AFTER UPDATE OF outcome ON handover_sheet WHEN OLD.outcome <> NEW.outcome BEGIN
	UPDATE handover SET sheets = sheets + (NEW.outcome <> 'removed') - (OLD.outcome <> 'removed'),
		present = present + (NEW.outcome = 'present') - (OLD.outcome = 'present'),
		missing = missing + (NEW.outcome = 'missing') - (OLD.outcome = 'missing')
		WHERE id = NEW.handover_id;
END;
CREATE TRIGGER handover_count_became AFTER UPDATE OF entered_at, returned_at, by_paper, back_at ON handover_sheet BEGIN
	UPDATE handover SET entered = entered + (NEW.entered_at IS NOT NULL) - (OLD.entered_at IS NOT NULL),
		returned = returned + (NEW.returned_at IS NOT NULL) - (OLD.returned_at IS NOT NULL),
		by_paper = by_paper + (NEW.entered_at IS NOT NULL AND NEW.by_paper) - (OLD.entered_at IS NOT NULL AND OLD.by_paper),
		back = back + (NEW.back_at IS NOT NULL) - (OLD.back_at IS NOT NULL)
		WHERE id = NEW.handover_id;
END;
CREATE INDEX handover_sheet_reason ON handover_sheet (handover_id, return_reason) WHERE returned_at IS NOT NULL;
