-- Version 49: how many sheets had what a rule finds when they were sent stands in the tally of findings too, by commune: whoever asks for a
-- larger area reads one row of a commune and a rule, not one of each hamlet and enumerator, and none that has nothing to tell.
ALTER TABLE rule_tally ADD COLUMN first_found INTEGER NOT NULL DEFAULT 0 CHECK (first_found >= 0);
INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled, first_found)
	SELECT commune_id, campaign_id, rule, 0, 0, 0, 0, sum(sheets) FROM quality_rule_tally
	WHERE sheets > 0
	GROUP BY commune_id, campaign_id, rule
	ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET first_found = excluded.first_found;
CREATE INDEX rule_tally_told ON rule_tally (commune_id, campaign_id, rule, first_found, waiting, settled)
	WHERE first_found + waiting + settled > 0;

DROP TRIGGER quality_rule_tally_found;
CREATE TRIGGER quality_rule_tally_found AFTER INSERT ON first_finding BEGIN
	INSERT INTO quality_rule_tally (commune_id, campaign_id, area_id, enumerator_id, rule, sheets)
		SELECT commune_id, campaign_id, area_id, enumerator_id, NEW.rule, 1 FROM first_sending
		WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, rule) DO UPDATE SET sheets = sheets + 1;
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed, waiting, settled, first_found)
		SELECT commune_id, campaign_id, NEW.rule, 0, 0, 0, 0, 1 FROM first_sending
		WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET first_found = first_found + 1;
END;

-- ---- days to acceptance: of the whole commune (area_id and enumerator_id -1) beside those of its hamlets and enumerators ----
INSERT INTO quality_days_tally (commune_id, campaign_id, area_id, enumerator_id, days, sheets)
	SELECT commune_id, campaign_id, -1, -1, days, sum(sheets) FROM quality_days_tally
	GROUP BY commune_id, campaign_id, days;
DROP TRIGGER quality_days_tally_accepted;
CREATE TRIGGER quality_days_tally_accepted AFTER UPDATE OF days ON first_sending WHEN OLD.days IS NULL AND NEW.days IS NOT NULL BEGIN
	INSERT INTO quality_days_tally (commune_id, campaign_id, area_id, enumerator_id, days, sheets)
		SELECT NEW.commune_id, NEW.campaign_id, COALESCE(w.area_id, NEW.area_id), COALESCE(w.area_id, NEW.enumerator_id), NEW.days, 1
		FROM tally_place w
		WHERE true
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, days) DO UPDATE SET sheets = sheets + 1;
END;
