-- Whose case it is: everybody finds the open ones that are theirs.
ALTER TABLE cases ADD COLUMN assignee BIGINT;
CREATE INDEX cases_of_assignee ON cases (company, assignee, key) WHERE assignee IS NOT NULL;
CREATE INDEX cases_newest ON cases (company, key);
