//! Texts about the catalogue as a file.

use crate::i18n::messages::messages;

messages! {
    html {
        files_how;
        files_partly;
        files_photos;
        file_wrong_kind;
        file_too_large;
        file_not_loaded;
        file_refused(name: &str);
        file_problems(count: i64);
        file_problem(problem: &str);
        file_more_problems(count: i64);
        import_title(name: &str);
        import_has_products(count: i64);
        import_new(count: i64);
        import_new_variants(count: i64);
        import_new_categories(count: i64);
        import_prices(count: i64);
        import_names(count: i64);
        import_descriptions(count: i64);
        import_categories(count: i64);
        import_options(count: i64);
        import_moved(count: i64);
        import_places(count: i64);
        import_photos(count: i64);
        import_stock(count: i64);
        import_unchanged(count: i64);
        import_photos_missing(count: i64);
        import_left_out(count: i64);
        import_left(name: &str, why: &str);
        import_more_left(count: i64);
        import_nothing;
        import_about_stock;
        import_about_meanwhile;
        import_has_more;
        import_applying(position: i64, total: i64);
        import_applying_note;
        import_done;
        import_done_nothing;
        import_stopped;
        import_cancelled;
    }
    plain {
        button_files;
        button_get_csv;
        button_get_json;
        button_import_apply;
        button_import_apply_with_stock;
        button_import_cancel;
        button_import_refresh;
        files_caption(date: &str);
        files_part_caption(date: &str, part: i64, parts: i64);
        files_sent;
        file_not_sent;
        import_left_deleted;
        import_left_incomplete;
        import_left_taken;
        import_left_too_many;
        import_left_overtaken;
        import_gone;
    }
}
