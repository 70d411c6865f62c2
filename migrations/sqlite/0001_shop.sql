-- The shop. Ids and times (seconds since 1970, UTC) are INTEGER, money is INTEGER
-- minor units, flags are BOOLEAN, the rest is TEXT. *_key columns hold lower-case
-- text made by the program, so that every engine sorts and compares alike.

CREATE TABLE users (
    id            INTEGER PRIMARY KEY,
    telegram_id   INTEGER NOT NULL UNIQUE,
    first_name    TEXT    NOT NULL,
    last_name     TEXT,
    username      TEXT,
    language_code TEXT,
    contact_name  TEXT,
    phone         TEXT,
    email         TEXT,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);

CREATE TABLE delivery_addresses (
    -- AUTOINCREMENT: an old button must never meet another address under its id.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    label      TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    is_default BOOLEAN NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX delivery_addresses_user ON delivery_addresses (user_id, id);
CREATE UNIQUE INDEX delivery_addresses_default ON delivery_addresses (user_id) WHERE is_default;

CREATE TABLE categories (
    id          INTEGER PRIMARY KEY,
    parent_id   INTEGER REFERENCES categories (id),
    name        TEXT    NOT NULL,
    name_key    TEXT    NOT NULL,
    description TEXT,
    sort        INTEGER NOT NULL,
    deleted_at  INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
);
CREATE UNIQUE INDEX categories_name ON categories (COALESCE(parent_id, 0), name_key) WHERE deleted_at IS NULL;
CREATE INDEX categories_shown ON categories (COALESCE(parent_id, 0), sort, name_key, id) WHERE deleted_at IS NULL;

CREATE TABLE products (
    id          INTEGER PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES categories (id),
    name        TEXT    NOT NULL,
    name_key    TEXT    NOT NULL,
    description TEXT    NOT NULL,
    search_text TEXT    NOT NULL,
    sort        INTEGER NOT NULL,
    deleted_at  INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
);
CREATE INDEX products_shown ON products (category_id, sort, name_key, id) WHERE deleted_at IS NULL;

-- What is sold. A product without options has one variant, and nobody sees it.
CREATE TABLE product_variants (
    id          INTEGER PRIMARY KEY,
    product_id  INTEGER NOT NULL REFERENCES products (id),
    sku         TEXT    NOT NULL UNIQUE,
    options     TEXT    NOT NULL,
    price_minor INTEGER NOT NULL CHECK (price_minor > 0),
    stock       INTEGER NOT NULL CHECK (stock >= 0),
    sort        INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
);
CREATE INDEX product_variants_product ON product_variants (product_id, sort, id);

-- Photo originals, so that one file is the whole shop.
CREATE TABLE photos (
    id         INTEGER PRIMARY KEY,
    sha256     TEXT    NOT NULL UNIQUE,
    bytes      BLOB    NOT NULL,
    size       INTEGER NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- The photo of position 0 is the main one.
CREATE TABLE product_images (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    photo_id   INTEGER NOT NULL REFERENCES photos (id),
    position   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (product_id, position)
);
CREATE INDEX product_images_photo ON product_images (photo_id);

-- Telegram's file ids are only good for the bot that uploaded the file.
CREATE TABLE photo_files (
    bot_id     INTEGER NOT NULL,
    photo_id   INTEGER NOT NULL REFERENCES photos (id),
    file_id    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, photo_id)
);

CREATE TABLE carts (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL UNIQUE REFERENCES users (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE cart_items (
    id               INTEGER PRIMARY KEY,
    cart_id          INTEGER NOT NULL REFERENCES carts (id),
    variant_id       INTEGER NOT NULL REFERENCES product_variants (id),
    quantity         INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100),
    price_seen_minor INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    UNIQUE (cart_id, variant_id)
);
CREATE INDEX cart_items_variant ON cart_items (variant_id);

CREATE TABLE delivery_options (
    id                   INTEGER PRIMARY KEY,
    kind                 TEXT    NOT NULL UNIQUE,
    position             INTEGER NOT NULL,
    name                 TEXT,
    price_minor          INTEGER NOT NULL CHECK (price_minor >= 0),
    free_threshold_minor INTEGER CHECK (free_threshold_minor >= 0),
    eta                  TEXT,
    description          TEXT,
    is_active            BOOLEAN NOT NULL,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL
);
INSERT INTO delivery_options (kind, position, price_minor, is_active, created_at, updated_at)
VALUES
    ('pickup_store',          1, 0, 0, unixepoch(), unixepoch()),
    ('pickup_locker',         2, 0, 0, unixepoch(), unixepoch()),
    ('pickup_curbside',       3, 0, 0, unixepoch(), unixepoch()),
    ('hyperlocal_express',    4, 0, 0, unixepoch(), unixepoch()),
    ('hyperlocal_scheduled',  5, 0, 0, unixepoch(), unixepoch()),
    ('local_same_day',        6, 0, 0, unixepoch(), unixepoch()),
    ('local_next_day',        7, 0, 0, unixepoch(), unixepoch()),
    ('regional_standard',     8, 0, 0, unixepoch(), unixepoch()),
    ('regional_express',      9, 0, 0, unixepoch(), unixepoch()),
    ('national_economy',     10, 0, 0, unixepoch(), unixepoch()),
    ('national_standard',    11, 0, 0, unixepoch(), unixepoch()),
    ('national_express',     12, 0, 0, unixepoch(), unixepoch()),
    ('special_freight',      13, 0, 0, unixepoch(), unixepoch()),
    ('special_refrigerated', 14, 0, 0, unixepoch(), unixepoch());

CREATE TABLE pickup_points (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    hours      TEXT,
    -- Degrees in text as entered: exact, and never calculated with.
    latitude   TEXT,
    longitude  TEXT,
    is_active  BOOLEAN NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX pickup_points_name ON pickup_points (name_key);

CREATE TABLE orders (
    id                 INTEGER PRIMARY KEY,
    user_id            INTEGER NOT NULL REFERENCES users (id),
    number             TEXT    NOT NULL UNIQUE,
    status             TEXT    NOT NULL,
    contact_name       TEXT    NOT NULL,
    phone              TEXT    NOT NULL,
    address            TEXT    NOT NULL,
    delivery_kind      TEXT    NOT NULL,
    delivery_option_id INTEGER REFERENCES delivery_options (id),
    pickup_point_id    INTEGER REFERENCES pickup_points (id),
    fee_minor          INTEGER NOT NULL CHECK (fee_minor >= 0),
    total_minor        INTEGER NOT NULL CHECK (total_minor >= 0),
    currency           TEXT    NOT NULL,
    restocked_at       INTEGER,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
);
CREATE INDEX orders_user ON orders (user_id, id);
CREATE INDEX orders_status ON orders (status, id);

CREATE TABLE order_items (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    product_id  INTEGER NOT NULL REFERENCES products (id),
    variant_id  INTEGER NOT NULL REFERENCES product_variants (id),
    name        TEXT    NOT NULL,
    options     TEXT    NOT NULL,
    sku         TEXT    NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    price_minor INTEGER NOT NULL CHECK (price_minor > 0),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    UNIQUE (order_id, variant_id)
);

-- A checkout in progress: what was typed so far and what was last shown. Placing
-- it sets order_id, so that a second Confirm finds the order instead of making one.
CREATE TABLE checkouts (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id            INTEGER NOT NULL REFERENCES users (id),
    contact_name       TEXT,
    phone              TEXT,
    address            TEXT,
    delivery_option_id INTEGER REFERENCES delivery_options (id),
    pickup_point_id    INTEGER REFERENCES pickup_points (id),
    revision           INTEGER NOT NULL,
    quote              TEXT,
    order_id           INTEGER UNIQUE REFERENCES orders (id),
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
);
CREATE UNIQUE INDEX checkouts_open ON checkouts (user_id) WHERE order_id IS NULL;

CREATE TABLE settings (
    key        TEXT    PRIMARY KEY,
    value      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- Administrators: named by the configuration, added by command, or both.
CREATE TABLE admins (
    telegram_id   INTEGER PRIMARY KEY,
    is_configured BOOLEAN NOT NULL,
    is_added      BOOLEAN NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);

-- What a chat is waiting for. No row: nothing.
CREATE TABLE dialogues (
    chat_id    INTEGER PRIMARY KEY,
    state      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- How far each bot's updates have been taken over.
CREATE TABLE bots (
    id          INTEGER PRIMARY KEY,
    next_update INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
);

-- Updates taken over from Telegram and not finished yet.
CREATE TABLE inbox (
    bot_id     INTEGER NOT NULL,
    update_id  INTEGER NOT NULL,
    chat_id    INTEGER NOT NULL,
    payload    TEXT    NOT NULL,
    is_applied BOOLEAN NOT NULL,
    attempts   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, update_id)
);

-- Messages owed to somebody else than who caused them.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    INTEGER NOT NULL,
    notice     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';
