//! From quotes to messages.

use super::super::wire;
use super::super::words::Word;
use super::{ENGINE_VERSION, Encoder, Fields, policy_ref};
use crate::calendar::Instant;
use crate::decision::Source;
use crate::evaluate::{OpenWithdrawal, Quote, QuoteWindow};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::vocabulary::Verdict;

/// The message of a quote: its windows that begin before `until`, if that is given.
pub(crate) fn quote_response(
    policy: &Policy,
    law: &Law,
    quote: &Quote,
    until: Option<Instant>,
    request_id: &str,
    locale: Locale,
    fields: Fields,
) -> wire::QuoteCancellationResponse {
    let to = Encoder { policy, law, locale };
    let assumed = to.assumed(&quote.assumptions, fields);
    let windows = quote.windows.iter().filter(|w| until.is_none_or(|until| w.from < until));
    wire::QuoteCancellationResponse {
        request_id: request_id.to_owned(),
        policy: Some(policy_ref(policy)),
        engine_version: ENGINE_VERSION.to_owned(),
        windows: windows.map(|window| to.window(window)).collect(),
        free_until: quote.free_until().map(Into::into),
        findings: to.findings(&quote.findings),
        assumptions: assumed.iter().map(|assumption| assumption.message.clone()).collect(),
        assumption_details: assumed,
        price_basis: policy.prices.to_wire(),
        time_zone: policy.zone.name().to_owned(),
        open_withdrawals: quote.open_withdrawals.iter().map(|open| to.open_withdrawal(open)).collect(),
        picture_svg: String::new(),
    }
}

impl Encoder<'_> {
    fn open_withdrawal(&self, open: &OpenWithdrawal) -> wire::OpenWithdrawal {
        let OpenWithdrawal { from, until, withdrawal } = open;
        wire::OpenWithdrawal {
            from: Some((*from).into()),
            until: until.map(Into::into),
            withdrawal: Some(self.alternative(withdrawal)),
        }
    }

    fn window(&self, window: &QuoteWindow) -> wire::QuoteWindow {
        let QuoteWindow { from, until, decision } = window;
        let settlement = decision.settlement.as_ref();
        wire::QuoteWindow {
            from: Some((*from).into()),
            until: until.map(Into::into),
            from_date: self.date_of(*from),
            until_date: until.map(|until| self.date_of(until)).unwrap_or_default(),
            verdict: decision.verdict.to_wire(),
            charges: self.charges(&decision.charges),
            charged: decision.verdict.allows().then(|| self.money(decision.charged())),
            refund: settlement.map(|s| self.money(s.refund)),
            outstanding: settlement.map(|s| self.money(s.outstanding)),
            credit: settlement.and_then(|s| s.credit).map(|credit| self.money(credit.amount)),
            discretionary: decision.is_discretionary(),
            clause_ids: self.window_ids(window),
            compensations: self.charges(&decision.compensations),
        }
    }

    /// The clauses that the answer rests on, each once, in the order of the reasoning.
    fn window_ids(&self, window: &QuoteWindow) -> Vec<String> {
        let decision = &window.decision;
        if decision.verdict == Verdict::Unregulated {
            return Vec::new();
        }
        let steps = decision.explanation.iter().map(|step| &step.source);
        let charges = decision.charges_both_ways().flat_map(|charge| &charge.sources);
        let mut sources: Vec<Source> = Vec::new();
        for source in steps.chain(charges) {
            if matches!(source, Source::Clause(_) | Source::Law(_)) && !sources.contains(source) {
                sources.push(*source);
            }
        }
        self.ids(&sources)
    }
}
