-- Version 19: a succession that was guessed from an equal code or name, and one that somebody told.

-- 1: guessed. What was there before came from lists, by equal codes.
ALTER TABLE area_succession ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1));
UPDATE area_succession SET guessed = 1
	WHERE EXISTS (
		SELECT 1 FROM area p, area s
		WHERE p.id = area_succession.predecessor_id AND s.id = area_succession.successor_id
		AND p.level = s.level AND p.code = s.code AND p.level <> 'hamlet');
