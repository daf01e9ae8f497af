-- Who may register: one version after the other, none deleted. No row: nobody may.
CREATE TABLE registration_rules (
  tenant_id  BYTEA  NOT NULL REFERENCES tenants (id),
  version    BIGINT NOT NULL,
  rule       TEXT   NOT NULL,
  domains    TEXT   NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to   BIGINT,
  changed_by BYTEA,
  PRIMARY KEY (tenant_id, version)
);
CREATE UNIQUE INDEX registration_rules_now ON registration_rules (tenant_id) WHERE valid_to IS NULL;

-- Mails of registration of the last day, for the quotas: digests instead of address and network.
CREATE TABLE registration_mails (
  tenant_id BYTEA  NOT NULL,
  id        BYTEA  NOT NULL,
  address   BYTEA  NOT NULL,
  network   BYTEA  NOT NULL,
  sent_at   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX registration_mails_by_age ON registration_mails (tenant_id, sent_at);

-- Mails that the quotas kept from being sent.
CREATE TABLE registrations_held_back (
  tenant_id BYTEA  NOT NULL,
  day       BIGINT NOT NULL,
  quota     TEXT   NOT NULL,
  mails     BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, day, quota)
);

-- The address that a link to register was sent to, sealed: there is no person yet.
ALTER TABLE links ADD COLUMN address BYTEA;

-- Whatever is asked for at the door and decided by a job, no longer new passwords alone.
ALTER TABLE reset_requests RENAME TO requests;

-- Letters to an address that no person has yet. SQLite drops no NOT NULL, so the table is made anew; nothing refers to it.
CREATE TABLE outbox_anew (
  tenant_id    BYTEA  NOT NULL,
  id           BYTEA  NOT NULL,
  user_id      BYTEA,
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
INSERT INTO outbox_anew
       (tenant_id, id, user_id, recipient, kind, letter, created_at, tries, due_at, leased_until, sent_at, failed_at, last_error)
SELECT tenant_id, id, user_id, recipient, kind, letter, created_at, tries, due_at, leased_until, sent_at, failed_at, last_error
  FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_anew RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_recipient ON outbox (tenant_id, user_id, created_at);
CREATE INDEX outbox_to_nobody ON outbox (created_at) WHERE user_id IS NULL;
