-- Options of products, the customer's word to the shop, and what a chat shows.

-- The names of a product's options and the values of its variants, in the order of
-- choosing, a line each; empty where there is nothing to choose.
ALTER TABLE products ADD COLUMN option_names TEXT NOT NULL DEFAULT '';
ALTER TABLE product_variants ADD COLUMN photo_id INTEGER REFERENCES photos (id);
CREATE INDEX product_variants_photo ON product_variants (photo_id) WHERE photo_id IS NOT NULL;

ALTER TABLE checkouts ADD COLUMN comment TEXT;
ALTER TABLE orders ADD COLUMN comment TEXT;

-- A chat may show something without waiting for anything.
CREATE TABLE dialogues_new (
    chat_id    INTEGER PRIMARY KEY,
    state      TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    screen     TEXT
);
INSERT INTO dialogues_new (chat_id, state, created_at, updated_at)
SELECT chat_id, state, created_at, updated_at FROM dialogues;
DROP TABLE dialogues;
ALTER TABLE dialogues_new RENAME TO dialogues;
