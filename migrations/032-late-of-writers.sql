-- Version 32: what is late of those that somebody wrote or interviewed for is found without reading all of them: the two
-- indexes of writers name the clock too.
DROP INDEX worker_sheet_enumerator;
DROP INDEX worker_sheet_writer;
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id, clock_from) WHERE enumerator_id IS NOT NULL;
CREATE INDEX worker_sheet_writer ON worker_sheet (created_by, clock_from);
