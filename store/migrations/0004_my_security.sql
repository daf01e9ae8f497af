-- The language that a person chose; none while they take what their browser says.
ALTER TABLE users ADD COLUMN language TEXT;

-- Who asked for which new address, and when: under the id of the link that was mailed there. Kept for a day, for the quotas.
CREATE TABLE address_changes (
  tenant_id BYTEA  NOT NULL,
  id        BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  email     TEXT   NOT NULL,
  mailbox   TEXT   NOT NULL,
  asked_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX address_changes_of_user ON address_changes (tenant_id, user_id, asked_at);
CREATE INDEX address_changes_to_mailbox ON address_changes (tenant_id, mailbox, asked_at);
CREATE INDEX address_changes_by_age ON address_changes (asked_at);
