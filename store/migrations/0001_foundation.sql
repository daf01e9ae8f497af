-- One text for both databases: TEXT, BIGINT and BYTEA alone. Times are milliseconds since 1970, booleans 0 or 1.
-- The tenant is part of every key. Rows of roles, factors and policy are closed (valid_to), never deleted, so that any
-- past day can be reported.

-- What the database itself is: which key it is sealed under, and whether it is a demo's.
CREATE TABLE marks (
  name  TEXT  NOT NULL PRIMARY KEY,
  value BYTEA NOT NULL
);

CREATE TABLE tenants (
  id          BYTEA  NOT NULL PRIMARY KEY,
  name        TEXT   NOT NULL,
  address     TEXT   NOT NULL,
  host        BYTEA  NOT NULL UNIQUE,
  created_at  BIGINT NOT NULL
);

CREATE TABLE policies (
  tenant_id       BYTEA  NOT NULL REFERENCES tenants (id),
  user_type       TEXT   NOT NULL,
  version         BIGINT NOT NULL,
  epoch           BIGINT NOT NULL,
  requirement     TEXT   NOT NULL,
  idle_millis     BIGINT NOT NULL,
  absolute_millis BIGINT NOT NULL,
  valid_from      BIGINT NOT NULL,
  valid_to        BIGINT,
  changed_by      BYTEA,
  PRIMARY KEY (tenant_id, user_type, version)
);
CREATE UNIQUE INDEX policies_now ON policies (tenant_id, user_type) WHERE valid_to IS NULL;

CREATE TABLE users (
  tenant_id       BYTEA  NOT NULL REFERENCES tenants (id),
  id              BYTEA  NOT NULL,
  email           TEXT   NOT NULL,
  email_key       TEXT   NOT NULL,
  name            TEXT   NOT NULL,
  name_key        BYTEA  NOT NULL,
  standing        TEXT   NOT NULL,
  epoch           BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  last_sign_in_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email_key)
);
CREATE INDEX users_by_name ON users (tenant_id, name_key, id);

CREATE TABLE roles (
  tenant_id  BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  role       TEXT   NOT NULL,
  user_type  TEXT   NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to   BIGINT,
  given_by   BYTEA,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX roles_now ON roles (tenant_id, user_id) WHERE valid_to IS NULL;
CREATE INDEX roles_of_type ON roles (tenant_id, user_type, user_id) WHERE valid_to IS NULL;

CREATE TABLE passwords (
  tenant_id    BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  hash         TEXT   NOT NULL,
  stands_alone BIGINT NOT NULL,
  changed_at   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE authenticators (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  seed         BYTEA  NOT NULL,
  algorithm    TEXT   NOT NULL,
  digits       BIGINT NOT NULL,
  period       BIGINT NOT NULL,
  last_step    BIGINT NOT NULL,
  last_used_at BIGINT,
  valid_from   BIGINT NOT NULL,
  valid_to     BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX authenticators_now ON authenticators (tenant_id, user_id) WHERE valid_to IS NULL;

-- At most one authenticator a person waits for its first passcode.
CREATE TABLE enrolments (
  tenant_id  BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  bound_to   BYTEA  NOT NULL,
  seed       BYTEA  NOT NULL,
  algorithm  TEXT   NOT NULL,
  digits     BIGINT NOT NULL,
  period     BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE recovery_code_sets (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  salt       BYTEA  NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to   BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX recovery_code_sets_now ON recovery_code_sets (tenant_id, user_id) WHERE valid_to IS NULL;

CREATE TABLE recovery_codes (
  tenant_id BYTEA NOT NULL,
  set_id    BYTEA NOT NULL,
  digest    BYTEA NOT NULL,
  used_at   BIGINT,
  PRIMARY KEY (tenant_id, set_id, digest),
  FOREIGN KEY (tenant_id, set_id) REFERENCES recovery_code_sets (tenant_id, id)
);

-- New recovery codes, sealed, until their owner says that they are saved.
CREATE TABLE shown_codes (
  tenant_id  BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  set_id     BYTEA  NOT NULL,
  bound_to   BYTEA  NOT NULL,
  codes      BYTEA  NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

-- Half-done sign-ins: never sessions. `version` counts the steps, so that one answer takes each step once.
CREATE TABLE sign_ins (
  tenant_id   BYTEA  NOT NULL,
  id          BYTEA  NOT NULL,
  token_hash  BYTEA  NOT NULL,
  user_id     BYTEA  NOT NULL,
  state       TEXT   NOT NULL,
  version     BIGINT NOT NULL,
  return_path TEXT   NOT NULL,
  refused     TEXT,
  expires_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX sign_ins_by_token ON sign_ins (tenant_id, token_hash);
CREATE INDEX sign_ins_of_user ON sign_ins (tenant_id, user_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

CREATE TABLE sessions (
  tenant_id        BYTEA  NOT NULL,
  id               BYTEA  NOT NULL,
  token_hash       BYTEA  NOT NULL,
  user_id          BYTEA  NOT NULL,
  user_epoch       BIGINT NOT NULL,
  policy_epoch     BIGINT NOT NULL,
  factors          TEXT   NOT NULL,
  password_at      BIGINT NOT NULL,
  second_factor_at BIGINT,
  begun_at         BIGINT NOT NULL,
  last_seen_at     BIGINT NOT NULL,
  ended_at         BIGINT,
  address          TEXT   NOT NULL,
  browser          TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token_hash);
CREATE INDEX sessions_of_user ON sessions (tenant_id, user_id, begun_at);

-- Browsers in which a person has completed a sign-in: a password lane of their own, and nothing else.
CREATE TABLE known_browsers (
  tenant_id    BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  token_hash   BYTEA  NOT NULL,
  last_used_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, token_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE second_factor_ledger (
  tenant_id   BYTEA  NOT NULL,
  user_id     BYTEA  NOT NULL,
  failures    BIGINT NOT NULL,
  open_at     BIGINT NOT NULL,
  turned_away BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE password_ledger (
  tenant_id   BYTEA  NOT NULL,
  lane        BYTEA  NOT NULL,
  failures    BIGINT NOT NULL,
  open_at     BIGINT NOT NULL,
  turned_away BIGINT NOT NULL,
  touched_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, lane)
);
CREATE INDEX password_ledger_by_age ON password_ledger (touched_at);

-- Refusals for addresses that nobody has: counted by day in a bounded number of rows.
CREATE TABLE unknown_refusals (
  tenant_id BYTEA  NOT NULL,
  day       BIGINT NOT NULL,
  shard     BIGINT NOT NULL,
  refusals  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, day, shard)
);

-- Mailed links, and the one-time link of an empty store (which has no tenant yet).
CREATE TABLE links (
  id          BYTEA  NOT NULL PRIMARY KEY,
  tenant_id   BYTEA,
  user_id     BYTEA,
  purpose     TEXT   NOT NULL,
  token_hash  BYTEA  NOT NULL UNIQUE,
  user_epoch  BIGINT NOT NULL,
  made_at     BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  used_at     BIGINT,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX links_of_user ON links (tenant_id, user_id, purpose);

-- Who asked for a link to a new password, sealed, until a job decides: so that asking costs the same whoever is asked for.
CREATE TABLE reset_requests (
  tenant_id BYTEA  NOT NULL REFERENCES tenants (id),
  id        BYTEA  NOT NULL,
  asked     BYTEA  NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE outbox (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  recipient    TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  letter       BYTEA,
  created_at   BIGINT NOT NULL,
  tries        BIGINT NOT NULL,
  due_at       BIGINT,
  leased_until BIGINT,
  sent_at      BIGINT,
  failed_at    BIGINT,
  last_error   TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_recipient ON outbox (tenant_id, user_id, created_at);

CREATE TABLE events (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  at         BIGINT NOT NULL,
  kind       TEXT   NOT NULL,
  refusal    BIGINT NOT NULL,
  actor      TEXT   NOT NULL,
  actor_id   BYTEA,
  subject_id BYTEA,
  address    TEXT,
  browser    TEXT,
  request    TEXT,
  event      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX events_of_subject ON events (tenant_id, subject_id, id);
