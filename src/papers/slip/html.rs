//! A slip as a page that needs nothing else: any browser shows and prints it, in any script.

use super::Slip;
use crate::papers::markup::escaped;

const STYLE: &str = "body{font:16px/1.4 system-ui,sans-serif;margin:2em auto;max-width:46em;padding:0 1em;\
color:#111;background:#fff}h1{font-size:1.5em}dt{color:#555;font-size:.8em;margin-top:.7em}\
dd{margin:0;white-space:pre-line}table{border-collapse:collapse;width:100%;margin-top:1.5em}\
th{text-align:start;color:#555;font-size:.8em;font-weight:normal}\
td,th{border-bottom:1px solid #bbb;padding:.5em .4em;vertical-align:top}\
td:first-child::before{content:'\\2610\\00a0\\00a0'}.n{text-align:end;font-weight:bold;white-space:nowrap}\
tr{break-inside:avoid}@page{margin:15mm}";

pub(super) fn write(slip: &Slip) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1 dir=\"auto\">{title}</h1>\n<dl>\n",
        escaped(&slip.language),
        title = escaped(&slip.title),
    );
    for (label, fact) in &slip.facts {
        page += &format!(
            "<dt>{}</dt><dd dir=\"auto\">{}</dd>\n",
            escaped(label),
            escaped(fact)
        );
    }
    page += &format!(
        "</dl>\n<table>\n<tr><th>{}</th><th>{}</th><th class=\"n\">{}</th></tr>\n",
        escaped(&slip.columns.sku),
        escaped(&slip.columns.item),
        escaped(&slip.columns.quantity)
    );
    for line in &slip.lines {
        page += &format!(
            "<tr><td>{}</td><td dir=\"auto\">{}</td><td class=\"n\">{}</td></tr>\n",
            escaped(&line.sku),
            escaped(&line.item),
            line.quantity
        );
    }
    page += &format!(
        "</table>\n<p class=\"n\">{}</p>\n</html>\n",
        escaped(&slip.sum)
    );
    page
}
