-- {key} integer key made by the store, {text} text in byte order, {blob} bytes, {tail} what ends a
-- table whose rows live in their primary key. Times are microseconds since 1970 in UTC.

CREATE TABLE companies (
  key {key},
  name {text} NOT NULL,
  settings {text} NOT NULL,
  last_event BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);

-- What the store itself must remember: the secret that signs links, and the like.
CREATE TABLE store_facts (
  name {text} NOT NULL PRIMARY KEY,
  value {text} NOT NULL
);

CREATE TABLE roles (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  permissions {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  UNIQUE (company, name)
);

CREATE TABLE users (
  key {key},
  company BIGINT NOT NULL,
  email {text} NOT NULL,
  email_sort {text} NOT NULL,
  first_name {text},
  last_name {text},
  first_name_sort {text},
  last_name_sort {text},
  full_name_sort {text} NOT NULL,
  role {text} NOT NULL,
  role_key BIGINT,
  password_hash {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  disabled_at BIGINT
);
CREATE UNIQUE INDEX users_email ON users (company, email_sort);

CREATE TABLE api_keys (
  key {key},
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  hash {text} NOT NULL,
  role {text} NOT NULL,
  role_key BIGINT,
  user_key BIGINT,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
);

CREATE TABLE sessions (
  hash {text} NOT NULL PRIMARY KEY,
  company BIGINT NOT NULL,
  user_key BIGINT,
  api_key BIGINT,
  csrf {text} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE people (
  key {key},
  company BIGINT NOT NULL,
  external_id {text},
  borrower_type {text} NOT NULL,
  status {text} NOT NULL,
  status_updated_at BIGINT,
  collections_intensity {text} NOT NULL,
  display_id {text},
  name {text},
  full_name {text},
  search_text {text} NOT NULL,
  date_of_birth {text},
  timezone {text},
  meta_data {text},
  comm_preferences {text},
  monitor_start_date {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX people_external_id ON people (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX people_newest ON people (company, key);

CREATE TABLE contacts (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  external_id {text},
  contact_type {text} NOT NULL,
  label {text},
  affiliation {text},
  status {text} NOT NULL,
  name {text},
  name_sort {text},
  value {text},
  value_folded {text},
  address {text},
  valid BOOLEAN NOT NULL,
  verified BOOLEAN NOT NULL,
  receive_text_messages BOOLEAN NOT NULL,
  consent_at BIGINT,
  authorized_third_party BOOLEAN NOT NULL,
  power_of_attorney BOOLEAN NOT NULL,
  disconnection {text},
  meta_data {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX contacts_external_id ON contacts (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_of_person ON contacts (company, person, key);
CREATE INDEX contacts_by_value ON contacts (company, value_folded) WHERE value_folded IS NOT NULL;

CREATE TABLE loans (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  external_id {text},
  status {text} NOT NULL,
  serviced_by {text} NOT NULL,
  display_id {text},
  nickname {text},
  meta_data {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX loans_external_id ON loans (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX loans_of_person ON loans (company, person, key);

CREATE TABLE cases (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  external_id {text},
  case_type {text} NOT NULL,
  name {text},
  status {text} NOT NULL,
  status_updated_at BIGINT NOT NULL,
  outcome {text},
  loans {text} NOT NULL,
  meta_data {text},
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX cases_external_id ON cases (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX cases_of_person ON cases (company, person, key);

CREATE TABLE interactions (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT,
  contact BIGINT,
  contact_external_id {text},
  external_id {text},
  channel {text} NOT NULL,
  direction {text} NOT NULL,
  status {text} NOT NULL,
  status_details {text},
  theme {text} NOT NULL,
  borrower_selected_theme {text},
  subject {text},
  agent_outcome {text},
  content {text},
  meta_data {text},
  sensitive BOOLEAN NOT NULL,
  is_external BOOLEAN NOT NULL,
  is_transactional BOOLEAN,
  loans {text} NOT NULL,
  previous BIGINT,
  twilio_error_code {text},
  template_version_id {text},
  supercase_bulk_operation_id {text},
  failure_short {text},
  failure_long {text},
  compliance_guard_rule_id {text},
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  scheduled_from BIGINT,
  scheduled_to BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT,
  status_updated_at BIGINT,
  status_details_updated_at BIGINT,
  agent_outcome_updated_at BIGINT,
  created_by_descriptor {text} NOT NULL,
  created_by_id {text},
  created_by_name {text},
  created_by_user BIGINT,
  hold_duration BIGINT,
  recording {text},
  voicemail {text}
);
CREATE UNIQUE INDEX interactions_external_id ON interactions (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX interactions_newest ON interactions (company, key) WHERE deleted_at IS NULL;
CREATE INDEX interactions_of_person ON interactions (company, person, key) WHERE deleted_at IS NULL;
CREATE INDEX interactions_created ON interactions (company, created_at, key) WHERE deleted_at IS NULL;
CREATE INDEX interactions_started ON interactions (company, started_at, key) WHERE deleted_at IS NULL;
CREATE INDEX interactions_by_facts ON interactions (company, channel, theme, status, direction, key) WHERE deleted_at IS NULL;
CREATE INDEX interactions_scheduled ON interactions (company, scheduled_from) WHERE scheduled_from IS NOT NULL;

-- The text of each content, folded; kept apart so that lists need not read past it.
CREATE TABLE interaction_text (
  company BIGINT NOT NULL,
  key BIGINT NOT NULL,
  folded {text} NOT NULL,
  PRIMARY KEY (company, key)
){tail};
-- @sqlite
CREATE VIRTUAL TABLE interaction_fts USING fts5(folded, content='', contentless_delete=1, tokenize='trigram case_sensitive 1');
-- @postgres
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- @postgres
CREATE INDEX interaction_text_trigrams ON interaction_text USING gin (folded gin_trgm_ops);

CREATE TABLE interaction_counts (
  company BIGINT NOT NULL,
  grain BIGINT NOT NULL,
  bucket BIGINT NOT NULL,
  channel {text} NOT NULL,
  theme {text} NOT NULL,
  status {text} NOT NULL,
  direction {text} NOT NULL,
  sensitive BOOLEAN NOT NULL,
  is_external BOOLEAN NOT NULL,
  unassociated BOOLEAN NOT NULL,
  n BIGINT NOT NULL,
  first_key BIGINT NOT NULL,
  last_key BIGINT NOT NULL,
  PRIMARY KEY (company, grain, bucket, channel, theme, status, direction, sensitive, is_external, unassociated)
){tail};

CREATE TABLE interaction_cases (
  case_key BIGINT NOT NULL,
  interaction_key BIGINT NOT NULL,
  company BIGINT NOT NULL,
  PRIMARY KEY (case_key, interaction_key)
){tail};
CREATE INDEX interaction_cases_of ON interaction_cases (interaction_key, case_key);

CREATE TABLE notes (
  key {key},
  company BIGINT NOT NULL,
  about_kind {text} NOT NULL,
  about_key BIGINT NOT NULL,
  person BIGINT,
  content {text} NOT NULL,
  category {text} NOT NULL,
  important BOOLEAN NOT NULL,
  pinned BOOLEAN NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE INDEX notes_about ON notes (company, about_kind, about_key, key);

-- Where somebody joined or closed one; an interaction has at most one conversation.
CREATE TABLE convos (
  interaction BIGINT NOT NULL PRIMARY KEY,
  company BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT
);

CREATE TABLE convo_participants (
  key {key},
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  user_key BIGINT NOT NULL,
  user_name {text} NOT NULL,
  joined_at BIGINT NOT NULL,
  left_at BIGINT
);
CREATE INDEX convo_participants_of ON convo_participants (interaction, key);

CREATE TABLE messages (
  key {key},
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  at BIGINT NOT NULL,
  author_type {text} NOT NULL,
  author_id {text},
  author_name {text},
  body {text} NOT NULL
);
CREATE INDEX messages_of ON messages (interaction, key);

CREATE TABLE events (
  company BIGINT NOT NULL,
  number BIGINT NOT NULL,
  name {text} NOT NULL,
  at BIGINT NOT NULL,
  actor_kind {text} NOT NULL,
  actor_id {text},
  actor_name {text} NOT NULL,
  api_key {text},
  address {text},
  object_kind {text} NOT NULL,
  object_key BIGINT NOT NULL,
  person BIGINT,
  changes {text} NOT NULL,
  credentials BOOLEAN NOT NULL,
  PRIMARY KEY (company, number)
){tail};
CREATE INDEX events_about ON events (company, object_kind, object_key, number);
CREATE INDEX events_of_person ON events (company, person, number) WHERE person IS NOT NULL;

CREATE TABLE idempotency (
  company BIGINT NOT NULL,
  name {text} NOT NULL,
  fingerprint {text} NOT NULL,
  at BIGINT NOT NULL,
  answer {text},
  PRIMARY KEY (company, name)
){tail};
CREATE INDEX idempotency_age ON idempotency (at);
