-- Who must set a second factor up at their next sign-in whatever the policy says, since theirs were closed from the server's
-- console. Met, not deleted, so that any past day can be told.
CREATE TABLE demanded_enrolments (
  tenant_id   BYTEA  NOT NULL,
  user_id     BYTEA  NOT NULL,
  demanded_at BIGINT NOT NULL,
  met_at      BIGINT,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX demanded_enrolments_now ON demanded_enrolments (tenant_id, user_id) WHERE met_at IS NULL;

-- Test messages: one is proven when the code that it brought was typed. Where mail goes by (`route`) is kept as a digest, since a
-- proof is one for those settings alone.
CREATE TABLE mail_tests (
  tenant_id  BYTEA  NOT NULL REFERENCES tenants (id),
  id         BYTEA  NOT NULL,
  sent_by    BYTEA  NOT NULL,
  digest     BYTEA  NOT NULL,
  route      BYTEA  NOT NULL,
  tries      BIGINT NOT NULL,
  sent_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  proven_at  BIGINT,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX mail_tests_by_time ON mail_tests (tenant_id, sent_at);
