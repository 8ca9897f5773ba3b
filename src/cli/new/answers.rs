//! What a first policy file is made from, and how each answer is read.

use crate::calendar::{Date, Holidays};
use crate::law::JurisdictionId;
use crate::money::{Currency, Percent};
use crate::policy::Summary;
use crate::policy::load::suggest::{advice, one_of};
use crate::vocabulary::{ProductType, both};
use rust_decimal::Decimal;
use std::fmt;

/// What cancelling costs unless somebody says otherwise: nothing until two weeks before, then what was made.
pub(super) const PLAIN_TIERS: &str = "14=0,0=costs";

/// What the file is made from.
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) from: Option<Date>,
    pub(super) law: JurisdictionId,
    /// The code of the calendar.
    pub(super) holidays: &'static str,
    pub(super) currency: Currency,
    pub(super) sells: Vec<ProductType>,
    /// From the longest before the start to the start.
    pub(super) tiers: Vec<Tier>,
    pub(super) withdrawal: Withdrawal,
    pub(super) pay_within: u16,
}

/// What cancelling costs from so many days before the start on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tier {
    pub(super) days: u16,
    pub(super) cost: Cost,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cost {
    /// A percentage of the price.
    Percent(Decimal),
    /// The delivered part and the costs made.
    Costs,
}

/// For how many days a consumer may withdraw; `None`: the text does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Withdrawal(pub(super) Option<u16>);

impl Answers {
    /// Everything as it is unless somebody says otherwise.
    pub(super) fn plain(name: String) -> Answers {
        Answers {
            id: id_of(&name),
            name,
            from: None,
            law: JurisdictionId::Nl,
            holidays: "NL",
            currency: Currency::EUR,
            sells: vec![ProductType::Event],
            tiers: vec![Tier { days: 14, cost: Cost::Percent(Decimal::ZERO) }, Tier { days: 0, cost: Cost::Costs }],
            withdrawal: Withdrawal(Some(14)),
            pay_within: 14,
        }
    }

    /// The name of the version: its first day, or `undated`.
    pub(super) fn version(&self) -> String {
        self.from.map_or_else(|| "undated".to_owned(), |day| day.to_string())
    }

    /// The products that begin on a day, so that they can be cancelled before it.
    pub(super) fn with_start(&self) -> Vec<ProductType> {
        let begins = |product: &ProductType| product.is_service() && *product != ProductType::Subscription;
        self.sells.iter().copied().filter(begins).collect()
    }

    /// What fits together, tiers in their order.
    pub(super) fn checked(mut self) -> Result<Answers, Summary> {
        if self.id.is_empty() {
            return Err(both!(
                "the name has no letters for an id: name one with --id",
                "de naam heeft geen letters voor een kenmerk: noem er een met --id"
            ));
        }
        self.sells.sort_unstable();
        self.sells.dedup();
        self.tiers.sort_by_key(|tier| std::cmp::Reverse(tier.days));
        if let Some(twice) = self.tiers.windows(2).find_map(|pair| match pair {
            [a, b] if a.days == b.days => Some(a.days),
            _ => None,
        }) {
            return Err(both!(
                "two tiers begin {twice} days before the start",
                "twee treden beginnen {twice} dagen voor de start"
            ));
        }
        match self.tiers.last() {
            Some(last) if last.days == 0 => Ok(self),
            _ => Err(both!(
                "say what cancelling costs until the start and after it, as in 0=100",
                "zeg wat annuleren kost tot de start en erna, zoals in 0=100"
            )),
        }
    }
}

/// `28=0`, `0=costs`: as it is typed.
impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cost {
            Cost::Percent(percent) => write!(f, "{}={percent}", self.days),
            Cost::Costs => write!(f, "{}=costs", self.days),
        }
    }
}

pub(super) fn name(text: &str) -> Result<String, Summary> {
    let sound = !text.trim().is_empty() && text.len() <= 200 && !text.contains(char::is_control);
    if sound {
        Ok(text.trim().to_owned())
    } else {
        Err(both!("write the provider's trade name", "schrijf de handelsnaam van de aanbieder"))
    }
}

/// An id made of a name.
pub(super) fn id_of(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let text: String = name.chars().take(64).map(plain).collect();
    text.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

pub(super) fn id(text: &str) -> Result<String, Summary> {
    if !text.is_empty() && id_of(text) == text {
        Ok(text.to_owned())
    } else {
        Err(both!(
            "use small letters, digits and single hyphens, as in sixth-school",
            "gebruik kleine letters, cijfers en enkele koppeltekens, zoals in zesde-school"
        ))
    }
}

pub(super) fn from(text: &str) -> Result<Option<Date>, Summary> {
    if text == "undated" {
        return Ok(None);
    }
    Date::from_written(text).map(Some).ok_or_else(|| {
        both!(
            "write a day that exists, as in 2027-01-01, or undated",
            "schrijf een dag die bestaat, zoals 2027-01-01, of undated"
        )
    })
}

pub(super) fn law(text: &str) -> Result<JurisdictionId, Summary> {
    JurisdictionId::parse(text).ok_or_else(|| {
        let all = one_of(JurisdictionId::NAMES);
        both!("use {all}", "gebruik {all}"; all)
    })
}

pub(super) fn holidays(text: &str) -> Result<&'static str, Summary> {
    let codes = || Holidays::all().map(Holidays::code).collect::<Vec<_>>();
    Holidays::named(text).map(Holidays::code).ok_or_else(|| {
        let all = one_of(&codes());
        both!("there are {all}", "er zijn {all}"; all)
    })
}

pub(super) fn currency(text: &str) -> Result<Currency, Summary> {
    Currency::of(text)
        .ok_or_else(|| both!("use a code of ISO 4217, such as EUR", "gebruik een code van ISO 4217, zoals EUR"))
}

pub(super) fn product(text: &str) -> Result<ProductType, Summary> {
    ProductType::parse(text).ok_or_else(|| advice(text, ProductType::NAMES).unwrap_or_else(|| both!("", "")))
}

pub(super) fn tier(text: &str) -> Result<Tier, Summary> {
    let wrong = || {
        both!(
            "write DAYS=PERCENT or DAYS=costs, as in 14=50",
            "schrijf DAGEN=PERCENTAGE of DAGEN=costs, zoals in 14=50"
        )
    };
    let (days, cost) = text.split_once('=').ok_or_else(wrong)?;
    let days = days.trim().parse().ok().filter(|days| *days <= 730).ok_or_else(wrong)?;
    let cost = match cost.trim() {
        "costs" => Cost::Costs,
        percent => {
            let percent = Decimal::from_str_exact(percent.trim_end_matches('%')).map_err(|_| wrong())?.normalize();
            Percent::new(percent).map_err(|_| wrong())?;
            Cost::Percent(percent)
        }
    };
    Ok(Tier { days, cost })
}

pub(super) fn withdrawal(text: &str) -> Result<Withdrawal, Summary> {
    if text == "none" {
        return Ok(Withdrawal(None));
    }
    let days = text.parse().ok().filter(|days| (14..=365).contains(days));
    days.map(|days| Withdrawal(Some(days)))
        .ok_or_else(|| both!("write 14 to 365, or none", "schrijf 14 tot 365, of none"))
}

pub(super) fn days(text: &str) -> Result<u16, Summary> {
    let days = text.parse().ok().filter(|days| (1..=365).contains(days));
    days.ok_or_else(|| both!("write a number of days from 1 to 365", "schrijf een aantal dagen van 1 tot 365"))
}

/// A list parted by commas.
pub(super) fn list<T>(item: fn(&str) -> Result<T, Summary>) -> impl Fn(&str) -> Result<Vec<T>, Summary> {
    move |text| text.split(',').map(|part| item(part.trim())).collect()
}
