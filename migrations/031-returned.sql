-- What was returned has a clock too: from when it was.
UPDATE worker_sheet SET clock_from = since WHERE state IN ('returned', 'police_returned');
