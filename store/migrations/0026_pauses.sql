-- At more than how many percent of people who do not come in a roll-out pauses by itself; NULL for never.
ALTER TABLE policies ADD COLUMN pause_at BIGINT DEFAULT 20;

-- Of a version that a pause made: so many people were blocked, of so many.
ALTER TABLE policies ADD COLUMN paused_blocked BIGINT;
ALTER TABLE policies ADD COLUMN paused_of BIGINT;
