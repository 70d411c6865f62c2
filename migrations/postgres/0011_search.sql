-- Search. The tables that begin with search_ are made from what the products say, and can be made
-- anew from there: they are no part of a copy.

-- The words of every product on sale, under its id. The words are folded and told apart by the
-- program; no dictionary of the server changes them.
CREATE TABLE search_index (
    rowid BIGINT   PRIMARY KEY,
    words TSVECTOR NOT NULL
);
-- What waits to be sorted in is searched word by word: little of it may.
CREATE INDEX search_index_words ON search_index USING gin (words) WITH (gin_pending_list_limit = 256);

-- Every word that products have or had, and the same backwards: where one is looked up that was
-- mistyped at its beginning.
CREATE TABLE search_words (
    word     TEXT COLLATE "C" PRIMARY KEY,
    mirrored TEXT COLLATE "C" NOT NULL
);
CREATE INDEX search_words_mirrored ON search_words (mirrored);

-- How far a shop from before there was a search has been read: the last product; NULL for all of it,
-- and without a row there is all of it still to do.
CREATE TABLE search_progress (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    done_to BIGINT
);
INSERT INTO search_progress (id, done_to) SELECT 1, NULL WHERE NOT EXISTS (SELECT 1 FROM products);

-- What each customer searched for last, for turning the pages of it.
CREATE TABLE last_searches (
    user_id    BIGINT PRIMARY KEY REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE,
    words      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
