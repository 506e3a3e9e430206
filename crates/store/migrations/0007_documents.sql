-- Files that are kept for people, to be sent with messages. What was sent stays among the attachments of its interaction,
-- which name the same blob.
CREATE TABLE documents (
  key {key},
  company BIGINT NOT NULL,
  person BIGINT NOT NULL,
  name {text} NOT NULL,
  media_type {text} NOT NULL,
  size BIGINT NOT NULL,
  blob {text} NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text},
  created_by_name {text} NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX documents_of_person ON documents (company, person, key);
CREATE INDEX documents_blob ON documents (blob);
CREATE INDEX attachments_blob ON attachments (blob);
