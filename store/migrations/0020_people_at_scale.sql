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

-- Many people at once: a file that is imported, or an act. `people` holds some rows as JSON (`core/src/batch.rs`): so many as are done in one
-- transaction and stand on one page.
CREATE TABLE batches (
  tenant_id   BYTEA  NOT NULL,
  id          BYTEA  NOT NULL,
  made_by     BYTEA  NOT NULL,
  maker_role  TEXT   NOT NULL,
  maker_epoch BIGINT NOT NULL,
  made_at     BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  work        TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  wanted      TEXT,
  at_entry    BYTEA,
  at_user     BYTEA,
  counts      TEXT   NOT NULL,
  blocks      BIGINT NOT NULL,
  step        BIGINT NOT NULL,
  reason      TEXT,
  caller      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, made_by) REFERENCES users (tenant_id, id)
);
-- One of each admin's goes on at a time.
CREATE UNIQUE INDEX batches_moving ON batches (tenant_id, made_by) WHERE state IN ('looking', 'doing');
CREATE INDEX batches_by_age ON batches (expires_at);

CREATE TABLE batch_blocks (
  tenant_id BYTEA  NOT NULL,
  batch_id  BYTEA  NOT NULL,
  block     BIGINT NOT NULL,
  people    TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, batch_id, block),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batches (tenant_id, id)
);
