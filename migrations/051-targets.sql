-- Version 51: what a target is worked out from: expected, surveyed before, of those to be asked again. NULL: not said.
ALTER TABLE target ADD COLUMN expected INTEGER CHECK (expected >= 0);
ALTER TABLE target ADD COLUMN surveyed INTEGER CHECK (surveyed >= 0);
ALTER TABLE target ADD COLUMN changed INTEGER CHECK (changed >= 0);
