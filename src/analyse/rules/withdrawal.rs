//! `WD-…`: the right of consumers to withdraw from a contract concluded at a distance.

use super::check::{Check, Found, for_consumers};
use super::fees::exceeds_costs;
use super::scene::{Scene, first_day, noon};
use super::text::{each, period};
use super::{Rule, text};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Holidays, Period};
use crate::law::{WithdrawalLaw, WithdrawalOf};
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::building_blocks::{Anchor, Base, ChargeRule, DeadlineRule, StatedAmount};
use crate::policy::forms::{Form, WithdrawalExtension, WithdrawalRight};
use crate::vocabulary::{ChargeKind, CustomerType, DeadlineKind, ProductType, Question, Verdict};

/// How many days of conclusion are looked at: those of one year.
const DAYS: i64 = 365;

/// `WD-MISSING`.
pub(super) fn missing(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal() else { return };
    if !sells_what_can_be_withdrawn(check, law) || !rights(check).is_empty() {
        return;
    }
    check.report(Found {
        rule: Rule::WdMissing,
        clauses: Vec::new(),
        span: check.top("policy"),
        message: both(
            "the terms apply to consumers and have no clause on withdrawal",
            "de voorwaarden gelden voor consumenten en hebben geen bepaling over herroepen",
        ),
        help: both(
            "add a clause with `question = \"withdrawal\"` and a `withdrawal_right` of fourteen days",
            "neem een bepaling op met `question = \"withdrawal\"` en een `withdrawal_right` van veertien dagen",
        ),
        witness: None,
    });
}

/// `WD-FUNCTION`: a text in force from the day on which contracts must offer a function for withdrawing, and silent on it. What
/// is concluded without an interface needs none, which no file tells.
pub(super) fn function(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal() else { return };
    let Some(function) = law.function.filter(|function| check.as_of >= function.from) else { return };
    let in_force = check.policy.effective_until.is_none_or(|until| until > function.from);
    let rights = rights(check);
    if !in_force || !sells_what_can_be_withdrawn(check, law) || rights.iter().any(|(_, _, right)| right.function) {
        return;
    }
    let (clauses, span) = match rights.first() {
        Some(&(place, ..)) => (vec![place], check.key(place, "withdrawal_right")),
        None => (Vec::new(), check.top("policy")),
    };
    let from = function.from;
    check.report(Found {
        rule: Rule::WdFunction,
        clauses,
        span,
        message: both(
            format!("no function for withdrawing is named, which contracts from {from} on must offer"),
            format!("geen functie om te herroepen genoemd, die voor overeenkomsten vanaf {from} moet bestaan"),
        ),
        help: both(
            "offer it on the website or in the app, and name it: `withdrawal_right.function = true`",
            "bied die op de website of in de app aan, en noem die: `withdrawal_right.function = true`",
        ),
        witness: None,
    });
}

/// Whether some clause applies to consumers and to a product that the law does not leave out.
fn sells_what_can_be_withdrawn(check: &Check<'_>, law: &WithdrawalLaw) -> bool {
    let kept = |product| law.right(product) != WithdrawalOf::Excluded;
    check.policy.clauses.iter().filter(|clause| for_consumers(clause)).any(|clause| clause.products.iter().any(kept))
}

/// The clauses that give consumers a right to withdraw.
fn rights<'p>(check: &Check<'p>) -> Vec<(u16, &'p Clause, &'p WithdrawalRight)> {
    let of_consumers = |(place, clause): (u16, &'p Clause)| match &clause.form {
        Form::WithdrawalRight(right) if right.customer == CustomerType::Consumer => Some((place, clause, right)),
        _ => None,
    };
    check.consumer_clauses(Question::Withdrawal).into_iter().filter_map(of_consumers).collect()
}

/// `WD-DAYCOUNT`: the period as written, and its extension when information was withheld. That the law moves a last day
/// from a weekend to a working day, a text need not repeat.
pub(super) fn day_count(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal().copied() else { return };
    for (place, clause, right) in rights(check) {
        if let Some(concluded) = first_short_day(right, law.period, check.policy.holidays) {
            let found = short_period(check, &law, (place, clause), right, concluded);
            check.report(found);
        }
        if !right.goods_from_receipt && sells_goods(check) && clause.products.contains(ProductType::Goods) {
            let found = not_from_receipt(check, place);
            check.report(found);
        }
    }
    for (place, clause) in check.consumer_clauses(Question::Withdrawal) {
        if let Form::WithdrawalExtension(extension) = &clause.form {
            for found in short_extensions(check, &law, place, extension) {
                check.report(found);
            }
        }
    }
}

/// The first day of conclusion for which the terms give less than is due.
fn first_short_day(right: &WithdrawalRight, due: Period, holidays: Holidays) -> Option<Date> {
    let days = (0..DAYS).filter_map(|days| first_day().plus_days(days));
    days.into_iter().find(|day| last_day(right, *day, holidays) < due.after(*day, holidays))
}

/// The last day by the terms.
fn last_day(right: &WithdrawalRight, concluded: Date, holidays: Holidays) -> Option<Date> {
    right.period.after(concluded, holidays)
}

fn short_period(
    check: &Check<'_>,
    law: &WithdrawalLaw,
    (place, clause): (u16, &Clause),
    right: &WithdrawalRight,
    concluded: Date,
) -> Found {
    let (zone, holidays) = (&check.policy.zone, check.policy.holidays);
    let rolled = |day| if law.rolls_to_working_day { holidays.of_law().roll_to_working_day(day) } else { Some(day) };
    let by_law = law.period.after(concluded, holidays).and_then(rolled);
    let by_law = by_law.unwrap_or(concluded);
    let by_terms = last_day(right, concluded, holidays).unwrap_or(concluded);
    let product = service(clause).unwrap_or(ProductType::Event);
    let scene =
        Scene::new(Question::Withdrawal, CustomerType::Consumer, product, noon(zone, concluded), noon(zone, by_law));
    let mut scene = scene.under(check.policy, &[&clause.conditions]).terms_only();
    scene.agreement.withdrawal.goods_received_at =
        (product == ProductType::Goods).then_some(scene.agreement.concluded_at);
    let enough = Period { count: right.period.count + 1, ..right.period };
    let from_next_day = Period { including_day: false, ..right.period };
    let is_enough =
        |given| first_short_day(&WithdrawalRight { period: given, ..right.clone() }, law.period, holidays).is_none();
    let (nl, en) = if right.period.including_day && is_enough(from_next_day) {
        (
            format!("schrijf `period = \"{from_next_day}\"`: de dag van sluiten telt zelf niet mee"),
            format!("write `period = \"{from_next_day}\"`: the day of the conclusion itself does not count"),
        )
    } else if is_enough(enough) {
        let given = |locale| (period(enough, locale), period(right.period, locale));
        let ((nl, nl_now), (en, en_now)) = (given(Locale::Nl), given(Locale::En));
        (
            format!("geef {nl} in plaats van {nl_now}: `period = \"{enough}\"`"),
            format!("give {en} instead of {en_now}: `period = \"{enough}\"`"),
        )
    } else {
        (
            format!(
                "geef ten minste {} na de dag van sluiten: `period = \"{}\"`",
                period(law.period, Locale::Nl),
                law.period
            ),
            format!(
                "give at least {} after the day of conclusion: `period = \"{}\"`",
                period(law.period, Locale::En),
                law.period
            ),
        )
    };
    Found {
        rule: Rule::WdDaycount,
        clauses: vec![place],
        span: check.key(place, "withdrawal_right.period"),
        message: both(
            format!(
                "whoever buys on {concluded} can withdraw through {by_terms} by the text, and through {by_law} by law"
            ),
            format!(
                "wie op {concluded} koopt, kan volgens de tekst tot en met {by_terms} herroepen, volgens de wet tot en met {by_law}"
            ),
        ),
        help: both(en, nl),
        witness: check.shown(Some(scene.witness()), |decision| decision.verdict == Verdict::Refused),
    }
}

fn service(clause: &Clause) -> Option<ProductType> {
    super::fees::service_of(clause).or(clause.products.iter().next())
}

/// Whether some clause singles goods out, so that goods are really sold.
fn sells_goods(check: &Check<'_>) -> bool {
    let few = |list: &[ProductType]| list.contains(&ProductType::Goods) && list.len() < 4;
    let in_clause = |clause: &Clause| {
        few(&clause.products.iter().collect::<Vec<_>>())
            || matches!(&clause.form, Form::WithdrawalLoss(loss) if loss.cases.iter().any(|case| few(&case.products)))
            || matches!(&clause.form, Form::WithdrawalEffects(effects)
                if effects.deadlines.iter().any(|d| few(&d.products.iter().collect::<Vec<_>>()))
                    || effects.charges.iter().any(|c| few(&c.products.iter().collect::<Vec<_>>())))
    };
    check.policy.clauses.iter().any(in_clause)
}

fn not_from_receipt(check: &Check<'_>, place: u16) -> Found {
    Found {
        rule: Rule::WdDaycount,
        clauses: vec![place],
        span: check.key(place, "withdrawal_right.period"),
        message: both(
            "the period for goods runs from the conclusion instead of from their receipt",
            "de termijn voor producten loopt vanaf het sluiten in plaats van vanaf de ontvangst",
        ),
        help: both("add `goods_from_receipt = true`", "neem `goods_from_receipt = true` op"),
        witness: None,
    }
}

fn short_extensions(check: &Check<'_>, law: &WithdrawalLaw, place: u16, extension: &WithdrawalExtension) -> Vec<Found> {
    let both_periods = [
        ("longer", extension.longer, law.not_informed),
        ("from_information", extension.from_information, law.informed_later),
    ];
    let short = both_periods.into_iter().filter(|(_, given, due)| shorter(*given, *due, check.policy.holidays));
    short.map(|row| short_extension(check, place, row)).collect()
}

fn short_extension(check: &Check<'_>, place: u16, (key, given, due): (&'static str, Period, Period)) -> Found {
    Found {
        rule: Rule::WdDaycount,
        clauses: vec![place],
        span: check.key(place, &format!("withdrawal_extension.{key}")),
        message: each(|locale| {
            let (given, due) = (period(given, locale), period(due, locale));
            match (key, locale) {
                ("longer", Locale::En) => format!("without information the period lasts {given} longer, by law {due}"),
                ("longer", Locale::Nl) => {
                    format!("zonder informatie duurt de termijn {given} langer, volgens de wet {due}")
                }
                (_, Locale::En) => format!("after late information {given} are left, by law {due}"),
                (_, Locale::Nl) => format!("na late informatie is er nog {given}, volgens de wet {due}"),
            }
        }),
        help: each(|locale| format!("{} {}: `{key} = \"{due}\"`", locale.pick("give", "geef"), period(due, locale))),
        witness: None,
    }
}

/// Whether a period ends before another for some day of one year.
pub(super) fn shorter(given: Period, due: Period, holidays: Holidays) -> bool {
    super::periods::first_shorter(given, due, holidays).is_some()
}

/// `WD-REFUND`: what comes back late, or not at all.
pub(super) fn refund(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal().copied() else { return };
    for (place, clause) in check.consumer_clauses(Question::Withdrawal) {
        let Form::WithdrawalEffects(effects) = &clause.form else { continue };
        for charge in
            effects.charges.iter().filter(|charge| !charge.kind.owed_by_provider() && !owed_after_withdrawal(charge))
        {
            check.report(Found {
                rule: Rule::WdRefund,
                clauses: vec![place],
                span: charge.span,
                message: each(|locale| match locale {
                    Locale::En => format!(
                        "a consumer who withdraws is charged {}; by law only the delivered share of a service and loss of value of goods are due",
                        as_charged(check, charge, locale)
                    ),
                    Locale::Nl => format!(
                        "een consument die herroept, wordt {} in rekening gebracht; volgens de wet zijn alleen het geleverde deel van een dienst en waardevermindering van zaken verschuldigd",
                        as_charged(check, charge, locale)
                    ),
                }),
                help: both("leave out what is kept back, or charge the delivered share (`share = \"delivered\"`) or the loss of value (`stated = \"goods_devaluation\"`)", "schrap wat wordt ingehouden, of reken het geleverde deel (`share = \"delivered\"`) of de waardevermindering (`stated = \"goods_devaluation\"`)"),
                witness: None,
            });
        }
        for rule in refunds(clause) {
            if let Some(late) = late(rule, law.refund, check.policy.holidays) {
                let found = late_refund(check, (place, clause), rule, (&late, law.refund));
                check.report(found);
            }
        }
    }
}

/// Why a refund can come later than by law.
enum Late {
    /// The period is longer.
    Period(Period),
    /// The period is not, but the last day is moved.
    Moved(Period),
    /// It is counted from something that may come long after the withdrawal.
    From(Anchor),
}

fn late(rule: &DeadlineRule, due: Period, holidays: Holidays) -> Option<Late> {
    let from = rule.anchors.iter().find(|anchor| !matches!(anchor, Anchor::Act | Anchor::ConcludedAt));
    if let Some(from) = from {
        return Some(Late::From(*from));
    }
    let given = rule.period?;
    if later(given, due, holidays) {
        return Some(Late::Period(given));
    }
    (rule.moves.is_some() && !shorter(given, due, holidays)).then_some(Late::Moved(given))
}

fn late_refund(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    rule: &DeadlineRule,
    (late, due): (&Late, Period),
) -> Found {
    Found {
        rule: Rule::WdRefund,
        clauses: vec![place],
        span: rule.span,
        message: each(|locale| {
            let law = period(due, locale);
            match (late, locale) {
                (Late::Moved(given), Locale::En) => {
                    let given = period(*given, locale);
                    format!("the refund comes after {given} when the last day is moved, by law within {law}")
                }
                (Late::Moved(given), Locale::Nl) => {
                    let given = period(*given, locale);
                    format!("het geld komt na {given} terug als de laatste dag opschuift, volgens de wet binnen {law}")
                }
                (Late::Period(given), Locale::En) => {
                    format!("the refund comes within {}, by law within {law}", period(*given, locale))
                }
                (Late::Period(given), Locale::Nl) => {
                    format!("het geld komt binnen {} terug, volgens de wet binnen {law}", period(*given, locale))
                }
                (Late::From(anchor), Locale::En) => {
                    format!("the refund is counted from `{anchor}`, by law it comes within {law} of the withdrawal")
                }
                (Late::From(anchor), Locale::Nl) => {
                    format!(
                        "het geld komt terug gerekend vanaf `{anchor}`, volgens de wet binnen {law} na de herroeping"
                    )
                }
            }
        }),
        help: both(
            format!("refund within {due} of the withdrawal: `after = \"act\", period = \"{due}\"`"),
            format!(
                "betaal binnen {} na de herroeping terug: `after = \"act\", period = \"{due}\"`",
                period(due, Locale::Nl)
            ),
        ),
        witness: refund_witness(check, clause, due),
    }
}

/// A withdrawal in time under the terms, on one of the days of a year, after which the refund may take longer than by law.
fn refund_witness(check: &Check<'_>, clause: &Clause, due: Period) -> Option<Witness> {
    let zone = &check.policy.zone;
    clause.products.iter().find_map(|product| {
        let days = (0..DAYS).filter_map(|days| first_day().plus_days(days));
        days.into_iter().find_map(|concluded| {
            let declared = concluded.plus_days(2)?;
            let latest = due.after(declared, check.policy.holidays)?;
            let scene = Scene::new(
                Question::Withdrawal,
                CustomerType::Consumer,
                product,
                noon(zone, concluded),
                noon(zone, declared),
            );
            let mut scene = scene.starting(noon(zone, concluded.plus_days(90)?)).paid().terms_only();
            scene = scene.under(check.policy, &[&clause.conditions]);
            scene.agreement.withdrawal.goods_received_at =
                (product == ProductType::Goods).then_some(scene.agreement.concluded_at);
            check.shown(Some(scene.witness()), |decision| {
                let mut deadlines = decision.deadlines.iter();
                deadlines.any(|deadline| deadline.kind == DeadlineKind::Refund && deadline.last_day > latest)
            })
        })
    })
}

/// What a charge is called; with its amount where it is called after something that may be asked, and is not that.
fn as_charged(check: &Check<'_>, charge: &ChargeRule, locale: Locale) -> String {
    let kind = charge.kind;
    if !matches!(kind, ChargeKind::ProRata | ChargeKind::Devaluation) {
        return format!("`{kind}`");
    }
    let amount = text::charges(std::slice::from_ref(charge), check.policy.currency, locale);
    format!("{amount} {} `{kind}`", locale.pick("as", "als"))
}

/// What may be asked of a consumer who withdraws (BW 6:230s): what was delivered and what value was lost, whatever it is
/// called, and not an amount that is named after them.
fn owed_after_withdrawal(charge: &ChargeRule) -> bool {
    let stated = |wanted: fn(Base) -> bool| charge.amount.bases().any(wanted);
    let within_costs = !exceeds_costs(&charge.amount);
    match charge.kind {
        ChargeKind::ProRata => within_costs && !stated(|base| matches!(base, Base::Stated(_))),
        ChargeKind::Devaluation => {
            within_costs && stated(|base| matches!(base, Base::Stated(StatedAmount::GoodsDevaluation)))
        }
        _ => false,
    }
}

fn refunds(clause: &Clause) -> Vec<&DeadlineRule> {
    match &clause.form {
        Form::WithdrawalEffects(effects) => {
            effects.deadlines.iter().filter(|rule| rule.kind == DeadlineKind::Refund).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a period ends after another for some day of one year.
fn later(given: Period, due: Period, holidays: Holidays) -> bool {
    super::periods::first_shorter(due, given, holidays).is_some()
}

/// `WD-MORE-FAVOURABLE`.
pub(super) fn more_favourable(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal().copied() else { return };
    for (place, clause) in check.consumer_clauses(Question::Withdrawal) {
        for (key, given, due) in wider_periods(clause, &law, check.policy.holidays) {
            check.report(Found {
                rule: Rule::WdMoreFavourable,
                clauses: vec![place],
                span: check.key(place, key),
                message: each(|locale| {
                    let (given, due) = (text::period(given, locale), text::period(due, locale));
                    match locale {
                        Locale::En => {
                            format!("the terms give {given} where the law gives {due}: that binds the provider")
                        }
                        Locale::Nl => {
                            format!("de voorwaarden geven {given} waar de wet {due} geeft: dat bindt de aanbieder")
                        }
                    }
                }),
                help: both("nothing has to change", "er hoeft niets te veranderen"),
                witness: None,
            });
        }
    }
}

/// The periods of a clause that are better for the consumer than those of the law: key, given, due.
fn wider_periods(clause: &Clause, law: &WithdrawalLaw, holidays: Holidays) -> Vec<(&'static str, Period, Period)> {
    let longer =
        |key, given, due| (later(given, due, holidays) && !shorter(given, due, holidays)).then_some((key, given, due));
    match &clause.form {
        Form::WithdrawalRight(right) if right.customer == CustomerType::Consumer && for_consumers(clause) => {
            longer("withdrawal_right.period", right.period, law.period).into_iter().collect()
        }
        Form::WithdrawalExtension(extension) => [
            longer("withdrawal_extension.longer", extension.longer, law.not_informed),
            longer("withdrawal_extension.from_information", extension.from_information, law.informed_later),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Form::WithdrawalEffects(_) => refunds(clause)
            .into_iter()
            .filter(|rule| late(rule, law.refund, holidays).is_none())
            .filter_map(|rule| rule.period)
            .filter(|given| shorter(*given, law.refund, holidays))
            .map(|given| ("withdrawal_effects.deadlines", given, law.refund))
            .collect(),
        _ => Vec::new(),
    }
}
