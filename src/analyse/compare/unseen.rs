//! What differs in the data of two versions without a difference in the answers compared: named, never left out.

use super::super::breakpoints::parts;
use super::super::prove::words::both;
use super::Region;
use crate::analyse::Witness;
use crate::evaluate::inspect;
use crate::facts::FactId;
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::declared::DeclaredFact;
use crate::policy::forms::Form;
use crate::policy::{Clause, Policy, Summary, Unencoded};
use crate::vocabulary::Question;

/// What differs between the versions as a whole.
pub(super) fn of_policies(old: &Policy, new: &Policy) -> Vec<Summary> {
    let mut differences = Vec::new();
    let mut note = |differs: bool, en: String, nl: String| {
        if differs {
            differences.push(both(en, nl));
        }
    };
    note(
        old.prices != new.prices,
        format!(
            "prices are {} in one version and {} in the other; amounts are compared as they are",
            old.prices, new.prices
        ),
        format!(
            "prijzen zijn {} in de ene en {} in de andere versie; bedragen zijn vergeleken zoals ze zijn",
            old.prices, new.prices
        ),
    );
    note(
        old.currency != new.currency,
        format!("the currency is {} in one version and {} in the other", old.currency, new.currency),
        format!("de munt is {} in de ene en {} in de andere versie", old.currency, new.currency),
    );
    note(
        old.zone != new.zone,
        format!(
            "the zone is {} in one version and {} in the other; windows are those of the first",
            old.zone, new.zone
        ),
        format!(
            "de tijdzone is {} in de ene en {} in de andere versie; vensters zijn die van de eerste",
            old.zone, new.zone
        ),
    );
    note(
        old.holidays.code() != new.holidays.code(),
        format!(
            "the calendar of holidays is {} in one version and {} in the other; working days are each version's own",
            old.holidays, new.holidays
        ),
        format!(
            "de kalender van feestdagen is {} in de ene en {} in de andere versie; werkdagen zijn die van elke versie",
            old.holidays, new.holidays
        ),
    );
    let (days, other) = (old.holidays.week(), new.holidays.week());
    note(
        days != other,
        format!("working days are {days} in one version and {other} in the other; each counts its own"),
        format!(
            "werkdagen zijn {} in de ene en {} in de andere versie; elk telt de eigen",
            days.dutch(),
            other.dutch()
        ),
    );
    note(
        old.law != new.law,
        format!(
            "the law is {} in one version and {} in the other; each is compared under its own",
            old.law.name(),
            new.law.name()
        ),
        format!(
            "het recht is {} in de ene en {} in de andere versie; elk is vergeleken naar het eigen",
            old.law.name(),
            new.law.name()
        ),
    );
    differences.extend(super::products::differences(old, new));
    differences.extend(declared(old, new));
    differences.extend(assumed(old, new));
    differences.extend(left_out(old, new));
    differences
}

/// Facts that both versions declare, but not alike: a request can say one thing under the one and another under the other.
fn declared(old: &Policy, new: &Policy) -> Vec<Summary> {
    let said =
        |fact: &DeclaredFact| without_places(&format!("{:?} {:?} {:?}", fact.kind, fact.default, fact.questions));
    let of_both = old.facts.iter().filter_map(|fact| Some((fact, new.facts.get(fact.id)?)));
    let differing = of_both.filter(|(fact, other)| fact.id != FactId::PRODUCT && said(fact) != said(other));
    let tell = |(fact, _): (&DeclaredFact, _)| {
        let id = fact.id;
        both(
            format!("the fact `{id}` has other values, another default or other questions; requests state it"),
            format!(
                "het feit `{id}` heeft andere waarden, een andere standaard of andere vragen; verzoeken vermelden het"
            ),
        )
    };
    differing.map(tell).collect()
}

/// Clauses of which something is assumed in other cases: a decision says what it assumes.
fn assumed(old: &Policy, new: &Policy) -> Vec<Summary> {
    let cases = |clause: &Clause| -> Vec<String> {
        clause.assumptions.iter().map(|assumption| without_places(&format!("{:?}", assumption.conditions))).collect()
    };
    let before = |clause: &&Clause| old.clauses.iter().find(|before| before.id == clause.id).map(cases);
    let differing = new.clauses.iter().filter(|clause| before(clause).is_some_and(|before| before != cases(clause)));
    let tell = |Clause { id, .. }: &Clause| {
        both(
            format!("what `{id}` assumes, it assumes in other cases"),
            format!("wat `{id}` aanneemt, neemt zij in andere gevallen aan"),
        )
    };
    differing.map(tell).collect()
}

/// Articles that one version leaves out and the other does not, or for other questions: an answer is that of the clauses alone.
fn left_out(old: &Policy, new: &Policy) -> Vec<Summary> {
    let told = |policy: &Policy| -> Vec<(String, Question)> {
        let of = |left_out: &Unencoded| {
            let articles = left_out.articles.join(", ");
            left_out.questions.iter().map(|question| (articles.clone(), *question)).collect::<Vec<_>>()
        };
        policy.unencoded.iter().flat_map(of).collect()
    };
    let (before, after) = (told(old), told(new));
    let lacks = |of: &[(String, Question)], other: &[(String, Question)]| -> Vec<(String, Question)> {
        of.iter().filter(|left_out| !other.contains(left_out)).cloned().collect()
    };
    let only_before = lacks(&before, &after).into_iter().map(|(article, question)| {
        both(
            format!("`{question}`: article {article} is not encoded in the first version"),
            format!("`{question}`: artikel {article} is in de eerste versie niet opgenomen"),
        )
    });
    let only_after = lacks(&after, &before).into_iter().map(|(article, question)| {
        both(
            format!("`{question}`: article {article} is not encoded in the second version"),
            format!("`{question}`: artikel {article} is in de tweede versie niet opgenomen"),
        )
    });
    only_before.chain(only_after).collect()
}

/// Whether the clauses that a question reads say the same in both versions, in the same order: then so do all answers.
pub(super) fn is_same(old: &Policy, new: &Policy, question: Question) -> bool {
    let said = |policy: &Policy| -> Vec<String> {
        parts::clauses_read(policy, question).into_iter().map(|(_, clause)| data(policy, clause)).collect()
    };
    (&old.zone, old.holidays, old.law) == (&new.zone, new.holidays, new.law)
        && declared(old, new).is_empty()
        && said(old) == said(new)
}

/// Clauses on a question that say something else in two versions, which no answer compared shows: they apply to none of the
/// requests by which a difference is told.
pub(super) fn of_question(
    (old, new): (&Policy, &Policy),
    law: &Law,
    question: Question,
    told: &[Region],
) -> Option<Summary> {
    let requests: Vec<Facts> = told
        .iter()
        .map(|region| region.witness.clone())
        .filter_map(|Witness { agreement, event, basis }| Facts::new(agreement, event, basis).ok())
        .collect();
    let applying = |policy: &Policy| -> Vec<String> {
        let applying = requests.iter().flat_map(|facts| inspect::applying(policy, law, facts));
        let with_borrowed = applying.flat_map(|place| {
            let borrowed = policy.clause(place).map(|clause| clause.form.refers_to()).unwrap_or_default();
            std::iter::once(place).chain(borrowed)
        });
        with_borrowed.filter_map(|place| policy.clause(place)).map(|clause| clause.id.clone()).collect()
    };
    // A clause that no longer applies is told where it did.
    let known: Vec<String> = [old, new].into_iter().flat_map(applying).collect();
    let said = |policy: &Policy| {
        let mut said: Vec<(String, String)> = parts::clauses_read(policy, question)
            .into_iter()
            .map(|(_, clause)| (data(policy, clause), clause.id.clone()))
            .collect();
        said.sort();
        said
    };
    let (before, after) = (said(old), said(new));
    let lacks = |a: &[(String, String)], b: &[(String, String)]| {
        a.iter()
            .filter(|(data, _)| !b.iter().any(|(other, _)| other == data))
            .map(|(_, id)| id.clone())
            .filter(|id| !known.contains(id))
            .collect::<Vec<_>>()
    };
    let mut ids = lacks(&before, &after);
    ids.extend(lacks(&after, &before));
    ids.sort();
    ids.dedup();
    (!ids.is_empty()).then(|| {
        let ids = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        both(
            format!("`{question}`: {ids} differ, but no answer compared does"),
            format!("`{question}`: {ids} verschillen, maar geen vergeleken antwoord"),
        )
    })
}

/// Cases of a question that were left out.
pub(super) fn too_many(question: Question) -> Summary {
    both(
        format!("`{question}`: there are more cases than are compared"),
        format!("`{question}`: er zijn meer gevallen dan er zijn vergeleken"),
    )
}

/// Facts that a question can read and that are the same in every case compared.
pub(super) fn not_varied(question: Question, paths: &[String]) -> Summary {
    let paths = paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    both(
        format!("`{question}`: the answer can depend on what no case varies: {paths}"),
        format!("`{question}`: het antwoord kan afhangen van wat geen geval verandert: {paths}"),
    )
}

/// A question at which the comparison was ended.
pub(super) fn ended(question: Question) -> Summary {
    both(
        format!("`{question}`: the comparison was ended before it was done"),
        format!("`{question}`: de vergelijking is voortijdig beëindigd"),
    )
}

/// What a clause says, without its place, its words and the places of others.
fn data(policy: &Policy, clause: &Clause) -> String {
    let ids = |places: &[u16]| -> Vec<String> {
        places.iter().filter_map(|&place| policy.clause(place)).map(|clause| clause.id.clone()).collect()
    };
    let mut form = clause.form.clone();
    let borrowed = ids(&form.refers_to());
    match &mut form {
        Form::SameAs(same) => same.clauses.clear(),
        Form::PaymentDefault(form) => form.counts_as_cancelled = None,
        _ => {}
    }
    let Clause {
        id: _,
        articles: _,
        questions,
        customers,
        products,
        conditions,
        overrides,
        on_top_of,
        summary: _,
        form: _,
        conflicts: _,
        assumptions: _,
        span: _,
    } = clause;
    let products: Vec<_> = products.iter().collect();
    let customers: Vec<_> = customers.iter().collect();
    let (overrides, on_top_of) = (ids(overrides), ids(on_top_of));
    without_places(&format!(
        "{questions:?} {customers:?} {products:?} {conditions:?} {overrides:?} {on_top_of:?} {borrowed:?} {form:?}"
    ))
}

/// Leaves out where something stands in the file.
fn without_places(text: &str) -> String {
    let mut parts = text.split("Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}
