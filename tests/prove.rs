//! The exact analysis.

use clausula::analyse::prove::prove;
use clausula::analyse::{Obligation, Outcome};
use clausula::law::Law;
use clausula::policy::store::PolicySet;

#[test]
fn dump() {
    let set = PolicySet::built_in().unwrap();
    let mut policies: Vec<_> = set.iter().collect();
    policies.sort_by_key(|p| p.id.clone());
    for policy in policies {
        let at = std::time::Instant::now();
        let obligations = prove(policy, Law::built_in());
        let time = at.elapsed();
        println!("== {} {} obligations in {time:?}", policy.id, obligations.len());
        let mut seen = std::collections::BTreeMap::<String, (u32, String)>::new();
        for o in &obligations {
            let Obligation { invariant, question, outcome, clauses, .. } = o;
            let text = match outcome {
                Outcome::Proved { .. } => continue,
                Outcome::Refuted { witness, because } => format!("REFUTED {} {:?}", because.en, witness.as_ref().map(|w| (w.agreement.price.get(), w.event.act().map(|a| a.to_string()), w.agreement.starts_at.map(|a| a.to_string())))),
                Outcome::Undecided { reason } => format!("UNDECIDED {}", reason.en),
            };
            let key = format!("{invariant} {question:?} {:?} {text}", clauses.iter().map(|c| policy.clause(*c).unwrap().id.clone()).collect::<Vec<_>>());
            let e = seen.entry(key).or_insert((0, String::new()));
            e.0 += 1;
            e.1 += &format!(" {:?}/{:?}", o.product, o.customer);
        }
        for (k, (n, who)) in seen {
            println!("{n:>3} {k}");
            let _ = who;
        }
        let mut proved = std::collections::BTreeMap::<String, (u32, u64)>::new();
        for o in &obligations {
            if let Outcome::Proved { cases } = o.outcome { let e = proved.entry(format!("{} {:?}", o.invariant, o.question)).or_default(); e.0 += 1; e.1 += cases; }
        }
        println!("proved: {proved:?}");
    }
}
