-- Which cases close channels by themselves, and for how long.
CREATE TABLE do_not_interact_types (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  case_type {text} NOT NULL,
  enabled BOOLEAN NOT NULL,
  channels {text} NOT NULL,
  themes {text} NOT NULL,
  on_status {text},
  on_outcome {text},
  on_condition {text} NOT NULL,
  duration BIGINT,
  unit {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX do_not_interact_types_newest ON do_not_interact_types (company, key);

ALTER TABLE do_not_interact ADD COLUMN made_by BIGINT;
