-- Staff with roles, what they change and its record, and goods that are not shown.

-- 'owner', 'manager' or 'packer'. Who has left keeps the row: their old buttons say so.
ALTER TABLE admins ADD COLUMN role TEXT NOT NULL DEFAULT 'owner';
ALTER TABLE admins ADD COLUMN left_at INTEGER;

-- Links that make somebody staff, once. Of their secret only the hash is kept.
CREATE TABLE staff_links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_hash TEXT    NOT NULL UNIQUE,
    role        TEXT    NOT NULL,
    -- Telegram's id; NULL: made in the shop's shell.
    made_by     INTEGER,
    expires_at  INTEGER NOT NULL,
    used_by     INTEGER,
    used_at     INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
);

-- Every change by staff: what it was about, as it was and as it became, in JSON.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Telegram's id; NULL: the shop's shell.
    actor      INTEGER,
    action     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    subject_id INTEGER NOT NULL,
    label      TEXT    NOT NULL,
    -- NULL: it was not there before, or is there no more.
    before     TEXT,
    after      TEXT,
    undone_at  INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, subject_id, id);

-- Counts the changes by staff: who edits what has changed meanwhile is told.
ALTER TABLE categories ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE products ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE products ADD COLUMN hidden_at INTEGER;
CREATE INDEX products_deleted ON products (deleted_at, id) WHERE deleted_at IS NOT NULL;
ALTER TABLE product_variants ADD COLUMN deleted_at INTEGER;

-- A product that somebody is about to add; its photos are in photos already.
CREATE TABLE product_drafts (
    chat_id    INTEGER PRIMARY KEY,
    draft      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- A point that orders went to stays on them.
ALTER TABLE pickup_points ADD COLUMN deleted_at INTEGER;
DROP INDEX pickup_points_name;
CREATE UNIQUE INDEX pickup_points_name ON pickup_points (name_key) WHERE deleted_at IS NULL;

-- Whether a type of pickup is offered did not count before; now it does, and nobody's points vanish.
UPDATE delivery_options SET is_active = TRUE WHERE kind IN ('pickup_store', 'pickup_locker', 'pickup_curbside');
