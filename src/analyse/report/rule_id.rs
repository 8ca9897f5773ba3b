//! The ids under which findings are reported and accepted.

use std::fmt;

use crate::analyse::obligation::Invariant;
use crate::analyse::rules::{Rule, Severity};
use crate::law::Jurisdiction;
use crate::vocabulary::Bilingual;

/// What reports a finding. Its id is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleId {
    /// A compliance rule.
    Compliance(Rule),
    /// An invariant that is refuted or undecided: `PROOF-` and its name.
    Proof(Invariant),
    /// An acceptance that matches no finding.
    AcceptUnused,
    /// An acceptance that has run out.
    AcceptExpired,
    /// An acceptance without a seal, which takes nothing.
    AcceptUnsealed,
    /// An acceptance of something else than what is found.
    AcceptChanged,
    /// The policy names a law of which not all, or nothing, is known.
    LawNotChecked,
    /// The analysis was ended before it was done.
    AnalysisEnded,
}

impl RuleId {
    /// Every id: the compliance rules, the invariants, the acceptances, the law.
    pub fn all() -> impl Iterator<Item = RuleId> {
        let rules = Rule::ALL.iter().map(|rule| RuleId::Compliance(*rule));
        let proofs = Invariant::ALL.iter().map(|invariant| RuleId::Proof(*invariant));
        let of_acceptances =
            [RuleId::AcceptUnused, RuleId::AcceptExpired, RuleId::AcceptUnsealed, RuleId::AcceptChanged];
        rules.chain(proofs).chain(of_acceptances).chain([RuleId::LawNotChecked, RuleId::AnalysisEnded])
    }

    /// The provision of a law; empty where the rule is about the text alone.
    pub fn provision(self, law: &Jurisdiction) -> &'static str {
        match self {
            RuleId::Compliance(rule) => law.provision_of_check(rule.name()).unwrap_or_default(),
            _ => "",
        }
    }

    /// How serious a finding is; of an invariant: one that is refuted.
    pub fn severity(self) -> Severity {
        match self {
            RuleId::Compliance(rule) => rule.info().severity,
            RuleId::Proof(Invariant::ClausesReachable) | RuleId::AcceptUnused | RuleId::AcceptUnsealed => {
                Severity::Medium
            }
            RuleId::Proof(_) | RuleId::AcceptExpired | RuleId::AcceptChanged | RuleId::AnalysisEnded => Severity::High,
            RuleId::LawNotChecked => Severity::Information,
        }
    }

    /// What is wrong when it is reported.
    pub fn explanation(self) -> Bilingual {
        match self {
            RuleId::Compliance(rule) => rule.info().explanation,
            RuleId::Proof(invariant) => not_proved(invariant),
            RuleId::AcceptUnused => Bilingual {
                en: "an acceptance that matches no finding",
                nl: "een aanvaarding waar geen bevinding bij hoort",
            },
            RuleId::AcceptExpired => Bilingual {
                en: "an acceptance whose last day has passed",
                nl: "een aanvaarding waarvan de laatste dag voorbij is",
            },
            RuleId::AcceptUnsealed => Bilingual {
                en: "an acceptance without a seal, which accepts nothing yet",
                nl: "een aanvaarding zonder zegel, die nog niets aanvaardt",
            },
            RuleId::AcceptChanged => Bilingual {
                en: "an acceptance of something else than what is found now",
                nl: "een aanvaarding van iets anders dan wat nu wordt gevonden",
            },
            RuleId::LawNotChecked => Bilingual {
                en: "the law that the policy names was not checked, or not all of it",
                nl: "het recht dat het beleid noemt, is niet of niet helemaal getoetst",
            },
            RuleId::AnalysisEnded => Bilingual {
                en: "the check was ended before it was done",
                nl: "de controle is beëindigd voordat zij klaar was",
            },
        }
    }

    /// What to change then.
    pub fn remedy(self) -> Bilingual {
        match self {
            RuleId::Compliance(rule) => rule.info().remedy,
            RuleId::Proof(_) => Bilingual {
                en: "change the clause until the proof holds, or accept the finding with a reason",
                nl: "verander de bepaling tot het bewijs slaagt, of aanvaard de bevinding met een reden",
            },
            RuleId::AcceptUnused => Bilingual {
                en: "take the acceptance out, or correct the rule or the clause that it names",
                nl: "haal de aanvaarding weg, of verbeter de regel of de bepaling die zij noemt",
            },
            RuleId::AcceptExpired => Bilingual {
                en: "settle the finding, or give the acceptance a new reason and last day",
                nl: "los de bevinding op, of geef de aanvaarding een nieuwe reden en laatste dag",
            },
            RuleId::AcceptUnsealed => Bilingual {
                en: "read the finding, and let `clausula accept` write the seal",
                nl: "lees de bevinding, en laat `clausula accept` het zegel schrijven",
            },
            RuleId::AcceptChanged => Bilingual {
                en: "read the finding as it is now; where the reason still holds, renew the seal with `clausula accept`",
                nl: "lees de bevinding zoals die nu is; geldt de reden nog, vernieuw het zegel dan met `clausula accept`",
            },
            RuleId::LawNotChecked => Bilingual {
                en: "have the applicable law looked at, or name a law that is known",
                nl: "laat nagaan wat het recht van toepassing vraagt, of noem een recht dat bekend is",
            },
            RuleId::AnalysisEnded => Bilingual {
                en: "split the policy, or make it simpler: fewer clauses that apply together, fewer bounds",
                nl: "splits het beleid, of maak het eenvoudiger: minder bepalingen die tegelijk gelden, minder grenzen",
            },
        }
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleId::Compliance(rule) => f.write_str(rule.name()),
            RuleId::Proof(invariant) => write!(f, "PROOF-{}", invariant.name().to_uppercase()),
            RuleId::AcceptUnused => f.write_str("ACCEPT-UNUSED"),
            RuleId::AcceptExpired => f.write_str("ACCEPT-EXPIRED"),
            RuleId::AcceptUnsealed => f.write_str("ACCEPT-UNSEALED"),
            RuleId::AcceptChanged => f.write_str("ACCEPT-CHANGED"),
            RuleId::LawNotChecked => f.write_str("LAW-NOT-CHECKED"),
            RuleId::AnalysisEnded => f.write_str("ANALYSIS-ENDED"),
        }
    }
}

/// What does not hold, or is not known to.
fn not_proved(invariant: Invariant) -> Bilingual {
    let (nl, en) = match invariant {
        Invariant::Totality => {
            ("niet elk moment valt in precies één staffel", "not every instant lies in exactly one tier")
        }
        Invariant::MonotoneTiers => ("een later bericht kan goedkoper zijn", "a later notice can be cheaper"),
        Invariant::FeeWithinPriceAsWritten => (
            "de kosten zijn volgens de tekst niet altijd hoogstens de prijs",
            "the charges as written are not always at most the price",
        ),
        Invariant::FeeWithinPriceAsCharged => {
            ("er kan meer worden gerekend dan de prijs", "more than the price can be charged")
        }
        Invariant::Conservation => (
            "betaald en openstaand zijn samen niet wat is gerekend en terugbetaald",
            "paid and outstanding together are not what is charged and refunded",
        ),
        Invariant::RefundWithinPaid => ("er kan meer terugkomen dan is betaald", "more can be refunded than was paid"),
        Invariant::CapsRespected => (
            "een vergoeding kan boven de grens of de schade uitkomen",
            "what is recovered can exceed the limit or the damage",
        ),
        Invariant::MonotoneInPrice => {
            ("een hogere prijs kan lagere kosten geven", "a higher price can give lower charges")
        }
        Invariant::SplitPayment => {
            ("betalen in delen verandert de uitkomst", "a payment made in parts changes the outcome")
        }
        Invariant::InstalmentsAddUp => {
            ("de termijnen zijn samen niet de prijs", "the instalments are not the price together")
        }
        Invariant::DeadlinesForward => (
            "een termijn kan voor de gebeurtenis eindigen waarvan zij telt",
            "a deadline can lie before the event that it counts from",
        ),
        Invariant::InterestMonotone => (
            "rente kan voor verzuim lopen, of dalen met dagen of hoofdsom",
            "interest can run before default, or fall with days or principal",
        ),
        Invariant::CollectionCostsWithinScale => (
            "een consument kan meer incassokosten verschuldigd zijn dan de wettelijke schaal",
            "a consumer can owe collection costs above the statutory scale",
        ),
        Invariant::PenaltiesProportional => (
            "een boete is niet evenredig aan het aantal overtredingen",
            "a penalty is not proportional to the number of breaches",
        ),
        Invariant::VersionInForce => (
            "niet de versie van de dag van sluiten beslist",
            "the version in force on the day of conclusion does not decide",
        ),
        Invariant::CitesClauses => (
            "een bedrag, termijn of grens noemt geen bestaande bepaling",
            "a charge, deadline or limit cites no clause that exists",
        ),
        Invariant::ClausesReachable => ("een bepaling kan nooit iets beslissen", "a clause can never decide anything"),
        Invariant::LawNeverWorse => (
            "dwingend recht pakt slechter uit voor een consument dan de voorwaarden",
            "mandatory law leaves a consumer worse off than the terms",
        ),
        Invariant::BestClause => (
            "een andere bepaling die geldt is beter voor de klant, zonder dat de beslissing dat zegt",
            "another clause that applies is better for the customer, and the decision does not say so",
        ),
    };
    Bilingual { nl, en }
}
