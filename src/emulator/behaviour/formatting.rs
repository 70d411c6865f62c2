//! Formatting: HTML, both Markdown modes, entities that are given and entities that are found.

use super::*;
use crate::emulator::entity::FormattedText;
use crate::emulator::{html, markdown};

fn shown(parsed: Result<FormattedText, String>) -> String {
    let formatted = match parsed {
        Ok(formatted) => formatted,
        Err(reason) => return reason,
    };
    let entities = formatted.entities.iter().map(|entity| {
        let (kind, offset, length) = (entity.kind.name(), entity.offset, entity.length);
        format!(" {kind}({offset},{length})")
    });
    format!("{}{}", formatted.text, entities.collect::<String>())
}

fn check(html: &str, expect: &str) {
    assert_eq!(shown(html::parse(html)), expect, "{html}");
}

#[test]
fn tags_become_entities_in_utf16_units() {
    check("<b>a</b>", "a bold(0,1)");
    check("<B>a</b> <STRONG>c</sTrong>", "a c bold(0,1) bold(2,1)");
    check("😀<i>ж</i>", "😀ж italic(2,1)");
    check("<b>a<i>b</i></b>", "ab bold(0,2) italic(1,1)");
    check("<i><b>a</b></i>", "a bold(0,1) italic(0,1)");
    check("<b>a</>", "a bold(0,1)");
    check("<b></b>x", "x");
    check(
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc strikethrough(0,1) strikethrough(1,1) strikethrough(2,1)",
    );
    check("<u>a</u><ins>b</ins>", "ab underline(0,1) underline(1,1)");
    check("<span class=\"tg-spoiler\">a</span>", "a spoiler(0,1)");
    check("<tg-spoiler>a</tg-spoiler>", "a spoiler(0,1)");
    check("<blockquote>a</blockquote>", "a blockquote(0,1)");
    check(
        "<blockquote expandable>a</blockquote>",
        "a expandable_blockquote(0,1)",
    );
    check("<a href=\"https://t.me/x\">x</a>", "x text_link(0,1)");
    check("<a href='tg://user?id=5'>x</a>", "x text_mention(0,1)");
    check("<a href=\"nonsense\">x</a>", "x");
    check("<a>t.me</a>", "t.me text_link(0,4)");
    check("<pre>a</pre><code>b</code>", "ab pre(0,1) code(1,1)");
    check(
        "<pre><code class=\"language-rust\">a</code></pre>",
        "a pre(0,1)",
    );
    check(
        "<b>a<code>b</code>c</b>",
        "abc bold(0,1) code(1,1) bold(2,1)",
    );
    check("<b>x</b> /start", "x /start bold(0,1) bot_command(2,6)");
    check("<code>/start</code>", "/start code(0,6)");
}

#[test]
fn references_and_bare_characters() {
    check("&lt;b&gt; &amp; &quot;", "<b> & \"");
    check("&#65;&#x42;", "AB");
    check("a & b > c &nbsp; &copy;", "a & b > c &nbsp; &copy;");
    check("  <b> a </b>  ", " a bold(0,2)");
}

#[test]
fn errors_are_telegrams() {
    check("a < b", "Unsupported start tag \"\" at byte offset 2");
    check("<br>", "Unsupported start tag \"br\" at byte offset 0");
    check("ж<p>", "Unsupported start tag \"p\" at byte offset 2");
    check("<b", "Unclosed start tag at byte offset 0");
    check("x <", "Unclosed start tag at byte offset 2");
    check("<a href", "Unclosed start tag \"a\" at byte offset 0");
    check("<a href=", "Unclosed start tag \"a\" at byte offset 0");
    check("<a href=\"x", "Unclosed start tag at byte offset 0");
    check("</b>", "Unexpected end tag at byte offset 0");
    check("<b>a</b", "Unclosed end tag at byte offset 4");
    check(
        "<b>a</i>",
        "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
    );
    check(
        "<b>a",
        "Can't find end tag corresponding to start tag \"b\"",
    );
    check(
        "<b><i>a</i>",
        "Can't find end tag corresponding to start tag \"b\"",
    );
    check(
        "<span>a</span>",
        "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
    );
    check(
        "<a href=x/y>a</a>",
        "Unexpected end of name token at byte offset 8",
    );
    check(
        "<a =x>a</a>",
        "Empty attribute name in the tag \"a\" at byte offset 0",
    );
    check("<b/>", "Unsupported start tag \"b/\" at byte offset 0");
}

#[test]
fn markdown_v2() {
    let rows = [
        (
            "*a* _b_ __c__ ~d~ ||e|| `f`",
            "a b c d e f bold(0,1) italic(2,1) underline(4,1) strikethrough(6,1) spoiler(8,1) code(10,1)",
        ),
        ("*a _b_*", "a b bold(0,3) italic(2,1)"),
        ("_a __b___", "a b italic(0,3) underline(2,1)"),
        ("1\\. a \\_b\\_", "1. a _b_"),
        ("a\\\\b", "a\\b"),
        ("😀*ж*", "😀ж bold(2,1)"),
        ("```rust\nlet a = 1;```", "let a = 1; pre(0,10)"),
        ("`a.b!`", "a.b! code(0,4)"),
        ("[x](https://t.me/x)", "x text_link(0,1)"),
        ("[x](tg://user?id=5)", "x text_mention(0,1)"),
        ("[x](nonsense)", "x"),
        ("[t\\.me]", "t.me text_link(0,4)"),
        (
            "![😀](tg://emoji?id=5368324170671202286)",
            "😀 custom_emoji(0,2)",
        ),
        (">a\n>b\nc", "a\nb\nc blockquote(0,4)"),
        (">a\n>b||", "a\nb expandable_blockquote(0,3)"),
        ("a\n>b", "a\nb blockquote(2,1)"),
        ("**x", "x"),
        (
            "a.",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        (
            "a|b",
            "Character '|' is reserved and must be escaped with the preceding '\\'",
        ),
        (
            "a!",
            "Character '!' is reserved and must be escaped with the preceding '\\'",
        ),
        (
            "a>b",
            "Character '>' is reserved and must be escaped with the preceding '\\'",
        ),
        ("ж*a", "Can't find end of Bold entity at byte offset 2"),
        ("_a*b", "Can't find end of Bold entity at byte offset 2"),
        ("__a", "Can't find end of Underline entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        (
            "```rust\na",
            "Can't find end of PreCode entity at byte offset 0",
        ),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
        (">*a\nb", "Can't find end of Bold entity at byte offset 1"),
    ];
    for (text, expect) in rows {
        assert_eq!(shown(markdown::parse_v2(text)), expect, "{text}");
    }
}

#[test]
fn legacy_markdown() {
    let rows = [
        ("*a* _b_ `c`", "a b c bold(0,1) italic(2,1) code(4,1)"),
        ("*a _b*", "a _b bold(0,4)"),
        ("a. b! c\\_d", "a. b! c_d"),
        ("```sh\nls```", "ls pre(0,2)"),
        ("[x](https://t.me/x)", "x text_link(0,1)"),
        ("[x](nonsense) y", "x y"),
        ("**", ""),
        (
            "жa_b",
            "Can't find end of the entity starting at byte offset 3",
        ),
        (
            "*a",
            "Can't find end of the entity starting at byte offset 0",
        ),
    ];
    for (text, expect) in rows {
        assert_eq!(shown(markdown::parse_legacy(text)), expect, "{text}");
    }
}

#[test]
fn parse_modes_have_any_case_and_tell_what_is_wrong() {
    let mut fixture = Fixture::new();
    for mode in ["HTML", "html", "Markdown", "MarkdownV2", "markdownv2"] {
        fixture.done("sendMessage", json!({"text": "x", "parse_mode": mode}));
    }
    check_refusals(
        &mut fixture,
        &[
            (
                "an unknown mode",
                "sendMessage",
                json!({"text": "x", "parse_mode": "Rtf"}),
                "400 Bad Request: unsupported parse_mode",
            ),
            (
                "HTML",
                "sendMessage",
                json!({"text": "<b>x", "parse_mode": "HTML"}),
                "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            ),
            (
                "MarkdownV2",
                "sendMessage",
                json!({"text": "1.", "parse_mode": "MarkdownV2"}),
                "400 Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
            ),
            (
                "Markdown",
                "sendMessage",
                json!({"text": "a_b", "parse_mode": "Markdown"}),
                "400 Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 1",
            ),
        ],
    );
}

#[test]
fn entities_may_be_given() {
    let bold =
        |offset: i64, length: i64| json!({"type": "bold", "offset": offset, "length": length});
    let rows = [
        ("a b", json!([bold(0, 1)]), json!([bold(0, 1)])),
        ("a b", json!([bold(0, 0), bold(5, 2)]), Value::Null),
        ("ab", json!([bold(1, 99)]), json!([bold(1, 1)])),
        (
            "a b",
            json!([{"type": "text_link", "offset": 2, "length": 1, "url": "t.me/x"}, {"type": "hashtag", "offset": 0, "length": 3}]),
            json!([{"type": "text_link", "offset": 2, "length": 1, "url": "http://t.me/x"}]),
        ),
        (
            "see t.me/x #a",
            json!([]),
            json!([{"type": "url", "offset": 4, "length": 6}, {"type": "hashtag", "offset": 11, "length": 2}]),
        ),
    ];
    for (text, given, expect) in rows {
        let mut fixture = Fixture::new();
        let sent = fixture.done("sendMessage", json!({"text": text, "entities": given}));
        assert_eq!(
            sent.get("entities").cloned().unwrap_or_default(),
            expect,
            "{text}"
        );
        let params = json!({"caption": text, "caption_entities": given});
        let sent = fixture
            .upload("sendPhoto", params, "photo")
            .unwrap_or_default();
        assert_eq!(
            sent.get("caption_entities").cloned().unwrap_or_default(),
            expect,
            "{text}"
        );
    }
}

#[test]
fn refusals_of_given_entities() {
    let with = |entities: Value| json!({"text": "😀b", "entities": entities});
    check_refusals(
        &mut Fixture::new(),
        &[
            (
                "no JSON",
                "sendMessage",
                with(json!("[{")),
                "400 Bad Request: can't parse entities JSON object",
            ),
            (
                "no array",
                "sendMessage",
                with(json!({})),
                "400 Bad Request: expected an Array of MessageEntity",
            ),
            (
                "no type",
                "sendMessage",
                with(json!([{"offset": 0, "length": 1}])),
                "400 Bad Request: can't parse MessageEntity: Can't find field \"type\"",
            ),
            (
                "no length",
                "sendMessage",
                with(json!([{"type": "bold", "offset": 0}])),
                "400 Bad Request: can't parse MessageEntity: Can't find field \"length\"",
            ),
            (
                "half a symbol at the start",
                "sendMessage",
                with(json!([{"type": "bold", "offset": 1, "length": 2}])),
                "400 Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 0",
            ),
            (
                "half a symbol at the end",
                "sendMessage",
                with(json!([{"type": "bold", "offset": 0, "length": 1}])),
                "400 Bad Request: entity ends in a middle of a UTF-16 symbol at byte offset 0",
            ),
            (
                "an unusable link",
                "sendMessage",
                with(json!([{"type": "text_link", "offset": 2, "length": 1, "url": "x"}])),
                "400 Bad Request: entity URL 'x' is invalid: Wrong HTTP URL",
            ),
        ],
    );
}

#[test]
fn somebody_unknown_is_not_mentioned() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    for (id, expect) in [(user, json!("Ada")), (5, Value::Null)] {
        let text = format!("<a href=\"tg://user?id={id}\">x</a>");
        let message = fixture.done("sendMessage", json!({"text": text, "parse_mode": "HTML"}));
        assert_eq!(message["entities"][0]["user"]["first_name"], expect);
    }
}

#[test]
fn limits_count_code_points_and_offsets_utf16_units() {
    let mut fixture = Fixture::new();
    let text = format!("<b>{}</b>", "😀".repeat(4096));
    let message = fixture.done("sendMessage", json!({"text": text, "parse_mode": "html"}));
    assert_eq!(message["entities"][0]["length"], 8192);
}

#[test]
fn what_a_user_writes_has_entities_too() {
    let mut fixture = Fixture::new();
    fixture.says("/start p5");
    let message = fixture.updates()[1]["message"].take();
    assert_eq!(message["text"], "/start p5");
    let expect = json!([{"type": "bot_command", "offset": 0, "length": 6}]);
    assert_eq!(message["entities"], expect);
    assert_eq!(message["from"]["is_bot"], false);
}
