-- Version 13: lists of the sheets that a rule speaks of, and lists of a commune by the time since when sheets stand where they do.

CREATE INDEX finding_rule ON finding (rule, sheet_id) WHERE confirmed_by IS NULL;
-- It is true of every sheet, and only who sorts by the time says it: nothing else is led by this index.
CREATE INDEX worker_sheet_since ON worker_sheet (commune_id, since, id) WHERE since <> '';
