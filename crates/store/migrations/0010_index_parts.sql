-- The search index of SQLite may come to many parts while writes follow one another: the lane merges them in between, and
-- FTS5 by itself only where they come near the most that it can hold (2,000).
-- @sqlite
INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('crisismerge', 1600);
