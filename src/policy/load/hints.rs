//! What an author probably meant by a value that does not fit, and the line of the file with that instead.
//!
//! Only a line that would load is shown: what is put in place of a value fits its kind, and a line that was no TOML is
//! parsed again.

use std::borrow::Cow;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::fault::FaultCode;
use super::faults::Faults;
use super::read::{Value, span_of};
use super::shape::{Kind, Shape};
use super::suggest::closest;
use crate::calendar::{Holidays, Period, TimeOfDay, Unit, moment_from_written};
use crate::money::{Currency, Percent};
use crate::policy::building_blocks::Span;
use crate::vocabulary::both;

/// Longer lines are not mended: nobody reads them.
const LONGEST: usize = 400;

/// Shows, beside the faults of a value, the line with what was probably meant.
pub(super) fn mend(value: &Value<'_>, kind: Kind, faults: &mut Faults<'_>) {
    if !faults.has_room() {
        return;
    }
    let span = span_of(value);
    if let (Kind::List(Kind::Table(_)) | Kind::NonEmpty(Kind::Table(_)), DeValue::Table(_)) = (kind, value.get_ref()) {
        return faults.correct(span, |line| line.as_list_of_tables());
    }
    let written = faults.text().get(span.start..span.end).unwrap_or_default().to_owned();
    if let Some(meant) = meant(&written, kind, faults.currency) {
        faults.correct(span, |line| Some(line.with(&meant)));
    }
}

/// Warns of a percentage that is less than one: mostly a share of one was meant.
pub(super) fn doubt(key: &str, value: &Value<'_>, kind: Kind, faults: &mut Faults<'_>) {
    let (Kind::Percent, "percent", DeValue::Float(float)) = (kind, key, value.get_ref()) else { return };
    let Some(share) = Decimal::from_str_exact(float.as_str()).ok().filter(|share| *share < Decimal::ONE) else {
        return;
    };
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).filter(|percent| !percent.is_zero());
    let Some(percent) = hundredfold.and_then(|percent| Percent::new(percent).ok()) else { return };
    let message = both!("`{}` is less than one percent", "`{}` is minder dan één procent", float.as_str());
    let help = both!(
        "percentages go from 0 to 100: {percent}% is written `{percent}`; this stays as it is where it is meant",
        "percentages gaan van 0 tot 100: {percent}% schrijft u als `{percent}`; bedoelt u wat er staat, laat het dan zo"
    );
    faults.warning(FaultCode::SmallPercent, span_of(value), message, Some(help));
    faults.correct(span_of(value), |line| Some(line.with(&percent.to_string())));
}

/// Shows, beside a key that is not known, its line with the one that was probably meant.
pub(super) fn mend_key(span: Span, meant: &str, faults: &mut Faults<'_>) {
    faults.correct(span, |line| Some(line.with(meant)));
}

/// Shows, beside a table that stands there twice, its heading as that of one of several.
pub(super) fn mend_heading(span: Span, faults: &mut Faults<'_>) {
    let alone = |text: &str| text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[");
    faults.correct(span, |line| Some(format!("[{}]", line.text.trim())).filter(|_| alone(line.text.trim())));
}

/// Shows, beside a syntax error, its line with straight quotes, quotes around words, and numbers and dates as TOML has
/// them; nothing where the line would still be none.
pub(super) fn mend_syntax(span: Span, shape: &'static Shape, faults: &mut Faults<'_>) {
    let currency = faults.currency;
    faults.correct(span, |line| {
        let text = with_equals_sign(line.text);
        let mended = mended(&text, shape, currency).filter(|mended| mended != line.text)?;
        let (before, after) = line.around;
        let text = format!("{before}{mended}{after}");
        let on_line = before.len()..=before.len() + mended.len();
        let errors = DeTable::parse_recoverable(&text).1;
        let broken = errors.iter().any(|error| error.span().is_some_and(|place| on_line.contains(&place.start)));
        (!broken).then_some(mended)
    });
}

/// The line of a place, to be changed.
pub(super) struct ChangedLine<'t> {
    /// All of the line, without its break.
    pub(super) text: &'t str,
    /// The text before and after it.
    pub(super) around: (&'t str, &'t str),
    /// The place within the line.
    pub(super) place: Span,
}

impl ChangedLine<'_> {
    /// The line of a place in a text; `None` where the place goes on beyond it, or the line is long.
    pub(super) fn of(text: &str, span: Span) -> Option<ChangedLine<'_>> {
        let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(start..)?.find('\n').map_or(text.len(), |at| start + at);
        let line = text.get(start..end)?.trim_end_matches('\r');
        let fits = span.end <= start + line.len() && line.len() <= LONGEST;
        fits.then_some(ChangedLine {
            text: line,
            around: (text.get(..start)?, text.get(start + line.len()..)?),
            place: Span { start: span.start - start, end: span.end - start },
        })
    }

    /// The line where it is the header of a table, `[clause]`, as that of one of several, `[[clause]]`.
    fn as_list_of_tables(&self) -> Option<String> {
        let header = self.text.get(self.place.start..self.place.end)?;
        let name = header.strip_prefix('[')?.strip_suffix(']')?;
        (!name.contains(['[', ']'])).then(|| self.with(&format!("[[{name}]]")))
    }

    fn with(&self, value: &str) -> String {
        let part = |range: Option<&str>| range.unwrap_or_default().to_owned();
        part(self.text.get(..self.place.start)) + value + &part(self.text.get(self.place.end..))
    }
}

/// A value as TOML writes it that fits a kind and probably is what was written; `None` where that is not known, or the
/// same.
fn meant(written: &str, kind: Kind, currency: Currency) -> Option<String> {
    let text = written.trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    if text.contains(['\n', '"', '\\', '[', '{']) {
        return None;
    }
    let quoted = |text: &str| format!("\"{text}\"");
    let meant = match kind {
        Kind::Text => Some(quoted(text)).filter(|_| !text.is_empty() && !text.contains(char::is_control)),
        Kind::Id | Kind::Version => Some(id(text)).filter(|id| !id.is_empty()).map(|id| quoted(&id)),
        Kind::Bool => truth(text).map(|truth| truth.to_string()),
        Kind::Integer(least, most) => {
            let whole = number(text)?.normalize();
            let fits = whole >= Decimal::from(least) && whole <= Decimal::from(most) && whole.is_integer();
            fits.then(|| whole.to_string())
        }
        Kind::Percent => percent(text).map(|percent| percent.to_string()),
        Kind::Amount | Kind::SignedAmount => currency.from_written(text).map(|amount| quoted(&currency.plain(amount))),
        Kind::Period(units) | Kind::Ending(units) => period(text, units).map(|period| quoted(&period.to_string())),
        Kind::Date => moment_from_written(text).map(|(date, _)| date.to_string()),
        Kind::Moment => moment_from_written(text).map(|(date, time)| match time {
            Some(time) => format!("{date}T{time}:00"),
            None => date.to_string(),
        }),
        Kind::TimeOfDay => TimeOfDay::from_written(text).map(|time| quoted(&time.to_string())),
        Kind::Zone => zone(text).map(quoted),
        Kind::Holidays => {
            let code = Holidays::all().map(Holidays::code).find(|code| code.eq_ignore_ascii_case(text));
            code.map(quoted)
        }
        Kind::Currency => {
            let is_euro = matches!(text.to_lowercase().as_str(), "euro" | "euros" | "€");
            let code = if is_euro { "EUR".to_owned() } else { text.to_ascii_uppercase() };
            Currency::of(&code).map(|currency| quoted(currency.code()))
        }
        Kind::Word(_, words) | Kind::Named(_, words) => closest(text, words.iter().copied()).map(quoted),
        Kind::List(item) | Kind::NonEmpty(item) => Some(format!("[{}]", of_item(written, text, *item, currency)?)),
        Kind::OneOrMany(item) | Kind::OrFalse(item) | Kind::WordOr(item, _) => {
            return self::meant(written, *item, currency);
        }
        Kind::MostAmount => currency.from_written(text).map(|amount| quoted(&currency.plain(amount))),
        // What a table or a declared fact takes, the line alone does not tell.
        Kind::Table(_) | Kind::YearDay => None,
        Kind::FactId | Kind::OfFact | Kind::Facts => None,
    };
    meant.filter(|meant| meant != written)
}

/// What stands where a list should: it may fit an item of it as it is.
fn of_item(written: &str, text: &str, item: Kind, currency: Currency) -> Option<String> {
    match item {
        Kind::Word(_, words) | Kind::Named(_, words) if words.contains(&text) => Some(format!("\"{text}\"")),
        Kind::Text if written.starts_with('"') => Some(written.to_owned()),
        _ => meant(written, item, currency),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || is_curly(c)
}

fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚')
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "ja" | "waar" | "1" => Some(true),
        "false" | "no" | "nee" | "onwaar" | "0" => Some(false),
        _ => None,
    }
}

fn id(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
    let text: String = text.chars().map(plain).collect();
    text.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// `5e1`, `50.0`, `12,5`.
fn number(text: &str) -> Option<Decimal> {
    let text = text.replace(',', ".");
    Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// `25%`, `25 procent`, `5e1`, `12,5`.
fn percent(text: &str) -> Option<Percent> {
    let bare = ["%", "procent", "percent"].iter().find_map(|sign| text.strip_suffix(sign)).unwrap_or(text);
    Percent::new(number(bare.trim())?.normalize()).ok()
}

/// `14 dagen`, `14days`, `14 d`.
fn period(text: &str, units: &[Unit]) -> Option<Period> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let count = text.get(..at)?.parse().ok().filter(|count| *count <= Period::MAX_COUNT)?;
    let name = text.get(at..)?.trim().to_lowercase();
    let names = |unit: Unit| [unit.names().0, unit.names().1, unit.dutch_names().0, unit.dutch_names().1];
    let named = units.iter().copied().find(|unit| names(*unit).contains(&name.as_str()));
    let near = || {
        let all: Vec<&str> = units.iter().flat_map(|unit| names(*unit)).collect();
        let near = closest(&name, all)?;
        units.iter().copied().find(|unit| names(*unit).contains(&near))
    };
    Some(Period { count, unit: named.or_else(near)?, including_day: false })
}

/// A zone by the city in its name.
fn zone(text: &str) -> Option<&'static str> {
    let names = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let plain = text.replace(' ', "_");
    let city = |name: &str| name.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&plain));
    let exact = names().find(|name| name.eq_ignore_ascii_case(&plain) && name.contains('/'));
    exact.or_else(|| names().find(|name| name.contains('/') && city(name))).or_else(|| closest(&plain, names()))
}

/// A line with an equals sign where other formats have a colon.
fn with_equals_sign(line: &str) -> Cow<'_, str> {
    match line.split_once(':') {
        Some((key, value)) if !key.contains(['=', '"', '\'', '#', '[']) && value.starts_with(' ') => {
            Cow::Owned(format!("{} ={value}", key.trim_end()))
        }
        _ => Cow::Borrowed(line),
    }
}

/// A line with each of its values as TOML writes it.
fn mended(line: &str, shape: &'static Shape, currency: Currency) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    let mut key = "";
    // Whether a value may begin here.
    let mut open = false;
    while let Some(first) = rest.chars().next() {
        let taken =
            match first {
                '#' => rest.len(),
                '=' | '[' | '{' | ',' | ']' | '}' | ' ' | '\t' => {
                    open = if matches!(first, ' ' | '\t') {
                        open
                    } else {
                        matches!(first, '=' | '[') || (first == ',' && in_list(&out))
                    };
                    first.len_utf8()
                }
                '"' | '\'' if closed(rest, first).is_some() => closed(rest, first)?,
                c if is_quote(c) => {
                    let inside = rest.get(c.len_utf8()..)?;
                    // An apostrophe within the text closes nothing: a word goes on after it.
                    let mut end =
                        inside.char_indices().filter(|(_, c)| is_quote(*c)).map(|(at, c)| (at, at + c.len_utf8()));
                    let (at, after) = end.find(|(_, after)| ends_here(inside.get(*after..).unwrap_or_default()))?;
                    let text = inside.get(..at)?;
                    let value =
                        kinds(key, shape, in_list(&out)).find_map(|kind| meant(text, kind, currency)).filter(|_| open);
                    out.push_str(&value.unwrap_or_else(|| format!("\"{}\"", text.replace('"', "'"))));
                    rest = inside.get(after..)?;
                    continue;
                }
                _ => {
                    let end = word_end(rest);
                    let word = rest.get(..end)?.trim_end();
                    if open {
                        out.push_str(&plain(word).or_else(|| {
                            kinds(key, shape, in_list(&out)).find_map(|kind| meant(word, kind, currency))
                        })?);
                        rest = rest.get(word.len()..)?;
                        open = false;
                        continue;
                    }
                    key = word;
                    word.len().max(first.len_utf8())
                }
            };
        out.push_str(rest.get(..taken)?);
        rest = rest.get(taken..)?;
    }
    Some(out)
}

/// How long a word without quotes is. A comma between digits is that of decimals.
fn word_end(rest: &str) -> usize {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ends = |(at, c): (usize, char)| match c {
        ',' => {
            !(digit(rest.get(..at).and_then(|s| s.chars().next_back()))
                && digit(rest.get(at + 1..).and_then(|s| s.chars().next())))
        }
        c => matches!(c, '=' | ']' | '}' | '#' | '"'),
    };
    rest.char_indices().find(|(at, c)| ends((*at, *c))).map_or(rest.len(), |(at, _)| at)
}

/// Whether only what may follow a value is left.
fn ends_here(rest: &str) -> bool {
    rest.trim_start().chars().next().is_none_or(|next| matches!(next, ',' | ']' | '}' | '#' | '='))
}

/// Whether a comma at the end of a line so far stands in a list rather than between keys.
fn in_list(line: &str) -> bool {
    line.rfind('[') > line.rfind('{') && line.rfind('[') > line.rfind(']')
}

/// How long a text in straight quotes is, with its quotes.
fn closed(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// A value that is TOML as it is.
fn plain(word: &str) -> Option<String> {
    DeTable::parse(&format!("a = {word}")).is_ok().then(|| word.to_owned())
}

/// The kinds of the keys with a name, those without a table; within a list, those of its items.
fn kinds(key: &str, shape: &'static Shape, in_list: bool) -> impl Iterator<Item = Kind> {
    let key = key.rsplit('.').next().unwrap_or_default().trim().to_owned();
    let fields = shape.all().into_iter().flat_map(|shape| shape.fields);
    let kinds = fields.filter(move |field| field.name == key).map(|field| field.kind);
    kinds.filter(|kind| kind.table().is_none()).map(move |kind| match kind {
        Kind::List(item) | Kind::NonEmpty(item) | Kind::OneOrMany(item) if in_list => *item,
        kind => kind,
    })
}
