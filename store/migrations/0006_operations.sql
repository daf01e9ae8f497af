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
