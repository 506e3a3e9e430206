-- Ways out of the house and in, what waits to go out, and what came in.

CREATE TABLE channels (
  key {key},
  company BIGINT NOT NULL,
  kind {text} NOT NULL,
  name {text} NOT NULL,
  enabled BOOLEAN NOT NULL,
  settings {text} NOT NULL,
  senders {text} NOT NULL,
  secrets {blob} NOT NULL,
  trouble {text},
  trouble_at BIGINT,
  bookmark {text},
  listener {text},
  listener_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  deleted_at BIGINT
);
CREATE INDEX channels_of_company ON channels (company, key);

-- One row for each interaction that was accepted to be sent. The message is forgotten once it is gone.
CREATE TABLE outbox (
  key {key},
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  person BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  state {text} NOT NULL,
  due_at BIGINT NOT NULL,
  due_until BIGINT,
  attempts BIGINT NOT NULL,
  leased_until BIGINT,
  recipient {text} NOT NULL,
  message {text},
  proposal {text} NOT NULL,
  message_id {text},
  credentials BOOLEAN NOT NULL,
  provider_id {text},
  told_rank BIGINT NOT NULL,
  told_at BIGINT,
  reason_short {text},
  reason_long {text},
  reason_code {text},
  created_at BIGINT NOT NULL,
  updated_at BIGINT,
  sent_at BIGINT
);
CREATE UNIQUE INDEX outbox_of_interaction ON outbox (company, interaction);
CREATE INDEX outbox_newest ON outbox (company, key);
CREATE INDEX outbox_by_state ON outbox (company, state, key);
CREATE INDEX outbox_due ON outbox (channel, due_at, key) WHERE state IN ('queued', 'retrying');
CREATE INDEX outbox_sending ON outbox (leased_until) WHERE state = 'sending';
CREATE INDEX outbox_by_provider ON outbox (channel, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX outbox_by_message_id ON outbox (company, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_of_recipient ON outbox (channel, recipient, key);

-- Which interaction a mail is, ours and theirs: what answers it belongs to its thread.
CREATE TABLE mail_threads (
  company BIGINT NOT NULL,
  message_id {text} NOT NULL,
  interaction BIGINT NOT NULL,
  PRIMARY KEY (company, message_id)
){tail};
CREATE INDEX mail_threads_of ON mail_threads (company, interaction);

-- What a provider told, as it came; nothing is acknowledged before it is here.
CREATE TABLE arrivals (
  key {key},
  company BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  item {text} NOT NULL,
  raw {blob} NOT NULL,
  state {text} NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  reason {text},
  interaction BIGINT,
  received_at BIGINT NOT NULL,
  read_at BIGINT
);
CREATE UNIQUE INDEX arrivals_item ON arrivals (channel, item);
CREATE INDEX arrivals_newest ON arrivals (company, key);
CREATE INDEX arrivals_by_state ON arrivals (company, state, key);
CREATE INDEX arrivals_due ON arrivals (due_at, key) WHERE state = 'waiting';

-- Which text conversations a number is in, by channel, until nobody wrote in them for too long.
CREATE TABLE text_threads (
  channel BIGINT NOT NULL,
  number {text} NOT NULL,
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (channel, number, interaction)
){tail};
CREATE INDEX text_threads_quiet ON text_threads (company, last_at);

-- Files that came with a message.
CREATE TABLE attachments (
  company BIGINT NOT NULL,
  interaction BIGINT NOT NULL,
  place BIGINT NOT NULL,
  name {text} NOT NULL,
  media_type {text} NOT NULL,
  size BIGINT NOT NULL,
  blob {text} NOT NULL,
  PRIMARY KEY (company, interaction, place)
){tail};
