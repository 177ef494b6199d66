-- Version 6: a form token remembers what was posted with it and which sheet came of it: the same form with other answers is no repetition.

ALTER TABLE form_token ADD COLUMN posted TEXT NOT NULL DEFAULT '';
ALTER TABLE form_token ADD COLUMN sheet_id INTEGER NOT NULL DEFAULT 0;
