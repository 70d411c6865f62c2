-- Catalogue files that staff sent: what they would change, and how far they are applied.

CREATE TABLE imports (
    -- AUTOINCREMENT: an old button must never meet another file under its id.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    INTEGER NOT NULL,
    form       TEXT    NOT NULL,
    -- NULL: settled, and needed no more.
    file       BLOB,
    shown      TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    with_stock BOOLEAN NOT NULL,
    position   INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    summary    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX imports_open ON imports (state, id);
