-- Passkeys: nothing of them is secret. Closed, never deleted. One credential id is one person's, also after they took it away:
-- what an authenticator made once it does not make again.
CREATE TABLE passkeys (
  tenant_id       BYTEA  NOT NULL,
  id              BYTEA  NOT NULL,
  user_id         BYTEA  NOT NULL,
  credential      BYTEA  NOT NULL,
  public_key      TEXT   NOT NULL,
  counter         BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up       BIGINT NOT NULL,
  transports      TEXT   NOT NULL,
  model           BYTEA  NOT NULL,
  name            TEXT   NOT NULL,
  last_used_at    BIGINT,
  valid_from      BIGINT NOT NULL,
  valid_to        BIGINT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, credential),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX passkeys_now ON passkeys (tenant_id, user_id) WHERE valid_to IS NULL;

-- What an authenticator was asked to sign, and has not signed yet: the newest of each sign-in, session or browser for each
-- purpose. Taken away by the answer, right or wrong.
CREATE TABLE passkey_challenges (
  tenant_id  BYTEA  NOT NULL,
  bound_to   BYTEA  NOT NULL,
  purpose    TEXT   NOT NULL,
  challenge  BYTEA  NOT NULL,
  user_id    BYTEA,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, bound_to, purpose)
);
CREATE INDEX passkey_challenges_by_age ON passkey_challenges (expires_at);
CREATE INDEX passkey_challenges_of_nobody ON passkey_challenges (tenant_id, expires_at) WHERE user_id IS NULL;

-- What everybody has set up, passkeys (1) among it: see 0007.
DROP VIEW methods;
CREATE VIEW methods AS
  SELECT tenant_id, user_id, CAST(1 AS BIGINT) AS bit FROM passkeys WHERE valid_to IS NULL
  UNION ALL
  SELECT tenant_id, user_id, CAST(2 AS BIGINT) AS bit FROM authenticators WHERE valid_to IS NULL;
