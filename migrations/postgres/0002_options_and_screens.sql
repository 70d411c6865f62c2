-- Options of products, the customer's word to the shop, and what a chat shows.

-- The names of a product's options and the values of its variants, in the order of
-- choosing, a line each; empty where there is nothing to choose.
ALTER TABLE products ADD COLUMN option_names TEXT NOT NULL DEFAULT '';
ALTER TABLE product_variants ADD COLUMN photo_id BIGINT REFERENCES photos (id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE INDEX product_variants_photo ON product_variants (photo_id) WHERE photo_id IS NOT NULL;

ALTER TABLE checkouts ADD COLUMN comment TEXT;
ALTER TABLE orders ADD COLUMN comment TEXT;

-- A chat may show something without waiting for anything.
ALTER TABLE dialogues ALTER COLUMN state DROP NOT NULL;
ALTER TABLE dialogues ADD COLUMN screen TEXT COLLATE "C";
