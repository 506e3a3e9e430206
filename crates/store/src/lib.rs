//! SQLite and PostgreSQL, written once: the write lane, the read path, the event log, blobs.
