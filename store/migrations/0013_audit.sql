-- The audit chain. An entry that is sealed has the next number of its account, and a hash over the hash before it and over itself.
-- What tells of a person is in it as a salted digest; whoever is erased takes values and salts along, and the digests stay. What was
-- written before this step is sealed as everything else is: when the job comes to it.
ALTER TABLE events ADD COLUMN number BIGINT;
ALTER TABLE events ADD COLUMN hash BYTEA;
ALTER TABLE events ADD COLUMN origin_salt BYTEA;
ALTER TABLE events ADD COLUMN origin_digest BYTEA;
ALTER TABLE events ADD COLUMN words_salt BYTEA;
ALTER TABLE events ADD COLUMN words_digest BYTEA;
CREATE UNIQUE INDEX events_sealed ON events (tenant_id, number) WHERE number IS NOT NULL;
CREATE INDEX events_unsealed ON events (tenant_id, id) WHERE number IS NULL;

-- How far each chain goes, signed with the server's key, which lies outside the database.
CREATE TABLE audit_heads (
  tenant_id BYTEA  NOT NULL PRIMARY KEY REFERENCES tenants (id),
  number    BIGINT NOT NULL,
  hash      BYTEA  NOT NULL,
  signature BYTEA  NOT NULL,
  sealed_at BIGINT NOT NULL
);

-- What happened in an account, of one kind.
CREATE INDEX events_of_kind ON events (tenant_id, kind, id);
