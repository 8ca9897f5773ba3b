//! The flags of settings, from the table of settings.

use crate::service::{SETTINGS, Setting};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command, Error, FromArgMatches};

/// What the command line says of settings, by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags(Vec<(&'static str, String)>);

impl Flags {
    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.0.iter().find(|(given, _)| *given == key).map(|(_, value)| value.clone())
    }
}

/// The settings that have a flag here. `--policies` is one of all commands.
fn settings() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(|setting| setting.key != "policies")
}

fn flag(setting: &'static Setting) -> Arg {
    let default = setting.default();
    let shown = !default.is_empty() && default != "[]" && !setting.meaning.contains("By default");
    let help = if shown { format!("{} [default: {default}]", setting.meaning) } else { setting.meaning.to_owned() };
    let arg = Arg::new(setting.key).long(setting.flag()).value_name(setting.kind).help(help);
    let arg = arg.value_parser(move |text: &str| setting.check(text).map(|()| text.to_owned()));
    if setting.kind == "BOOL" { arg.num_args(0..=1).require_equals(true).default_missing_value("true") } else { arg }
}

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        settings().fold(command, |command, setting| command.arg(flag(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Flags, Error> {
        let mut flags = Flags::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for setting in settings() {
            let value = matches.try_get_one::<String>(setting.key);
            let value = value.map_err(|error| Error::raw(ErrorKind::InvalidValue, error))?;
            self.0.extend(value.map(|value| (setting.key, value.clone())));
        }
        Ok(())
    }
}
