//! What the compiler cannot check: layers, drivers, SQL, who may send, and that every row of
//! the acceptance table names a test that exists.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

/// Each module of `src` and the modules of ours that it may use, whole or in part.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("db", &[]),
    ("store", &["db", "domain"]),
    ("shop", &["store", "domain", "db"]),
    ("exchange", &["shop", "domain", "photo"]),
    ("i18n", &["domain"]),
    ("papers", &["shop", "domain"]),
    ("photo", &[]),
    ("emulator", &[]),
    ("telemetry", &[]),
    ("config", &["domain", "telemetry"]),
    (
        "bot",
        &[
            "exchange",
            "papers",
            "shop",
            "i18n",
            "domain",
            "db",
            "photo",
            "store::dialogues",
            "store::inbox",
            "store::outbox",
        ],
    ),
];

/// Where everything is put together: these may use anything.
const UNBOUND: &[&str] = &["cli", "main", "lib"];

/// The only files that name a database driver, and the drivers.
const DRIVER_FILES: &[&str] = &[
    "src/db/sqlite.rs",
    "src/db/sqlite/",
    "src/db/postgres.rs",
    "src/db/postgres/",
    // A transaction and a row are of either engine.
    "src/db/tx.rs",
];
const DRIVERS: &[&str] = &[
    "rusqlite",
    "rusqlite_migration",
    "r2d2",
    "r2d2_sqlite",
    "tokio_postgres",
    "tokio_postgres_rustls",
];

/// The files beside the store that contain SQL: an engine asks its database what it is and what
/// is in it, and a copy takes every table for what its engine says it is.
const SQL_FILES: &[&str] = &[
    "src/db/copy/",
    "src/db/sqlite/migrate.rs",
    "src/db/postgres.rs",
    "src/db/postgres/",
];

/// The only files that call Telegram.
const SENDERS: &[&str] = &[
    "src/bot/show.rs",
    "src/bot/show/group.rs",
    "src/bot/pictures.rs",
    "src/bot/api.rs",
    "src/bot/menu.rs",
    "src/bot/inline.rs",
];

const LONGEST_FILE: usize = 700;

/// A Rust file, taken apart.
struct Source {
    /// From the repository's root, with forward slashes.
    path: String,
    text: String,
    /// The text with comments and string literals blanked out; lines and columns stay.
    code: String,
    /// The string literals with their lines.
    literals: Vec<(usize, String)>,
}

impl Source {
    fn new(path: String, text: String) -> Self {
        let (code, literals) = take_apart(&text);
        Self {
            path,
            text,
            code,
            literals,
        }
    }

    /// The module of `src` that the file belongs to: `bot` for `src/bot/cart/view.rs`.
    fn module(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = path.split('/').next().unwrap_or(path);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_any_of(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| match path.strip_suffix('/') {
            Some(_) => self.path.starts_with(path),
            None => self.path == *path,
        })
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files of a folder, in order.
fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("its entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a text file");
                let path = path.strip_prefix(root()).expect("inside the repository");
                let path = path.to_string_lossy().replace('\\', "/");
                found.push(Source::new(path, text));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

/// Blanks comments and string literals out of Rust code, and collects the literals.
fn take_apart(text: &str) -> (String, Vec<(usize, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => {
                position(&chars, at, |c| c == '\n').unwrap_or(chars.len())
            }
            '/' if chars.get(at + 1) == Some(&'*') => block_comment_end(&chars, at),
            '"' => {
                let (end, literal) = string_end(&chars, at);
                literals.push((line, literal));
                end
            }
            'r' if !at
                .checked_sub(1)
                .is_some_and(|before| is_word(chars[before]) && chars[before] != 'b') =>
            {
                match raw_string_end(&chars, at) {
                    Some((end, literal)) => {
                        literals.push((line, literal));
                        end
                    }
                    None => at,
                }
            }
            // A character literal, unless it is a lifetime.
            '\'' if chars.get(at + 1) == Some(&'\\') => {
                position(&chars, at + 3, |c| c == '\'').map_or(chars.len(), |end| end + 1)
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => at,
        };
        let blanked = end.max(at + 1);
        for character in &chars[at..blanked.min(chars.len())] {
            if *character == '\n' {
                line += 1;
                code.push('\n');
            } else if end > at {
                code.push(' ');
            } else {
                code.push(*character);
            }
        }
        at = blanked;
    }
    (code, literals)
}

fn position(chars: &[char], from: usize, is_it: impl Fn(char) -> bool) -> Option<usize> {
    (from..chars.len()).find(|at| is_it(chars[*at]))
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> (usize, String) {
    let mut literal = String::new();
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        if chars[at] == '\\' {
            literal.push(chars[at]);
            at += 1;
        }
        literal.extend(chars.get(at));
        at += 1;
    }
    (at + 1, literal)
}

fn raw_string_end(chars: &[char], start: usize) -> Option<(usize, String)> {
    let quote = position(chars, start + 1, |c| c != '#')?;
    if chars[quote] != '"' {
        return None;
    }
    let hashes = quote - start - 1;
    let mut at = quote + 1;
    while at < chars.len() {
        let is_end =
            chars[at] == '"' && (1..=hashes).all(|hash| chars.get(at + hash) == Some(&'#'));
        if is_end {
            return Some((at + 1 + hashes, chars[quote + 1..at].iter().collect()));
        }
        at += 1;
    }
    None
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Every path of ours that a file mentions, with its line: `use crate::{a, b::{c, d}}` gives
/// `a`, `b::c` and `b::d`.
fn crate_paths(code: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    for (start, prefix) in code.match_indices("crate::") {
        let is_whole_word = !code[..start].ends_with(is_word);
        // `pub(in crate::…)` widens what others see and uses nothing.
        let is_visibility = code[..start].ends_with("(in ");
        if is_whole_word && !is_visibility {
            let line = code[..start].matches('\n').count() + 1;
            read_paths(&code[start + prefix.len()..], line, "", &mut paths);
        }
    }
    paths
}

/// Reads one path or group of paths; returns what comes after it and the line there.
fn read_paths<'a>(
    mut rest: &'a str,
    mut line: usize,
    prefix: &str,
    paths: &mut Vec<(usize, String)>,
) -> (&'a str, usize) {
    let mut path = prefix.to_owned();
    loop {
        (rest, line) = skip_space(rest, line);
        if let Some(group) = rest.strip_prefix('{') {
            rest = group;
            loop {
                (rest, line) = skip_space(rest, line);
                match rest.chars().next() {
                    Some('}') => return (&rest[1..], line),
                    Some(',') => rest = &rest[1..],
                    Some(first) if is_word(first) || first == '*' => {
                        (rest, line) = read_paths(rest, line, &path, paths);
                    }
                    _ => return (rest, line),
                }
            }
        }
        let length = rest.find(|c| !is_word(c) && c != '*').unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        if word == "as" {
            return (after, line);
        }
        path.push_str(word);
        match after.strip_prefix("::") {
            Some(deeper) if !word.is_empty() => {
                path.push_str("::");
                rest = deeper;
            }
            _ => {
                paths.push((line, path.trim_end_matches("::self").to_owned()));
                // `name as other`: the new name is no path.
                let (next, next_line) = skip_space(after, line);
                return match next.strip_prefix("as ") {
                    Some(renamed) => {
                        let renamed = renamed.trim_start();
                        let end = renamed.find(|c| !is_word(c)).unwrap_or(renamed.len());
                        (&renamed[end..], next_line)
                    }
                    None => (after, line),
                };
            }
        }
    }
}

fn skip_space(text: &str, line: usize) -> (&str, usize) {
    let rest = text.trim_start();
    let skipped = &text[..text.len() - rest.len()];
    (rest, line + skipped.matches('\n').count())
}

/// Whether a module may use a path of ours.
fn may_use(module: &str, allowed: &[&str], path: &str) -> bool {
    let is_inside = |outer: &str| {
        path.strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    is_inside(module) || allowed.iter().any(|allowed| is_inside(allowed))
}

/// The module behind a name at the crate's root: itself, or the module that defines the macro.
fn resolve(path: &str, all: &[Source]) -> String {
    let (first, rest) = path.split_once("::").unwrap_or((path, ""));
    if !rest.is_empty() || all.iter().any(|source| source.module() == first) {
        return path.to_owned();
    }
    let macro_name = format!("macro_rules! {first}");
    all.iter()
        .find(|source| {
            source
                .code
                .split(&macro_name)
                .skip(1)
                .any(|after| !after.starts_with(is_word))
        })
        .map_or_else(|| path.to_owned(), |source| source.module().to_owned())
}

/// Lines of code that contain one of these words.
fn lines_with<'a>(code: &'a str, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    code.lines().enumerate().flat_map(move |(index, line)| {
        line.split(|c| !is_word(c))
            .filter(|word| words.contains(word))
            .map(move |word| (index + 1, word))
    })
}

/// Whether a string literal is a statement that reads or writes rows.
fn is_sql(literal: &str) -> bool {
    let words: Vec<&str> = literal.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    match words.first() {
        Some(&"SELECT") => words.len() > 1,
        Some(&"WITH") => has("AS"),
        Some(&"INSERT") => has("INTO"),
        Some(&"DELETE") => has("FROM"),
        Some(&"UPDATE") => has("SET"),
        _ => false,
    }
}

fn assert_none(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn modules_use_only_the_layers_below_them() {
    let all = sources("src");
    let mut offences = Vec::new();
    for source in &all {
        let module = source.module();
        if UNBOUND.contains(&module) {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            offences.push(format!(
                "{}: say in LAYERS what {module} may use",
                source.path
            ));
            continue;
        };
        for (line, path) in crate_paths(&source.code) {
            let path = resolve(&path, &all);
            if !may_use(module, allowed, &path) {
                offences.push(format!(
                    "{}:{line}: {module} must not use {path}",
                    source.path
                ));
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn only_the_engine_names_a_database_driver() {
    let mut offences = Vec::new();
    for source in sources("src") {
        if source.is_any_of(DRIVER_FILES) {
            continue;
        }
        for (line, driver) in lines_with(&source.code, DRIVERS) {
            offences.push(format!("{}:{line}: names {driver}", source.path));
        }
    }
    assert_none(&offences);
}

#[test]
fn only_the_store_contains_sql() {
    let mut offences = Vec::new();
    for source in sources("src") {
        if source.module() == "store" || source.is_any_of(SQL_FILES) {
            continue;
        }
        for (line, literal) in &source.literals {
            if is_sql(literal) {
                offences.push(format!(
                    "{}:{line}: SQL belongs into src/store",
                    source.path
                ));
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn both_engines_have_the_same_migrations() {
    let files = |engine: &str| {
        let folder = root().join("migrations").join(engine);
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("a folder of migrations")
            .map(|entry| entry.expect("its entry").file_name())
            .collect();
        names.sort_unstable();
        names
    };
    let expected = files("sqlite");
    assert!(!expected.is_empty());
    assert_eq!(files("postgres"), expected);
}

#[test]
fn only_the_bot_knows_telegram_and_only_its_senders_call_it() {
    let mut offences = Vec::new();
    for source in sources("src") {
        let is_bot = source.module() == "bot" || source.path == "src/cli/run.rs";
        for (line, _) in lines_with(&source.code, &["teloxide"]) {
            if !is_bot {
                offences.push(format!("{}:{line}: names teloxide", source.path));
            }
        }
        let packed: String = source.code.split_whitespace().collect();
        let calls = ["api.call(", "api.call::", "api.upload("];
        if calls.iter().any(|call| packed.contains(call)) && !source.is_any_of(SENDERS) {
            offences.push(format!(
                "{}: calls Telegram; show a screen instead",
                source.path
            ));
        }
    }
    assert_none(&offences);
}

#[test]
fn every_source_file_says_what_it_is_for_and_stays_short() {
    let mut offences = Vec::new();
    for source in sources("src") {
        let has_purpose = source
            .text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "))
            .is_some_and(|purpose| !purpose.trim().is_empty());
        if !has_purpose {
            offences.push(format!("{}:1: open with a //! sentence", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            offences.push(format!("{}: {lines} lines, split it", source.path));
        }
    }
    assert_none(&offences);
}

#[test]
fn nothing_is_ignored_and_nothing_is_left_to_do() {
    let mut offences = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        for (index, line) in source.code.lines().enumerate() {
            let packed: String = line.split_whitespace().collect();
            // Needles stand in literals, which are blanked out of the code: no match with this file.
            for needle in ["#[ignore", "todo!(", "unimplemented!("] {
                if packed.contains(needle) {
                    offences.push(format!("{}:{}: {needle}", source.path, index + 1));
                }
            }
        }
    }
    assert_none(&offences);
}

// -- tests/acceptance.md ---------------------------------------------------------------

/// A row of the acceptance table: `| CART-03 | what | \`tests/db/cart.rs::test_name\` |`.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    id: String,
    /// Files and the tests in them.
    tests: Vec<(String, String)>,
}

/// Reads a line of the table; `None` for headings, rules and text.
fn read_row(line: &str) -> Result<Option<Row>, String> {
    let Some(cells) = line.trim().strip_prefix('|') else {
        return Ok(None);
    };
    let Some((id, rest)) = cells.split_once('|') else {
        return Err("a row needs three columns".into());
    };
    let id = id.trim();
    let is_rule = id.chars().all(|c| matches!(c, '-' | ':'));
    if is_rule || id.eq_ignore_ascii_case("id") {
        return Ok(None);
    }
    let is_id = id.rsplit_once('-').is_some_and(|(topic, number)| {
        topic
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
            && topic.starts_with(|c: char| c.is_ascii_uppercase())
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
    });
    if !is_id {
        return Err(format!("'{id}' is no id such as CART-03"));
    }
    let Some(rest) = rest.trim_end().strip_suffix('|') else {
        return Err(format!("{id}: the row does not end in |"));
    };
    let Some((what, proof)) = rest.rsplit_once('|') else {
        return Err(format!("{id}: a row needs three columns"));
    };
    if what.trim().is_empty() {
        return Err(format!("{id}: says nothing"));
    }
    let mut tests = Vec::new();
    for name in proof.split('`').skip(1).step_by(2) {
        match name.split_once("::") {
            Some((file, test)) if file.ends_with(".rs") && test.chars().all(is_word) => {
                tests.push((file.to_owned(), test.to_owned()));
            }
            _ => return Err(format!("{id}: '{name}' is not file.rs::test_name")),
        }
    }
    if tests.is_empty() {
        return Err(format!("{id}: names no test"));
    }
    Ok(Some(Row {
        id: id.to_owned(),
        tests,
    }))
}

/// Whether Rust code defines a function of this name.
fn defines(code: &str, name: &str) -> bool {
    let definition = format!("fn {name}");
    code.split(&definition)
        .skip(1)
        .any(|after| !after.starts_with(is_word))
}

#[test]
fn every_row_of_the_acceptance_table_names_tests_that_exist() {
    let table = fs::read_to_string(root().join("tests/acceptance.md"))
        .expect("tests/acceptance.md, the table of what the shop must do");
    let mut offences = Vec::new();
    let mut ids = HashSet::new();
    for (index, line) in table.lines().enumerate() {
        let mut report = |what: String| {
            offences.push(format!("tests/acceptance.md:{}: {what}", index + 1));
        };
        let row = match read_row(line) {
            Ok(Some(row)) => row,
            Ok(None) => continue,
            Err(what) => {
                report(what);
                continue;
            }
        };
        for (file, test) in &row.tests {
            match fs::read_to_string(root().join(file)) {
                Ok(text) if defines(&take_apart(&text).0, test) => {}
                Ok(_) => report(format!("{}: {file} has no test {test}", row.id)),
                Err(_) => report(format!("{}: there is no file {file}", row.id)),
            }
        }
        if !ids.insert(row.id.clone()) {
            report(format!("{} is there twice", row.id));
        }
    }
    assert!(!ids.is_empty(), "tests/acceptance.md has no rows");
    assert_none(&offences);
}

// -- the checks themselves -------------------------------------------------------------

#[test]
fn comments_and_literals_are_no_code() {
    let text = "let a = 'x'; // \"no\"\nlet b: &'static str = \"sqlite://\\\"db\"; /* two\n /* deep */ */ let c = r#\"SELECT \"1\"\"#;\nlet d = b'\"'; let e = br\"raw\"; let bar = '\\'';";
    let (code, literals) = take_apart(text);
    assert_eq!(code.lines().count(), text.lines().count());
    for gone in ["no", "sqlite", "two", "deep", "SELECT", "raw"] {
        assert!(!code.contains(gone), "{gone} in {code}");
    }
    for kept in [
        "let a",
        "let b: &'static str",
        "let c",
        "let d",
        "let e",
        "let bar",
    ] {
        assert!(code.contains(kept), "{kept} not in {code}");
    }
    let expected = [(2, "sqlite://\\\"db"), (3, "SELECT \"1\""), (4, "raw")];
    assert_eq!(
        literals,
        expected.map(|(line, text)| (line, text.to_owned()))
    );
}

#[test]
fn paths_are_found_in_groups_and_alone() {
    let code = "use crate::{\n    db::{self, Tx},\n    store::{\n        orders as old,\n        outbox::{Entry, Notice},\n    },\n};\nfn f() { crate::shop::cart::add(); crate::params![1]; mycrate::x(); }\npub(in crate::bot) struct S;";
    let paths: Vec<_> = crate_paths(code)
        .into_iter()
        .map(|(line, path)| format!("{line} {path}"))
        .collect();
    assert_eq!(
        paths,
        [
            "2 db",
            "2 db::Tx",
            "4 store::orders",
            "5 store::outbox::Entry",
            "5 store::outbox::Notice",
            "8 shop::cart::add",
            "8 params",
        ]
    );
}

#[test]
fn a_module_may_use_a_part_of_another() {
    let allowed = &["shop", "store::outbox"];
    for (path, expected) in [
        ("bot", true),
        ("bot::screen::show", true),
        ("shop", true),
        ("shop::cart", true),
        ("shopping", false),
        ("store", false),
        ("store::orders", false),
        ("store::outbox", true),
        ("store::outbox::Entry", true),
        ("store::outboxes", false),
    ] {
        assert_eq!(may_use("bot", allowed, path), expected, "{path}");
    }
}

#[test]
fn sql_is_told_from_prose_and_from_the_engines_own_words() {
    for (literal, expected) in [
        ("SELECT 1", true),
        ("\n  SELECT id FROM users", true),
        ("INSERT INTO carts (id)", true),
        ("UPDATE carts SET id = 1", true),
        ("DELETE FROM carts", true),
        ("WITH t AS (SELECT 1) SELECT * FROM t", true),
        ("BEGIN IMMEDIATE", false),
        ("PRAGMA user_version", false),
        ("Update available", false),
        ("SELECT", false),
        ("", false),
    ] {
        assert_eq!(is_sql(literal), expected, "{literal}");
    }
}

#[test]
fn rows_of_the_acceptance_table_are_read() {
    let row = |id: &str, tests: &[(&str, &str)]| {
        let tests = tests
            .iter()
            .map(|(file, test)| ((*file).to_owned(), (*test).to_owned()))
            .collect();
        Ok(Some(Row {
            id: id.into(),
            tests,
        }))
    };
    for line in [
        "",
        "# Cart",
        "Text | with a bar",
        "| ID | What | Proof |",
        "|----|:---|---|",
        "| id | a | b |",
    ] {
        assert_eq!(read_row(line), Ok(None), "{line}");
    }
    assert_eq!(
        read_row("| CART-03 | adds one | `tests/db/cart.rs::adding` |"),
        row("CART-03", &[("tests/db/cart.rs", "adding")])
    );
    assert_eq!(
        read_row(
            "| I18N-01 | a or \\| b | `src/a.rs::x`, `tests/b.rs::y` and `src/c/d.rs::z_1` | "
        ),
        row(
            "I18N-01",
            &[
                ("src/a.rs", "x"),
                ("tests/b.rs", "y"),
                ("src/c/d.rs", "z_1")
            ]
        )
    );
    for line in [
        "| CART-03 | adds one | |",
        "| CART-03 | adds one | by hand |",
        "| CART-03 | adds one | `tests/db/cart.rs` |",
        "| CART-03 | adds one | `cart::adding` |",
        "| CART-03 | adds one | `tests/db/cart.rs::a b` |",
        "| CART-03 | `tests/db/cart.rs::adding` |",
        "| CART-03 | | `tests/db/cart.rs::adding` |",
        "| CART-03 | adds one | `tests/db/cart.rs::adding`",
        "| CART | adds one | `tests/db/cart.rs::adding` |",
        "| cart-03 | adds one | `tests/db/cart.rs::adding` |",
        "|",
    ] {
        assert!(read_row(line).is_err(), "{line}");
    }
}

#[test]
fn a_test_is_known_by_its_whole_name() {
    let code = "async fn adding_twice() {}\nfn add() {}";
    assert!(defines(code, "adding_twice") && defines(code, "add"));
    assert!(!defines(code, "adding") && !defines(code, "twice"));
}
