//! A request and its answer in the words of a case file.

use crate::calendar::{Date, Instant, Zone};
use crate::cases::fact_keys::FactsTable;
use crate::cases::values::Moment;
use crate::decision::{AllocationTarget, Decision};
use crate::facts::table::{Fact, FactKind, FactValue, each, of_question};
use crate::facts::{DeclaredValue, Facts};
use crate::money::{Cents, Currency};
use crate::policy::Policy;
use crate::policy::load::read::Table;
use crate::vocabulary::Basis;

/// How amounts and moments are written.
pub(super) struct Writer<'p> {
    zone: &'p Zone,
    currency: Currency,
}

impl<'p> Writer<'p> {
    pub(super) fn new(policy: &'p Policy) -> Writer<'p> {
        Writer { zone: &policy.zone, currency: policy.currency }
    }

    /// The facts of a case, a key on each line; what is not stated is left out.
    pub(super) fn facts(&self, facts: &Facts) -> String {
        let (agreement, event) = (facts.agreement(), facts.event());
        let mut keys: Vec<Key> = vec![Key::plain("question", quoted(event.question().name()))];
        if facts.basis() != Basis::TermsAndLaw {
            keys.push(Key::plain("basis", quoted(facts.basis().name())));
        }
        let known = <FactsTable as Table>::SHAPE.names();
        let mut tables: Vec<&'static str> = Vec::new();
        each(agreement, event, |fact, entry| {
            let (outer, name) = key_of(fact);
            let Some(said) = fact.get(agreement, event, entry) else { return };
            match (fact.kind, outer) {
                (FactKind::Group, _) if said == FactValue::YesNo(true) && known.contains(&name) => tables.push(name),
                (FactKind::Group | FactKind::List { .. }, _) => {}
                (_, Some(outer)) => Key::put(&mut keys, outer, entry, fact.is_of_entry(), name, self.value(said)),
                (_, None) if known.contains(&name) => keys.push(Key::plain(name, self.value(said))),
                (_, None) => {}
            }
        });
        // A table of which nothing is stated is there with what is so unless stated.
        tables.retain(|table| !keys.iter().any(|key| key.name == *table));
        for (fact, plain) in of_question(event.question()).filter_map(|fact| Some((fact, fact.plain()?))) {
            if let (Some(outer), name) = key_of(fact)
                && tables.contains(&outer)
            {
                Key::put(&mut keys, outer, 0, false, name, self.value(plain));
            }
        }
        let declared: Vec<String> =
            agreement.declared.iter().map(|(id, said)| format!("{id} = {}", self.declared(said))).collect();
        if !declared.is_empty() {
            keys.push(Key::plain("facts", format!("{{ {} }}", declared.join(", "))));
        }
        keys.iter().map(|key| format!("{} = {}\n", key.name, key.written())).collect()
    }

    fn value(&self, said: FactValue<'_>) -> String {
        match said {
            FactValue::YesNo(so) => so.to_string(),
            FactValue::Amount(amount) => self.amount(amount),
            FactValue::Count(count) => count.to_string(),
            FactValue::Date(date) => date.to_string(),
            FactValue::Dates(dates) => listed(dates.iter().map(Date::to_string)),
            FactValue::Instant(at) => self.moment(at),
            FactValue::Word(word) => quoted(word),
            FactValue::Text(text) => quoted(text),
        }
    }

    fn declared(&self, said: DeclaredValue) -> String {
        match said {
            DeclaredValue::YesNo(so) => so.to_string(),
            DeclaredValue::Amount(amount) => self.amount(amount),
            DeclaredValue::Count(count) => count.to_string(),
            DeclaredValue::Date(date) => date.to_string(),
            DeclaredValue::Instant(at) => self.moment(at),
            DeclaredValue::Choice(word) => quoted(&word.to_string()),
        }
    }

    /// What a decision answers, as a case expects it.
    pub(super) fn expect(&self, decision: &Decision) -> String {
        let mut parts = vec![format!("verdict = {}", quoted(decision.verdict.name()))];
        parts.extend(decision.effective_at.map(|at| format!("effective_at = {}", self.moment(at))));
        if !decision.charges.is_empty() {
            let charges = decision.charges.iter().map(|charge| {
                let mut parts = vec![
                    format!("kind = {}", quoted(charge.kind.name())),
                    format!("amount = {}", self.amount(charge.amount)),
                ];
                parts.extend(charge.discretionary.then(|| "discretionary = true".to_owned()));
                parts.extend(charge.beside_price.then(|| "beside_price = true".to_owned()));
                table(&parts)
            });
            parts.push(format!("charges = {}", listed(charges)));
        }
        if !decision.compensations.is_empty() {
            parts.push(format!("compensated = {}", self.amount(decision.compensated())));
        }
        if let Some(settlement) = decision.settlement {
            parts.push(format!("refund = {}", self.amount(settlement.refund)));
            parts.push(format!("outstanding = {}", self.amount(settlement.outstanding)));
            parts.extend(settlement.credit.map(|credit| format!("credit = {}", self.amount(credit.amount))));
        }
        let mut kinds = Vec::new();
        let deadlines: Vec<String> = decision
            .deadlines
            .iter()
            .filter(|deadline| {
                let first = !kinds.contains(&deadline.kind);
                kinds.push(deadline.kind);
                first
            })
            .map(|deadline| {
                let ends_within_day = deadline.expires_at.filter(|at| self.zone.local(*at).1 != 0);
                let end = ends_within_day.map_or_else(|| deadline.last_day.to_string(), |at| self.moment(at));
                format!("{} = {end}", deadline.kind)
            })
            .collect();
        if !deadlines.is_empty() {
            parts.push(format!("deadlines = {}", table(&deadlines)));
        }
        self.payments(decision, &mut parts);
        for (name, so) in [
            ("customer_may_dissolve", decision.customer_may_dissolve),
            ("customer_may_reject", decision.customer_may_reject),
            ("access_may_be_suspended", decision.access_may_be_suspended),
            ("provider_may_cancel", decision.provider_may_cancel),
        ] {
            parts.extend(so.then(|| format!("{name} = true")));
        }
        let findings = decision.findings.iter().map(|finding| quoted(finding.code.name()));
        parts.push(format!("findings = {}", listed(findings)));
        table(&parts)
    }

    fn payments(&self, decision: &Decision, parts: &mut Vec<String>) {
        if let Some(arrears) = &decision.arrears {
            let by_invoice = arrears.by_invoice.iter().map(|invoice| {
                let from = invoice.default_from.map_or("false".to_owned(), |day| day.to_string());
                let interest = self.amount(invoice.interest);
                format!(
                    "{{ due_on = {}, default_from = {from}, days = {}, interest = {interest} }}",
                    invoice.due_on, invoice.days
                )
            });
            let [principal, interest, costs, total] =
                [arrears.principal, arrears.interest, arrears.collection_costs, arrears.total]
                    .map(|part| self.amount(part));
            parts.push(format!(
                "arrears = {{ principal = {principal}, interest = {interest}, collection_costs = {costs}, total = {total}, \
                 by_invoice = {} }}",
                listed(by_invoice)
            ));
        }
        if !decision.instalments.is_empty() {
            let instalments = decision.instalments.iter().map(|part| {
                let (amount, due) =
                    (self.amount(part.amount), part.due_on.map_or("false".to_owned(), |day| day.to_string()));
                format!(
                    "{{ amount = {amount}, invoice_on = {}, due_on = {due}, at_the_latest = {} }}",
                    part.invoice_on, part.at_the_latest
                )
            });
            parts.push(format!("instalments = {}", listed(instalments)));
        }
        if let Some(allocation) = &decision.allocation {
            let allocated = allocation.parts.iter().map(|part| {
                let to = match &part.to {
                    AllocationTarget::Costs => "costs",
                    AllocationTarget::Interest => "interest",
                    AllocationTarget::Invoice(id) => id,
                };
                format!("{{ to = {}, amount = {} }}", quoted(to), self.amount(part.amount))
            });
            parts.push(format!("allocations = {}", listed(allocated)));
            parts.push(format!("unallocated = {}", self.amount(allocation.unallocated)));
        }
        if let Some(liability) = &decision.liability {
            let limit = liability.limit.map_or("false".to_owned(), |limit| self.amount(limit));
            parts.push(format!(
                "liability = {{ excluded = {}, unlimited = {}, limit = {limit}, recoverable = {} }}",
                liability.excluded,
                liability.unlimited,
                self.amount(liability.recoverable)
            ));
        }
    }

    fn amount(&self, amount: Cents) -> String {
        quoted(&self.currency.plain(amount))
    }

    /// On the clock of the zone, with an offset where the clock shows the time twice.
    fn moment(&self, at: Instant) -> String {
        let (date, seconds) = self.zone.local(at);
        let clock = format!("{date}T{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        let clock = if at.nanos() > 0 { format!("{clock}.{:09}", at.nanos()) } else { clock };
        match Moment::Clock(date, seconds, at.nanos()).resolve(self.zone) {
            Ok(same) if same == at => clock,
            _ => {
                let offset = self.zone.offset_at(at);
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs() / 60);
                format!("{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// The key of a fact in a case file; of a fact within a table or a list, that of the table or the list first.
pub(super) fn key_of(fact: Fact) -> (Option<&'static str>, &'static str) {
    const NESTED: [&str; 3] = ["payments", "invoices", "insurance"];
    let outer = fact.path.rsplit('.').nth(1).map(|part| part.trim_end_matches("[]"));
    let name = match fact.field() {
        "customer_type" => "customer",
        "product_type" => "product",
        name => name,
    };
    (outer.filter(|outer| NESTED.contains(outer)), name)
}

/// A key and what it holds: a value, a table, or a list of tables.
struct Key {
    name: &'static str,
    value: Held,
}

enum Held {
    Plain(String),
    Table(Vec<String>),
    List(Vec<Vec<String>>),
}

impl Key {
    fn plain(name: &'static str, value: String) -> Key {
        Key { name, value: Held::Plain(value) }
    }

    /// Puts a value into the table, or the entry of the list, with a name.
    fn put(keys: &mut Vec<Key>, outer: &'static str, entry: usize, is_list: bool, name: &str, value: String) {
        if !keys.iter().any(|key| key.name == outer) {
            let value = if is_list { Held::List(Vec::new()) } else { Held::Table(Vec::new()) };
            keys.push(Key { name: outer, value });
        }
        let Some(key) = keys.iter_mut().find(|key| key.name == outer) else { return };
        let part = format!("{name} = {value}");
        match &mut key.value {
            Held::Plain(_) => {}
            Held::Table(parts) => parts.push(part),
            Held::List(entries) => {
                entries.resize_with(entries.len().max(entry + 1), Vec::new);
                entries.iter_mut().skip(entry).take(1).for_each(|parts| parts.push(part.clone()));
            }
        }
    }

    fn written(&self) -> String {
        match &self.value {
            Held::Plain(value) => value.clone(),
            Held::Table(parts) => table(parts),
            Held::List(entries) => listed(entries.iter().map(|parts| table(parts))),
        }
    }
}

fn table(parts: &[String]) -> String {
    format!("{{ {} }}", parts.join(", "))
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    crate::cases::report::quote(text)
}
