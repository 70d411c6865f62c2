-- What the owner typed, in other languages; where there is no row the owner's own words stand in.

-- One table for all: what it is a translation of is named as the record of changes names it. None of
-- these things ever leaves its table; deleted ones keep their translations for when they come back.
CREATE TABLE translations (
    -- 'category', 'product', 'delivery_option', 'pickup_point', 'payment_way' or 'setting'.
    subject    TEXT   COLLATE "C" NOT NULL,
    subject_id BIGINT NOT NULL,
    language   TEXT   COLLATE "C" NOT NULL,
    field      TEXT   COLLATE "C" NOT NULL,
    text       TEXT   NOT NULL,
    -- The words that were translated: since these are others, the translation may be out of date.
    source     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (subject, subject_id, language, field)
);

-- The words that the customer read when ordering, frozen beside those of the shop, and their
-- language. NULL: the order is older than translations.
ALTER TABLE orders ADD COLUMN language TEXT COLLATE "C";
ALTER TABLE orders ADD COLUMN shown_address TEXT;
ALTER TABLE orders ADD COLUMN payment_shown_name TEXT;
ALTER TABLE orders ADD COLUMN payment_shown_text TEXT;
ALTER TABLE order_items ADD COLUMN shown_name TEXT;
