//! Charges in words, as in `30% of the price, at least € 5.00 per service`.

use crate::money::{Currency, Locale};
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Counted, Counter, Share, StatedAmount};

/// What a charge comes to.
pub(super) fn charge(rule: &ChargeRule, currency: Currency, locale: Locale) -> String {
    amount(&rule.amount, currency, locale)
}

fn amount(amount: &Amount, currency: Currency, locale: Locale) -> String {
    let of = |of: &Amount| format!("{} {}", locale.pick("of", "van"), self::amount(of, currency, locale));
    match amount {
        Amount::Whole(base) => self::base(*base, locale),
        Amount::Fixed(cents) => currency.written(*cents, locale),
        Amount::Percent { percent, of: whole, .. } => format!("{percent}% {}", of(whole)),
        Amount::Share { share, of: whole, .. } => format!("{} {}", self::share(*share, locale), of(whole)),
        Amount::Times { factor, of: whole } => format!("{factor} × {}", self::amount(whole, currency, locale)),
        Amount::Per { of: each, counters } => {
            let each = self::amount(each, currency, locale);
            counters.iter().fold(each, |text, Counted { counter, beyond }| {
                let text = format!("{text} {}", per(*counter, locale));
                match beyond {
                    0 => text,
                    beyond => format!("{text} {} {beyond}", locale.pick("beyond", "boven")),
                }
            })
        }
        Amount::Sum(terms) => joined(terms, " + ", currency, locale),
        Amount::Greatest(terms) => joined(terms, locale.pick(", at least ", ", ten minste "), currency, locale),
        Amount::Least(terms) => joined(terms, locale.pick(", at most ", ", ten hoogste "), currency, locale),
        Amount::Rest { of: whole, less } => {
            let (whole, less) = (self::amount(whole, currency, locale), self::amount(less, currency, locale));
            match locale {
                Locale::En => format!("{whole} less {less}"),
                Locale::Nl => format!("{whole} min {less}"),
            }
        }
    }
}

fn joined(terms: &[Amount], between: &str, currency: Currency, locale: Locale) -> String {
    terms.iter().map(|term| amount(term, currency, locale)).collect::<Vec<_>>().join(between)
}

fn base(base: Base, locale: Locale) -> String {
    let (en, nl) = match base {
        Base::Stated(StatedAmount::Declared(id)) => return format!("`{id}`"),
        Base::Price => ("the price", "de prijs"),
        Base::Paid => ("the amount paid", "het betaalde bedrag"),
        Base::Stated(StatedAmount::ChangeCostsInOffer) => ("the change costs", "de wijzigingskosten"),
        Base::Stated(StatedAmount::CostsIncurred) => ("the costs made", "de gemaakte kosten"),
        Base::Stated(StatedAmount::GoodsDevaluation) => ("the loss of value", "de waardevermindering"),
        Base::Stated(StatedAmount::MonthlySalary) => ("a month's salary", "een maandsalaris"),
    };
    locale.pick(en, nl).to_owned()
}

fn share(share: Share, locale: Locale) -> &'static str {
    let (en, nl) = match share {
        Share::Delivered => ("the delivered share", "het geleverde deel"),
        Share::Undelivered => ("the undelivered share", "het niet geleverde deel"),
        Share::AllButUndelivered => ("all but the undelivered share", "alles behalve het niet geleverde deel"),
        Share::OneUnit => ("one unit's part", "het deel van één eenheid"),
        Share::OneSession => ("one session's part", "het deel van één sessie"),
        Share::OneMonth => ("one month's part", "het deel van één maand"),
        Share::Remaining => ("the share of those who still come", "het deel van wie nog komt"),
        Share::Cancelled => ("the share of those who no longer come", "het deel van wie niet meer komt"),
    };
    locale.pick(en, nl)
}

fn per(counter: Counter, locale: Locale) -> String {
    let (en, nl) = match counter {
        Counter::Declared(id) => return format!("× `{id}`"),
        Counter::Service => ("per service", "per dienst"),
        Counter::Breach => ("per breach", "per overtreding"),
        Counter::Participants => ("per person", "per persoon"),
        Counter::Cancelled => ("per person who no longer comes", "per persoon die niet meer komt"),
    };
    locale.pick(en, nl).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Cents, Percent, Rounding};

    #[test]
    fn terms_read_as_a_text_would_put_them() {
        let half =
            |of: Amount| Amount::Percent { percent: Percent::whole(50), of: Box::new(of), rounding: Rounding::Nearest };
        let price = || Amount::Whole(Base::Price);
        let each = |beyond| {
            let counters = vec![Counted { counter: Counter::Service, beyond }];
            Amount::Per { of: Box::new(Amount::Fixed(Cents::new(500))), counters }
        };
        let delivered = Amount::Share { share: Share::Delivered, of: Box::new(price()), rounding: Rounding::Nearest };
        for (amount, en, nl) in [
            (
                Amount::Greatest(vec![half(price()), each(0)]),
                "50% of the price, at least € 5.00 per service",
                "50% van de prijs, ten minste € 5,00 per dienst",
            ),
            (each(3), "€ 5.00 per service beyond 3", "€ 5,00 per dienst boven 3"),
            (
                Amount::Least(vec![Amount::Sum(vec![half(price()), delivered]), price()]),
                "50% of the price + the delivered share of the price, at most the price",
                "50% van de prijs + het geleverde deel van de prijs, ten hoogste de prijs",
            ),
            (
                Amount::Rest { of: Box::new(price()), less: Box::new(half(Amount::Whole(Base::Paid))) },
                "the price less 50% of the amount paid",
                "de prijs min 50% van het betaalde bedrag",
            ),
        ] {
            assert_eq!([Locale::En, Locale::Nl].map(|locale| super::amount(&amount, Currency::EUR, locale)), [en, nl]);
        }
    }
}
