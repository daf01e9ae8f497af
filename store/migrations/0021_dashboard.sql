-- What happened on each day, by user type, for the dashboard: a day that is over is counted once. `what` is a word of
-- `core/src/dashboard.rs`. Nobody is named in it, so that nobody is to be erased from it.
CREATE TABLE day_counts (
  tenant_id BYTEA  NOT NULL REFERENCES tenants (id),
  day       BIGINT NOT NULL,
  user_type TEXT   NOT NULL,
  what      TEXT   NOT NULL,
  n         BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, day, user_type, what)
);

-- How far an account is counted: events to this one, passcodes to this time, people to this day.
CREATE TABLE day_marks (
  tenant_id   BYTEA  NOT NULL PRIMARY KEY REFERENCES tenants (id),
  events_to   BYTEA  NOT NULL,
  codes_to    BIGINT NOT NULL,
  people_to   BIGINT NOT NULL
);

-- Who was led into setting a second factor up at their last sign-in, and did not come through it.
CREATE TABLE unfinished_set_ups (
  tenant_id BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  met_at    BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX unfinished_set_ups_by_age ON unfinished_set_ups (met_at);

-- Whose next try waits, among all who once failed.
CREATE INDEX second_factor_ledger_open ON second_factor_ledger (tenant_id, open_at);
CREATE INDEX second_factor_ledger_failures ON second_factor_ledger (tenant_id, failures);
