-- How an account looks and what it says at the door: one row, replaced in place; the audit log has every one before. No row: nobody
-- chose anything. Size and digest of the logo stand here, for every page needs them, and its bytes elsewhere, for few do.
CREATE TABLE brands (
  tenant_id    BYTEA  PRIMARY KEY REFERENCES tenants (id),
  version      BIGINT NOT NULL,
  accent_light TEXT,
  accent_dark  TEXT,
  logo_digest  BYTEA,
  logo_width   BIGINT,
  logo_height  BIGINT,
  texts        TEXT
);

-- The logo that an account has now.
CREATE TABLE logos (
  tenant_id BYTEA NOT NULL PRIMARY KEY REFERENCES tenants (id),
  digest    BYTEA NOT NULL,
  bytes     BYTEA NOT NULL
);
