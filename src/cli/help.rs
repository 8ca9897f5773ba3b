//! Help and usage errors in Dutch. The texts of the command line are written in English, where clap reads them; here stands
//! each of them in Dutch, by its English. A test finds the text that has none.

use crate::cli::unfit::Unfit;
use crate::money::Locale;
use crate::vocabulary::Bilingual;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use std::error::Error;
use std::ffi::OsString;

mod texts;

use texts::TEXTS;

/// The language that a command line asks for, before it is read: help is asked for, and faults are made, before that.
pub(super) fn language(args: &[OsString]) -> Locale {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let mut found = Locale::En;
    while let Some(arg) = args.next() {
        let tag = match arg {
            "--" => break,
            "--locale" => args.next(),
            arg => arg.strip_prefix("--locale="),
        };
        found = tag.and_then(Locale::parse).unwrap_or(found);
    }
    found
}

const TEMPLATE: &str = "{before-help}{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// A command with its texts in Dutch, and those below it.
pub(super) fn in_dutch(command: Command) -> Command {
    let (about, long, after) = (command.get_about(), command.get_long_about(), command.get_after_help());
    let (about, long, after) = (about.map(translated), long.map(translated), after.map(translated));
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let mut dutch = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .mut_args(argument)
        .arg(
            Arg::new("hulp")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("Toon deze hulp")
                .help_heading(OPTIONS),
        );
    if dutch.get_version().is_some() {
        let version = Arg::new("versie").short('V').long("version").action(ArgAction::Version);
        dutch = dutch.disable_version_flag(true).arg(version.help("Toon de versie").help_heading(OPTIONS));
    }
    dutch = about.into_iter().fold(dutch, Command::about);
    dutch = long.into_iter().fold(dutch, Command::long_about);
    dutch = after.into_iter().fold(dutch, Command::after_help);
    names.into_iter().fold(dutch, |dutch, name| dutch.mut_subcommand(name, in_dutch))
}

const OPTIONS: &str = "Opties";

fn argument(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Argumenten" } else { OPTIONS };
    let (help, long) = (arg.get_help().map(translated), arg.get_long_help().map(translated));
    let arg = help.into_iter().fold(arg.help_heading(heading), Arg::help);
    long.into_iter().fold(arg, Arg::long_help)
}

/// A text in Dutch: a whole one, or one of lines in which commands stand before what they do.
fn translated(text: &StyledStr) -> String {
    dutch(&text.to_string()).0
}

/// A text in Dutch, and the parts of it for which there is none.
fn dutch(text: &str) -> (String, Vec<String>) {
    if let Some(found) = of(text) {
        return (found.to_owned(), Vec::new());
    }
    let (mut told, mut lacking) = (Vec::new(), Vec::new());
    let mut translate = |part: &str| match of(part) {
        Some(found) => found.to_owned(),
        None => {
            lacking.push(part.to_owned());
            part.to_owned()
        }
    };
    let mut paragraph: Vec<&str> = Vec::new();
    // What ends the last paragraph, too.
    for line in text.lines().chain([""]) {
        if !line.is_empty() && !line.starts_with("  ") {
            paragraph.push(line);
            continue;
        }
        if !paragraph.is_empty() {
            told.push(translate(&paragraph.join(" ")));
            paragraph.clear();
        }
        told.push(match line.trim_start().split_once("  ").filter(|_| line.starts_with("  ")) {
            Some((command, does)) => {
                let lead = line.len() - does.trim_start().len();
                let lead = line.get(..lead).unwrap_or(command);
                format!("{lead}{}", translate(does.trim_start()))
            }
            None if line.starts_with("     ") => {
                let does = line.trim_start();
                format!("{}{}", line.strip_suffix(does).unwrap_or_default(), translate(does))
            }
            None => line.to_owned(),
        });
    }
    (told.join("\n").trim_end().to_owned(), lacking)
}

fn of(english: &str) -> Option<&'static str> {
    TEXTS.iter().find(|text| text.en == english).map(|text| text.nl)
}

/// What clap writes of itself, in Dutch.
pub(super) fn own_words(rendered: &str) -> String {
    let words = [
        ("[OPTIONS]", "[OPTIES]"),
        ("[default:", "[standaard:"),
        ("[env:", "[omgeving:"),
        ("[possible values:", "[mogelijke waarden:"),
        ("Possible values:", "Mogelijke waarden:"),
        ("Usage:", "Gebruik:"),
    ];
    let text = words.into_iter().fold(rendered.to_owned(), |text, (en, nl)| text.replace(en, nl));
    // What a word of a choice means, clap writes behind the word.
    let meaning = |line: &str| {
        let (word, means) = line.split_once(": ").filter(|_| line.trim_start().starts_with("- "))?;
        let dutch = of(means.trim())?;
        Some(format!("{word}: {}{dutch}\n", " ".repeat(means.len() - means.trim_start().len())))
    };
    text.split_inclusive('\n').map(|line| meaning(line).unwrap_or_else(|| line.to_owned())).collect()
}

/// What is wrong with a command line, in Dutch.
pub(super) fn fault(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (arg, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("onbekend argument `{arg}`"),
        ErrorKind::InvalidSubcommand => format!("onbekende opdracht `{}`", told(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "er ontbreekt een opdracht".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("bij `{arg}` hoort een waarde"),
        ErrorKind::InvalidValue => format!("`{value}` past niet bij `{arg}`"),
        ErrorKind::ValueValidation => format!("`{value}` past niet bij `{arg}`: {}", unfit(error)),
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt: {}", list(error.get(ContextKind::InvalidArg))),
        ErrorKind::ArgumentConflict => {
            let others = list(error.get(ContextKind::PriorArg));
            match others == format!("`{arg}`") {
                true => format!("`{arg}` kan maar één keer"),
                false => format!("`{arg}` kan niet samen met {others}"),
            }
        }
        ErrorKind::TooManyValues => format!("`{value}` is er één te veel bij `{arg}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("bij `{arg}` horen meer waarden"),
        ErrorKind::NoEquals => format!("bij `{arg}` hoort een `=` met een waarde"),
        ErrorKind::InvalidUtf8 => "een argument is geen UTF-8".to_owned(),
        _ => "de opdrachtregel klopt niet".to_owned(),
    };
    let mut text = format!("fout: {what}");
    if let Some(ContextValue::Strings(all)) =
        error.get(ContextKind::ValidValue).filter(|_| !told(ContextKind::ValidValue).is_empty())
    {
        text.push_str(&format!("\n  [mogelijke waarden: {}]", all.join(", ")));
    }
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        if let Some(meant) = error.get(kind) {
            text.push_str(&format!("\n\n  tip: bedoelt u {}?", list(Some(meant))));
        }
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        text.push_str(&format!("\n\n{}", own_words(&usage.to_string())));
    }
    text + "\n\nMet `--help` ziet u meer."
}

/// Why a value does not fit: what the program itself says, or what is so of numbers.
fn unfit(error: &clap::Error) -> String {
    let source = error.source();
    if let Some(Unfit(said)) = source.and_then(|source| source.downcast_ref()) {
        return said.nl.clone();
    }
    let said = source.map(ToString::to_string).unwrap_or_default();
    match said.split_once(" is not in ") {
        Some((_, range)) => format!("het ligt niet in {range}"),
        None => "het is geen getal dat hier past".to_owned(),
    }
}

fn list(value: Option<&ContextValue>) -> String {
    match value {
        Some(ContextValue::Strings(all)) => all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", "),
        Some(one) => format!("`{one}`"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Arguments;
    use clap::CommandFactory;

    /// All texts of a command and those below it that take a language.
    fn texts(command: &Command, found: &mut Vec<String>) {
        let all = [command.get_about(), command.get_long_about(), command.get_after_help()];
        found.extend(all.into_iter().flatten().map(ToString::to_string));
        for arg in command.get_arguments() {
            found.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().map(ToString::to_string));
            let values = arg.get_possible_values();
            found.extend(values.iter().filter_map(|value| value.get_help()).map(ToString::to_string));
        }
    }

    #[test]
    fn every_text_of_a_command_with_a_language_is_there_in_dutch() {
        let root = Arguments::command();
        let mut all = Vec::new();
        texts(&root, &mut all);
        for command in root.get_subcommands() {
            let speaks = command.get_arguments().any(|arg| arg.get_id() == "locale");
            match speaks {
                true => {
                    texts(command, &mut all);
                    command.get_subcommands().for_each(|inner| texts(inner, &mut all));
                }
                false => all.extend(command.get_about().map(ToString::to_string)),
            }
        }
        let mut lacking: Vec<String> = all.iter().flat_map(|text| dutch(text).1).collect();
        lacking.sort();
        lacking.dedup();
        assert!(lacking.is_empty(), "without Dutch:\n{}", lacking.join("\n"));
        assert!(TEXTS.iter().all(|text| text.en != text.nl && !text.nl.is_empty()));
    }

    #[test]
    fn commands_stay_as_they_are_beside_what_they_do() {
        let (told, lacking) =
            dutch("Examples:\n  clausula law NL     of one\n  clausula law\n                     of one");
        assert_eq!(told, "Voorbeelden:\n  clausula law NL     van één\n  clausula law\n                     van één");
        assert!(lacking.is_empty(), "{lacking:?}");
    }

    #[test]
    fn the_language_is_known_before_anything_is_read() {
        let language = |line: &str| language(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(language("clausula test --help --locale nl"), Locale::Nl);
        assert_eq!(language("clausula test --locale=nl --wrong"), Locale::Nl);
        assert_eq!(language("clausula test -- --locale nl"), Locale::En);
        assert_eq!(language("clausula test --locale fr"), Locale::En);
    }
}
