-- What the first line of an imported file names beside the columns that are read: a list in JSON.
ALTER TABLE batches ADD COLUMN unread TEXT;
