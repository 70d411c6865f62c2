-- Search. The tables that begin with search_ are made from what the products say, and can be made
-- anew from there: they are no part of a copy.

-- The words of every product on sale, under its id. The words are folded and told apart by the
-- program; the text itself is not kept twice.
CREATE VIRTUAL TABLE search_index USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii', prefix = '2 3 4'
);

-- Every word that products have or had, and the same backwards: where one is looked up that was
-- mistyped at its beginning.
CREATE TABLE search_words (
    word     TEXT PRIMARY KEY,
    mirrored TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX search_words_mirrored ON search_words (mirrored);

-- How far a shop from before there was a search has been read: the last product; NULL for all of it,
-- and without a row there is all of it still to do.
CREATE TABLE search_progress (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    done_to INTEGER
);
INSERT INTO search_progress (id, done_to) SELECT 1, NULL WHERE NOT EXISTS (SELECT 1 FROM products);

-- What each customer searched for last, for turning the pages of it.
CREATE TABLE last_searches (
    user_id    INTEGER PRIMARY KEY REFERENCES users (id),
    words      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
