-- Languages: what a customer chose, what the owner translated, and what the owner says in other words.

-- The language a customer chose; NULL: the one their Telegram speaks.
ALTER TABLE users ADD COLUMN language TEXT COLLATE "C";

-- What products, categories and the shop are called and say in other languages; what is not here
-- is shown as it is entered. The shop itself has the number 0.
CREATE TABLE translations (
    kind       TEXT COLLATE "C" NOT NULL CHECK (kind IN ('product', 'category', 'shop')),
    subject_id BIGINT NOT NULL,
    language   TEXT COLLATE "C" NOT NULL,
    field      TEXT COLLATE "C" NOT NULL,
    text       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (kind, subject_id, language, field)
);

-- Messages that the owner says in other words, by the name the program knows them by.
CREATE TABLE wordings (
    language   TEXT COLLATE "C" NOT NULL,
    message    TEXT COLLATE "C" NOT NULL,
    words      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (language, message)
);
