//! Policies decide by the calendar of holidays that they name, and by no other (T6).

#![allow(clippy::unwrap_used, clippy::panic)] // what tests share may fail them

use clausula::calendar::{Date, Instant};
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate, step};
use clausula::facts::{Agreement, Event, Facts, Termination};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, Party, ProductType, Question, Verdict};

/// A policy with one clause, of a form.
fn policy(holidays: &str, question: Question, form: &str) -> Policy {
    let text = format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"{holidays}\"\nlaw = \"NL\"\n[[clause]]\nid = \"clause\"\narticle = \"1\"\n\
         question = \"{question}\"\nsummary = {{ nl = \"x\", en = \"x\" }}\n{form}\n"
    );
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// Noon of a day in Amsterdam, in winter or in summer: the date is what matters.
fn noon(day: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{day}T11:00:00Z")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn agreement(concluded: &str, start: &str) -> Agreement {
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(10_000), noon(concluded));
    agreement.starts_at = Some(noon(start));
    agreement
}

fn facts(agreement: Agreement, event: Event) -> Facts {
    Facts::new(agreement, event, Basis::TermsAndLaw).unwrap_or_else(|error| panic!("{error}"))
}

fn decide(policy: &Policy, agreement: Agreement, event: Event) -> Decision {
    evaluate(policy, Law::built_in(), &facts(agreement, event), Detail::Full).unwrap_or_else(|error| panic!("{error}"))
}

fn last_day(decision: &Decision, kind: DeadlineKind) -> Date {
    decision.deadlines.iter().find(|deadline| deadline.kind == kind).unwrap().last_day
}

#[test]
fn the_statutory_withdrawal_period_rolls_by_the_policys_calendar() {
    let form = "[clause.withdrawal_right]\nperiod = \"14 days\"\ncustomer = \"consumer\"";
    for (holidays, concluded, last) in [
        // To Good Friday 2026: a holiday here, in England and in Denmark, none in Belgium and Austria.
        ("NL", "2026-03-20", "2026-04-07"),
        ("UK-ENG", "2026-03-20", "2026-04-07"),
        ("DK", "2026-03-20", "2026-04-07"),
        ("BE", "2026-03-20", "2026-04-03"),
        ("AT", "2026-03-20", "2026-04-03"),
        ("none", "2026-03-20", "2026-04-03"),
        // To King's Day, a Monday.
        ("NL", "2026-04-13", "2026-04-28"),
        ("DE-NW", "2026-04-13", "2026-04-27"),
        // To Corpus Christi, by state.
        ("DE-NW", "2026-05-21", "2026-06-05"),
        ("DE-BE", "2026-05-21", "2026-06-04"),
        // To a Saturday.
        ("none", "2026-03-14", "2026-03-30"),
    ] {
        let policy = policy(holidays, Question::Withdrawal, form);
        let event =
            Event::Withdrawal { declared_at: noon(concluded), received_at: None, goods_devaluation: Some(Cents::ZERO) };
        let decision = decide(&policy, agreement(concluded, "2026-12-01"), event);
        assert_eq!(last_day(&decision, DeadlineKind::Withdrawal), day(last), "{holidays} {concluded}");
    }
}

#[test]
fn office_hours_open_by_the_policys_calendar() {
    for (holidays, except, counts) in [
        // Notice on King's Day at noon.
        ("NL", true, "2026-04-28"),
        ("NL", false, "2026-04-27"),
        ("BE", true, "2026-04-27"),
        ("none", true, "2026-04-27"),
    ] {
        let form = format!(
            "[clause.office_hours]\nfrom = \"09:00\"\nthrough = \"17:00\"\nexcept_holidays = {except}\n\
             [[clause]]\nid = \"free\"\narticle = \"2\"\nquestion = \"cancellation\"\n\
             summary = {{ nl = \"x\", en = \"x\" }}\n[clause.outcome]\nverdict = \"permitted\""
        );
        let policy = policy(holidays, Question::Cancellation, &form);
        let event = Event::Cancellation { received_at: noon("2026-04-27"), cancelled_count: None };
        let decision = decide(&policy, agreement("2026-03-01", "2026-12-01"), event);
        let counted = policy.zone.date_of(decision.effective_at.unwrap_or(noon("2026-04-27")));
        assert_eq!(counted, day(counts), "{holidays} {except}");
    }
}

#[test]
fn deadlines_move_and_wait_by_the_policys_calendar() {
    let moves = "[clause.outcome]\nverdict = \"permitted\"\ndeadlines = [{ kind = \"offer_expires\", after = \"made_at\", \
                 period = \"5 days\", moves = { on = [\"sunday\", \"holiday\"], until = \"12:00\" } }]";
    let next = "[clause.outcome]\nverdict = \"permitted\"\ndeadlines = [{ kind = \"offer_revocation\", \
                after = \"accepted_at\", next_working_day_at = \"16:00\" }]";
    let offer = || Event::Offer { made_at: noon("2026-12-23"), accepted_at: Some(noon("2026-12-24")), as_of: None };
    for (holidays, moved, revoked) in [
        // Monday 28 December 2026 is the substitute for Boxing Day in England, and a working day elsewhere.
        ("UK-ENG", "2026-12-29", "2026-12-29"),
        ("NL", "2026-12-28", "2026-12-28"),
        ("BE", "2026-12-28", "2026-12-28"),
        ("none", "2026-12-28", "2026-12-25"),
    ] {
        let last = |form, kind| {
            let policy = policy(holidays, Question::Offer, form);
            last_day(&decide(&policy, agreement("2026-12-23", "2027-03-01"), offer()), kind)
        };
        assert_eq!(last(moves, DeadlineKind::OfferExpires), day(moved), "{holidays}");
        assert_eq!(last(next, DeadlineKind::OfferRevocation), day(revoked), "{holidays}");
    }
}

/// "Until 10 working days before, that day included", and "within 5 working days after".
#[test]
fn periods_count_working_days() {
    let deadline = |holidays: &str, row: &str, concluded: &str, start: &str| {
        let form = format!("[clause.outcome]\nverdict = \"permitted\"\ndeadlines = [{row}]");
        let policy = policy(holidays, Question::Cancellation, &form);
        let event = Event::Cancellation { received_at: noon(concluded), cancelled_count: None };
        decide(&policy, agreement(concluded, start), event).deadlines[0].clone()
    };
    let before = "{ kind = \"notice\", before = \"starts_at\", period = \"10 working days\" }";
    for (holidays, start, last) in [
        ("NL", "2026-05-21", "2026-05-06"),   // Ascension Day lies between
        ("none", "2026-05-21", "2026-05-07"), // and here it does not count
        ("UK-ENG", "2026-06-03", "2026-05-19"),
        ("NL", "2026-05-24", "2026-05-08"), // a Sunday: the first working day before it is Friday
    ] {
        let found = deadline(holidays, before, "2026-03-02", start);
        assert_eq!(found.last_day, day(last), "{holidays} {start}");
        // The whole day counts.
        let midnight = day(last).plus_days(1).unwrap();
        let amsterdam = policy("NL", Question::Offer, "[clause.outcome]\nverdict = \"permitted\"").zone;
        assert_eq!(found.expires_at, amsterdam.start_of(midnight));
    }
    let after = "{ kind = \"refund\", after = \"act\", period = \"5 working days\" }";
    for (holidays, act, last) in [
        ("NL", "2026-04-01", "2026-04-10"),
        ("BE", "2026-04-01", "2026-04-09"),
        ("none", "2026-04-01", "2026-04-08"),
        ("NL", "2026-03-28", "2026-04-07"), // a Saturday
    ] {
        assert_eq!(deadline(holidays, after, act, "2026-12-01").last_day, day(last), "{holidays} {act}");
    }
}

/// An announcement a period of working days ahead: on the last day that is early enough, and the day after it.
#[test]
fn announcements_lie_working_days_ahead() {
    let policy = policy("NL", Question::TermsChange, "[clause.announcement]\nahead = \"2 working days\"");
    for (announced, effective, verdict) in [
        ("2026-04-01", "2026-04-07", Verdict::Permitted), // Thursday 2 and Tuesday 7 April
        ("2026-04-02", "2026-04-07", Verdict::Refused),
        ("2026-04-02", "2026-04-08", Verdict::Permitted),
        ("2026-04-06", "2026-04-08", Verdict::Permitted), // Easter Monday: Tuesday and Wednesday
        ("2026-04-07", "2026-04-08", Verdict::Refused),
    ] {
        let event = Event::TermsChange {
            announced_at: noon(announced),
            effective_at: noon(effective),
            performance_changes: Some(false),
        };
        let facts = facts(agreement("2026-01-05", "2026-12-01"), event);
        let (decision, until) = step(&policy, Law::built_in(), &facts, Detail::Full).unwrap();
        assert_eq!(decision.verdict, verdict, "{announced} {effective}");
        // The answer holds to the day on which another announcement is answered differently.
        let latest = if effective == "2026-04-07" { "2026-04-02" } else { "2026-04-07" };
        let expected = (verdict == Verdict::Permitted).then(|| policy.zone.start_of(day(latest)).unwrap());
        assert_eq!(until, expected, "{announced} {effective}");
    }
}

#[test]
fn notice_of_working_days_ends_an_agreement() {
    let form = "[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"10 working days\"";
    for (holidays, ends) in [("NL", "2026-05-12"), ("DE-HE", "2026-05-11"), ("none", "2026-05-08")] {
        let policy = policy(holidays, Question::Termination, form);
        let mut agreement = agreement("2026-01-05", "2026-02-01");
        agreement.product = ProductType::Subscription;
        let notice = Termination {
            notice_at: noon("2026-04-24"),
            by: Party::Customer,
            for_cause: Some(false),
            non_payment: Some(false),
        };
        let decision = decide(&policy, agreement, Event::Termination(notice));
        assert_eq!(last_day(&decision, DeadlineKind::ContractEnd), day(ends), "{holidays}");
    }
}
