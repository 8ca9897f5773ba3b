//! What is at stake where a court may annul a clause, in sentences: to whoever decides, and to the customer in a letter.

use crate::decision::Annulment;
use crate::money::{Cents, Currency, Locale};
use crate::policy::Doubtful;

/// Whether it is money that the customer owes: some courts leave nothing in the place of such a clause.
fn is_owed(about: Doubtful) -> bool {
    match about {
        Doubtful::Fee
        | Doubtful::KeptPrice
        | Doubtful::NoShow
        | Doubtful::AbovePrice
        | Doubtful::Penalty
        | Doubtful::Interest
        | Doubtful::CollectionCosts => true,
        Doubtful::Suspension
        | Doubtful::Notice
        | Doubtful::Liability
        | Doubtful::Complaint
        | Doubtful::Limitation
        | Doubtful::Refusal
        | Doubtful::Price
        | Doubtful::Performance
        | Doubtful::LaterNotice
        | Doubtful::Release => false,
    }
}

/// What the terms give and what would remain, for whoever decides; `None` where nothing of it can be said.
pub(super) fn at_stake(annulment: &Annulment, currency: Currency, locale: Locale) -> Option<String> {
    let nothing = (is_owed(annulment.about) && annulment.by_terms.is_some()).then(|| {
        locale.pick(
            "Some courts leave nothing in the clause's place.",
            "Sommige rechters laten niets over in de plaats van het beding.",
        )
    });
    let sentences: Vec<String> =
        amounts(annulment, currency, locale).into_iter().chain(nothing.map(str::to_owned)).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn amounts(annulment: &Annulment, currency: Currency, locale: Locale) -> Option<String> {
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
        // Whether the provider is liable at all, no fact tells.
        (Doubtful::Liability, Some(left), Locale::En) => format!(
            "By the terms {terms} of the damage can be recovered; without the clause, as far as the provider is liable, \
             up to {left}."
        ),
        (Doubtful::Liability, Some(left), Locale::Nl) => format!(
            "Volgens de voorwaarden is {terms} van de schade te verhalen; zonder het beding, voor zover de aanbieder \
             aansprakelijk is, ten hoogste {left}."
        ),
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

/// The same to the customer, of all clauses that a judge may set aside: what that would change, each thing once. `None` where
/// there is no such clause.
pub(super) fn to_customer(annulments: &[&Annulment], currency: Currency, locale: Locale) -> Option<String> {
    let opening = locale.pick(
        "A judge may set aside a rule in our terms on which this answer rests.",
        "Een rechter kan een regel in onze voorwaarden waarop dit antwoord rust, ongeldig verklaren.",
    );
    let mut sentences = vec![opening.to_owned()];
    for annulment in annulments {
        let (en, nl) = consequence(annulment.about);
        let said = [Some(locale.pick(en, nl).to_owned()), amounts_to_customer(annulment, currency, locale)];
        for sentence in said.into_iter().flatten() {
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    if annulments.iter().any(|annulment| is_owed(annulment.about) && annulment.by_terms.is_some()) {
        let nothing =
            ("Some judges leave nothing of such an amount.", "Sommige rechters laten van zo'n bedrag niets over.");
        sentences.push(locale.pick(nothing.0, nothing.1).to_owned());
    }
    (!annulments.is_empty()).then(|| sentences.join(" "))
}

fn amounts_to_customer(annulment: &Annulment, currency: Currency, locale: Locale) -> Option<String> {
    let Annulment { rule: _, about, by_terms, without } = *annulment;
    let written = |amount: Cents| currency.written(amount, locale);
    let terms = written(by_terms?);
    Some(match (about, without.map(written), locale) {
        (Doubtful::Liability, Some(left), Locale::En) => {
            format!("By our terms we pay {terms}; without that rule, as far as we are liable, up to {left}.")
        }
        (Doubtful::Liability, Some(left), Locale::Nl) => format!(
            "Volgens onze voorwaarden vergoeden wij {terms}; zonder die regel, voor zover wij aansprakelijk zijn, ten hoogste \
             {left}."
        ),
        (Doubtful::Price, Some(left), Locale::En) => {
            format!("By our terms the price becomes {terms}; without that rule it stays {left}.")
        }
        (Doubtful::Price, Some(left), Locale::Nl) => {
            format!("Volgens onze voorwaarden wordt de prijs {terms}; zonder die regel blijft die {left}.")
        }
        (Doubtful::Interest, Some(left), Locale::En) => {
            format!("By our terms the interest is {terms}; by the law it would be {left}.")
        }
        (Doubtful::Interest, Some(left), Locale::Nl) => {
            format!("Volgens onze voorwaarden is de rente {terms}; volgens de wet zou die {left} zijn.")
        }
        (Doubtful::CollectionCosts, Some(left), Locale::En) => {
            format!("By our terms the costs of collecting are {terms}; by the law they would be {left}.")
        }
        (Doubtful::CollectionCosts, Some(left), Locale::Nl) => {
            format!(
                "Volgens onze voorwaarden zijn de kosten van het innen {terms}; volgens de wet zouden ze {left} zijn."
            )
        }
        (_, Some(left), Locale::En) => {
            format!(
                "By our terms that is {terms}; by the law it would be {left}, for what was delivered and for the costs."
            )
        }
        (_, Some(left), Locale::Nl) => format!(
            "Volgens onze voorwaarden is dat {terms}; volgens de wet zou het {left} zijn, voor wat is geleverd en voor de \
             kosten."
        ),
        (_, None, Locale::En) => {
            format!("By our terms that is {terms}; what the law would leave of it, we cannot work out here.")
        }
        (_, None, Locale::Nl) => format!(
            "Volgens onze voorwaarden is dat {terms}; wat de wet daarvan zou laten staan, kunnen wij hier niet uitrekenen."
        ),
    })
}

/// What changes for the customer when the clause falls.
fn consequence(about: Doubtful) -> (&'static str, &'static str) {
    match about {
        Doubtful::Fee
        | Doubtful::NoShow
        | Doubtful::AbovePrice
        | Doubtful::Penalty
        | Doubtful::Interest
        | Doubtful::CollectionCosts => ("Then you may owe less.", "Dan bent u misschien minder verschuldigd."),
        Doubtful::KeptPrice => (
            "Then you may owe less, or get money back.",
            "Dan bent u misschien minder verschuldigd, of krijgt u geld terug.",
        ),
        Doubtful::Suspension => (
            "Then you may keep your access, or owe nothing while it is stopped.",
            "Dan houdt u misschien uw toegang, of betaalt u niet zolang die stilligt.",
        ),
        Doubtful::Notice => ("Then the agreement may end sooner.", "Dan eindigt de overeenkomst misschien eerder."),
        Doubtful::Liability => ("Then you may get more.", "Dan krijgt u misschien meer vergoed."),
        Doubtful::Complaint => {
            ("Then you may have more time to complain.", "Dan hebt u misschien langer de tijd om te klagen.")
        }
        Doubtful::Limitation => {
            ("Then you may have more time to claim.", "Dan hebt u misschien langer de tijd voor uw vordering.")
        }
        Doubtful::Refusal => ("Then you may be able to leave.", "Dan kunt u misschien wel stoppen."),
        Doubtful::Price => ("Then the old price may stay.", "Dan blijft misschien de oude prijs gelden."),
        Doubtful::Performance => {
            ("Then the change may not bind you.", "Dan bent u misschien niet aan de wijziging gebonden.")
        }
        Doubtful::LaterNotice => (
            "Then your message may count from when you sent it.",
            "Dan telt uw bericht misschien al vanaf het moment dat u het stuurde.",
        ),
        Doubtful::Release => (
            "Then we may not be allowed to end the agreement in this way.",
            "Dan mogen wij de overeenkomst misschien niet zo beëindigen.",
        ),
    }
}
