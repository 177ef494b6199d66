-- Version 10: a form token remembers what came of the form, a kind of thing and its id; where that stands is for the pages to say. Tokens of
-- before keep answering: what they led to is read off their address.

ALTER TABLE form_token ADD COLUMN kind TEXT NOT NULL DEFAULT 'none';
ALTER TABLE form_token ADD COLUMN made_id INTEGER NOT NULL DEFAULT 0;

UPDATE form_token SET kind = 'sheet', made_id = sheet_id WHERE sheet_id <> 0;
UPDATE form_token SET kind = 'sheet', made_id = CAST(substr(url, 9) AS INTEGER) WHERE url LIKE '/sheets/%';
UPDATE form_token SET kind = 'draft' WHERE url LIKE '/sheets/%/edit';
UPDATE form_token SET kind = 'handover', made_id = CAST(substr(url, 12) AS INTEGER) WHERE url LIKE '/handovers/%';
UPDATE form_token SET kind = 'person', made_id = CAST(substr(url, 9) AS INTEGER) WHERE url LIKE '/people/%';
UPDATE form_token SET kind = 'job', made_id = CAST(substr(url, 7) AS INTEGER) WHERE url LIKE '/jobs/%';
UPDATE form_token SET kind = 'user', made_id = CAST(substr(url, 14) AS INTEGER) WHERE url LIKE '/admin/users/%';
UPDATE form_token SET kind = 'area', made_id = CAST(substr(url, 14) AS INTEGER) WHERE url LIKE '/admin/areas/%';
UPDATE form_token SET kind = 'campaign', made_id = CAST(substr(url, 18) AS INTEGER) WHERE url LIKE '/admin/campaigns/%';

ALTER TABLE form_token DROP COLUMN url;
ALTER TABLE form_token DROP COLUMN sheet_id;
