-- Reports that are built by themselves: one schedule a person. `next_at` is when the next is due, by which a node takes each once.
CREATE TABLE report_schedules (
  tenant_id BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  set_at    BIGINT NOT NULL,
  people    TEXT   NOT NULL,
  mark      BIGINT NOT NULL,
  every     TEXT   NOT NULL,
  next_at   BIGINT NOT NULL,
  caller    TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX report_schedules_due ON report_schedules (next_at);
