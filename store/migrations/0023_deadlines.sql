-- By when a second factor that is required has to be there, and for how many days after their first sign-in from then on people may do
-- without.
ALTER TABLE policies ADD COLUMN deadline BIGINT;
ALTER TABLE policies ADD COLUMN grace_days BIGINT NOT NULL DEFAULT 0;

-- The grace that somebody began by their first sign-in after a deadline: once in their life here, so there is no way to close it.
CREATE TABLE graces (
  tenant_id BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  begun_at  BIGINT NOT NULL,
  until     BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

-- The view of 0019 with 512 for a grace that runs and 1024 for one that was begun at all; a team member is 2048 and who is not to
-- sign in 4096.
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
  SELECT tenant_id, id, CAST(CASE standing WHEN 'invited' THEN 128 ELSE 4096 END AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM users WHERE standing <> 'active'
  UNION ALL
  SELECT tenant_id, user_id, CAST(256 AS BIGINT) AS bit, until FROM exemptions WHERE valid_to IS NULL
  UNION ALL
  SELECT tenant_id, user_id, CAST(512 AS BIGINT) AS bit, until FROM graces
  UNION ALL
  SELECT tenant_id, user_id, CAST(1024 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until FROM graces
  UNION ALL
  SELECT tenant_id, user_id, CAST(2048 AS BIGINT) AS bit, CAST(NULL AS BIGINT) AS until
    FROM roles WHERE user_type = 'team_member' AND valid_to IS NULL;
