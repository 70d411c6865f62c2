//! Photos and documents: sizes, identifiers, limits, albums, downloads.

use super::*;
use crate::emulator::file;
use crate::emulator::methods::fixture::message_id;

#[test]
fn a_photo_is_uploaded_once_and_sent_again_by_its_identifier() {
    let mut fixture = Fixture::new();
    let first = fixture.upload(
        "sendPhoto",
        json!({"photo": "attach://x", "caption": "c"}),
        "x",
    );
    let first = first.unwrap_or_default();
    let sizes = first["photo"].as_array().cloned().unwrap_or_default();
    let widths: Vec<_> = sizes.iter().map(|size| size["width"].as_i64()).collect();
    assert_eq!(widths, [Some(90), Some(320), Some(640)]);
    let file_id = sizes[2]["file_id"].clone();
    let again = fixture.done("sendPhoto", json!({ "photo": file_id }));
    assert_eq!(again["photo"], first["photo"]);
    assert!(again.get("caption").is_none());
    let file = fixture.done("getFile", json!({ "file_id": file_id }));
    assert_eq!(file["file_unique_id"], sizes[2]["file_unique_id"]);
    assert!(file["file_path"].is_string());
}

#[test]
fn an_album_is_messages_in_a_row() {
    let mut fixture = Fixture::new();
    let media = json!([
        {"type": "photo", "media": "attach://x", "caption": "<b>c</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://x"},
    ]);
    let album = fixture.upload("sendMediaGroup", json!({ "media": media }), "x");
    let album = album.unwrap_or_default();
    let id = |index: usize| album[index]["message_id"].as_i64();
    assert_eq!(id(1), id(0).map(|id| id + 1));
    assert_eq!(album[0]["media_group_id"], album[1]["media_group_id"]);
    assert_eq!(album[0]["caption_entities"][0]["type"], "bold");
}

#[test]
fn documents_are_sent_again_edited_and_grouped() {
    let mut fixture = Fixture::new();
    let params = json!({"document": "attach://x", "caption": "Your invoice"});
    let bytes = b"%PDF-1.7".to_vec();
    let sent = fixture.upload_of("sendDocument", params, "x", "invoice 7.pdf", bytes);
    let sent = sent.unwrap_or_default();
    let document = sent["document"].clone();
    let fields = ["file_name", "mime_type", "file_size"].map(|field| document[field].clone());
    assert_eq!(
        fields,
        [json!("invoice 7.pdf"), json!("application/pdf"), json!(8)]
    );
    let file_id = document["file_id"].clone();
    let again = fixture.done("sendDocument", json!({ "document": file_id }));
    assert_eq!(again["document"], document);
    let caption = json!({"message_id": message_id(&again), "caption": "new"});
    assert_eq!(
        fixture.done("editMessageCaption", caption)["caption"],
        "new"
    );
    let media =
        json!([{"type": "document", "media": file_id}, {"type": "document", "media": file_id}]);
    let album = fixture.done("sendMediaGroup", json!({ "media": media }));
    assert_eq!(album[1]["document"], document);
    let file = fixture.done("getFile", json!({ "file_id": file_id }));
    let path = file["file_path"].as_str().unwrap_or_default();
    assert!(
        path.starts_with("documents/") && path.ends_with(".pdf"),
        "{path}"
    );
}

#[test]
fn a_user_may_send_more_than_a_bot_may_download() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    for (size, expect) in [
        (20 << 20, None),
        ((20 << 20) + 1, Some("400 Bad Request: file is too big")),
    ] {
        let bytes = vec![0; size].into();
        let content = fixture
            .telegram
            .upload(BOT, Some("film.zip"), &bytes, "look");
        let content = content.unwrap_or_else(|error| panic!("{error}"));
        fixture.telegram.receive(BOT, user, content);
        let message = fixture.updates().pop().unwrap_or_default()["message"].take();
        assert_eq!(message["caption"], "look");
        let params = json!({"file_id": message["document"]["file_id"]});
        match expect {
            None => assert!(fixture.done("getFile", params)["file_path"].is_string()),
            Some(refusal) => fixture.refused("getFile", params, refusal),
        }
    }
}

#[test]
fn uploads_have_limits() {
    let rows: [(&str, &str, Vec<u8>, &str); 7] = [
        (
            "sendPhoto",
            "photo",
            Vec::new(),
            "400 Bad Request: file must be non-empty",
        ),
        (
            "sendPhoto",
            "photo",
            b"text".to_vec(),
            "400 Bad Request: IMAGE_PROCESS_FAILED",
        ),
        (
            "sendPhoto",
            "photo",
            file::png(9_000, 2_000),
            "400 Bad Request: PHOTO_INVALID_DIMENSIONS",
        ),
        (
            "sendPhoto",
            "photo",
            file::png(2_100, 100),
            "400 Bad Request: PHOTO_INVALID_DIMENSIONS",
        ),
        (
            "sendPhoto",
            "photo",
            [file::png(10, 10), vec![0; 10 << 20]].concat(),
            "400 Bad Request: file of size 10485784 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
        (
            "sendDocument",
            "document",
            Vec::new(),
            "400 Bad Request: file must be non-empty",
        ),
        (
            "sendDocument",
            "document",
            vec![0; (50 << 20) + 1],
            "413 Request Entity Too Large",
        ),
    ];
    let mut fixture = Fixture::new();
    for (method, field, bytes, expect) in rows {
        let outcome = fixture.upload_of(method, json!({}), field, "file", bytes);
        let outcome = outcome.map_err(|error| error.to_string());
        assert_eq!(outcome, Err(expect.to_owned()), "{method}");
    }
}

#[test]
fn identifiers_are_of_one_kind_one_bot_and_never_the_unique_ones() {
    let mut fixture = Fixture::new();
    let photo = fixture
        .upload("sendPhoto", json!({}), "photo")
        .unwrap_or_default();
    let photo = photo["photo"][2].clone();
    let document = fixture.upload_of(
        "sendDocument",
        json!({}),
        "document",
        "a.txt",
        b"a".to_vec(),
    );
    let document = document.unwrap_or_default()["document"].clone();
    let wrong = "400 Bad Request: wrong remote file identifier specified";
    let unique = fixture.call("sendPhoto", json!({"photo": photo["file_unique_id"]}));
    let unique = unique.map_err(|error| error.to_string());
    assert!(unique.is_err_and(|refusal| refusal.starts_with(wrong)));
    fixture.telegram.register_bot("43:OTHER", "other_bot");
    let other = json!({"chat_id": 43, "photo": photo["file_id"]});
    let other = fixture.telegram.call("43:OTHER", "sendPhoto", other);
    assert_eq!(
        other.map_err(|error| error.to_string()),
        Err("400 Bad Request: wrong file identifier/HTTP URL specified".to_owned())
    );
    let dead = "400 Bad Request: wrong file identifier/HTTP URL specified";
    check_refusals(
        &mut fixture,
        &[
            (
                "nothing",
                "sendPhoto",
                json!({}),
                "400 Bad Request: there is no photo in the request",
            ),
            (
                "nothing",
                "sendDocument",
                json!({}),
                "400 Bad Request: there is no document in the request",
            ),
            (
                "a file that was not attached",
                "sendPhoto",
                json!({"photo": "attach://x"}),
                "400 Bad Request: there is no photo in the request",
            ),
            (
                "a document",
                "sendPhoto",
                json!({"photo": document["file_id"]}),
                "400 Bad Request: can't use file of type Document as Photo",
            ),
            (
                "a photo",
                "sendDocument",
                json!({"document": photo["file_id"]}),
                "400 Bad Request: can't use file of type Photo as Document",
            ),
            (
                "a dead one",
                "sendPhoto",
                json!({"photo": "AgACAgIAAxkAAAAA"}),
                dead,
            ),
            (
                "a dead one",
                "sendDocument",
                json!({"document": "BQACAgIAAxkAAAAA"}),
                dead,
            ),
            (
                "bad base64",
                "sendPhoto",
                json!({"photo": "x"}),
                &format!("{wrong}: Wrong string length"),
            ),
            (
                "bad base64",
                "sendPhoto",
                json!({"photo": "a b!"}),
                &format!("{wrong}: Wrong character in the string"),
            ),
            (
                "an old format",
                "sendPhoto",
                json!({"photo": "AAAE"}),
                &format!("{wrong}: can't unserialize it"),
            ),
            (
                "no format",
                "sendPhoto",
                json!({"photo": "AAAA"}),
                &format!("{wrong}: Wrong last symbol"),
            ),
            (
                "an address",
                "sendPhoto",
                json!({"photo": "https://a.example/b.jpg"}),
                "400 Bad Request: failed to get HTTP URL content",
            ),
            (
                "an unknown file",
                "getFile",
                json!({"file_id": "x"}),
                "400 Bad Request: wrong file_id or the file is temporarily unavailable",
            ),
            (
                "no file",
                "getFile",
                json!({}),
                "400 Bad Request: file_id not specified",
            ),
        ],
    );
}

#[test]
fn refusals_of_albums() {
    let mut fixture = Fixture::new();
    let sent = fixture
        .upload("sendPhoto", json!({}), "photo")
        .unwrap_or_default();
    let photo = json!({"type": "photo", "media": sent["photo"][0]["file_id"]});
    let sent = fixture.upload_of(
        "sendDocument",
        json!({}),
        "document",
        "a.txt",
        b"a".to_vec(),
    );
    let document =
        json!({"type": "document", "media": sent.unwrap_or_default()["document"]["file_id"]});
    let album = fixture.done("sendMediaGroup", json!({"media": [photo, photo]}));
    let in_album = message_id(&album[0]);
    let media = |media: Value| json!({ "media": media });
    check_refusals(
        &mut fixture,
        &[
            (
                "nothing",
                "sendMediaGroup",
                json!({}),
                "400 Bad Request: there are no messages to send",
            ),
            (
                "an empty one",
                "sendMediaGroup",
                media(json!([])),
                "400 Bad Request: there are no messages to send",
            ),
            (
                "too many",
                "sendMediaGroup",
                media(json!(vec![photo.clone(); 11])),
                "400 Bad Request: too many messages to send as an album",
            ),
            (
                "no JSON",
                "sendMediaGroup",
                media(json!("[")),
                "400 Bad Request: can't parse media JSON object",
            ),
            (
                "both kinds",
                "sendMediaGroup",
                media(json!([photo, document])),
                "501 Not Implemented: the emulator has no albums of photos and documents",
            ),
            (
                "videos",
                "sendMediaGroup",
                media(json!([{"type": "video", "media": "x"}])),
                "501 Not Implemented: the emulator has no media but photos and documents",
            ),
            (
                "a file that was not attached",
                "sendMediaGroup",
                media(json!([{"type": "photo", "media": "attach://x"}])),
                "400 Bad Request: can't parse InputMedia: media not found",
            ),
            (
                "the other kind",
                "editMessageMedia",
                json!({"message_id": in_album, "media": document}),
                "400 Bad Request: can't change media type in the album",
            ),
        ],
    );
    let one = fixture.done("sendMediaGroup", media(json!([photo])));
    assert!(
        one[0].get("media_group_id").is_none(),
        "one picture passes, alone"
    );
    let broken = json!({"media": [photo, {"type": "photo", "media": "attach://x"}]});
    let outcome = fixture.upload_of("sendMediaGroup", broken, "x", "x", b"text".to_vec());
    assert_eq!(
        outcome.map_err(|error| error.to_string()),
        Err("400 Bad Request: failed to send message #2 with the error message \"IMAGE_PROCESS_FAILED\"".to_owned())
    );
}
