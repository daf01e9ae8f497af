-- How people are found: byte strings that core makes of names, addresses, roles and standings (`core/src/finding.rs`), since neither database
-- knows what a word is. A search is a range of the first index, and whether a person fits another word as well is looked up in the second.
CREATE TABLE findings (
  tenant_id BYTEA NOT NULL,
  shelf     TEXT  NOT NULL,
  entry     BYTEA NOT NULL,
  user_id   BYTEA NOT NULL,
  PRIMARY KEY (tenant_id, shelf, entry, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX findings_of_user ON findings (tenant_id, user_id, entry);

-- Whether a person has them. This step makes none: the program does when it is started (`make_everybody_findable`), batch by batch, going on
-- where it was interrupted.
ALTER TABLE users ADD COLUMN findable BIGINT NOT NULL DEFAULT 0;
CREATE INDEX users_not_findable ON users (tenant_id, id) WHERE findable = 0;
