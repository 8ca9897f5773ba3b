//! The settings of the service: where they come from, what is wrong with them, and what must be asked for.

use super::support::{clausula, fails, scratch};
use std::fs;

fn checked(args: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let output =
        clausula().args(["serve", "--check-config"]).args(args).envs(variables.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_settings_that_result() {
    let file = scratch("settings").join("clausula.toml");
    fs::write(&file, "calls = 7\nconnections = 8\ndrain = 3.5\n").unwrap();
    let config = file.to_str().unwrap();
    let (code, told, _) = checked(&["--config", config, "--calls", "9"], &[("CLAUSULA_CONNECTIONS", "10")]);
    assert_eq!(code, 0);
    for line in ["calls = 9", "connections = 10", "drain = 3.5", "listen = \"127.0.0.1:50051\"", "# tokens ="] {
        assert!(told.lines().any(|told| told == line), "{line}: {told}");
    }
    // What is printed is a file that says the same.
    fs::write(&file, &told).unwrap();
    assert_eq!(checked(&["--config", config], &[]), (0, told, String::new()));
}

#[test]
fn everything_that_is_wrong_at_once() {
    let file = scratch("faulty-settings").join("clausula.toml");
    fs::write(&file, "cals = 7\nconnections = 0\n").unwrap();
    let (code, _, told) = checked(&["--config", file.to_str().unwrap()], &[("CLAUSULA_DRAIN", "soon")]);
    assert_eq!(code, 1);
    for part in
        ["clausula.toml:1:1: error[unknown-key]", "did you mean `calls`?", "clausula.toml:2:15:", "`CLAUSULA_DRAIN`"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn other_machines_are_served_in_the_clear_only_when_that_is_asked_for() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:50051"] {
        let (code, _, told) = checked(&["--listen", listen], &[]);
        assert!(code == 1 && told.contains("there is no TLS"), "{listen}: {told}");
        assert_eq!(checked(&["--listen", listen, "--plaintext"], &[]).0, 0);
    }
    for listen in ["127.0.0.1:0", "127.9.9.9:1", "[::1]:0"] {
        assert_eq!(checked(&["--listen", listen], &[]).0, 0, "{listen}");
    }
}

#[test]
fn files_at_fault_keep_it_from_starting() {
    let directory = scratch("first-load");
    fs::write(directory.join("shop.toml"), "polic = 1").unwrap();
    let told = fails(1, &["--policies", directory.to_str().unwrap(), "serve"], b"");
    assert!(told.contains("shop.toml:1:1: error[unknown-key]") && told.contains("no policies"), "{told}");
    let tokens = directory.join("tokens");
    fs::write(&tokens, "hunter2\n").unwrap();
    let told = fails(1, &["serve", "--tokens", tokens.to_str().unwrap()], b"");
    assert!(told.contains("tokens:1: write a name") && !told.contains("hunter2"), "{told}");
    let told = fails(1, &["serve", "--tls-certificate", "nowhere.pem", "--tls-key", "nowhere.pem"], b"");
    assert!(told.contains("cannot read `nowhere.pem`"), "{told}");
    let told = fails(1, &["serve", "--tls-key", "nowhere.pem"], b"");
    assert!(told.contains("`tls_key` needs `tls_certificate`"), "{told}");
}

/// Whatever a start would refuse, at once: settings that cannot be read, and all that the others name.
#[test]
fn a_check_refuses_what_a_start_would() {
    for variable in ["CLAUSULA_CALL", "CLAUSULA_TOKEN"] {
        let (code, _, told) = checked(&["--drain", "1"], &[(variable, "7"), ("CLAUSULA_LOG", "loud")]);
        assert_eq!(code, 1);
        assert!(told.contains(&format!("`{variable}` is not a variable of a setting")), "{told}");
        assert!(told.contains("`CLAUSULA_LOG`: write off, error"), "{told}");
    }
    assert_eq!(checked(&[], &[("CLAUSULA_SERVICE_HOST", "10.0.0.1"), ("CLAUSULA_PORT_50051_TCP", "x")]).0, 0);

    let directory = scratch("checked");
    let (policies, log) = (directory.join("policies"), directory.join("log"));
    fs::create_dir_all(&policies).unwrap();
    fs::create_dir_all(&log).unwrap();
    fs::write(policies.join("shop.toml"), "polic = 1").unwrap();
    fs::write(directory.join("tokens"), "x").unwrap();
    let text = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let (policies, tokens) = (text(&policies), text(&directory.join("tokens")));
    let nowhere = text(&directory.join("nowhere.pem"));
    let args = ["--listen", "0.0.0.0:0", "--tokens", &tokens, "--tls-certificate", &nowhere, "--tls-key", &nowhere];
    let (code, _, told) = checked(&args, &[("CLAUSULA_POLICIES", &policies)]);
    assert_eq!(code, 1);
    for part in ["tokens:1: write a name", "nowhere.pem", "shop.toml:1:1", "no policies"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Together with settings that cannot be read, names that are none, and all that keeps the log from being one.
    let nothing = text(&directory.join("tokens/log"));
    let log_of = ["--decision-log", &nothing, "--decision-log-omit", "a.b,c", "--decision-log-hash", "d"];
    let ports = ["--metrics-listen", "127.0.0.1:9", "--readiness-listen", "127.0.0.1:9"];
    let variables = [("CLAUSULA_POLICIES", &*policies), ("CLAUSULA_CALL", "7"), ("CLAUSULA_LOG", "loud")];
    let (code, _, told) = checked(&[&args[..], &log_of, &ports].concat(), &variables);
    assert_eq!(code, 1);
    let log_parts = ["a field `a.b`", "a field `c`", "a field `d`", "needs `decision_log_hash_key`", "tokens/log"];
    let setting_parts = ["`CLAUSULA_CALL` is not", "`CLAUSULA_LOG`: write off", "`--readiness-listen` both name"];
    let file_parts = ["tokens:1: write a name", "nowhere.pem", "shop.toml:1:1", "no policies"];
    for part in log_parts.iter().chain(&setting_parts).chain(&file_parts) {
        assert!(told.contains(part), "{part}: {told}");
    }
    // The decision log: its key, its chain, and where it is to be.
    let (at, file) = (text(&log), text(&directory.join("tokens/log")));
    let (code, _, told) = checked(&["--decision-log", &at, "--decision-log-hash", "request_id"], &[]);
    assert!(code == 1 && told.contains("needs `decision_log_hash_key`"), "{told}");
    let (code, _, told) = checked(&["--decision-log", &at, "--decision-log-omit", "agreement.birthday"], &[]);
    assert!(code == 1 && told.contains("no request has a field `agreement.birthday`"), "{told}");
    assert_eq!(checked(&["--decision-log", &file], &[]).0, 1);
    assert_eq!(checked(&["--decision-log", &text(&log.join("new/deep"))], &[]).0, 0);
    assert!(!log.join("new").exists());
    let sound = format!("{{\"seq\":1,\"prev\":\"{}\",\"kind\":\"x\"}}\n", "0".repeat(64));
    fs::write(log.join("00000000000000000001.jsonl"), format!("{{}}\n{sound}")).unwrap();
    let (code, _, told) = checked(&["--decision-log", &at], &[]);
    assert!(code == 1 && told.contains("00000000000000000001.jsonl:2"), "{told}");
}

#[test]
fn ports_of_their_own() {
    let on = |port: &str, metrics: &str, readiness: &str| {
        let address = |port: &str| format!("127.0.0.1:{port}");
        let args = ["--listen", &address(port), "--metrics-listen", &address(metrics)];
        checked(&[&args[..], &["--readiness-listen", &address(readiness)]].concat(), &[])
    };
    let (code, told, _) = on("50051", "9090", "8081");
    assert_eq!(code, 0);
    assert!(told.lines().any(|line| line == "readiness_listen = \"127.0.0.1:8081\""), "{told}");
    assert_eq!(on("0", "0", "0").0, 0);
    for (ports, flags) in [
        (("8081", "9090", "8081"), "`--listen` and `--readiness-listen`"),
        (("50051", "8081", "8081"), "`--metrics-listen` and `--readiness-listen`"),
        (("9090", "9090", "8081"), "`--listen` and `--metrics-listen`"),
    ] {
        let (code, _, told) = on(ports.0, ports.1, ports.2);
        assert!(code == 1 && told.contains(flags), "{told}");
    }
    assert_eq!(checked(&["--readiness-listen", "localhost"], &[]).0, 2);
    for (percent, code) in [("0", 2), ("1", 0), ("100", 0), ("101", 2)] {
        assert_eq!(checked(&["--caller-share", percent], &[]).0, code, "{percent}");
    }
}
