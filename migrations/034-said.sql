-- Version 34: what is done to many sheets at once may need a word for all of them: a reason, the place where the papers are kept.
ALTER TABLE act ADD COLUMN said TEXT;
