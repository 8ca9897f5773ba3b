//! Policies, health and reflection.

use crate::support::{PATIENCE, Service, quick, reason, within};
use clausula::analyse::report;
use clausula::calendar::Date;
use clausula::cases;
use clausula::contract::wire;
use clausula::law::Law;
use clausula::policy::store::{BUILT_IN, PolicySet};
use clausula::service::ServiceConfig;
use tokio_stream::StreamExt;
use tonic::Code;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus};
use tonic_types::StatusExt;
use wire::policy_service_client::PolicyServiceClient;
use wire::policy_source::Source;

#[tokio::test]
async fn the_list_of_policies() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let list = |id: &str| wire::ListPoliciesRequest { policy_id: id.to_owned() };
    let all = within(client.list_policies(list(""))).await.unwrap().into_inner().policies;
    let ids: Vec<_> = all.iter().map(|p| p.policy_id.as_str()).collect();
    assert_eq!(ids, ["emperra", "heartschool", "klantgenerator", "multidonnas", "onvergetelijk-onderwijs"]);
    for policy in &all {
        assert!(policy.digest.starts_with("sha256:") && policy.clause_count > 0 && policy.price_basis != 0);
        assert_eq!((policy.currency_code.as_str(), policy.time_zone.as_str()), ("EUR", "Europe/Amsterdam"));
        assert_eq!(policy.holidays, "NL");
        assert_eq!(policy.working_days, ["monday", "tuesday", "wednesday", "thursday", "friday"]);
    }
    let one = within(client.list_policies(list("klantgenerator"))).await.unwrap().into_inner().policies;
    assert_eq!(one, all[2..3]);
    assert_eq!(one[0].effective_from, "2020-12-17");
    let status = within(client.list_policies(list("klantgenrator"))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));
    assert!(status.message().contains("did you mean `klantgenerator`?"), "{}", status.message());
}

#[tokio::test]
async fn one_policy_with_its_clauses_and_source() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let get = |id: &str, version: &str, locale: &str| wire::GetPolicyRequest {
        policy_id: id.to_owned(),
        policy_version: version.to_owned(),
        locale: locale.to_owned(),
    };
    let english = within(client.get_policy(get("heartschool", "", ""))).await.unwrap().into_inner();
    let dutch = within(client.get_policy(get("heartschool", "undated", "nl"))).await.unwrap().into_inner();
    assert_eq!(english.policy, dutch.policy);
    assert_eq!(english.source_text, dutch.source_text);
    assert!(english.source_text.contains("heartschool"));
    for clause in &english.clauses {
        let line = usize::try_from(clause.line).unwrap();
        assert_eq!(english.source_text.lines().nth(line - 1), Some("[[clause]]"), "{}", clause.clause_id);
        assert!(english.source_text.lines().nth(line).unwrap().contains(&format!("\"{}\"", clause.clause_id)));
    }
    assert_eq!(english.clauses.len(), usize::try_from(english.policy.unwrap().clause_count).unwrap());
    for (en, nl) in english.clauses.iter().zip(&dutch.clauses) {
        assert_eq!((&en.clause_id, &en.form), (&nl.clause_id, &nl.form));
        assert!(en.summary != nl.summary && !en.article.is_empty() && !en.questions.is_empty());
    }
    for (request, expected) in [
        (get("", "", ""), (Code::InvalidArgument, "INVALID_FIELDS")),
        (get("heartschool", "", "fr"), (Code::InvalidArgument, "INVALID_FIELDS")),
        (get("nobody", "", ""), (Code::NotFound, "POLICY_NOT_FOUND")),
        (get("heartschool", "2001", ""), (Code::NotFound, "POLICY_VERSION_NOT_FOUND")),
    ] {
        let status = within(client.get_policy(request)).await.unwrap_err();
        assert_eq!(reason(&status), (expected.0, expected.1.to_owned()));
    }
}

fn text_of(bytes: usize) -> String {
    let start = "# ";
    format!("{start}{}", "x".repeat(bytes - start.len()))
}

#[tokio::test]
async fn the_verification_of_a_text() {
    // An unoptimised build beside other tests takes longer than a caller would wait.
    let service = Service::with(ServiceConfig { analysis_timeout: PATIENCE, ..quick() }).await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let verify = |policy_text: &str, locale: &str| wire::VerifyPolicyRequest {
        policy_text: policy_text.to_owned(),
        locale: locale.to_owned(),
        as_of: "2026-11-21".to_owned(),
        ..Default::default()
    };
    for (name, text) in BUILT_IN {
        let sent = wire::VerifyPolicyRequest { file_name: (*name).to_owned(), ..verify(text, "") };
        let report = within(client.verify_policy(sent)).await.unwrap().into_inner().report.unwrap();
        // The same as the command line says.
        let day = Date::new(2026, 11, 21).unwrap();
        let expected = report::verify(name, text.as_bytes(), Law::built_in(), day);
        let counts = report.counts.unwrap();
        assert!(report.loads && report.faults.iter().all(|fault| fault.file == *name && fault.line > 0));
        assert_eq!(counts.findings as usize, expected.findings.len());
        assert_eq!(report.findings.len(), expected.findings.len());
        assert_eq!(report.obligations.len(), expected.obligations.len());
        let digest = &expected.policy.as_ref().unwrap().digest;
        assert_eq!(&report.policy.as_ref().unwrap().digest, digest);
        for (sent, found) in report.findings.iter().zip(&expected.findings) {
            assert_eq!((&sent.rule, &sent.message), (&found.rule.to_string(), &found.message.en));
            assert_eq!((sent.line as usize, sent.accepted), (found.place.line, found.is_accepted()));
            assert_eq!(sent.witness.is_some(), found.witness.is_some(), "{}", sent.rule);
            assert_ne!(sent.severity, 0);
        }
    }
    let english = within(client.verify_policy(verify("polic = 1", "en"))).await.unwrap().into_inner().report.unwrap();
    assert!(!english.loads && english.policy.is_none() && english.counts.unwrap().errors > 0);
    assert_eq!((english.faults[0].file.as_str(), english.faults[0].line), ("policy.toml", 1));
    // Without a day, it is today's.
    let today = wire::VerifyPolicyRequest { as_of: String::new(), ..verify(BUILT_IN[0].1, "nl") };
    assert!(within(client.verify_policy(today)).await.unwrap().into_inner().report.unwrap().loads);
}

#[tokio::test]
async fn the_fields_and_limits_of_a_verification() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let limit = ServiceConfig::default().policy_text_bytes;
    for bytes in [limit - 1, limit] {
        let sent = wire::VerifyPolicyRequest { policy_text: text_of(bytes), ..Default::default() };
        let report = within(client.verify_policy(sent)).await.unwrap().into_inner().report.unwrap();
        assert!(report.faults.iter().all(|fault| fault.rule != "too-large"));
    }
    let wrong = wire::VerifyPolicyRequest {
        policy_text: text_of(limit + 1),
        file_name: "x".repeat(257),
        locale: "fr".to_owned(),
        as_of: "2026-02-30".to_owned(),
    };
    let status = within(client.verify_policy(wrong)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    let violations = status.get_error_details().bad_request().unwrap().field_violations.clone();
    let fields: Vec<_> = violations.iter().map(|violation| violation.field.as_str()).collect();
    assert_eq!(fields, ["locale", "policy_text", "file_name", "as_of"]);
    let status = within(client.verify_policy(wire::VerifyPolicyRequest::default())).await.unwrap_err();
    assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
}

#[tokio::test]
async fn the_comparison_of_two_versions() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let (_, text) = BUILT_IN.iter().find(|(name, _)| name.starts_with("klantgenerator")).unwrap();
    let changed = text.replace("at_least = \"30 days\"", "at_least = \"31 days\"");
    let changed = changed.replace("less_than = \"30 days\"", "less_than = \"31 days\"");
    assert_ne!(**text, changed);
    let of_text = |text: &str| Some(wire::PolicySource { source: Some(Source::PolicyText(text.to_owned())) });
    let of_key = |id: &str, version: &str| {
        let key = wire::PolicyKey { policy_id: id.to_owned(), policy_version: version.to_owned() };
        Some(wire::PolicySource { source: Some(Source::PolicyKey(key)) })
    };
    let ask = |old, new, locale: &str| wire::ComparePoliciesRequest { old, new, locale: locale.to_owned() };
    let loaded = || of_key("klantgenerator", "");
    let same = within(client.compare_policies(ask(loaded(), of_text(text), ""))).await.unwrap().into_inner();
    assert!(same.regions.is_empty() && same.old == same.new);
    let differs = within(client.compare_policies(ask(loaded(), of_text(&changed), ""))).await.unwrap().into_inner();
    assert!(!differs.regions.is_empty() && differs.old != differs.new);
    for region in &differs.regions {
        assert!(region.window == "on day 30 before the start" && region.old != region.new, "{region:?}");
        assert!(region.product_type != 0 && region.customer_type != 0 && region.question != 0);
        // The witness is a request as it stands, but for the policy.
        let witness = region.witness.clone().unwrap();
        assert!(witness.policy_id.is_empty() && witness.policy_version.is_empty());
        let witness = wire::EvaluateRequest { policy_id: "klantgenerator".to_owned(), ..witness };
        let answer = within(service.evaluator().await.evaluate(witness)).await.unwrap().into_inner();
        assert_eq!(answer.decision.unwrap().verdict, region.old.as_ref().unwrap().verdict);
    }
    let large = "#".repeat(ServiceConfig::default().policy_text_bytes + 1);
    for (request, field) in [
        (ask(None, loaded(), ""), "old"),
        (ask(loaded(), Some(wire::PolicySource::default()), ""), "new"),
        (ask(loaded(), of_text("polic = 1"), ""), "new.policy_text"),
        (ask(of_text(&large), loaded(), ""), "old.policy_text"),
        (ask(of_key("", ""), loaded(), ""), "old.policy_key.policy_id"),
        (ask(loaded(), loaded(), "fr"), "locale"),
    ] {
        let status = within(client.compare_policies(request)).await.unwrap_err();
        assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
        assert_eq!(status.get_error_details().bad_request().unwrap().field_violations[0].field, field);
    }
    let status = within(client.compare_policies(ask(of_key("nobody", ""), loaded(), ""))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn what_a_question_reads() {
    use wire::{FactKind, FactNeed, Question};
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let ask = |policy: &str, question: Question, locale: &str| wire::DescribeQuestionRequest {
        policy_id: policy.to_owned(),
        question: question.into(),
        locale: locale.to_owned(),
        ..Default::default()
    };
    let english = within(client.describe_question(ask("multidonnas", Question::Cancellation, ""))).await.unwrap();
    let english = english.into_inner();
    let request = ask("multidonnas", Question::Cancellation, "nl");
    let dutch = within(client.describe_question(request)).await.unwrap().into_inner();
    assert_eq!(english.policy.as_ref().unwrap().policy_id, "multidonnas");
    assert!(english.addressed && english.question() == Question::Cancellation);
    let fact = |of: &wire::DescribeQuestionResponse, path: &str| {
        of.facts.iter().find(|fact| fact.path == path).unwrap_or_else(|| panic!("{path}")).clone()
    };
    let starts = fact(&english, "agreement.starts_at");
    assert_eq!((starts.kind(), starts.need()), (FactKind::Instant, FactNeed::WhereRead));
    assert_eq!(
        (starts.json_path.as_str(), starts.ask.as_str()),
        ("agreement.startsAt", "When does performance start?")
    );
    assert_eq!(starts.not_before, ["agreement.concluded_at"]);
    assert_eq!(fact(&dutch, "agreement.starts_at").ask, "Wanneer begint de uitvoering?");
    let customer = fact(&english, "agreement.customer_type");
    assert_eq!((customer.kind(), customer.need()), (FactKind::Choice, FactNeed::Required));
    let choices: Vec<_> = customer.choices.iter().map(|c| (c.name.as_str(), c.text.as_str())).collect();
    assert_eq!(choices, [("CUSTOMER_TYPE_CONSUMER", "a consumer"), ("CUSTOMER_TYPE_BUSINESS", "a business")]);
    let payments = fact(&english, "agreement.payments");
    assert_eq!((payments.kind(), payments.most, payments.default_text.as_str()), (FactKind::List, 1_000, "none"));
    assert_eq!(fact(&english, "agreement.payments[].amount").most, 100_000_000_000_000);
    // What belongs to other questions, or changes no answer, is not listed.
    for path in ["withdrawal.declared_at", "agreement.insurance", "agreement.term_months"] {
        assert!(!english.facts.iter().any(|fact| fact.path == path), "{path}");
    }
    // A business has no right that would be better.
    let mut business = ask("multidonnas", Question::Cancellation, "");
    business.set_customer_type(wire::CustomerType::Business);
    let business = within(client.describe_question(business)).await.unwrap().into_inner();
    let informed =
        |of: &wire::DescribeQuestionResponse| of.facts.iter().any(|f| f.path.contains("information_given_at"));
    assert!(informed(&english) && !informed(&business));

    for (request, field) in [
        (ask("", Question::Cancellation, ""), "policy_id"),
        (ask("emperra", Question::Unspecified, ""), "question"),
        (ask("emperra", Question::Offer, "fr"), "locale"),
        (wire::DescribeQuestionRequest { product_type: 99, ..ask("emperra", Question::Offer, "") }, "product_type"),
    ] {
        let status = within(client.describe_question(request)).await.unwrap_err();
        assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
        assert_eq!(status.get_error_details().bad_request().unwrap().field_violations[0].field, field);
    }
    let status = within(client.describe_question(ask("nobody", Question::Offer, ""))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn health_of_the_whole_and_of_each_service() {
    let service = Service::start().await;
    let mut client = HealthClient::new(service.channel().await);
    for name in ["", "clausula.v1.EvaluatorService", "clausula.v1.PolicyService"] {
        let request = HealthCheckRequest { service: name.to_owned() };
        let response = within(client.check(request)).await.unwrap().into_inner();
        assert_eq!(response.status(), ServingStatus::Serving);
    }
    let request = HealthCheckRequest { service: "nobody".to_owned() };
    assert_eq!(within(client.check(request)).await.unwrap_err().code(), Code::NotFound);
}

/// The services that reflection lists, by either version of its protocol.
macro_rules! listed {
    ($service:expr, $version:ident) => {{
        use tonic_reflection::pb::$version::ServerReflectionRequest;
        use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
        use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let mut client = ServerReflectionClient::new($service.channel().await);
        let ask = |request| ServerReflectionRequest { host: String::new(), message_request: Some(request) };
        let asked = vec![
            ask(MessageRequest::ListServices(String::new())),
            ask(MessageRequest::FileContainingSymbol("clausula.v1.EvaluateRequest".to_owned())),
            // What errors carry, so that a tool prints them.
            ask(MessageRequest::FileContainingSymbol("google.rpc.ErrorInfo".to_owned())),
            ask(MessageRequest::FileContainingSymbol("google.rpc.BadRequest.FieldViolation".to_owned())),
            ask(MessageRequest::FileContainingSymbol("google.rpc.Status".to_owned())),
        ];
        let answers = within(client.server_reflection_info(tokio_stream::iter(asked))).await.unwrap().into_inner();
        let answers: Vec<_> = within(answers.collect::<Vec<_>>()).await;
        let responses: Vec<_> = answers.into_iter().map(|a| a.unwrap().message_response.unwrap()).collect();
        assert_eq!(responses.len(), 5);
        for response in &responses[1..] {
            assert!(matches!(response, MessageResponse::FileDescriptorResponse(_)), "{response:?}");
        }
        let MessageResponse::ListServicesResponse(list) = &responses[0] else { panic!() };
        list.service.iter().map(|s| s.name.clone()).collect::<Vec<_>>()
    }};
}

#[tokio::test]
async fn reflection_in_both_versions() {
    let service = Service::start().await;
    for names in [listed!(service, v1), listed!(service, v1alpha)] {
        for name in ["clausula.v1.EvaluatorService", "clausula.v1.PolicyService", "grpc.health.v1.Health"] {
            assert!(names.iter().any(|n| n == name), "{name} is not in {names:?}");
        }
    }
}

const CASES: &str = include_str!("../../policies/klantgenerator/cases/trainings-and-ending.cases.toml");

#[tokio::test]
async fn the_cases_of_a_policy_and_what_they_do_not_try() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let (name, text) = BUILT_IN.iter().find(|(name, _)| name.starts_with("klantgenerator")).unwrap();
    let run = |policy_text: &str, cases_text: &str| wire::RunCasesRequest {
        policy_text: policy_text.to_owned(),
        cases_text: cases_text.to_owned(),
        locale: String::new(),
    };
    let answer = within(client.run_cases(run(text, CASES))).await.unwrap().into_inner();
    // The same as the command line says.
    let policies = PolicySet::from_files([((*name).to_owned(), text.as_bytes())]).unwrap();
    let cases = cases::load("c", CASES.as_bytes()).unwrap();
    let expected = cases::run(&cases, &policies, Law::built_in());
    assert_eq!((answer.passed as usize, answer.failed), (expected.passed(), 0));
    assert_eq!(answer.cases.len(), cases.len());
    assert!(answer.cases.iter().zip(&expected.outcomes).all(|(got, one)| got.line as usize == one.line));
    let measured = cases::coverage::measure(&[expected], Law::built_in());
    let coverage = answer.coverage.unwrap();
    assert_eq!(
        (coverage.reached as usize, coverage.points as usize),
        (measured[0].reached(), measured[0].points.len())
    );
    // The other file of cases tries the rest.
    assert_eq!(coverage.missed.len(), measured[0].missed().count());
    assert!(
        coverage.missed.iter().all(|point| !point.clause_id.is_empty() && point.line > 1 && !point.what.is_empty())
    );

    let changed = text.replace("percent = 100", "percent = 99");
    assert_ne!(**text, changed);
    let answer = within(client.run_cases(run(&changed, CASES))).await.unwrap().into_inner();
    assert!(answer.failed > 0 && answer.passed > 0);
    let failed = answer.cases.iter().find(|one| !one.mismatches.is_empty()).unwrap();
    assert!(failed.mismatches.iter().any(|mismatch| mismatch.expected != mismatch.got));

    let answer = within(client.run_cases(run(text, "polic = 'x'"))).await.unwrap().into_inner();
    assert!(answer.cases.is_empty() && answer.coverage.is_none());
    assert_eq!((answer.faults[0].line, answer.faults[0].help.as_str()), (1, "did you mean `policy`?"));
}

#[tokio::test]
async fn the_fields_and_limits_of_running_cases() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let limit = ServiceConfig::default().policy_text_bytes;
    let sound = BUILT_IN[0].1;
    let fits = CASES.to_owned() + &"#".repeat(limit - CASES.len());
    for (policy, cases, locale, field) in [
        (sound, fits.as_str(), "", None),
        ("", CASES, "", Some("policy_text")),
        (sound, "", "", Some("cases_text")),
        (sound, &(fits.clone() + "#"), "", Some("cases_text")),
        (&text_of(limit + 1), CASES, "", Some("policy_text")),
        ("policy = 1", CASES, "", Some("policy_text")),
        (sound, CASES, "fr", Some("locale")),
    ] {
        let request = wire::RunCasesRequest {
            policy_text: policy.to_owned(),
            cases_text: cases.to_owned(),
            locale: locale.to_owned(),
        };
        match (within(client.run_cases(request)).await, field) {
            (Ok(_), None) => {}
            (Err(status), Some(field)) => {
                assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
                let violations = status.get_error_details().bad_request().unwrap().field_violations.clone();
                assert_eq!(violations[0].field, field);
            }
            (answer, expected) => panic!("{expected:?}: {answer:?}"),
        }
    }
}
