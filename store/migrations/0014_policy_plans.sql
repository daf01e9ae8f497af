-- Why a policy was changed, in the words of whoever did; none for the first of all, and for those of before reasons were asked for.
ALTER TABLE policies ADD COLUMN reason TEXT;

-- What of everybody decides what a sign-in asks of them, as bits that are added up: 1 to 8 the methods (see 0007), 16 must set one
-- up, 32 has recovery codes left, 64 the last mail to their address was given up on, 128 is invited, 256 is a team member, 512 is
-- not to sign in. Codes are looked for where a passcode is sent alone: elsewhere they make no difference to whether somebody gets in.
-- Who has no row is an end user with nothing.
CREATE VIEW policy_marks AS
  SELECT tenant_id, user_id, bit FROM methods
  UNION ALL
  SELECT tenant_id, user_id, CAST(16 AS BIGINT) AS bit FROM demanded_enrolments WHERE met_at IS NULL
  UNION ALL
  SELECT c.tenant_id, c.user_id, CAST(32 AS BIGINT) AS bit
    FROM code_receivers c
    JOIN recovery_code_sets s ON s.tenant_id = c.tenant_id AND s.user_id = c.user_id AND s.valid_to IS NULL
   WHERE c.valid_to IS NULL
     AND EXISTS (SELECT 1 FROM recovery_codes k WHERE k.tenant_id = s.tenant_id AND k.set_id = s.id AND k.used_at IS NULL)
  UNION ALL
  SELECT f.tenant_id, f.user_id, CAST(64 AS BIGINT) AS bit
    FROM outbox f
    JOIN users u ON u.tenant_id = f.tenant_id AND u.id = f.user_id AND u.email = f.recipient
   WHERE f.failed_at IS NOT NULL AND f.channel = 'email'
     AND NOT EXISTS (SELECT 1 FROM outbox o
                      WHERE o.tenant_id = f.tenant_id AND o.user_id = f.user_id AND o.recipient = f.recipient
                        AND o.sent_at > f.failed_at)
  UNION ALL
  SELECT tenant_id, id, CAST(CASE standing WHEN 'invited' THEN 128 ELSE 512 END AS BIGINT) AS bit
    FROM users WHERE standing <> 'active'
  UNION ALL
  SELECT tenant_id, user_id, CAST(256 AS BIGINT) AS bit FROM roles WHERE user_type = 'team_member' AND valid_to IS NULL;

-- A million people are counted from these alone, without a look at the tables: SQLite reads a table for the column of a partial
-- index's condition, unless the column is in the index.
CREATE INDEX outbox_failed ON outbox (tenant_id, user_id) WHERE failed_at IS NOT NULL;
CREATE INDEX users_not_active ON users (tenant_id, standing, id) WHERE standing <> 'active';
CREATE INDEX code_receivers_by_person ON code_receivers (tenant_id, user_id, channel, valid_to) WHERE valid_to IS NULL;
DROP INDEX passkeys_now;
CREATE INDEX passkeys_now ON passkeys (tenant_id, user_id, valid_to) WHERE valid_to IS NULL;
DROP INDEX authenticators_now;
CREATE INDEX authenticators_now ON authenticators (tenant_id, user_id, valid_to) WHERE valid_to IS NULL;
DROP INDEX roles_of_type;
CREATE INDEX roles_of_type ON roles (tenant_id, user_type, user_id, valid_to) WHERE valid_to IS NULL;
