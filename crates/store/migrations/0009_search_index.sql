-- The search index of SQLite merges its parts a little with each commit, by the lane, and no longer much at once.
-- @sqlite
INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('automerge', 0);
