-- What Compliance Guard decided, with all it looked at: enough to decide it again.
CREATE TABLE guard_decisions (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  interaction BIGINT,
  phase {text} NOT NULL,
  at BIGINT NOT NULL,
  channel {text} NOT NULL,
  theme {text} NOT NULL,
  autodialed BOOLEAN NOT NULL,
  outcome {text} NOT NULL,
  rule_id {text},
  rulebook_version {text} NOT NULL,
  settings {text} NOT NULL,
  proposal {text} NOT NULL,
  facts {text} NOT NULL,
  facts_digest {text} NOT NULL,
  decision {text} NOT NULL
);
CREATE INDEX guard_decisions_newest ON guard_decisions (company, key);
CREATE INDEX guard_decisions_of_person ON guard_decisions (company, person, key);
CREATE INDEX guard_decisions_of_interaction ON guard_decisions (company, interaction, key) WHERE interaction IS NOT NULL;
-- Which calls a machine dialled; the record itself does not say.
CREATE INDEX guard_decisions_autodialed ON guard_decisions (company, interaction) WHERE autodialed;

-- A person's history is read by its time, and contacts to locate a person without end. Only a question that says in so
-- many words that a row began after 1970 can be answered from the first: lists are read by other indexes.
CREATE INDEX interactions_of_person_started ON interactions (company, person, started_at) WHERE deleted_at IS NULL AND started_at > 0;
CREATE INDEX interactions_locating ON interactions (company, person) WHERE theme = 'opsCollLocateBorrower' AND deleted_at IS NULL;
