//! What is at stake where a court may annul a clause, as a sentence.

use crate::decision::Annulment;
use crate::money::{Currency, Locale};
use crate::policy::Doubtful;

/// What the terms give and what would remain; `None` where no amount is at stake.
pub(super) fn at_stake(annulment: &Annulment, currency: Currency, locale: Locale) -> Option<String> {
    let Annulment { rule: _, about, by_terms, without } = annulment;
    let terms = currency.written((*by_terms)?, locale);
    let without = without.map(|amount| currency.written(amount, locale));
    Some(match (about, without, locale) {
        (Doubtful::Fee | Doubtful::KeptPrice | Doubtful::AbovePrice, Some(left), Locale::En) => {
            format!("By the terms {terms} is charged; the law would leave {left}, the delivered share and the costs.")
        }
        (Doubtful::Fee | Doubtful::KeptPrice | Doubtful::AbovePrice, Some(left), Locale::Nl) => format!(
            "Volgens de voorwaarden is dat {terms}; de wet zou {left} laten staan, het geleverde deel en de kosten."
        ),
        (Doubtful::Interest, Some(left), Locale::En) => {
            format!("By the terms the interest is {terms}; statutory interest would be {left}.")
        }
        (Doubtful::Interest, Some(left), Locale::Nl) => {
            format!("Volgens de voorwaarden is de rente {terms}; de wettelijke rente zou {left} zijn.")
        }
        (Doubtful::CollectionCosts, Some(left), Locale::En) => {
            format!("By the terms the collection costs are {terms}; the statutory scale would leave {left}.")
        }
        (Doubtful::CollectionCosts, Some(left), Locale::Nl) => {
            format!(
                "Volgens de voorwaarden zijn de incassokosten {terms}; de wettelijke staffel zou {left} laten staan."
            )
        }
        (Doubtful::Liability, Some(left), Locale::En) => {
            format!("By the terms {terms} of the damage can be recovered; without the clause {left}.")
        }
        (Doubtful::Liability, Some(left), Locale::Nl) => {
            format!("Volgens de voorwaarden is {terms} van de schade te verhalen; zonder het beding {left}.")
        }
        (Doubtful::Price, Some(left), Locale::En) => {
            format!("By the terms the price becomes {terms}; without the clause it stays {left}.")
        }
        (Doubtful::Price, Some(left), Locale::Nl) => {
            format!("Volgens de voorwaarden wordt de prijs {terms}; zonder het beding blijft die {left}.")
        }
        (_, _, Locale::En) => format!("By the terms that is {terms}; what the law would leave cannot be computed."),
        (_, _, Locale::Nl) => {
            format!("Volgens de voorwaarden is dat {terms}; wat de wet zou laten staan, is niet te berekenen.")
        }
    })
}
