-- The order board, a group of the staff, or a topic of one, with a message per order; and who cannot
-- be written to.

CREATE TABLE board (
    -- There is one at most.
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    chat_id    INTEGER NOT NULL,
    -- The topic; 0: none.
    thread_id  INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE board_posts (
    order_id   INTEGER PRIMARY KEY REFERENCES orders (id),
    chat_id    INTEGER NOT NULL,
    thread_id  INTEGER NOT NULL,
    -- NULL: there is no message yet.
    message_id INTEGER,
    -- How often the order has changed, and after which change the message shows it.
    changes    INTEGER NOT NULL,
    shown      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX board_posts_due ON board_posts (order_id) WHERE shown < changes;

-- Why messages to somebody are refused for good, and since when; NULL: they are not.
ALTER TABLE users ADD COLUMN unreachable TEXT;
ALTER TABLE users ADD COLUMN unreachable_at INTEGER;
