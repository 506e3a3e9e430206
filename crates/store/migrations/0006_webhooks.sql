-- Who is told of events, and each event on its way.

CREATE TABLE webhook_subscriptions (
  key {key},
  company BIGINT NOT NULL,
  url {text} NOT NULL,
  event_types {text} NOT NULL,
  description {text},
  enabled BOOLEAN NOT NULL,
  disabled_reason {text},
  disabled_at BIGINT,
  cursor_number BIGINT NOT NULL,
  failing_since BIGINT,
  secret {blob},
  previous_secret {blob},
  previous_until BIGINT,
  leased_by {text},
  leased_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX webhook_subscriptions_of ON webhook_subscriptions (company, key);

CREATE TABLE webhook_deliveries (
  key {key},
  company BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  event BIGINT NOT NULL,
  event_type {text} NOT NULL,
  state {text} NOT NULL,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  first_attempt_at BIGINT,
  last_attempt_at BIGINT,
  next_attempt_at BIGINT,
  response_status BIGINT,
  response_excerpt {text},
  error {text},
  duration_ms BIGINT
);
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (company, subscription, key);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (company, subscription, event) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (company, created_at);
