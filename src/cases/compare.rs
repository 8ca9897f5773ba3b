//! What was expected of a decision against what it is, part by part.

use super::format::{Arrears, Boundary, Charge, Expect, Liability};
use super::values::{Deadlines, Euros, Many, Moment, OneLine, OrNone};
use crate::calendar::{Date, Instant, Zone};
use crate::decision::{AllocationTarget, Decision, FindingCode, Source};
use crate::evaluate::source_id;
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::load::read::At;
use std::fmt::Display;

/// One part of a decision that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Which part, as the case names it: `charged`, `deadlines.refund`.
    pub field: String,
    /// What the case expects.
    pub expected: String,
    /// What was decided.
    pub got: String,
}

const NONE: &str = "none";

/// Compares a decision with what is expected of it.
pub(super) fn decision(expect: &Expect, decision: &Decision, policy: &Policy) -> Vec<Mismatch> {
    let mut comparer = Comparer { zone: &policy.zone, found: Vec::new() };
    comparer.amounts(expect, decision);
    comparer.dates(expect, decision);
    comparer.payments(expect, decision);
    comparer.rest(expect, decision, policy);
    comparer.found
}

struct Comparer<'a> {
    zone: &'a Zone,
    found: Vec<Mismatch>,
}

impl Comparer<'_> {
    fn differ(&mut self, field: impl Into<String>, expected: impl Display, got: impl Display) {
        let (expected, got) = (expected.to_string(), got.to_string());
        if expected != got {
            self.found.push(Mismatch { field: field.into(), expected, got });
        }
    }

    /// Compares what is expected, if anything is.
    fn same<E, G: Display>(&mut self, field: &str, expected: Option<&At<E>>, show: impl Fn(&E) -> String, got: G) {
        if let Some(expected) = expected {
            self.differ(field, show(&expected.value), got);
        }
    }

    fn amounts(&mut self, expect: &Expect, decision: &Decision) {
        self.same("verdict", expect.verdict.as_ref(), ToString::to_string, decision.verdict);
        if let Some(At { value: Many(charges), .. }) = &expect.charges {
            let expected = listed(charges.iter().map(|charge| expected_charge(&charge.value)));
            // Each charge is written with as much as the one expected in its place says.
            let got = decision.charges.iter().enumerate().map(|(i, charge)| {
                let like = charges.get(i).map(|at| &at.value);
                let written = like.is_none_or(|like| like.as_written.is_some()).then_some(Euros(charge.as_written));
                let discretionary =
                    like.is_none_or(|like| like.discretionary.is_some()).then_some(charge.discretionary);
                let beside_price =
                    like.map_or(charge.beside_price, |like| like.beside_price.is_some()).then_some(charge.beside_price);
                expected_charge(&Charge {
                    kind: charge.kind,
                    amount: Euros(charge.amount),
                    as_written: written,
                    discretionary,
                    beside_price,
                })
            });
            self.differ("charges", expected, listed(got));
        }
        let settlement = decision.settlement;
        self.same("charged", expect.charged.as_ref(), euros, decision.charged());
        self.same("compensated", expect.compensated.as_ref(), euros, decision.compensated());
        self.same("refund", expect.refund.as_ref(), euros, amount(settlement.map(|s| s.refund)));
        self.same("outstanding", expect.outstanding.as_ref(), euros, amount(settlement.map(|s| s.outstanding)));
        let credit = settlement.and_then(|s| s.credit);
        let credited = settlement.map(|_| credit.map_or(Cents::ZERO, |credit| credit.amount));
        self.same("credit", expect.credit.as_ref(), euros, amount(credited));
        let until = credit.and_then(|credit| credit.expires_on).map_or(NONE.to_owned(), |day| day.to_string());
        let expected = |day: &OrNone<Date>| match day {
            OrNone::None => NONE.to_owned(),
            OrNone::Some(day) => day.to_string(),
        };
        self.same("credit_until", expect.credit_until.as_ref(), expected, until);
        self.same("settled", expect.settled.as_ref(), ToString::to_string, settlement.is_some());
    }

    fn dates(&mut self, expect: &Expect, decision: &Decision) {
        if let Some(At { value, .. }) = &expect.effective_at {
            self.moment("effective_at", value, decision.effective_at);
        }
        if let Some(At { value: Deadlines(deadlines), .. }) = &expect.deadlines {
            for (kind, expected) in deadlines {
                let field = format!("deadlines.{kind}");
                let got = decision.deadlines.iter().find(|deadline| deadline.kind == *kind);
                match expected {
                    OrNone::None => self.differ(field, NONE, got.map_or(NONE.to_owned(), |d| d.last_day.to_string())),
                    OrNone::Some(moment) => match moment.date() {
                        Some(day) => self.differ(field, day, got.map_or(NONE.to_owned(), |d| d.last_day.to_string())),
                        None => self.moment(&field, expected, got.and_then(|d| d.expires_at)),
                    },
                }
            }
        }
        if let Some(At { value, .. }) = &expect.boundary {
            self.boundary(value, decision);
        }
    }

    fn boundary(&mut self, expected: &OrNone<Boundary>, decision: &Decision) {
        let got = decision.nearest_boundary;
        let OrNone::Some(expected) = expected else {
            let at = got.map_or(NONE.to_owned(), |boundary| self.clock(boundary.at));
            return self.differ("boundary", NONE, at);
        };
        self.moment("boundary.at", &OrNone::Some(expected.at), got.map(|boundary| boundary.at));
        let Some(got) = got else { return };
        if let Some(charged) = expected.charged {
            self.differ("boundary.charged", charged.0, got.charged);
        }
        if let Some(refund) = &expected.refund {
            self.differ("boundary.refund", or_none(refund), amount(got.refund));
        }
        if let Some(verdict) = expected.verdict {
            self.differ("boundary.verdict", verdict, got.verdict);
        }
    }

    fn payments(&mut self, expect: &Expect, decision: &Decision) {
        if let Some(At { value, .. }) = &expect.arrears {
            self.arrears(value, decision);
        }
        if let Some(At { value: Many(expected), .. }) = &expect.instalments {
            let wanted = expected.iter().map(|At { value, .. }| {
                let due = match value.due_on {
                    OrNone::None => None,
                    OrNone::Some(day) => Some(day),
                };
                instalment(value.amount.0, value.at_the_latest, value.invoice_on, due)
            });
            let stated = expected.iter().map(|at| at.value.at_the_latest.is_some()).chain(std::iter::repeat(false));
            let got = decision.instalments.iter().zip(stated).map(|(i, stated)| {
                instalment(i.amount, Some(i.at_the_latest).filter(|_| stated), i.invoice_on, i.due_on)
            });
            self.differ("instalments", listed(wanted), listed(got));
        }
        let allocation = decision.allocation.as_ref();
        if let Some(At { value: Many(expected), .. }) = &expect.allocations {
            let expected = expected.iter().map(|at| format!("{} to {}", at.value.amount.0, at.value.to.0));
            let parts = allocation.into_iter().flat_map(|allocation| &allocation.parts);
            let got = parts.map(|part| match &part.to {
                AllocationTarget::Costs => format!("{} to costs", part.amount),
                AllocationTarget::Interest => format!("{} to interest", part.amount),
                AllocationTarget::Invoice(id) => format!("{} to {id}", part.amount),
            });
            self.differ("allocations", listed(expected), listed(got));
        }
        self.same("unallocated", expect.unallocated.as_ref(), euros, amount(allocation.map(|a| a.unallocated)));
    }

    fn arrears(&mut self, expected: &OrNone<Arrears>, decision: &Decision) {
        let got = decision.arrears.as_ref();
        let OrNone::Some(expected) = expected else {
            return self.differ("arrears", NONE, amount(got.map(|arrears| arrears.total)));
        };
        for (field, expected, got) in [
            ("arrears.principal", expected.principal, got.map(|a| a.principal)),
            ("arrears.interest", expected.interest, got.map(|a| a.interest)),
            ("arrears.collection_costs", expected.collection_costs, got.map(|a| a.collection_costs)),
            ("arrears.total", expected.total, got.map(|a| a.total)),
        ] {
            if let Some(expected) = expected {
                self.differ(field, expected.0, amount(got));
            }
        }
        let Some(Many(invoices)) = &expected.by_invoice else { return };
        let by_invoice = got.map(|arrears| arrears.by_invoice.as_slice()).unwrap_or_default();
        self.differ(
            "arrears.by_invoice",
            format!("{} invoices", invoices.len()),
            format!("{} invoices", by_invoice.len()),
        );
        for (i, (At { value: expected, .. }, got)) in invoices.iter().zip(by_invoice).enumerate() {
            let field = |part: &str| format!("arrears.by_invoice[{i}].{part}");
            if let Some(due_on) = expected.due_on {
                self.differ(field("due_on"), due_on, got.due_on);
            }
            for (part, expected, got) in
                [("default_from", &expected.default_from, got.default_from), ("pay_by", &expected.pay_by, got.pay_by)]
            {
                if let Some(expected) = expected {
                    let expected = match expected {
                        OrNone::None => None,
                        OrNone::Some(day) => Some(*day),
                    };
                    let words = |day: Option<Date>| day.map_or(NONE.to_owned(), |day| day.to_string());
                    self.differ(field(part), words(expected), words(got));
                }
            }
            if let Some(days) = expected.days {
                self.differ(field("days"), days.0, got.days);
            }
            if let Some(interest) = expected.interest {
                self.differ(field("interest"), interest.0, got.interest);
            }
        }
    }

    fn rest(&mut self, expect: &Expect, decision: &Decision, policy: &Policy) {
        if let Some(At { value, .. }) = &expect.liability {
            self.liability(value, decision);
        }
        for (field, expected, got) in [
            ("customer_may_dissolve", &expect.customer_may_dissolve, decision.customer_may_dissolve),
            ("customer_may_reject", &expect.customer_may_reject, decision.customer_may_reject),
            ("access_may_be_suspended", &expect.access_may_be_suspended, decision.access_may_be_suspended),
            ("provider_may_cancel", &expect.provider_may_cancel, decision.provider_may_cancel),
        ] {
            self.same(field, expected.as_ref(), ToString::to_string, got);
        }
        if let Some(At { value: Many(codes), .. }) = &expect.findings {
            let named = |code| codes.iter().any(|at| at.value == code);
            let expected = sorted(codes.iter().map(|at| at.value.name().to_owned()));
            // What a policy leaves out stands in every answer on the question: it says nothing of the case.
            let told = |code: &FindingCode| *code != FindingCode::NotEncoded || named(*code);
            let got = decision.findings.iter().map(|finding| finding.code).filter(told);
            let got = sorted(got.map(|code| code.name().to_owned()));
            self.differ("findings", listed(expected), listed(got));
        }
        if let Some(At { value: Many(ids), .. }) = &expect.cites {
            let cited = cited(decision, policy);
            let expected: Vec<&str> = ids.iter().map(|At { value: OneLine(id), .. }| id.as_str()).collect();
            if expected.iter().any(|id| !cited.iter().any(|cited| cited == id)) {
                let expected = listed(expected.into_iter().map(str::to_owned));
                self.found.push(Mismatch { field: "cites".to_owned(), expected, got: listed(cited) });
            }
        }
    }

    fn liability(&mut self, expected: &OrNone<Liability>, decision: &Decision) {
        let got = decision.liability.as_ref();
        let (expected, got) = match (expected, got) {
            (OrNone::Some(expected), Some(got)) => (expected, got),
            (OrNone::None, got) => {
                return self.differ("liability", NONE, amount(got.map(|liability| liability.recoverable)));
            }
            (OrNone::Some(_), None) => return self.differ("liability", "a liability", NONE),
        };
        if let Some(excluded) = expected.excluded {
            self.differ("liability.excluded", excluded, got.excluded);
        }
        if let Some(unlimited) = expected.unlimited {
            self.differ("liability.unlimited", unlimited, got.unlimited);
        }
        if let Some(limit) = &expected.limit {
            self.differ("liability.limit", or_none(limit), amount(got.limit));
        }
        if let Some(recoverable) = expected.recoverable {
            self.differ("liability.recoverable", recoverable.0, got.recoverable);
        }
    }

    // Moments, on the clock of the policy.

    fn moment(&mut self, field: &str, expected: &OrNone<Moment>, got: Option<Instant>) {
        let expected = match expected {
            OrNone::None => NONE.to_owned(),
            OrNone::Some(moment) => match moment.resolve(self.zone) {
                Ok(at) => self.clock(at),
                Err(problem) => format!("a moment that {problem}"),
            },
        };
        let got = got.map_or(NONE.to_owned(), |at| self.clock(at));
        self.differ(field, expected, got);
    }

    fn clock(&self, at: Instant) -> String {
        let (date, second) = self.zone.local(at);
        let offset = self.zone.offset_at(at);
        let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs() / 60);
        let (hours, of_hour) = (second / 3_600, second % 3_600);
        let mut text = format!("{date}T{hours:02}:{:02}:{:02}", of_hour / 60, of_hour % 60);
        if at.nanos() > 0 {
            text.push_str(&format!(".{:09}", at.nanos()));
        }
        text + &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn instalment(amount: Cents, at_the_latest: Option<bool>, on: Date, due: Option<Date>) -> String {
    let by = match at_the_latest {
        None => "",
        Some(false) => " on",
        Some(true) => " by",
    };
    format!("{amount} invoiced{by} {on}, due {}", due.map_or(NONE.to_owned(), |day| day.to_string()))
}

fn expected_charge(charge: &Charge) -> String {
    let mut text = format!("{} {}", charge.kind, charge.amount.0);
    if let Some(written) = charge.as_written {
        text.push_str(&format!(" (written {})", written.0));
    }
    match charge.discretionary {
        Some(true) => text.push_str(" at most"),
        Some(false) => text.push_str(" exactly"),
        None => {}
    }
    match charge.beside_price {
        Some(true) => text.push_str(" beside the price"),
        Some(false) => text.push_str(" of the price"),
        None => {}
    }
    text
}

/// All that a decision cites.
fn cited(decision: &Decision, policy: &Policy) -> Vec<String> {
    let sources = decision.charges_both_ways().flat_map(|charge| &charge.sources);
    let sources = sources.chain(decision.deadlines.iter().flat_map(|deadline| &deadline.sources));
    let sources = sources.chain(decision.liability.iter().flat_map(|liability| &liability.sources));
    let sources = sources.chain(decision.findings.iter().flat_map(|finding| &finding.sources));
    let sources = sources.chain(decision.explanation.iter().map(|step| &step.source));
    sorted(sources.map(|source| name_of(*source, policy)))
}

fn name_of(source: Source, policy: &Policy) -> String {
    source_id(policy, source).to_owned()
}

fn euros(euros: &Euros) -> String {
    euros.0.to_string()
}

fn or_none(expected: &OrNone<Euros>) -> String {
    match expected {
        OrNone::None => NONE.to_owned(),
        OrNone::Some(Euros(amount)) => amount.to_string(),
    }
}

fn amount(amount: Option<Cents>) -> String {
    amount.map_or(NONE.to_owned(), |amount| amount.to_string())
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn listed(texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<String> = texts.into_iter().collect();
    if texts.is_empty() { NONE.to_owned() } else { texts.join(", ") }
}
