-- Who is exempt from what the policy requires, why and until when; `valid_to` when it was ended, or another took its place after its
-- day. One open one a person.
CREATE TABLE exemptions (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  reason     TEXT   NOT NULL,
  valid_from BIGINT NOT NULL,
  until      BIGINT NOT NULL,
  granted_by BYTEA,
  valid_to   BIGINT,
  ended_by   BYTEA,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX exemptions_open ON exemptions (tenant_id, user_id) WHERE valid_to IS NULL;
CREATE INDEX exemptions_of_user ON exemptions (tenant_id, user_id, valid_from);

-- A session that was begun without a second factor, because something excused its person, is over when that is.
ALTER TABLE sessions ADD COLUMN until BIGINT;

-- The view of 0014 with 256 for exempt; a team member is 512 and who is not to sign in 1024. `until` is when a mark is over; NULL
-- of those that stay.
DROP VIEW policy_marks;
CREATE VIEW policy_marks AS
  SELECT tenant_id, user_id, bit, CAST(NULL AS BIGINT) AS until FROM methods
  UNION ALL
  SELECT tenant_id, user_id, CAST(16 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until FROM demanded_enrolments WHERE met_at IS NULL
  UNION ALL
  SELECT c.tenant_id, c.user_id, CAST(32 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM code_receivers c
    JOIN recovery_code_sets s ON s.tenant_id = c.tenant_id AND s.user_id = c.user_id AND s.valid_to IS NULL
   WHERE c.valid_to IS NULL
     AND EXISTS (SELECT 1 FROM recovery_codes k WHERE k.tenant_id = s.tenant_id AND k.set_id = s.id AND k.used_at IS NULL)
  UNION ALL
  SELECT f.tenant_id, f.user_id, CAST(64 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM outbox f
    JOIN users u ON u.tenant_id = f.tenant_id AND u.id = f.user_id AND u.email = f.recipient
   WHERE f.failed_at IS NOT NULL AND f.channel = 'email'
     AND NOT EXISTS (SELECT 1 FROM outbox o
                      WHERE o.tenant_id = f.tenant_id AND o.user_id = f.user_id AND o.recipient = f.recipient
                        AND o.sent_at > f.failed_at)
  UNION ALL
  SELECT tenant_id, id, CAST(CASE standing WHEN 'invited' THEN 128 ELSE 1024 END AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM users WHERE standing <> 'active'
  UNION ALL
  SELECT tenant_id, user_id, CAST(256 AS BIGINT) AS bit, until FROM exemptions WHERE valid_to IS NULL
  UNION ALL
  SELECT tenant_id, user_id, CAST(512 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM roles WHERE user_type = 'team_member' AND valid_to IS NULL;
