-- Time locks, by which end users let themselves in again: password and mailbox, then a wait. `opens_at` is NULL until the mailbox is
-- proven; of the links that prove and cancel, the digests are kept.
CREATE TABLE time_locks (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  user_epoch   BIGINT NOT NULL,
  asked_at     BIGINT NOT NULL,
  prove_hash   BYTEA  NOT NULL UNIQUE,
  cancel_hash  BYTEA  UNIQUE,
  opens_at     BIGINT,
  expires_at   BIGINT NOT NULL,
  used_at      BIGINT,
  cancelled_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX time_locks_of_user ON time_locks (tenant_id, user_id, asked_at);
CREATE INDEX time_locks_by_age ON time_locks (expires_at);
