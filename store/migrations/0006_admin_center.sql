-- Whom an admin archived, and since when. The role stays as it was: a report of a past day reads both.
ALTER TABLE users ADD COLUMN archived_at BIGINT;

-- Who is signed in now, newest activity first: what ended is not in it, and what nobody was seen in for too long is at its end.
CREATE INDEX sessions_seen ON sessions (tenant_id, last_seen_at, id) WHERE ended_at IS NULL;

-- What somebody did to others or to the account, to be found when they are erased.
CREATE INDEX events_of_actor ON events (tenant_id, actor_id) WHERE actor_id <> subject_id OR subject_id IS NULL;

-- Mail that waits or was given up on, among all that was sent.
CREATE INDEX outbox_unsent ON outbox (tenant_id, id) WHERE sent_at IS NULL;

-- What somebody was at a moment of the past.
CREATE INDEX roles_of_user ON roles (tenant_id, user_id, valid_from);
