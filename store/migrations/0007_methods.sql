-- Which methods count for a user type, and which of those that are sent are switched on.
ALTER TABLE policies ADD COLUMN counting TEXT NOT NULL DEFAULT 'any';
ALTER TABLE policies ADD COLUMN sms_codes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN email_codes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN passkey_alone BIGINT NOT NULL DEFAULT 0;

-- What its person calls an authenticator: there can be several.
ALTER TABLE authenticators ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- What everybody has set up, as bits that are added up: 1 passkey, 2 authenticator app, 4 text message, 8 e-mail.
CREATE VIEW methods AS
  SELECT tenant_id, user_id, CAST(2 AS BIGINT) AS bit FROM authenticators WHERE valid_to IS NULL;
