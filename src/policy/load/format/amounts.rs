//! Amounts: of a charge, of what comes back, and of the terms that they are made of.

use super::{CountTable, DayConditionTable, DeliveredTable, PriceConditionTable};
use crate::facts::FactId;
use crate::money::{Cents, Percent, Rounding};
use crate::policy::Summary;
use crate::policy::building_blocks::{Base, Condition, Counted, Counter, Share, Span, StatedAmount};
use crate::policy::counts::BuiltInCount;
use crate::policy::load::fault::FaultCode;
use crate::policy::load::faults::Faults;
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::read::{Read, Slot, Value, span_of, wrong_kind};
use crate::policy::load::shape::{Kind, tables};
use crate::policy::load::suggest::advice;
use crate::policy::load::values::{Count, ProductName, unknown};
use crate::vocabulary::{Bilingual, ChargeKind, both};
use toml::de::DeValue;

/// Declares the tables that state an amount, all with the same keys for it.
macro_rules! amount_tables {
    ($($(#[doc = $doc:literal])+ $key:ident: [$($need:tt)+] $kind:ty,)+) => {
        tables! {
            /// A charge: what it is for, how much, and when it is due. How much is one of: a percentage, an amount, a stated
            /// amount, a share, a multiple, a sum, the greatest or the least of several, or all but something.
            ChargeTable "charge" {
                /// What the charge is for; `compensation` and `service_credit` are what the provider owes, beside the settlement.
                kind: [required] ChargeKind,
                $($(#[doc = $doc])+ $key: [$($need)+] $kind,)+
                /// Whether the text puts it on top of the price: it is charged in full, whatever the price. Otherwise the price is
                /// the ceiling of all charges together.
                beside_price: [default "false"] bool,
                /// Whether this is the most that may be charged, instead of what is charged.
                discretionary: [default "false"] bool,
                /// Conditions that must all hold for the charge to be due. Absent: none.
                when: [optional] List<Condition>,
                /// Conditions of which none may hold for the charge to be due. Absent: none.
                unless: [optional] List<Condition>,
                /// How many a count must be for the charge to be due. Absent: any.
                count: [optional] CountTable,
                /// What the price must be for the charge to be due. Absent: any.
                price: [optional] PriceConditionTable,
                /// How large a part must have been delivered for the charge to be due. Absent: any.
                delivered: [optional] DeliveredTable,
                /// What the day of an anchor must be for the charge to be due. Absent: any.
                day: [optional] DayConditionTable,
                /// The products for which the charge is due. Absent: all.
                products: [optional] NonEmpty<ProductName>,
            }

            /// An amount within another. Tables of this kind nest at most three deep.
            TermTable "term" {
                $($(#[doc = $doc])+ $key: [$($need)+] $kind,)+
            }

            /// What comes back, where the text says that instead of what stays due. It is rounded; what is charged is the rest:
            /// of what was paid where the refund is a part of that, otherwise of the price.
            RefundTable "refund" {
                /// What the rest is charged for.
                kind: [default "\"retained_price\""] ChargeKind,
                $($(#[doc = $doc])+ $key: [$($need)+] $kind,)+
                /// Whether the rest is the most that may be charged, instead of what is charged.
                discretionary: [default "false"] bool,
            }
        }

        /// The keys that state an amount, of whichever table.
        #[derive(Clone, Copy)]
        pub(crate) struct AmountKeys<'r> {
            $(pub(crate) $key: &'r Slot<$kind>,)+
            /// Where the table stands.
            pub(crate) span: Span,
        }

        impl ChargeTable {
            /// How much.
            pub(crate) fn how_much(&self) -> AmountKeys<'_> {
                AmountKeys { $($key: &self.$key,)+ span: self.span }
            }
        }

        impl TermTable {
            /// How much.
            pub(crate) fn how_much(&self) -> AmountKeys<'_> {
                AmountKeys { $($key: &self.$key,)+ span: self.span }
            }
        }

        impl RefundTable {
            /// How much.
            pub(crate) fn how_much(&self) -> AmountKeys<'_> {
                AmountKeys { $($key: &self.$key,)+ span: self.span }
            }
        }
    };
}

amount_tables! {
    /// A percentage of `of`, from 0 to 100, with at most four decimals.
    percent: [one of "amount"] Percent,
    /// A fixed amount in the currency of the policy, such as `"100.00"`.
    amount: [one of "amount"] Cents,
    /// An amount that the facts state.
    stated: [one of "amount"] StatedAmount,
    /// A share of `of`: of the units delivered or not delivered; the whole less the share of the units not delivered; one of
    /// the agreed units, sessions or months of a contract period, of which the first take the extra cents; that of the people
    /// who still come, or the rest, of those who no longer come.
    share: [one of "amount"] Share,
    /// `of`, this many times.
    times: [one of "amount"] Count,
    /// Several amounts together.
    sum: [one of "amount"] NonEmpty<TermTable>,
    /// The greatest of several amounts.
    greatest: [one of "amount"] NonEmpty<TermTable>,
    /// The least of several amounts.
    least: [one of "amount"] NonEmpty<TermTable>,
    /// What is left of `of` after this; nothing where this is more.
    all_but: [one of "amount"] Box<TermTable>,
    /// What `percent`, `share`, `times` and `all_but` are of: a word, or another amount; they need it, and nothing else takes it.
    of: [optional] Of,
    /// What multiplies the amount: one count, or several, each by its name, or as `{ of = "guests", beyond = 10 }` for those
    /// beyond a number; not with `stated` and `share` alone. Absent: nothing.
    per: [optional] OneOrMany<PerWord>,
    /// Which way a percentage or a share is rounded to cents.
    rounding: [default "\"nearest\""] Rounding,
    /// The amount is at least this. Absent: it has no minimum.
    minimum: [optional] Box<TermTable>,
    /// The amount is at most this, whatever its minimum. Absent: it has no maximum.
    maximum: [optional] Box<TermTable>,
}

tables! {
    /// A count that multiplies an amount from a number on, as in "for each guest beyond ten".
    CountedTable "counted" {
        /// What is counted.
        of: [required] CountWord,
        /// So many of them cost nothing: the first that costs is the next.
        beyond: [required] Beyond,
    }
}

/// What a percentage, a share or a multiple is of.
pub(crate) enum Of {
    /// A base, by its name.
    Base(Base),
    /// Another amount.
    Term(Box<TermTable>),
}

impl Read for Of {
    const KIND: Kind = Kind::WordOr(&Kind::Named(BASE, Base::NAMES), &<TermTable as Read>::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Of> {
        match value.get_ref() {
            DeValue::String(_) => {
                crate::policy::load::values::word(value, BASE, Base::NAMES, Base::parse, faults).map(Of::Base)
            }
            DeValue::Table(_) => Box::read(value, faults).map(Of::Term),
            _ => wrong_kind(value, Of::KIND, faults),
        }
    }
}

/// What something is a part of, in messages.
pub(crate) const BASE: Bilingual = Bilingual::new("base", "grondslag");

/// What multiplies an amount, in messages.
pub(crate) const COUNTER: Bilingual = Bilingual::new("counter", "teller");

/// That an amount multiplies no amount, and why.
pub(crate) fn no_product_of_amounts(name: &str) -> (Summary, Summary) {
    let message = both!(
        "`{name}` is an amount, and two amounts are never multiplied",
        "`{name}` is een bedrag, en twee bedragen worden nooit vermenigvuldigd"
    );
    let help = both!(
        "an amount must stay a line in the price, so that every proof is exact: multiply by a count",
        "een bedrag moet een rechte lijn in de prijs blijven, zodat elk bewijs klopt: vermenigvuldig met een aantal"
    );
    (message, help)
}

/// What a condition counts.
#[derive(Clone, Copy)]
pub(crate) struct CountName(pub(crate) FactId);

impl Read for CountName {
    const KIND: Kind = Kind::Named(Bilingual::new("counted", "wat geteld wordt"), BuiltInCount::NAMES);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<CountName> {
        FactId::read(value, faults).map(CountName)
    }
}

/// What multiplies an amount. An amount in its place is refused with the reason.
#[derive(Clone, Copy)]
pub(crate) struct CountWord(pub(crate) Counter);

impl Read for CountWord {
    const KIND: Kind = Kind::Named(COUNTER, Counter::NAMES);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<CountWord> {
        let DeValue::String(text) = value.get_ref() else { return wrong_kind(value, CountWord::KIND, faults) };
        // What only the file declares is looked up when the clause is built.
        let is_amount = Base::NAMES.contains(&text.as_ref());
        let found = Counter::parse(text).filter(|_| !is_amount).map(CountWord);
        if is_amount {
            let (message, help) = no_product_of_amounts(text);
            faults.error(FaultCode::UnknownWord, span_of(value), message, Some(help));
        } else if found.is_none() {
            let help = if faults.has_room() { advice(text, Counter::NAMES) } else { None };
            faults.error(FaultCode::UnknownWord, span_of(value), unknown(COUNTER, text), help);
        }
        found
    }
}

/// How many cost nothing.
#[derive(Clone, Copy)]
pub(crate) struct Beyond(u32);

impl Read for Beyond {
    const KIND: Kind = Kind::Integer(1, crate::facts::LIMITS.count);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Beyond> {
        let count = u32::read(value, faults)?;
        if count == 0 {
            let message = both!(
                "nothing is free beyond 0: leave `beyond` out, as in `per = \"guests\"`",
                "boven 0 is niets gratis: laat `beyond` weg, zoals in `per = \"guests\"`"
            );
            faults.error(FaultCode::KeyWithoutEffect, span_of(value), message, None);
            return None;
        }
        Some(Beyond(count))
    }
}

/// What multiplies an amount: a count, or what of it is beyond a number.
#[derive(Clone, Copy)]
pub(crate) struct PerWord(pub(crate) Counted);

impl Read for PerWord {
    const KIND: Kind = Kind::WordOr(&CountWord::KIND, &<CountedTable as Read>::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<PerWord> {
        match value.get_ref() {
            DeValue::String(_) => CountWord::read(value, faults).map(|word| PerWord(word.0.into())),
            DeValue::Table(_) => {
                let table = CountedTable::read(value, faults)?;
                let (of, beyond) = (table.of.get()?, table.beyond.get()?);
                Some(PerWord(Counted { counter: of.0, beyond: beyond.0 }))
            }
            _ => wrong_kind(value, PerWord::KIND, faults),
        }
    }
}
