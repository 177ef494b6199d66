-- Sheets that a policeman put aside while entering: last in the queue, for that user alone.
CREATE TABLE put_aside (
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (user_id, sheet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX put_aside_sheet ON put_aside (sheet_id);

CREATE TRIGGER put_aside_moved AFTER UPDATE OF state ON worker_sheet
WHEN OLD.state = 'handed_over' AND NEW.state <> 'handed_over' BEGIN
	DELETE FROM put_aside
		WHERE sheet_id = NEW.id;
END;
