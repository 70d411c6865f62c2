//! A poster as a page that needs nothing else: any browser shows and prints it, in any script.

use qrcodegen::QrCode;

use super::{Poster, QUIET_ZONE, dark, modules};
use crate::papers::markup::escaped;

const STYLE: &str = "body{font:6mm/1.3 system-ui,sans-serif;margin:0 auto;max-width:180mm;padding:10mm;\
text-align:center;color:#000;background:#fff}h1{font-size:15mm;margin:4mm 0;overflow-wrap:anywhere}\
.p{font-size:13mm;margin:2mm 0}.q{color:#555}svg{width:130mm;max-width:100%}@page{size:A4;margin:10mm}";

pub(super) fn write(poster: &Poster, code: &QrCode) -> String {
    let side = modules(code) + 2 * QUIET_ZONE;
    let squares: String = dark(code)
        .map(|(x, y)| format!("M{},{}h1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{name}</title>\n<style>{STYLE}</style>\n\
         <p class=\"q\" dir=\"auto\">{shop}</p>\n<h1 dir=\"auto\">{name}</h1>\n\
         <p class=\"p\">{price}</p>\n\
         <svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"{squares}\"/></svg>\n\
         <p class=\"q\">{address}</p>\n<p>{hint}</p>\n</html>\n",
        language = escaped(&poster.language),
        shop = escaped(&poster.shop),
        name = escaped(&poster.name),
        price = escaped(&poster.price),
        address = escaped(poster.address()),
        hint = escaped(&poster.hint),
    )
}
