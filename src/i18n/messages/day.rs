//! Texts about the shop's day: figures, reports, stock, files and slips.

use crate::{
    domain::{money::Money, order::OrderNumber},
    i18n::messages::messages,
};

messages! {
    html {
        day_title;
        day_report_at(hour: &str);
        day_report_off;
        day_quiet(from: &str, to: &str);
        day_quiet_off;
        day_low_stock(units: u32);
        figures_title;
        figures_line(period: &str, revenue: Money, orders: i64);
        figures_best(days: i64);
        figures_seller(rank: i64, name: &str, units: i64, revenue: Money);
        figures_note;
        files_orders_title;
        report_prompt;
        quiet_from_prompt;
        quiet_to_prompt(from: &str);
        low_stock_prompt;
        shelves_title(units: u32);
        shelves_empty;
        threshold_prompt(name: &str);
        morning_title(day: &str);
        morning_packing(pending: i64, processing: i64, ready: i64);
        morning_scarce;
        morning_nothing_scarce;
        scarce_days(name: &str, units: u32, days: i64);
        scarce_today(name: &str, units: u32);
        scarce_no_pace(name: &str, units: u32, days: i64);
        scarce_gone(name: &str);
        scarce_more(count: i64);
        notice_low_stock(name: &str, units: u32);
        notice_sold_out(name: &str);
        notice_back(name: &str);
    }
    plain {
        button_day;
        button_figures;
        button_shelves;
        button_order_files;
        button_report;
        button_quiet;
        button_low_stock;
        figures_today;
        figures_yesterday;
        figures_week;
        figures_last_week;
        figures_month;
        figures_last_month;
        chart_title(days: i64);
        chart_today;
        chart_caption(total: Money, days: i64);
        period_this_month;
        period_last_month;
        period_all;
        export_orders_caption(count: i64);
        export_lines_caption;
        export_sent;
        export_nothing;
        export_failed;
        button_hour_set(hour: &str);
        button_report_off;
        button_quiet_off;
        button_units(units: u32);
        button_units_set(units: u32);
        button_shelved(units: u32, name: &str);
        button_shelved_low(units: u32, name: &str);
        button_threshold_usual(units: u32);
        alert_no_product;
        button_open_product;
        button_watch;
        button_unwatch;
        toast_watching;
        toast_unwatched;
        toast_back_already;
        button_slip;
        slip_title(number: &OrderNumber);
        slip_date;
        slip_name;
        slip_phone;
        slip_delivery;
        slip_address;
        slip_comment;
        slip_sku;
        slip_item;
        slip_quantity;
        slip_sum(units: i64);
        slip_caption(number: &OrderNumber);
        slip_caption_page(number: &OrderNumber);
        slip_sent;
        slip_failed;
    }
}
