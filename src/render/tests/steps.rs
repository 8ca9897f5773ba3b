//! Steps with their clauses, findings, the next change.

use super::{at, day, euro, policy};
use crate::calendar::{Date, Instant};
use crate::decision::{
    Annulment, Calculation, Deadline, Decision, Finding, FindingCode, NearestBoundary, ReadingRule, Settlement, Source,
    Step,
};
use crate::law::{Law, LawRule};
use crate::money::{Cents, Currency, Locale};
use crate::policy::Doubtful;
use crate::render::{SourceKind, boundary, finding, steps};
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

fn written(policy_id: &str, code: FindingCode, clause: &str, more: &[Source], locale: Locale) -> String {
    let policy = policy(policy_id);
    let mut sources = vec![Source::Clause(policy.place_of(clause).unwrap())];
    sources.extend(more);
    finding(
        &policy,
        Law::built_in(),
        &Finding { code, sources: sources.into_iter().collect(), annulment: None, left_out: None },
        locale,
    )
}

#[test]
fn a_step_cites_its_clause_the_law_or_the_rule() {
    let policy = policy("multidonnas");
    let place = policy.place_of("cancel").unwrap();
    let mut decision = Decision::of(Verdict::Permitted);
    let sources = [Source::Clause(place), Source::Law(LawRule::L5), Source::Rule(ReadingRule::R5)];
    let calculation = Calculation::Verdict(Verdict::Permitted);
    decision.explanation = sources.map(|source| Step { source, calculation: calculation.clone() }).to_vec();
    let rendered = steps(&policy, Law::built_in(), &decision, Locale::En);
    let clause = policy.clause(place).unwrap();
    assert_eq!(rendered[0].clause_id, "cancel");
    assert_eq!(rendered[0].article, clause.articles.join(", "));
    assert_eq!(rendered[0].summary, clause.summary.en);
    assert_eq!(rendered[1].clause_id, "L5");
    assert_eq!(rendered[1].article, "BW 6:230s");
    assert!(rendered[1].summary.starts_with("A consumer who was told of the right to withdraw"));
    assert_eq!((rendered[2].clause_id.as_str(), rendered[2].article.as_str()), ("R5", ""));
    let kinds: Vec<_> = rendered.iter().map(|step| step.source).collect();
    assert_eq!(kinds, [SourceKind::Terms, SourceKind::Law, SourceKind::Rule]);
    assert!(rendered.iter().all(|step| step.calculation == "permitted"));
}

#[test]
fn a_finding_names_clauses_and_what_was_done() {
    assert_eq!(
        written("klantgenerator", FindingCode::TierOverlap, "cancel-training", &[], Locale::En),
        "Rows of art. 5.7 (cancel-training) overlap here; the one that is cheapest for the customer applies."
    );
    let law = [Source::Law(LawRule::L7)];
    assert_eq!(
        written("klantgenerator", FindingCode::LawOverridesTerms, "termination", &law, Locale::Nl),
        "Dwingend recht geeft de klant meer dan art. 14.1, 14.3 (termination), en gaat voor: L7 (BW 6:236 j, 6:237 o)."
    );
    // The ceiling itself is not a clause.
    let rule = [Source::Rule(ReadingRule::R5)];
    let ceiling = written("onvergetelijk-onderwijs", FindingCode::PriceCeiling, "cancel", &rule, Locale::En);
    assert!(
        ceiling.contains("(cancel) would together exceed the agreed price") && !ceiling.contains("R5"),
        "{ceiling}"
    );
}

#[test]
fn a_contradiction_is_told_in_the_words_of_the_policy_file_where_only_one_can_be_meant() {
    let told = written("onvergetelijk-onderwijs", FindingCode::ClauseConflict, "cancel", &[], Locale::En);
    assert!(told.starts_with("art. 11.2") && told.ends_with("the percentages apply."), "{told}");
    let overlap = written("onvergetelijk-onderwijs", FindingCode::TierOverlap, "cancel", &[], Locale::En);
    assert!(overlap.starts_with("Rows of art. 11.2"), "{overlap}");
}

fn changing(verdict: Verdict, at: Instant, then: Verdict) -> Decision {
    let mut decision = Decision::of(verdict);
    decision.nearest_boundary = Some(NearestBoundary { at, charged: euro(0), refund: None, verdict: then });
    decision
}

#[test]
fn the_next_change_says_what_holds_on_both_sides() {
    let policy = policy("multidonnas");
    let start_of = |day: Date| policy.zone.start_of(day).unwrap();
    let midnight = start_of(day("2026-03-13"));
    let mut decision = changing(Verdict::Permitted, midnight, Verdict::Permitted);
    decision.settlement = Some(Settlement::of(euro(500), euro(500), euro(0)));
    decision.nearest_boundary = Some(NearestBoundary {
        at: midnight,
        charged: euro(125),
        refund: Some(euro(375)),
        verdict: Verdict::Permitted,
    });
    let told = |decision: &Decision, locale| boundary(&policy, Question::Cancellation, decision, locale).unwrap();
    assert_eq!(
        told(&decision, Locale::En),
        "before 13 March 2026 00:00: € 0.00, € 500.00 back; from then: € 125.00, € 375.00 back"
    );
    assert_eq!(
        told(&decision, Locale::Nl),
        "vóór 13 maart 2026 00:00: € 0,00, € 500,00 terug; vanaf dan: € 125,00, € 375,00 terug"
    );
    let verdicts = changing(Verdict::Permitted, midnight, Verdict::Refused);
    assert_eq!(told(&verdicts, Locale::En), "before 13 March 2026 00:00: permitted; from then: refused");
    let inclusive = changing(Verdict::Discretionary, at("2026-03-12T08:00:00Z").next(), Verdict::Refused);
    assert_eq!(
        told(&inclusive, Locale::En),
        "up to and including 12 March 2026 09:00: discretionary; after that: refused"
    );
    let silent = changing(Verdict::Permitted, midnight, Verdict::Permitted);
    assert_eq!(told(&silent, Locale::En), "from 13 March 2026 00:00, deadlines, rights or amounts due change");
    let none = Decision::of(Verdict::Permitted);
    assert_eq!(boundary(&policy, Question::Cancellation, &none, Locale::En), None);
}

#[test]
fn where_no_money_changes_the_next_change_says_what_the_question_is_about() {
    let policy = policy("multidonnas");
    let midnight = policy.zone.start_of(day("2026-03-13")).unwrap();
    let told = |question, decision: &Decision| {
        [Locale::En, Locale::Nl].map(|locale| boundary(&policy, question, decision, locale).unwrap())
    };
    let mut decision = changing(Verdict::Permitted, midnight, Verdict::Refused);
    for question in [Question::Complaint, Question::DamageClaim] {
        assert_eq!(
            told(question, &decision),
            [
                "before 13 March 2026 00:00: in time; from then: too late",
                "vóór 13 maart 2026 00:00: op tijd; vanaf dan: te laat"
            ]
        );
    }
    assert_eq!(
        told(Question::Offer, &decision),
        [
            "before 13 March 2026 00:00: holds; from then: no longer holds",
            "vóór 13 maart 2026 00:00: geldt; vanaf dan: geldt niet meer"
        ]
    );
    assert_eq!(
        told(Question::TermsChange, &decision),
        [
            "before 13 March 2026 00:00: permitted; from then: refused",
            "vóór 13 maart 2026 00:00: toegestaan; vanaf dan: geweigerd"
        ]
    );
    decision.deadlines = vec![Deadline {
        kind: DeadlineKind::OfferRevocation,
        last_day: day("2026-03-12"),
        expires_at: Some(midnight),
        inclusive: false,
        moves_with_act: false,
        sources: smallvec![],
    }];
    assert_eq!(
        told(Question::Offer, &decision),
        [
            "before 13 March 2026 00:00: revocable; from then: no longer revocable",
            "vóór 13 maart 2026 00:00: in te trekken; vanaf dan: niet meer in te trekken"
        ]
    );
}

#[test]
fn what_is_at_stake_is_said_for_each_part_of_a_decision() {
    let stake = |about, without: Option<i64>, locale| {
        let (by_terms, without) = (Some(Cents::new(50_000)), without.map(Cents::new));
        super::super::annulment::at_stake(&Annulment { rule: "R", about, by_terms, without }, Currency::EUR, locale)
            .unwrap()
    };
    for about in Doubtful::ALL {
        for without in [None, Some(0), Some(12_345)] {
            let (en, nl) = (stake(*about, without, Locale::En), stake(*about, without, Locale::Nl));
            assert!(en.contains("€ 500.00") && nl.contains("€ 500,00"), "{en} {nl}");
            assert!(en.ends_with('.') && nl.ends_with('.'), "{en} {nl}");
        }
    }
    for about in [Doubtful::Fee, Doubtful::Interest, Doubtful::CollectionCosts, Doubtful::Liability, Doubtful::Price] {
        let (en, nl) = (stake(about, Some(12_345), Locale::En), stake(about, Some(12_345), Locale::Nl));
        assert!(en.contains("€ 123.45") && nl.contains("€ 123,45"), "{en} {nl}");
    }
    let none = Annulment { rule: "R", about: Doubtful::Complaint, by_terms: None, without: None };
    assert_eq!(super::super::annulment::at_stake(&none, Currency::EUR, Locale::En), None);
}
