-- Version 7: papers that came through the hamlet already; why the police returned a sheet; what each day brought to progress.

-- 1: what an officer types has been counted by the hamlet on paper, and goes straight to the commune.
ALTER TABLE campaign ADD COLUMN paper_tallied INTEGER NOT NULL DEFAULT 1 CHECK (paper_tallied IN (0, 1));
