use super::*;
use tonic::codegen::http::HeaderValue;

fn tokens(text: &str) -> Tokens {
    let valid = ArcSwap::from_pointee(file::parse(text).unwrap());
    Tokens { path: "tokens".into(), valid, changed: watch::Sender::default() }
}

/// The line of a token whose secret is its name.
fn line(name: &str, permissions: &str) -> String {
    let hex: String = Sha256::digest(name).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{name} {permissions} sha256:{hex}\n")
}

fn headers(values: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("authorization", HeaderValue::from_str(value).unwrap());
    }
    headers
}

const EVALUATE: &str = "/clausula.v1.EvaluatorService/Evaluate";

#[test]
fn each_token_has_its_permissions() {
    let tokens = tokens(&format!(
        "# comment\n\n{}{}{}",
        line("a", "evaluate"),
        line("b", "policies,verify,metrics"),
        line("c", "evaluate,policies,verify,metrics")
    ));
    let denied = |permission| Err(Cause::PermissionDenied { permission });
    for (path, a, b) in [
        (EVALUATE, Ok(()), denied("evaluate")),
        ("/clausula.v1.EvaluatorService/Later", Ok(()), denied("evaluate")),
        ("/clausula.v1.PolicyService/ListPolicies", denied("policies"), Ok(())),
        ("/clausula.v1.PolicyService/VerifyPolicy", denied("verify"), Ok(())),
        ("/clausula.v1.PolicyService/ComparePolicies", denied("verify"), Ok(())),
        ("/clausula.v1.PolicyService/RunCases", denied("verify"), Ok(())),
        ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Ok(()), Ok(())),
        ("/metrics", denied("metrics"), Ok(())),
    ] {
        assert_eq!(tokens.check(path, &headers(&["Bearer a"])), a, "{path}");
        assert_eq!(tokens.check(path, &headers(&["bearer b"])), b, "{path}");
        assert_eq!(tokens.check(path, &headers(&["Bearer c"])), Ok(()), "{path}");
        assert_eq!(tokens.check(path, &headers(&[])), Err(Cause::Unauthenticated), "{path}");
    }
    for path in ["/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch", "/healthz", "/readyz", "/openapi.json"]
    {
        assert_eq!(tokens.check(path, &headers(&[])), Ok(()), "{path}");
    }
}

#[test]
fn what_is_no_token() {
    let tokens = tokens(&line("a", "evaluate"));
    for values in
        [&["Bearer aa"][..], &["Bearer "], &["Bearer"], &["a"], &["Basic a"], &["Bearer  a"], &["Bearer a", "Bearer a"]]
    {
        assert_eq!(tokens.check(EVALUATE, &headers(values)), Err(Cause::Unauthenticated), "{values:?}");
    }
    // The hash of a secret is not the secret.
    let text = line("a", "evaluate");
    let hash = text.trim_end().rsplit(' ').next().unwrap();
    assert!(tokens.check(EVALUATE, &headers(&[&format!("Bearer {hash}")])).is_err());
    assert!(!format!("{tokens:?}").contains(hash.trim_start_matches("sha256:")));
}

#[test]
fn all_faults_of_a_file_and_nothing_of_what_stands_there() {
    let empty = line("", "evaluate");
    let text = format!(
        "{a}hunter2\nb evaluate,fly sha256:00\nc evaluate {hex}\nd evaluate sha256:hunter2\n{a}e evaluate{empty}",
        a = line("a", "evaluate"),
        hex = "0".repeat(64),
        empty = empty.trim_start().trim_start_matches("evaluate"),
    );
    let faults = file::parse(&text).err().unwrap();
    assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
    let told = TokensError::Faults { path: "t".into(), faults }.to_string();
    assert!(told.starts_with("t:2: ") && !told.contains("hunter2") && told.ends_with("empty secret"), "{told}");
    assert_eq!(file::parse("# none\n").err().unwrap().len(), 1);
    assert!(file::parse(&"#".repeat(256 * 1024 + 1)).is_err());
}
