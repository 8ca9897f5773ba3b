//! Every other calculation, assumption and finding in both languages.

use super::{at, day, euro, period, policy};
use crate::decision::{Assumption, Calculation as C, Deadline, Decision, FindingCode};
use crate::facts::table;
use crate::law::{JurisdictionId, Law};
use crate::money::{Cents, Locale, Percent};
use crate::policy::building_blocks::{Anchor, Condition, Edge, Mark};
use crate::render::scene::Scene;
use crate::render::{assumption, dutch, english};
use crate::vocabulary::{ChargeKind, DeadlineKind, Verdict};

pub(super) fn check(decision: &Decision, rows: &[(C, &str, &str)]) {
    let policy = policy("multidonnas");
    for (calculation, en, nl) in rows {
        let scene = |locale| Scene { policy: &policy, law: Law::built_in().of(JurisdictionId::Nl), decision, locale };
        assert_eq!(scene(Locale::En).calculation(calculation), *en);
        assert_eq!(scene(Locale::Nl).calculation(calculation), *nl);
    }
}

fn deadline(kind: DeadlineKind, last_day: &str, expires_at: &str) -> Deadline {
    Deadline {
        kind,
        last_day: day(last_day),
        expires_at: Some(at(expires_at)),
        inclusive: false,
        moves_with_act: false,
        sources: crate::decision::Sources::default(),
    }
}

#[test]
fn facts_and_time() {
    let (anchor, start) = (Anchor::StartsAt, day("2026-09-14"));
    let starts_at = at("2026-09-14T07:00:00Z");
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (C::Verdict(Verdict::Permitted), "permitted", "toegestaan"),
            (C::Verdict(Verdict::Refused), "refused", "geweigerd"),
            (C::Verdict(Verdict::Discretionary), "discretionary", "ter beoordeling"),
            (C::Verdict(Verdict::Unregulated), "not regulated", "niet geregeld"),
            (C::Applies, "this applies", "dit geldt"),
            (
                C::NoNotice { invoice: 0, since: day("2026-06-16") },
                "no notice that gives fourteen days was received on or after 16 June 2026: no collection costs are due",
                "er is op of na 16 juni 2026 geen veertiendagenbrief ontvangen: geen incassokosten verschuldigd",
            ),
            (
                C::NoticeRuns { invoice: 0, from: day("2026-07-01") },
                "the fourteen days of the notice are running: collection costs are due only from 1 July 2026",
                "de veertien dagen van de brief lopen nog: incassokosten zijn pas verschuldigd vanaf 1 juli 2026",
            ),
            (
                C::Fact { condition: Condition::Begun, holds: true },
                "performance has begun",
                "de uitvoering is begonnen",
            ),
            (
                C::Fact { condition: Condition::Insured, holds: false },
                "the provider is not insured",
                "de aanbieder is niet verzekerd",
            ),
            (
                C::OnDay { on: day("2026-12-27"), at: None, holds: true },
                "Sunday 27 December 2026 is a day on which this applies",
                "zondag 27 december 2026 is een dag waarop dit geldt",
            ),
            (
                C::OnDay { on: day("2026-12-25"), at: None, holds: false },
                "Friday 25 December 2026, a holiday, is no day on which this applies",
                "vrijdag 25 december 2026, een feestdag, is geen dag waarop dit geldt",
            ),
            (
                C::OnDay { on: day("2026-12-27"), at: crate::calendar::TimeOfDay::new(690), holds: true },
                "Sunday 27 December 2026, 11:30, is a time at which this applies",
                "zondag 27 december 2026, 11:30 uur, is een tijd waarop dit geldt",
            ),
            (
                C::DaysBefore { anchor, on: start, notice: day("2026-08-03"), days: 42 },
                "14 September 2026 is 42 days after 3 August 2026",
                "14 september 2026 is 42 dagen na 3 augustus 2026",
            ),
            (
                C::DaysBefore { anchor, on: start, notice: day("2026-09-15"), days: -1 },
                "14 September 2026 is 1 day before 15 September 2026",
                "14 september 2026 is 1 dag voor 15 september 2026",
            ),
            (
                C::DaysBefore { anchor, on: start, notice: start, days: 0 },
                "14 September 2026 is the day itself",
                "14 september 2026 is de dag zelf",
            ),
            (
                C::Hours { anchor, at: starts_at, notice: at("2026-09-12T07:30:00Z") },
                "12 September 2026 09:30 is 47 hours 30 minutes before 14 September 2026 09:00",
                "12 september 2026 09:30 is 47 uur 30 minuten voor 14 september 2026 09:00",
            ),
            (
                C::Hours { anchor, at: starts_at, notice: at("2026-09-14T08:00:00Z") },
                "14 September 2026 10:00 is 1 hour after 14 September 2026 09:00",
                "14 september 2026 10:00 is 1 uur na 14 september 2026 09:00",
            ),
            (
                C::PeriodEnds {
                    period: period("1 month"),
                    after: false,
                    from: Mark { at: at("2027-03-31T07:00:00Z"), on: day("2027-03-31") },
                    ends: Edge::Day(day("2027-02-28")),
                },
                "1 month before 31 March 2027 is 28 February 2027",
                "1 maand voor 31 maart 2027 is 28 februari 2027",
            ),
            (
                C::PeriodEnds {
                    period: period("3 days"),
                    after: false,
                    from: Mark { at: at("2026-10-12T07:00:00Z"), on: day("2026-10-12") },
                    ends: Edge::At(at("2026-10-09T15:30:00Z")),
                },
                "3 days before 12 October 2026 is 9 October 2026 17:30",
                "3 dagen voor 12 oktober 2026 is 9 oktober 2026 17:30",
            ),
            (
                C::PeriodEnds {
                    period: period("24 hours"),
                    after: true,
                    from: Mark { at: at("2026-03-28T11:00:00Z"), on: day("2026-03-28") },
                    ends: Edge::At(at("2026-03-29T11:00:00Z")),
                },
                "24 hours after 28 March 2026 12:00 is 29 March 2026 13:00",
                "24 uur na 28 maart 2026 12:00 is 29 maart 2026 13:00",
            ),
            (
                C::Deemed { received: at("2026-07-31T15:31:00Z"), effective: at("2026-08-03T07:00:00Z") },
                "received Friday 31 July 2026 17:31, counts as given Monday 3 August 2026 09:00",
                "ontvangen vrijdag 31 juli 2026 17:31, geldt als gegeven maandag 3 augustus 2026 09:00",
            ),
        ],
    );
}

#[test]
fn charges() {
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (
                C::Cheapest { rows: 2, charged: euro(100) },
                "2 rows apply; the cheapest for the customer charges € 100.00",
                "2 regels zijn van toepassing; de goedkoopste voor de klant rekent € 100,00",
            ),
            (
                C::Ceiling { written: euro(500), price: euro(400) },
                "€ 500.00 as written, cut to the price € 400.00",
                "€ 500,00 volgens de voorwaarden, verlaagd tot de prijs € 400,00",
            ),
            (
                C::Settled { paid: euro(400), charged: euro(150), refund: euro(250), outstanding: euro(0) },
                "paid € 400.00 − charged € 150.00 = € 250.00 back",
                "betaald € 400,00 − in rekening € 150,00 = € 250,00 terug",
            ),
            (
                C::Settled { paid: euro(100), charged: euro(150), refund: euro(0), outstanding: euro(50) },
                "charged € 150.00 − paid € 100.00 = € 50.00 outstanding",
                "in rekening € 150,00 − betaald € 100,00 = € 50,00 nog te betalen",
            ),
            (
                C::Settled { paid: euro(150), charged: euro(150), refund: euro(0), outstanding: euro(0) },
                "paid € 150.00 = charged € 150.00: nothing left to settle",
                "betaald € 150,00 = in rekening € 150,00: niets meer te verrekenen",
            ),
            (
                C::CreditLeft {
                    paid: euro(400),
                    charged: euro(150),
                    credit: euro(250),
                    expires_on: Some(day("2027-09-15")),
                },
                "paid € 400.00 − charged € 150.00 = € 250.00, a credit until 15 September 2027 inclusive",
                "betaald € 400,00 − in rekening € 150,00 = € 250,00 tegoed, te gebruiken tot en met 15 september 2027",
            ),
            (
                C::CreditOfCharges { credit: euro(150), expires_on: None },
                "what is charged, € 150.00, becomes a credit",
                "wat in rekening komt, € 150,00, wordt een tegoed",
            ),
        ],
    );
}

#[test]
fn deadlines() {
    let mut decision = Decision::of(Verdict::Permitted);
    decision.deadlines = vec![
        deadline(DeadlineKind::Withdrawal, "2026-03-26", "2026-03-26T23:00:00Z"),
        deadline(DeadlineKind::OfferRevocation, "2026-03-13", "2026-03-13T15:00:00Z"),
        deadline(DeadlineKind::CustomerResponse, "2026-04-07", "2026-04-07T10:00:00Z"),
    ];
    let (withdrawal, response) = (DeadlineKind::Withdrawal, DeadlineKind::CustomerResponse);
    let counted = |kind, from: &str, counted: &str, last_day: &str| C::Counted {
        kind,
        from: day(from),
        period: Some(counted).filter(|text| !text.is_empty()).map(period),
        last_day: day(last_day),
    };
    check(
        &decision,
        &[
            (
                counted(withdrawal, "2026-03-12", "14 days", "2026-03-26"),
                "14 days after 12 March 2026: 26 March 2026, until 24:00",
                "14 dagen na 12 maart 2026: 26 maart 2026, tot 24:00",
            ),
            (
                counted(withdrawal, "2026-03-12", "14 days including the first day", "2026-03-25"),
                "14 days from 12 March 2026, that day included: 25 March 2026, until 24:00",
                "14 dagen vanaf 12 maart 2026, die dag meegeteld: 25 maart 2026, tot 24:00",
            ),
            (
                counted(DeadlineKind::Substitution, "2026-03-12", "1 week", "2026-03-05"),
                "1 week before 12 March 2026: 5 March 2026, until 24:00",
                "1 week voor 12 maart 2026: 5 maart 2026, tot 24:00",
            ),
            (
                counted(response, "2026-04-02", "3 days", "2026-04-07"),
                "3 days after 2 April 2026, moved on to the next possible day: 7 April 2026, until 12:00",
                "3 dagen na 2 april 2026, verschoven naar de eerstvolgende dag die kan: 7 april 2026, tot 12:00",
            ),
            (
                counted(DeadlineKind::Complaint, "2026-03-12", "1 month", "2026-03-20"),
                "earlier than 1 month after 12 March 2026, by another count: 20 March 2026, until 24:00",
                "eerder dan 1 maand na 12 maart 2026, door een andere termijn: 20 maart 2026, tot 24:00",
            ),
            (
                counted(DeadlineKind::ContractEnd, "2026-03-12", "", "2026-03-12"),
                "on 12 March 2026 itself: 12 March 2026, until 24:00",
                "op 12 maart 2026 zelf: 12 maart 2026, tot 24:00",
            ),
            (
                counted(DeadlineKind::OfferRevocation, "2026-03-12", "", "2026-03-13"),
                "the working day after 12 March 2026: 13 March 2026, until 16:00",
                "de werkdag na 12 maart 2026: 13 maart 2026, tot 16:00",
            ),
            (
                counted(DeadlineKind::TerminationAllowedFrom, "2026-03-01", "30 days", "2026-03-31"),
                "30 days after 1 March 2026: from 31 March 2026",
                "30 dagen na 1 maart 2026: vanaf 31 maart 2026",
            ),
            (
                C::Until { kind: DeadlineKind::ReschedulingByConsent, at: at("2026-03-12T08:00:00Z") },
                "last moment to move the date with consent: Thursday 12 March 2026 09:00",
                "laatste moment om met instemming te verplaatsen: donderdag 12 maart 2026 09:00",
            ),
            (
                C::InTime { kind: withdrawal, in_time: true },
                "in time (last day to withdraw 26 March 2026)",
                "op tijd (laatste dag van de bedenktijd 26 maart 2026)",
            ),
            (
                C::InTime { kind: DeadlineKind::DamageReport, in_time: false },
                "too late (last day to report the damage)",
                "te laat (laatste dag om de schade te melden)",
            ),
            (
                C::WithdrawalDay {
                    from: day("2026-03-12"),
                    counted: day("2026-03-26"),
                    last_day: day("2026-03-26"),
                    informed_late: false,
                },
                "14 days after 12 March 2026: 26 March 2026, until 24:00",
                "14 dagen na 12 maart 2026: 26 maart 2026, tot 24:00",
            ),
            (
                C::WithdrawalDay {
                    from: day("2026-03-14"),
                    counted: day("2026-03-28"),
                    last_day: day("2026-03-30"),
                    informed_late: false,
                },
                "14 days after 14 March 2026: Saturday 28 March 2026 is no working day, so Monday 30 March 2026, until 24:00",
                "14 dagen na 14 maart 2026: zaterdag 28 maart 2026 is geen werkdag, dus maandag 30 maart 2026, tot 24:00",
            ),
            (
                C::WithdrawalDay {
                    from: day("2026-03-12"),
                    counted: day("2027-03-26"),
                    last_day: day("2027-03-26"),
                    informed_late: true,
                },
                "concluded or received 12 March 2026, information late or withheld: 26 March 2027, until 24:00",
                "gesloten of ontvangen 12 maart 2026, te laat of niet geïnformeerd: 26 maart 2027, tot 24:00",
            ),
            (C::RightLost { lost: true }, "the right to withdraw is lost", "de bedenktijd is vervallen"),
            (
                C::RightLost { lost: false },
                "the right to withdraw is not lost, whatever the terms say",
                "de bedenktijd is niet vervallen, wat de voorwaarden ook zeggen",
            ),
            (
                C::NotDue { kind: ChargeKind::RetainedPrice },
                "price that stays due: not due, whatever the terms say",
                "prijs die verschuldigd blijft: niet verschuldigd, wat de voorwaarden ook zeggen",
            ),
        ],
    );
}

#[test]
fn liability_changes_and_notice() {
    let twenty = Some(Percent::whole(20));
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (C::Excluded, "liability is excluded", "aansprakelijkheid is uitgesloten"),
            (
                C::Limited { limit: euro(1000) },
                "liability is limited to € 1,000.00",
                "aansprakelijkheid is beperkt tot € 1.000,00",
            ),
            (C::Unlimited, "liability has no limit", "aansprakelijkheid kent geen grens"),
            (
                C::Increase { from: euro(100), to: euro(115), up_to: twenty, within: true },
                "from € 100.00 to € 115.00 is € 15.00 more; 20% of € 100.00 is € 20.00: within it",
                "van € 100,00 naar € 115,00 is € 15,00 meer; 20% van € 100,00 is € 20,00: daarbinnen",
            ),
            (
                C::Increase { from: Cents::new(10_003), to: Cents::new(12_004), up_to: twenty, within: false },
                "from € 100.03 to € 120.04 is € 20.01 more; 20% of € 100.03 is € 20.006: above it",
                "van € 100,03 naar € 120,04 is € 20,01 meer; 20% van € 100,03 is € 20,006: daarboven",
            ),
            (
                C::Increase { from: euro(100), to: euro(115), up_to: None, within: true },
                "from € 100.00 to € 115.00",
                "van € 100,00 naar € 115,00",
            ),
            (
                C::Announced {
                    on: day("2026-03-01"),
                    effective: day("2026-04-01"),
                    ahead: period("1 month"),
                    early_enough: true,
                },
                "1 March 2026 to 1 April 2026: at least 1 month",
                "1 maart 2026 tot 1 april 2026: ten minste 1 maand",
            ),
            (
                C::Announced {
                    on: day("2026-03-02"),
                    effective: day("2026-04-01"),
                    ahead: period("1 month"),
                    early_enough: false,
                },
                "2 March 2026 to 1 April 2026: less than 1 month",
                "2 maart 2026 tot 1 april 2026: minder dan 1 maand",
            ),
            (
                C::NoticePeriod { period: period("2 months"), from: day("2026-03-12"), ends: day("2026-05-12") },
                "2 months of notice from 12 March 2026: the agreement ends on 12 May 2026",
                "2 maanden opzegtermijn vanaf 12 maart 2026: de overeenkomst eindigt op 12 mei 2026",
            ),
            (
                C::NoticeEnd {
                    period: period("1 month"),
                    from: day("2026-11-14"),
                    counted: day("2026-12-14"),
                    least: Some(day("2027-09-09")),
                    ends: day("2027-09-09"),
                },
                "1 month of notice from 14 November 2026: 14 December 2026, and at least through 9 September 2027; the agreement ends on 9 September 2027",
                "1 maand opzegtermijn vanaf 14 november 2026: 14 december 2026, en ten minste tot en met 9 september 2027; de overeenkomst eindigt op 9 september 2027",
            ),
            (
                C::NoticeEnd {
                    period: period("2 months"),
                    from: day("2026-03-13"),
                    counted: day("2026-05-13"),
                    least: None,
                    ends: day("2026-05-31"),
                },
                "2 months of notice from 13 March 2026: 13 May 2026; the agreement ends on 31 May 2026",
                "2 maanden opzegtermijn vanaf 13 maart 2026: 13 mei 2026; de overeenkomst eindigt op 31 mei 2026",
            ),
            (
                C::CountsNextMonth { notice: day("2026-03-16"), by_day: 15, from: day("2026-04-01") },
                "16 March 2026 comes after day 15 of the month: the notice counts from 1 April 2026",
                "16 maart 2026 komt na dag 15 van de maand: de opzegging telt vanaf 1 april 2026",
            ),
            (
                C::LastsLonger { by: period("2 months") },
                "the agreement lasts 2 months longer",
                "de overeenkomst duurt 2 maanden langer",
            ),
            (
                C::EndBroughtForward { written: day("2026-06-30"), to: period("1 month") },
                "by the terms it would end on 30 June 2026, later than 1 month after the notice",
                "volgens de tekst zou zij eindigen op 30 juni 2026, later dan 1 maand na de opzegging",
            ),
            (
                C::NoticeShortened { written: period("2 months"), to: period("1 month") },
                "2 months of notice is read as 1 month",
                "2 maanden opzegtermijn wordt gelezen als 1 maand",
            ),
        ],
    );
}

#[test]
fn every_assumption_and_finding_is_a_sentence() {
    let assumptions = [
        Assumption::InformedAtConclusion,
        Assumption::AtADistance,
        Assumption::NoUnitCount,
        Assumption::BegunByDelivery,
        Assumption::GoodsNotReceived,
        Assumption::OfficeHoursSameDay,
        Assumption::NoChangeCostsStated,
        Assumption::NotInsured,
        Assumption::WholeDelivered,
        Assumption::DeliveredAtConclusion,
        Assumption::WithinPeriod { holds: true },
        Assumption::WithinPeriod { holds: false },
        Assumption::CurrentPriceAsAgreed,
        Assumption::ReceivedWhenDeclared,
        Assumption::RatesMayBeOutdated { next_review: day("2027-01-01") },
        Assumption::RateSecondHand { since: day("2025-01-01") },
    ];
    // What is so of each fact unless stated.
    let of_defaults = table::all().filter(|fact| fact.plain().is_some()).map(|fact| Assumption::of_default(fact, 0));
    let mut assumptions = assumptions.to_vec();
    assumptions.extend(of_defaults.filter(|default| matches!(default, Assumption::FactDefault { .. })));
    let policies = crate::policy::store::PolicySet::built_in().unwrap();
    let (policy, law) = (policies.iter().next().unwrap(), Law::built_in());
    let mut sentences = Vec::new();
    for each in &assumptions {
        sentences.extend([assumption(policy, law, each, Locale::En), assumption(policy, law, each, Locale::Nl)]);
    }
    for code in FindingCode::ALL {
        sentences.extend([
            english::finding(*code, "art. 9.1", "the terms", ""),
            dutch::finding(*code, "art. 9.1", "de voorwaarden", ""),
        ]);
    }
    for sentence in &sentences {
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        assert_eq!(sentences.iter().filter(|s| *s == sentence).count(), 1, "{sentence}");
    }
    let outdated =
        assumption(policy, law, &Assumption::RatesMayBeOutdated { next_review: day("2027-01-01") }, Locale::Nl);
    assert!(outdated.contains("1 januari 2027"));
}
