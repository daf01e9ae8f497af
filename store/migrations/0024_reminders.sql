-- Who was reminded, and of what: that a second factor has to be there by `due`, so many days before it. Once each, whatever node sends it.
CREATE TABLE reminders (
  tenant_id BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  due       BIGINT NOT NULL,
  days      BIGINT NOT NULL,
  sent_at   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, due, days),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX reminders_by_age ON reminders (due);
CREATE INDEX graces_by_end ON graces (tenant_id, until);
