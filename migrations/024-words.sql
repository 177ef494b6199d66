-- Version 24: the words of a sheet follow from its name. They are found by it when its name or its state changes, and an index by
-- sheet is not needed, nor a reference that would ask for one (`verify` compares both). A name has no control character (rule E18),
-- so that it stands in JSON when two signs are marked.
DROP TRIGGER sheet_word_tally_delete;
DROP TRIGGER sheet_word_tally_insert;
DROP TRIGGER sheet_word_tally_move;
CREATE TABLE new_sheet_word (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	sheet_id INTEGER NOT NULL,
	name_fold TEXT NOT NULL,
	PRIMARY KEY (commune_id, word, sheet_id)
) STRICT, WITHOUT ROWID;
INSERT INTO new_sheet_word SELECT commune_id, word, sheet_id, name_fold FROM sheet_word
	ORDER BY commune_id, word, sheet_id;
DROP TABLE sheet_word;
ALTER TABLE new_sheet_word RENAME TO sheet_word;
CREATE TRIGGER sheet_word_tally_delete AFTER DELETE ON sheet_word BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE commune_id = OLD.commune_id AND word = OLD.word
		AND state = (SELECT state FROM worker_sheet WHERE id = OLD.sheet_id);
END;
CREATE TRIGGER sheet_word_tally_insert AFTER INSERT ON sheet_word BEGIN
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		VALUES (NEW.commune_id, NEW.word, (SELECT state FROM worker_sheet WHERE id = NEW.sheet_id), 1)
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet
WHEN OLD.state <> NEW.state AND OLD.name_fold <> '' BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE commune_id = OLD.commune_id
		AND word IN (SELECT value FROM json_each('["' || replace(replace(replace(OLD.name_fold,
			'\', '\\'), '"', '\"'), ' ', '","') || '"]'))
		AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT DISTINCT OLD.commune_id, value, NEW.state, 1 FROM json_each('["' || replace(replace(replace(OLD.name_fold,
			'\', '\\'), '"', '\"'), ' ', '","') || '"]')
		WHERE value <> ''
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
