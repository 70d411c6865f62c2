-- The shop's day: what goes out once, and not at night; thresholds of stock; who waits for what.

-- Of two messages with one key the second is not kept.
ALTER TABLE outbox ADD COLUMN once_key TEXT COLLATE "C";
-- Whether it can wait until the quiet hours are over.
ALTER TABLE outbox ADD COLUMN is_calm BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX outbox_once ON outbox (once_key);

-- At or below this many units of a variant staff are told; NULL: the shop's own threshold.
ALTER TABLE products ADD COLUMN low_stock BIGINT CHECK (low_stock >= 0);

-- Customers who want to be told, once, when something sold out is there again.
CREATE TABLE stock_watches (
    user_id    BIGINT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE,
    variant_id BIGINT NOT NULL REFERENCES product_variants (id) DEFERRABLE INITIALLY IMMEDIATE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, variant_id)
);
CREATE INDEX stock_watches_variant ON stock_watches (variant_id);

-- Figures and files are of days.
CREATE INDEX orders_placed ON orders (created_at, id);
