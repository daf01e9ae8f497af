-- Where a person's passcodes are sent: the number of a phone, or nothing for the mailbox, which is that of the person's address.
-- Closed, never deleted; one a person and channel at a time.
CREATE TABLE code_receivers (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  channel      TEXT   NOT NULL,
  number       TEXT   NOT NULL,
  last_used_at BIGINT,
  valid_from   BIGINT NOT NULL,
  valid_to     BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX code_receivers_now ON code_receivers (tenant_id, user_id, channel) WHERE valid_to IS NULL;

-- Passcodes that were sent, sealed; forgotten with their use.
CREATE TABLE sent_codes (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  channel    TEXT   NOT NULL,
  purpose    TEXT   NOT NULL,
  bound_to   BYTEA  NOT NULL,
  recipient  TEXT   NOT NULL,
  code       BYTEA  NOT NULL,
  made_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX sent_codes_here ON sent_codes (tenant_id, user_id, bound_to, made_at);
CREATE INDEX sent_codes_by_age ON sent_codes (expires_at);

-- Every asking for a passcode to be sent: the trace of it, and what the caps count. `id` is that of its message in the outbox;
-- `held_back` says which cap kept it from being sent. `block` is the range of numbers that it belongs to, `origin` the network
-- that it was asked for from.
CREATE TABLE code_sendings (
  tenant_id BYTEA  NOT NULL,
  id        BYTEA  NOT NULL,
  code_id   BYTEA,
  user_id   BYTEA  NOT NULL,
  channel   TEXT   NOT NULL,
  purpose   TEXT   NOT NULL,
  bound_to  BYTEA  NOT NULL,
  recipient TEXT   NOT NULL,
  block     TEXT   NOT NULL,
  origin    TEXT   NOT NULL,
  held_back TEXT,
  asked_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX code_sendings_of ON code_sendings (tenant_id, user_id, asked_at);
CREATE INDEX code_sendings_lately ON code_sendings (tenant_id, channel, asked_at);

-- The countries to which an account sends text messages.
CREATE TABLE sms_rules (
  tenant_id BYTEA NOT NULL PRIMARY KEY REFERENCES tenants (id),
  countries TEXT  NOT NULL
);

-- The way that a person wants to be asked first.
CREATE TABLE preferred_methods (
  tenant_id BYTEA NOT NULL,
  user_id   BYTEA NOT NULL,
  method    TEXT  NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

-- Whether a password was set by a mailed link, and nobody signed in with it since.
ALTER TABLE passwords ADD COLUMN by_mail BIGINT NOT NULL DEFAULT 0;

-- What a message goes out by, whether somebody waits for it at a page, and what whoever took it answered.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE outbox ADD COLUMN urgent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN answer TEXT;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (urgent, due_at) WHERE due_at IS NOT NULL;

-- What everybody has set up, text messages (4) and e-mail (8) among it: see 0007.
DROP VIEW methods;
CREATE VIEW methods AS
  SELECT tenant_id, user_id, CAST(1 AS BIGINT) AS bit FROM passkeys WHERE valid_to IS NULL
  UNION ALL
  SELECT tenant_id, user_id, CAST(2 AS BIGINT) AS bit FROM authenticators WHERE valid_to IS NULL
  UNION ALL
  SELECT tenant_id, user_id, CAST(CASE channel WHEN 'sms' THEN 4 ELSE 8 END AS BIGINT) AS bit
    FROM code_receivers WHERE valid_to IS NULL;
