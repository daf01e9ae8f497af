-- Reports that somebody asked for: built piece by piece by a job, and kept until they are too old. `last_user` is how far it came;
-- `parts` counts the pieces, by which a node takes each step once; `caller` is from where it was asked for.
CREATE TABLE reports (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  asked_by   BYTEA  NOT NULL,
  asked_at   BIGINT NOT NULL,
  people     TEXT   NOT NULL,
  as_of      BIGINT NOT NULL,
  past       BIGINT NOT NULL,
  mark       BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  total      BIGINT NOT NULL,
  done       BIGINT NOT NULL,
  parts      BIGINT NOT NULL,
  last_user  BYTEA,
  caller     TEXT   NOT NULL,
  ready_at   BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, asked_by) REFERENCES users (tenant_id, id)
);
-- One a person is built at a time, however often it is asked for.
CREATE UNIQUE INDEX reports_waiting ON reports (tenant_id, asked_by) WHERE ready_at IS NULL;
CREATE INDEX reports_by_age ON reports (expires_at);

CREATE TABLE report_parts (
  tenant_id BYTEA  NOT NULL,
  report_id BYTEA  NOT NULL,
  part      BIGINT NOT NULL,
  text      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, report_id, part),
  FOREIGN KEY (tenant_id, report_id) REFERENCES reports (tenant_id, id)
);

-- What everybody had set up, and when: see the view `methods`, which has what counts now.
CREATE VIEW methods_ever AS
  SELECT tenant_id, user_id, CAST(1 AS BIGINT) AS bit, valid_from, valid_to, last_used_at FROM passkeys
  UNION ALL
  SELECT tenant_id, user_id, CAST(2 AS BIGINT) AS bit, valid_from, valid_to, last_used_at FROM authenticators
  UNION ALL
  SELECT tenant_id, user_id, CAST(CASE channel WHEN 'sms' THEN 4 ELSE 8 END AS BIGINT) AS bit, valid_from, valid_to, last_used_at
    FROM code_receivers;
CREATE INDEX passkeys_ever ON passkeys (tenant_id, user_id);
CREATE INDEX authenticators_ever ON authenticators (tenant_id, user_id);
CREATE INDEX code_receivers_ever ON code_receivers (tenant_id, user_id);
CREATE INDEX recovery_code_sets_ever ON recovery_code_sets (tenant_id, user_id);
CREATE INDEX demanded_enrolments_ever ON demanded_enrolments (tenant_id, user_id);
