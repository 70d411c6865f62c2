-- Paying without a payment provider: ways to pay in the shop's own words, and whether it was paid.

CREATE TABLE payment_ways (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL,
    -- The name in lower case; two ways on offer never share it.
    name_key     TEXT    NOT NULL,
    -- 'cash' or 'transfer'.
    kind         TEXT    NOT NULL,
    -- What the customer reads about how to pay.
    instructions TEXT    NOT NULL,
    -- After so many hours an unpaid order is cancelled; NULL: never.
    term_hours   INTEGER CHECK (term_hours > 0),
    is_active    BOOLEAN NOT NULL,
    deleted_at   INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
);
CREATE UNIQUE INDEX payment_ways_name ON payment_ways (name_key) WHERE deleted_at IS NULL;

-- The way chosen for the order in progress.
ALTER TABLE checkouts ADD COLUMN payment_way_id INTEGER REFERENCES payment_ways (id);

-- What was agreed about paying, frozen. NULL: nothing was.
ALTER TABLE orders ADD COLUMN payment_way_id INTEGER REFERENCES payment_ways (id);
ALTER TABLE orders ADD COLUMN payment_name TEXT;
ALTER TABLE orders ADD COLUMN payment_kind TEXT;
ALTER TABLE orders ADD COLUMN payment_text TEXT;
ALTER TABLE orders ADD COLUMN payment_hours INTEGER;
-- When the payment was noted, and Telegram's id of who noted it.
ALTER TABLE orders ADD COLUMN paid_at INTEGER;
ALTER TABLE orders ADD COLUMN paid_by INTEGER;
-- The clock of an unpaid order: when the customer is reminded, and when it is cancelled.
-- NULL: it does not run.
ALTER TABLE orders ADD COLUMN remind_at INTEGER;
ALTER TABLE orders ADD COLUMN expires_at INTEGER;
-- When it was cancelled because nobody paid.
ALTER TABLE orders ADD COLUMN expired_at INTEGER;
CREATE INDEX orders_expiring ON orders (expires_at, id) WHERE expires_at IS NOT NULL;
CREATE INDEX orders_reminding ON orders (remind_at, id) WHERE remind_at IS NOT NULL;
CREATE INDEX orders_unpaid ON orders (id) WHERE payment_kind IS NOT NULL AND paid_at IS NULL
    AND status <> 'cancelled' AND status <> 'refunded' AND status <> 'failed';

-- Pictures that customers sent to show that they have paid.
CREATE TABLE order_proofs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    photo_id   INTEGER NOT NULL REFERENCES photos (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (order_id, photo_id)
);
