-- Version 18: one sign for one thing. Search keys that the fold before had written otherwise (an apostrophe of another
-- kind, Ð for Đ, what cannot be seen) are made again; text_fold(text) is a function of the migrating connection.

CREATE TEMPORARY TABLE folded AS
	SELECT id, commune_id, text_fold(full_name) AS name_fold FROM worker_sheet
	WHERE name_fold GLOB '*[^ -_a-~]*' AND full_name IS NOT NULL AND text_fold(full_name) <> name_fold;
DELETE FROM sheet_word WHERE sheet_id IN (SELECT id FROM folded);
UPDATE worker_sheet SET name_fold = text_fold(full_name), name_sound = name_sound(full_name)
	WHERE id IN (SELECT id FROM folded);
WITH RECURSIVE part (id, commune_id, name_fold, word, rest) AS (
	SELECT id, commune_id, name_fold, '', name_fold || ' ' FROM folded
	UNION ALL
	SELECT id, commune_id, name_fold, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM part
	WHERE rest <> ''
)
INSERT INTO sheet_word (commune_id, word, sheet_id, name_fold)
	SELECT commune_id, word, id, name_fold FROM part
	WHERE word <> ''
	ON CONFLICT DO NOTHING;
DROP TABLE folded;
UPDATE roster_entry SET name_sound = name_sound(full_name) WHERE name_sound GLOB '*[^ -_a-~]*';
