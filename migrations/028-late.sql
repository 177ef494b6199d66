-- What is late in a commune is found by when its clock began.
CREATE INDEX worker_sheet_clock ON worker_sheet (commune_id, clock_from) WHERE clock_from IS NOT NULL;
