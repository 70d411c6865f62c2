-- The language a customer chose; NULL: the one their Telegram speaks.
ALTER TABLE users ADD COLUMN language TEXT COLLATE "C";
