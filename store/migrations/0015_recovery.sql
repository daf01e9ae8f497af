-- What an account allows of recovery; no row: the least. Every version before is in the audit log.
CREATE TABLE recovery_rules (
  tenant_id    BYTEA  PRIMARY KEY REFERENCES tenants (id),
  version      BIGINT NOT NULL,
  equals_alone BIGINT NOT NULL,
  lock_hours   BIGINT
);

-- Somebody who is locked out asks for help, after a right password: one open request a person. `outcome` is NULL while it is open.
CREATE TABLE help_requests (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  asked_at   BIGINT NOT NULL,
  address    TEXT   NOT NULL,
  browser    TEXT   NOT NULL,
  outcome    TEXT,
  reason     TEXT,
  decided_by BYTEA,
  decided_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX help_requests_open ON help_requests (tenant_id, user_id) WHERE outcome IS NULL;
CREATE INDEX help_requests_of_user ON help_requests (tenant_id, user_id, asked_at);

-- Recovery codes that somebody issued for somebody else, by a digest, under the epochs of person and policy of then. `cancel_hash` is
-- the digest of the link that takes one back.
CREATE TABLE issued_codes (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  user_epoch   BIGINT NOT NULL,
  policy_epoch BIGINT NOT NULL,
  salt         BYTEA  NOT NULL,
  digest       BYTEA  NOT NULL,
  cancel_hash  BYTEA  NOT NULL UNIQUE,
  issued_by    BYTEA  NOT NULL,
  issuer_role  TEXT   NOT NULL,
  issued_at    BIGINT NOT NULL,
  works_from   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  agreed_by    BYTEA,
  agreer_role  TEXT,
  agreed_at    BIGINT,
  used_at      BIGINT,
  cancelled_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX issued_codes_open ON issued_codes (tenant_id, user_id) WHERE used_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX issued_codes_of_user ON issued_codes (tenant_id, user_id, issued_at);
CREATE INDEX issued_codes_by_age ON issued_codes (expires_at);

-- Restricted sessions: in them a person sets up a new second factor, and does nothing else.
CREATE TABLE restricted_sessions (
  tenant_id   BYTEA  NOT NULL,
  id          BYTEA  NOT NULL,
  token_hash  BYTEA  NOT NULL UNIQUE,
  user_id     BYTEA  NOT NULL,
  user_epoch  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  enrolled_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX restricted_sessions_of_user ON restricted_sessions (tenant_id, user_id);
CREATE INDEX restricted_sessions_by_age ON restricted_sessions (expires_at);
