-- Version 17: no statement asks for findings by who confirmed them any more, and each finding that was written paid for it.
DROP INDEX finding_confirmer;
