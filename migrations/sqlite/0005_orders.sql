-- What staff know and say about an order besides what was agreed.

-- Telegram's id of who is packing it.
ALTER TABLE orders ADD COLUMN claimed_by INTEGER;
ALTER TABLE orders ADD COLUMN claimed_at INTEGER;
-- Why the shop called it off; told to the customer.
ALTER TABLE orders ADD COLUMN cancel_reason TEXT;
-- Number, name and digits of the phone in lower case, to be searched by staff. Orders of before
-- are found by their number.
ALTER TABLE orders ADD COLUMN search_key TEXT NOT NULL DEFAULT '';

-- Notes of the staff, and what shop and customer say to each other about an order.
CREATE TABLE order_messages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    -- 'note', 'to_customer' or 'from_customer'.
    kind       TEXT    NOT NULL,
    -- Telegram's id; NULL: the shop's shell.
    author     INTEGER,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX order_messages_order ON order_messages (order_id, id);
