-- What the shop says in its owner's words.

CREATE TABLE wordings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    language   TEXT    NOT NULL,
    -- Which text, by its id.
    message    TEXT    NOT NULL,
    -- In JSON, a text for each form; NULL: as it comes with the program.
    text       TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (language, message)
);
