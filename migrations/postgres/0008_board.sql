-- The order board, a group of the staff, or a topic of one, with a message per order; and who cannot
-- be written to.

CREATE TABLE board (
    -- There is one at most.
    id         BIGINT PRIMARY KEY CHECK (id = 1),
    chat_id    BIGINT NOT NULL,
    -- The topic; 0: none.
    thread_id  BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE board_posts (
    order_id   BIGINT PRIMARY KEY REFERENCES orders (id) DEFERRABLE INITIALLY IMMEDIATE,
    chat_id    BIGINT NOT NULL,
    thread_id  BIGINT NOT NULL,
    -- NULL: there is no message yet.
    message_id BIGINT,
    -- How often the order has changed, and after which change the message shows it.
    changes    BIGINT NOT NULL,
    shown      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX board_posts_due ON board_posts (order_id) WHERE shown < changes;

-- Why messages to somebody are refused for good, and since when; NULL: they are not.
ALTER TABLE users ADD COLUMN unreachable TEXT;
ALTER TABLE users ADD COLUMN unreachable_at BIGINT;
