//! Texts in both languages, and the words for periods, days, charges and moments that messages are made of.

use crate::analyse::amounts;
use crate::calendar::{Instant, Period, Zone};
use crate::money::{Cents, Currency, Locale};
use crate::policy::Summary;
use crate::policy::building_blocks::ChargeRule;
use crate::policy::forms::Outcome;
use crate::vocabulary::{ProductType, Verdict};

/// A text that is made alike in both languages.
pub(super) fn each(make: impl Fn(Locale) -> String) -> Summary {
    Summary { nl: make(Locale::Nl), en: make(Locale::En) }
}

/// `14 days`, `14 dagen`.
pub(super) fn period(period: Period, locale: Locale) -> String {
    match locale {
        Locale::En => period.to_string(),
        Locale::Nl => period.dutch(),
    }
}

/// `2026-06-17 10:00`, on the clock of a zone.
pub(super) fn moment(at: Instant, zone: &Zone) -> String {
    let (date, seconds) = zone.local(at);
    format!("{date} {:02}:{:02}", seconds / 3_600, seconds / 60 % 60)
}

/// Whole days between two dates, as people say them.
pub(super) fn days_before(days: i64, locale: Locale) -> String {
    match (days, locale) {
        (0, Locale::En) => "on the start day".to_owned(),
        (0, Locale::Nl) => "op de startdag".to_owned(),
        (days, Locale::En) if days > 0 => format!("{days} {} before the start", if days == 1 { "day" } else { "days" }),
        (days, Locale::Nl) if days > 0 => format!("{days} {} voor de start", if days == 1 { "dag" } else { "dagen" }),
        (days, Locale::En) => format!("{} days after the start", -days),
        (days, Locale::Nl) => format!("{} dagen na de start", -days),
    }
}

/// What an outcome says: its verdict when it allows nothing, else what it costs.
pub(super) fn outcome(outcome: &Outcome, currency: Currency, locale: Locale) -> String {
    let word = match outcome.verdict {
        Verdict::Refused => locale.pick("refused", "geweigerd"),
        Verdict::Unregulated => locale.pick("not regulated", "niet geregeld"),
        Verdict::Permitted | Verdict::Discretionary if outcome.charges.is_empty() => {
            locale.pick("free of charge", "kosteloos")
        }
        Verdict::Permitted | Verdict::Discretionary => return charges(&outcome.charges, currency, locale),
    };
    word.to_owned()
}

/// `25% + € 100.00 per service`.
pub(super) fn charges(charges: &[ChargeRule], currency: Currency, locale: Locale) -> String {
    charges.iter().map(|rule| amounts::charge(rule, currency, locale)).collect::<Vec<_>>().join(" + ")
}

/// A product as people call it.
pub(super) fn product(product: ProductType, locale: Locale) -> &'static str {
    match product {
        ProductType::DigitalContent => locale.pick("digital content", "digitale inhoud"),
        ProductType::Programme => locale.pick("a programme", "een programma"),
        ProductType::Coaching => locale.pick("coaching", "coaching"),
        ProductType::Event => locale.pick("an event", "een training of evenement"),
        ProductType::Subscription => locale.pick("a subscription", "een doorlopende overeenkomst"),
        ProductType::Assignment => locale.pick("an assignment", "een opdracht"),
        ProductType::Goods => locale.pick("goods", "producten"),
        ProductType::Accommodation => locale.pick("a stay", "een verblijf"),
        ProductType::Rental => locale.pick("a rental", "verhuur"),
        ProductType::TravelPackage => locale.pick("a package tour", "een pakketreis"),
        ProductType::Leisure => locale.pick("leisure on a date", "vrije tijd op datum"),
        ProductType::CareAppointment => locale.pick("a care appointment", "een zorgafspraak"),
        ProductType::Transport => locale.pick("transport", "vervoer"),
        ProductType::Membership => locale.pick("a membership", "een lidmaatschap"),
    }
}

/// Several products, separated by commas.
pub(super) fn products(list: &[ProductType], locale: Locale) -> String {
    list.iter().map(|p| product(*p, locale)).collect::<Vec<_>>().join(", ")
}

/// An amount as people write it.
pub(super) fn money(amount: Cents, currency: Currency, locale: Locale) -> String {
    currency.written(amount, locale)
}

/// How long before the start an instant lies: in days where it is the start of one, else in hours.
pub(super) fn moment_before(at: Instant, start: Instant, locale: Locale) -> String {
    let seconds = start.secs() - at.secs();
    let (hours, rest) = (seconds / 3_600, seconds % 3_600);
    let about = if rest == 0 { "" } else { locale.pick("about ", "ongeveer ") };
    match (hours.unsigned_abs(), hours >= 0, locale) {
        (count, true, Locale::En) if count < 96 => format!("{about}{count} hours before the start"),
        (count, true, Locale::Nl) if count < 96 => format!("{about}{count} uur voor de start"),
        (count, true, Locale::En) => format!("{about}{} days before the start", count.div_ceil(24)),
        (count, true, Locale::Nl) => format!("{about}{} dagen voor de start", count.div_ceil(24)),
        (count, false, Locale::En) => format!("{about}{count} hours after the start"),
        (count, false, Locale::Nl) => format!("{about}{count} uur na de start"),
    }
}
