//! A letter as a page of its own, to print.

use super::{Block, Letter};
use crate::money::Locale;
use std::fmt::Write;

const STYLE: &str = "@page{size:A4;margin:25mm 22mm}\
body{font:11pt/1.5 Georgia,'Times New Roman',serif;color:#111;background:#fff;max-width:42em;margin:2em auto;padding:0 1em}\
h1{font-size:1.3em;margin:0 0 1.5em}h2{font-size:1em;margin:1.5em 0 .3em;break-after:avoid}\
table{border-collapse:collapse;margin:.5em 0;break-inside:avoid}td,th{padding:.15em 1.5em .15em 0;text-align:left;font-weight:400;vertical-align:bottom}\
td{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}li{margin:.2em 0}footer{margin-top:2em;font-size:.85em;color:#444}\
@media print{body{margin:0;padding:0;max-width:none}}";

pub(super) fn write(letter: &Letter) -> String {
    let lang = match letter.locale {
        Locale::En => "en",
        Locale::Nl => "nl",
    };
    let subject = escaped(&letter.subject);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{subject}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{subject}</h1>\n<p>{}</p>\n",
        escaped(letter.salutation())
    );
    for block in &letter.blocks {
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Paragraph(text) => writeln!(page, "<p>{}</p>", escaped(text)),
            Block::Heading(text) => writeln!(page, "<h2>{}</h2>", escaped(text)),
            Block::Rows(rows) => {
                let row = |(name, amount): &(String, String)| {
                    format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(name), escaped(amount))
                };
                writeln!(page, "<table>\n{}</table>", rows.iter().map(row).collect::<String>())
            }
            Block::List(items) => {
                let item = |item: &String| format!("<li>{}</li>\n", escaped(item));
                writeln!(page, "<ul>\n{}</ul>", items.iter().map(item).collect::<String>())
            }
        };
    }
    let (close, greeting, from) = (escaped(letter.close()), escaped(letter.greeting()), escaped(&letter.from));
    let _ = writeln!(
        page,
        "<p>{close}</p>\n<p>{greeting}<br>{from}</p>\n</main>\n<footer>{}</footer>\n</body>\n</html>",
        escaped(&letter.terms)
    );
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
