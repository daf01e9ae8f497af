-- Links "this was not me" of letters about somebody's security. They belong to the person and to the address that the letter went
-- to, and to no epoch: nothing that a thief does to the account makes one useless.
CREATE TABLE not_me_links (
  tenant_id  BYTEA  NOT NULL,
  id         BYTEA  NOT NULL,
  user_id    BYTEA  NOT NULL,
  token_hash BYTEA  NOT NULL UNIQUE,
  letter     TEXT   NOT NULL,
  mailed_to  TEXT   NOT NULL,
  made_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT,
  refused_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX not_me_links_of_user ON not_me_links (tenant_id, user_id);
CREATE INDEX not_me_links_by_age ON not_me_links (expires_at);
