-- Groups of people, and who is in which. By `name_key`, made in core, a name is there once in an account.
CREATE TABLE groups (
  tenant_id BYTEA  NOT NULL,
  id        BYTEA  NOT NULL,
  name      TEXT   NOT NULL,
  name_key  BYTEA  NOT NULL,
  made_at   BIGINT NOT NULL,
  made_by   BYTEA,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);
CREATE UNIQUE INDEX groups_by_name ON groups (tenant_id, name_key);

CREATE TABLE group_members (
  tenant_id BYTEA  NOT NULL,
  group_id  BYTEA  NOT NULL,
  user_id   BYTEA  NOT NULL,
  added_at  BIGINT NOT NULL,
  added_by  BYTEA,
  PRIMARY KEY (tenant_id, group_id, user_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX group_members_of_user ON group_members (tenant_id, user_id);

-- The group that an act on many is about.
ALTER TABLE batches ADD COLUMN group_id BYTEA;
