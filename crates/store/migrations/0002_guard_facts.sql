-- What Compliance Guard asks about a person, beside what is recorded already.

ALTER TABLE contacts ADD COLUMN line {text};
ALTER TABLE contacts ADD COLUMN reassigned_checked_at BIGINT;
ALTER TABLE contacts ADD COLUMN refused_by_employer BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE loans ADD COLUMN days_overdue BIGINT;
ALTER TABLE loans ADD COLUMN security {text};

CREATE TABLE legal_representatives (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  status {text} NOT NULL,
  name {text},
  address {text},
  phone {text},
  other_phone {text},
  email {text},
  other_email {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE INDEX legal_representatives_of_person ON legal_representatives (company, person, key);

CREATE TABLE consents (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  kind {text} NOT NULL,
  loan BIGINT,
  contact BIGINT,
  given_at BIGINT,
  expires_at BIGINT,
  source {text},
  revoked_at BIGINT,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX consents_of_person ON consents (company, person, key);

-- A case has one at most.
CREATE TABLE do_not_interact (
  key {key},
  company BIGINT NOT NULL,
  case_key BIGINT NOT NULL,
  person BIGINT NOT NULL,
  channels {text} NOT NULL,
  themes {text} NOT NULL,
  start_date {text} NOT NULL,
  end_date {text},
  days_of_week {text} NOT NULL,
  timezone {text},
  times_of_day {text} NOT NULL,
  contact_labels {text} NOT NULL,
  source {text} NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE UNIQUE INDEX do_not_interact_of_case ON do_not_interact (company, case_key);
CREATE INDEX do_not_interact_of_person ON do_not_interact (company, person, key);

CREATE TABLE overrides (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  rule_id {text} NOT NULL,
  reason {text} NOT NULL,
  proposal {text} NOT NULL,
  user_key BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by BIGINT
);
CREATE INDEX overrides_of_person ON overrides (company, person, key);
