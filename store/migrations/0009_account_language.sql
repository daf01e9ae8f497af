-- The language of the account: spoken to who has chosen none and whose browser asks for none that is here. None: the first one.
ALTER TABLE tenants ADD COLUMN language TEXT;
