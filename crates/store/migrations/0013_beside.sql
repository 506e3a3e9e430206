-- What the history shows beside an interaction, views of it under a name, and the buttons of a profile.

CREATE TABLE saved_views (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  search {text} NOT NULL,
  columns {text},
  team BIGINT,
  owner BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX saved_views_of_owner ON saved_views (company, owner);
CREATE INDEX saved_views_of_team ON saved_views (company, team) WHERE team IS NOT NULL;

CREATE TABLE buttons (
  key {key},
  company BIGINT NOT NULL,
  profile BIGINT NOT NULL,
  label {text} NOT NULL,
  place {text} NOT NULL,
  kind {text} NOT NULL,
  target {text} NOT NULL,
  conditions {text} NOT NULL,
  position BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  secret {blob}
);
CREATE INDEX buttons_newest ON buttons (company, key);
CREATE INDEX buttons_of_profile ON buttons (company, profile);

CREATE TABLE qualifications (
  key {key},
  company BIGINT NOT NULL,
  external_id {text},
  interaction BIGINT NOT NULL,
  label {text} NOT NULL,
  path {text} NOT NULL,
  comment {text},
  qualified_by {text},
  qualified_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX qualifications_of ON qualifications (company, interaction, key);
CREATE UNIQUE INDEX qualifications_external_id ON qualifications (company, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE survey_answers (
  key {key},
  company BIGINT NOT NULL,
  external_id {text},
  interaction BIGINT NOT NULL,
  survey {text} NOT NULL,
  question {text} NOT NULL,
  answer {text} NOT NULL,
  score BIGINT,
  answered_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX survey_answers_of ON survey_answers (company, interaction, key);
CREATE UNIQUE INDEX survey_answers_external_id ON survey_answers (company, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE invoices (
  key {key},
  company BIGINT NOT NULL,
  external_id {text},
  interaction BIGINT NOT NULL,
  number {text} NOT NULL,
  amount {text} NOT NULL,
  currency {text} NOT NULL,
  status {text} NOT NULL,
  issued_on {text},
  due_on {text},
  url {text},
  created_at BIGINT NOT NULL
);
CREATE INDEX invoices_of ON invoices (company, interaction, key);
CREATE UNIQUE INDEX invoices_external_id ON invoices (company, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE payment_requests (
  key {key},
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  amount {text} NOT NULL,
  currency {text} NOT NULL,
  reason {text},
  status {text} NOT NULL,
  url {text},
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX payment_requests_of ON payment_requests (company, interaction, key);
