-- Devices on which a person is not asked for a passcode again for a while, and how long a policy lets them be trusted.

-- Zero days: a passcode at every sign-in. Devices trusted at devices_since or before are trusted no more.
ALTER TABLE policies ADD COLUMN remember_days BIGINT NOT NULL DEFAULT 30;
ALTER TABLE policies ADD COLUMN devices_since BIGINT NOT NULL DEFAULT 0;

-- One browser's cookie can stand for a device of several people: a row each.
CREATE TABLE trusted_devices (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA  NOT NULL,
  token_hash   BYTEA  NOT NULL,
  user_epoch   BIGINT NOT NULL,
  name         TEXT,
  address      TEXT   NOT NULL,
  browser      TEXT   NOT NULL,
  trusted_at   BIGINT NOT NULL,
  until        BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  ended_at     BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX trusted_devices_by_token ON trusted_devices (tenant_id, token_hash, user_id) WHERE ended_at IS NULL;
CREATE INDEX trusted_devices_of_user ON trusted_devices (tenant_id, user_id, trusted_at);
CREATE INDEX trusted_devices_by_expiry ON trusted_devices (until);

-- The device that a session was begun on: it ends when the device is forgotten.
ALTER TABLE sessions ADD COLUMN device_id BYTEA;
