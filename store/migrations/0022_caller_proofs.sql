-- "Is it really them?": proofs that somebody who helps asked of a person, and what came of each. `outcome` is NULL while it is open,
-- one a person; `told` is the number that is told on the telephone, of the three in `shown`. `request_id` is the request for help that
-- it is kept with.
CREATE TABLE caller_proofs (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  asked_by   BYTEA  NOT NULL,
  request_id BYTEA,
  told       BIGINT NOT NULL,
  shown      TEXT   NOT NULL,
  asked_at   BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  outcome    TEXT,
  factor     TEXT,
  decided_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX caller_proofs_open ON caller_proofs (tenant_id, user_id) WHERE outcome IS NULL;
CREATE INDEX caller_proofs_of_user ON caller_proofs (tenant_id, user_id, asked_at);
