-- What messages say.

CREATE TABLE template_descriptors (
  key {key},
  company BIGINT NOT NULL,
  active_version BIGINT,
  subject {text} NOT NULL,
  channel {text} NOT NULL,
  language {text} NOT NULL,
  product_id {text},
  sensitive BOOLEAN NOT NULL,
  enabled BOOLEAN NOT NULL,
  is_transactional BOOLEAN NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT
);
CREATE INDEX template_descriptors_of_company ON template_descriptors (company, key);
-- Whoever sends a message finds at most one.
CREATE UNIQUE INDEX template_descriptors_in_use
  ON template_descriptors (company, subject, channel, language, coalesce(product_id, '')) WHERE enabled;

-- Never edited: a change is a new version.
CREATE TABLE template_versions (
  key {key},
  company BIGINT NOT NULL,
  descriptor BIGINT NOT NULL,
  number BIGINT NOT NULL,
  content {text} NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  activated_at BIGINT
);
CREATE UNIQUE INDEX template_versions_of ON template_versions (company, descriptor, number);
