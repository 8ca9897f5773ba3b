use super::super::settings_table;
use super::*;
use std::time::Duration;

fn settings(file: &str, variables: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let in_list = |list: &[(&str, &str)], name: &str| {
        list.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    };
    Settings::from_sources(Some(("s.toml", file)), |name| in_list(variables, name), |key| in_list(flags, key))
}

#[test]
fn a_flag_before_a_variable_before_the_file_before_the_default() {
    let file = "calls = 7\ncall_timeout = 0.5\nconnections = 8\ncors_origins = [\"https://a\", \"https://b\"]";
    let variables = [("CLAUSULA_CALLS", "9"), ("CLAUSULA_CONNECTIONS", "10"), ("CLAUSULA_DRAIN", "")];
    let settings = settings(file, &variables, &[("connections", "11")]).unwrap();
    let defaults = Settings::default().service;
    assert_eq!((settings.service.calls, settings.service.connections), (9, 11));
    assert_eq!(settings.service.call_timeout, Duration::from_millis(500));
    assert_eq!(settings.service.drain_deadline, defaults.drain_deadline);
    assert_eq!(settings.service.http.cors_origins, ["https://a", "https://b"]);
}

#[test]
fn all_faults_at_once_with_their_place() {
    let file = "cals = 7\ncalls = 0\n  call_timeout = \"soon\"\nwatch = 1\ntls_key = \"key.pem\"\nlisten = 5";
    let error = settings(file, &[("CLAUSULA_DRAIN", "-1")], &[("notice", "x")]).unwrap_err();
    let places: Vec<_> = error.file.faults.iter().map(|fault| (fault.line, fault.column)).collect();
    assert_eq!(places, [(1, 1), (2, 9), (3, 18), (4, 9), (6, 10)]);
    assert_eq!(error.file.faults[0].help.as_ref().map(|help| help.en.as_str()), Some("did you mean `calls`?"));
    assert_eq!(error.other.len(), 3, "{error}");
    let text = error.to_string();
    for part in
        ["s.toml:2:9: error", "`--notice`: write", "`CLAUSULA_DRAIN`: write", "`tls_key` needs `tls_certificate`"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!settings("calls = ", &[], &[]).unwrap_err().file.faults.is_empty());
}

#[test]
fn a_level_that_is_none_is_refused() {
    for (levels, sound) in [
        ("info", true),
        ("off", true),
        ("warn,clausula::calls=info", true),
        ("clausula::calls=debug", true),
        ("loud", false),
        ("info,loud", false),
        ("clausula::calls", false),
        ("clausula=loud", false),
        ("", false),
    ] {
        assert_eq!(settings("", &[], &[("log", levels)]).is_ok(), sound, "{levels}");
    }
}

#[test]
fn variables_that_look_like_settings_and_are_none_are_told() {
    let unknown = |names: &[&str]| Settings::unknown_variables(names.iter().map(|name| (*name).to_owned()));
    let known = ["CLAUSULA_CALLS", "CLAUSULA_CONFIG", "CLAUSULA_POLICIES", "PATH", "OTHER_CALLS"];
    assert!(unknown(&known).is_empty());
    let kubernetes =
        ["CLAUSULA_SERVICE_HOST", "CLAUSULA_PORT", "CLAUSULA_PORT_50051_TCP_ADDR", "CLAUSULA_SERVICE_PORT_GRPC"];
    assert!(unknown(&kubernetes).is_empty());
    let told = unknown(&["CLAUSULA_TOKEN", "CLAUSULA_CALL"]);
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("`CLAUSULA_CALL` is not") && told[0].contains("`CLAUSULA_CALLS`"), "{told:?}");
    assert!(told[1].contains("`CLAUSULA_TOKENS`"), "{told:?}");
}

#[test]
fn each_limit_of_a_count_is_taken_and_nothing_beyond() {
    for (key, value, sound) in
        [("calls", "0", false), ("calls", "1", true), ("calls", "1000000", true), ("calls", "1000001", false)]
    {
        assert_eq!(settings("", &[], &[(key, value)]).is_ok(), sound, "{key} {value}");
    }
    for (value, sound) in [("0", true), ("86400", true), ("86400.1", false), ("-0.1", false), ("nan", false)] {
        assert_eq!(settings("", &[], &[("drain", value)]).is_ok(), sound, "{value}");
    }
}

#[test]
fn what_is_printed_is_a_file_that_says_the_same() {
    let odd = settings("policies = 'a \"b\"'\ncalls = 3\nbatch_slice = 0.0005\nplaintext = true", &[], &[]).unwrap();
    assert_eq!(settings(&odd.to_toml(), &[], &[]), Ok(odd));
    assert_eq!(settings(&Settings::default().to_toml(), &[], &[]), Ok(Settings::default()));
}

#[test]
fn every_setting_is_documented_once() {
    let mut keys: Vec<_> = SETTINGS.iter().map(|setting| setting.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), SETTINGS.len());
    for setting in SETTINGS {
        assert!(!setting.meaning.is_empty() && !setting.meaning.ends_with('.'), "{}", setting.key);
    }
    let written = include_str!("../../../../deploy/SETTINGS.md");
    assert!(written.ends_with(&settings_table()), "deploy/SETTINGS.md should end with:\n{}", settings_table());
}
