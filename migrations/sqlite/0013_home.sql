-- What a customer keeps in the shop, looked at lately, and says of what they bought.

CREATE TABLE favourites (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    product_id INTEGER NOT NULL REFERENCES products (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (user_id, product_id)
);
CREATE INDEX favourites_user ON favourites (user_id, id);

-- A row for each of the last few products that a customer looked at.
CREATE TABLE recent_views (
    user_id    INTEGER NOT NULL REFERENCES users (id),
    product_id INTEGER NOT NULL REFERENCES products (id),
    -- In milliseconds: two looks of one second have an order, too.
    seen_ms    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, product_id)
);

-- What customers say of what they bought, a row for each customer and product.
CREATE TABLE reviews (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    product_id  INTEGER NOT NULL REFERENCES products (id),
    stars       INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    -- NULL: stars alone.
    words       TEXT,
    -- The first name, as it was when they wrote.
    author      TEXT    NOT NULL,
    -- Since when the shop does not show it.
    hidden_at   INTEGER,
    -- When staff are to be told of it; NULL: they have been.
    announce_at INTEGER,
    -- When they were told for the first time.
    told_at     INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    UNIQUE (user_id, product_id)
);
CREATE INDEX reviews_product ON reviews (product_id, id);
CREATE INDEX reviews_announced ON reviews (announce_at);

-- Stars together and number of the reviews that are shown: whoever writes or deletes a review
-- changes both in the same transaction, so that the average costs a product's page nothing.
ALTER TABLE products ADD COLUMN rating_sum INTEGER NOT NULL DEFAULT 0 CHECK (rating_sum >= 0);
ALTER TABLE products ADD COLUMN rating_count INTEGER NOT NULL DEFAULT 0 CHECK (rating_count >= 0);
