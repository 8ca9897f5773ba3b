//! The text of the first cases: at each bound of what was answered, the day itself and the day after it.

use super::answers::{Answers, Cost, Tier, Withdrawal};
use crate::calendar::{Date, Holidays};
use crate::law::{Law, RateTable};
use crate::money::{Cents, Currency, Locale};
use crate::vocabulary::ProductType;
use rust_decimal::Decimal;
use std::fmt::Write;

/// The price of what is sold in the cases: a hundred times a percent of it is a whole amount in every currency.
const PRICE: i64 = 100_000;

/// The case file.
pub(super) fn cases(answers: &Answers, locale: Locale) -> String {
    let Answers { id, currency, .. } = answers;
    let comment = locale.pick(
        "# Worked out from what was answered. Add what else your text decides, with the amounts and days that you work out from it.",
        "# Uitgerekend uit de antwoorden. Voeg toe wat uw tekst verder beslist, met de bedragen en dagen die u eruit uitrekent.",
    );
    let base = base(answers);
    let mut out = format!(
        "{comment}\npolicy = \"{id}\"\ncurrency = \"{currency}\"\n\n[defaults]\ncustomer = \"consumer\"\nproduct = \"{}\"\n\
         price = \"{}\"\nconcluded_at = {base}\n",
        answers.sells.first().map_or("event", |product| product.name()),
        currency.plain(Cents::new(PRICE))
    );
    if let Withdrawal(Some(days)) = answers.withdrawal {
        withdrawal(&mut out, answers, base, days);
    }
    if let Some(product) = answers.with_start().first() {
        cancellation(&mut out, *product, &answers.tiers, base, *currency);
    }
    payment(&mut out, answers, base);
    out
}

/// A day of conclusion: the last day to withdraw, and to pay, is then a working day, so that nothing moves.
fn base(answers: &Answers) -> Date {
    let first = answers.from.or(Date::new(2026, 1, 5)).unwrap_or(Date::MIN);
    let periods = [answers.withdrawal.0.unwrap_or(14), answers.pay_within];
    let holidays = Holidays::named(answers.holidays);
    let quiet = |day: &Date| {
        periods.iter().all(|days| {
            let ends = [0, 1].map(|more| day.plus_days(i64::from(*days) + more));
            ends.into_iter().flatten().all(|end| holidays.is_none_or(|holidays| holidays.is_working_day(end)))
        })
    };
    (0..400).filter_map(|days| first.plus_days(days)).find(quiet).unwrap_or(first)
}

fn withdrawal(out: &mut String, answers: &Answers, base: Date, days: u16) {
    let (Some(last), Some(after)) = (base.plus_days(days.into()), base.plus_days(i64::from(days) + 1)) else { return };
    let received = if answers.sells.first() == Some(&ProductType::Goods) {
        format!("goods_received_at = {base}\n")
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "\n[[case]]\nname = \"{days} days to withdraw\"\narticle = \"1.1\"\nquestion = \"withdrawal\"\n{received}\
         row = [\n  {{ declared_at = {last}, expect = {{ verdict = \"permitted\", deadlines = {{ withdrawal = {last} }} }} }},\n  \
         {{ declared_at = {after}, expect = {{ verdict = \"refused\" }} }},\n]\n"
    );
}

fn cancellation(out: &mut String, product: ProductType, tiers: &[Tier], base: Date, currency: Currency) {
    let longest = tiers.first().map_or(0, |tier| tier.days);
    let Some(start) = base.plus_days(i64::from(longest) + 60) else { return };
    let _ = write!(
        out,
        "\n[[case]]\nname = \"what cancelling costs\"\narticle = \"2.1\"\nquestion = \"cancellation\"\nproduct = \"{product}\"\n\
         starts_at = {start}T10:00\nrow = [\n"
    );
    for Tier { days, cost } in tiers {
        let charged = currency.plain(charged(*cost));
        if let Some(day) = start.plus_days(-i64::from(*days)) {
            let _ = writeln!(
                out,
                "  {{ received_at = {day}, expect = {{ verdict = \"permitted\", charged = \"{charged}\", refund = \"{}\", outstanding = \"{charged}\" }} }},",
                currency.plain(Cents::ZERO)
            );
        }
    }
    // The day after a bound is the next tier's.
    for pair in tiers.windows(2) {
        let [earlier, later] = pair else { continue };
        if let Some(day) = start.plus_days(1 - i64::from(earlier.days)).filter(|_| earlier.days > later.days + 1) {
            let _ = writeln!(
                out,
                "  {{ received_at = {day}, expect = {{ charged = \"{}\" }} }},",
                currency.plain(charged(later.cost))
            );
        }
    }
    out.push_str("]\n");
}

/// What a tier charges of the price of the cases: nothing was delivered, and no costs were made.
fn charged(cost: Cost) -> Cents {
    match cost {
        Cost::Costs => Cents::ZERO,
        Cost::Percent(percent) => {
            let hundredth = Decimal::from(PRICE / 100);
            let amount = percent
                .checked_mul(hundredth)
                .map(|amount| amount.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
            let cents = amount.and_then(|amount| i64::try_from(amount).ok());
            cents.map_or(Cents::ZERO, Cents::new)
        }
    }
}

fn payment(out: &mut String, answers: &Answers, base: Date) {
    let days = i64::from(answers.pay_within);
    let (Some(due), Some(after)) = (base.plus_days(days), base.plus_days(days + 1)) else { return };
    let open = answers.currency.plain(Cents::new(PRICE));
    let _ = write!(
        out,
        "\n[[case]]\nname = \"an invoice is paid within {days} days\"\narticle = \"4.1\"\nquestion = \"payment_review\"\n\
         invoices = [{{ issued_on = {base}, open_amount = \"{open}\" }}]\nrow = [\n  \
         {{ as_of = {due}, expect = {{ arrears = {{ by_invoice = [{{ due_on = {due}, default_from = false }}] }} }} }},\n"
    );
    // What is late bears interest; where the law holds none, the terms must say how much before there is an answer.
    if Law::built_in().of(answers.law).interest(RateTable::Consumer).is_some() {
        let _ = writeln!(
            out,
            "  {{ as_of = {after}, expect = {{ arrears = {{ principal = \"{open}\", by_invoice = [{{ due_on = {due}, default_from = {after} }}] }} }} }},"
        );
    }
    out.push_str("]\n");
}
