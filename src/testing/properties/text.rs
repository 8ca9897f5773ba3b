//! Decisions and quotes as text.

use super::{Checked, ensure, violated};
use crate::evaluate::{Detail, evaluate, quote};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::render;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Writing a decision out never panics, in either language; every step has its words.
pub(crate) fn render_never_panics(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "render";
    let Ok(decision) = evaluate(policy, law, facts, Detail::Full) else { return Ok(()) };
    for locale in [Locale::En, Locale::Nl] {
        let written = catch_unwind(AssertUnwindSafe(|| {
            let text = render::decision_text(policy, law, facts.question(), &decision, locale, render::WIDTH);
            let boundary = render::boundary(policy, facts.question(), &decision, locale);
            let assumptions =
                decision.assumptions.iter().map(|assumption| render::assumption(policy, law, assumption, locale));
            let findings = decision.findings.iter().map(|finding| render::finding(policy, law, finding, locale));
            let sentences: Vec<String> = assumptions.chain(findings).chain(boundary).chain([text]).collect();
            let steps = render::steps(policy, law, &decision, locale);
            let named = steps.iter().all(|step| !step.clause_id.is_empty() && !step.calculation.is_empty());
            named && steps.len() == decision.explanation.len() && sentences.iter().all(|sentence| !sentence.is_empty())
        }));
        match written {
            Ok(complete) => ensure(complete, NAME, || format!("something is left unsaid in {locale:?}"))?,
            Err(_) => return violated(NAME, format!("panics in {locale:?}")),
        }
    }
    Ok(())
}

/// Writing a quote out never panics, as a table or as a chart.
pub(crate) fn render_quote_never_panics(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "render-quote";
    let agreement = facts.agreement();
    let Ok(quoted) = quote(policy, law, agreement, facts.event(), facts.basis()) else { return Ok(()) };
    for locale in [Locale::En, Locale::Nl] {
        let written = catch_unwind(AssertUnwindSafe(|| {
            let now = facts.event().act();
            let table = render::quote_text(policy, &quoted, agreement, locale, now, render::WIDTH);
            let chart = render::quote_svg(policy, &quoted, agreement, locale, now, render::Shape::Wide);
            !table.is_empty() && chart.starts_with("<svg") && chart.trim_end().ends_with("</svg>")
        }));
        match written {
            Ok(complete) => ensure(complete, NAME, || format!("no table or no chart in {locale:?}"))?,
            Err(_) => return violated(NAME, format!("panics in {locale:?}")),
        }
    }
    Ok(())
}
