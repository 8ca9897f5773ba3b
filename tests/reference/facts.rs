//! Reading a request: the agreement, the event, and the rules that make a request an error.

use super::calendar::{Day, day, parse_day};
use super::clock::{Moment, civil, parse_moment, start_of, utc_date};
use super::fraction::Fraction;
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    Emperra,
    Multidonnas,
    Onvergetelijk,
    Heartschool,
    Klantgenerator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    DigitalContent,
    Programme,
    Coaching,
    Event,
    Subscription,
    Assignment,
    Goods,
    Accommodation,
    Rental,
    TravelPackage,
    Leisure,
    CareAppointment,
    Transport,
    Membership,
}

/// A place in the request that may be absent.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    pub(crate) fn child(self, key: &str) -> Node<'a> {
        Node(self.0.and_then(|value| value.get(key)).filter(|value| !value.is_null()))
    }

    pub(crate) fn present(self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn list(self, key: &str) -> Vec<Node<'a>> {
        let entries = self.child(key).0.and_then(Value::as_array);
        entries.map(|entries| entries.iter().map(|entry| Node(Some(entry))).collect()).unwrap_or_default()
    }

    pub(crate) fn text(self, key: &str) -> Option<&'a str> {
        self.child(key).0.and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    pub(crate) fn flag(self, key: &str) -> bool {
        self.child(key).0.and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn moment(self, key: &str) -> Option<Moment> {
        self.text(key).and_then(parse_moment)
    }

    pub(crate) fn date(self, key: &str) -> Option<Day> {
        self.text(key).and_then(parse_day)
    }

    /// A whole number, written as a number or as a string; absent is zero.
    pub(crate) fn count(self, key: &str) -> i128 {
        match self.child(key).0 {
            Some(Value::String(text)) => text.parse().unwrap_or(0),
            Some(value) => value.as_i64().map_or(0, i128::from),
            None => 0,
        }
    }

    /// A count of which zero and absent mean one.
    pub(crate) fn count_or_one(self, key: &str) -> i128 {
        self.count(key).max(1)
    }

    /// An amount in cents.
    pub(crate) fn money(self, key: &str) -> Option<i128> {
        let amount = self.child(key);
        amount.present().then(|| amount.count("minorUnits"))
    }

    pub(crate) fn money_or_zero(self, key: &str) -> i128 {
        self.money(key).unwrap_or(0)
    }
}

pub(crate) struct Case<'a> {
    pub(crate) policy: Policy,
    /// Whether mandatory law is applied beside the terms.
    pub(crate) law: bool,
    pub(crate) consumer: bool,
    pub(crate) product: Product,
    pub(crate) price: i128,
    pub(crate) concluded: Moment,
    pub(crate) starts: Option<Moment>,
    pub(crate) ends: Option<Moment>,
    pub(crate) payments: Vec<(Moment, i128)>,
    pub(crate) agreement: Node<'a>,
    pub(crate) question: &'a str,
    pub(crate) event: Node<'a>,
}

const QUESTIONS: [&str; 20] = [
    "cancellation",
    "noShow",
    "withdrawal",
    "rescheduling",
    "substitution",
    "bookingChange",
    "providerCancellation",
    "providerChange",
    "paymentReview",
    "paymentPlan",
    "paymentAllocation",
    "termination",
    "priceIncrease",
    "termsChange",
    "complaint",
    "damageClaim",
    "breach",
    "forceMajeure",
    "offer",
    "dataBreach",
];

impl<'a> Case<'a> {
    pub(crate) fn read(request: &'a Value) -> Option<Case<'a>> {
        if !well_formed("", request) {
            return None;
        }
        let root = Node(Some(request));
        let agreement = root.child("agreement");
        let mut asked = QUESTIONS.iter().filter(|name| root.child(name).present());
        let question = *asked.next()?;
        if asked.next().is_some() {
            return None;
        }
        let mut payments = Vec::new();
        for payment in agreement.list("payments") {
            payments.push((payment.moment("paidAt")?, payment.money("amount")?));
        }
        let case = Case {
            policy: policy(root.text("policyId")?)?,
            law: root.text("basis") != Some("BASIS_TERMS_ONLY"),
            consumer: match agreement.text("customerType")? {
                "CUSTOMER_TYPE_CONSUMER" => true,
                "CUSTOMER_TYPE_BUSINESS" => false,
                _ => return None,
            },
            product: product(agreement.text("productType")?)?,
            price: agreement.money("price")?,
            concluded: agreement.moment("concludedAt")?,
            starts: agreement.moment("startsAt"),
            ends: agreement.moment("endsAt"),
            payments,
            agreement,
            question,
            event: root.child(question),
        };
        (case.in_force(root.text("policyVersion")) && !case.contradictory()).then_some(case)
    }

    /// Only one of the five texts carries a date (R7).
    fn in_force(&self, version: Option<&str>) -> bool {
        match (self.policy, version) {
            (Policy::Klantgenerator, None) => civil(self.concluded) >= day(2020, 12, 17),
            (Policy::Klantgenerator, Some(version)) => version == "2020-12-17",
            _ => true,
        }
    }

    fn contradictory(&self) -> bool {
        let later = |first: Option<Moment>, second: Option<Moment>| match (first, second) {
            (Some(first), Some(second)) => first > second,
            _ => false,
        };
        let ordered = [
            ("discoveredAt", "filedAt"),
            ("occurredAt", "reportedAt"),
            ("knownAt", "notifiedAt"),
            ("notifiedAt", "rejectedAt"),
            ("madeAt", "acceptedAt"),
            ("madeAt", "asOf"),
            ("beganAt", "asOf"),
            ("announcedAt", "effectiveAt"),
        ];
        let notices = ["receivedAt", "declaredAt", "requestedAt", "noticeAt"];
        let by_provider = self.event.text("by") == Some("PARTY_PROVIDER");
        let units = self.performance();
        let (delivered, total) = (units.count("deliveredUnits"), units.count("totalUnits"));
        let miscounted = delivered > total || (units.flag("fullyPerformed") && delivered < total);
        let more_than_all = self.event.count("cancelledCount") > self.agreement.count_or_one("participants");
        let offered_afterwards = later(self.event.moment("madeAt"), Some(self.concluded));
        let unfounded = self.event.flag("nonPayment") && !self.event.flag("forCause");
        let unnotified = self.event.present_without("rejectedAt", "notifiedAt");
        let current = self.event.money("currentPrice").unwrap_or(self.price);
        let no_increase = self.question == "priceIncrease" && self.event.money("newPrice") <= Some(current);
        later(Some(self.concluded), self.starts)
            || later(self.starts, self.ends)
            || (total > 0 && miscounted)
            || ordered.iter().any(|(first, second)| later(self.event.moment(first), self.event.moment(second)))
            || (!by_provider && notices.iter().any(|notice| later(Some(self.concluded), self.event.moment(notice))))
            || more_than_all
            || offered_afterwards
            || self.invoices_share_an_id()
            || unfounded
            || unnotified
            || no_increase
    }

    fn invoices_share_an_id(&self) -> bool {
        let invoices = self.event.list("invoices");
        let ids: BTreeSet<Option<&str>> = invoices.iter().map(|invoice| invoice.text("invoiceId")).collect();
        ids.len() < invoices.len()
    }

    pub(crate) fn performance(&self) -> Node<'a> {
        self.agreement.child("performance")
    }

    pub(crate) fn paid(&self) -> i128 {
        self.payments.iter().map(|payment| payment.1).sum()
    }

    /// Paid from the start of the civil date some months earlier up to and including the event.
    pub(crate) fn paid_in_months_before(&self, months: i64, at: Moment) -> i128 {
        let from = start_of(super::calendar::add_months(civil(at), -months));
        let counted = self.payments.iter().filter(|payment| from <= payment.0 && payment.0 <= at);
        counted.map(|payment| payment.1).sum()
    }

    /// Delivered units over total units. Without a total there is no count: all was delivered when it is said so (V3),
    /// otherwise nothing.
    pub(crate) fn delivered_share(&self) -> Fraction {
        let units = self.performance();
        match units.count("totalUnits") {
            0 if units.flag("fullyPerformed") => Fraction::whole(1),
            0 => Fraction::whole(0),
            total => Fraction::new(units.count("deliveredUnits"), total),
        }
    }

    /// The price of what was delivered.
    pub(crate) fn pro_rata(&self) -> i128 {
        self.part_of_price(self.delivered_share())
    }

    pub(crate) fn part_of_price(&self, part: Fraction) -> i128 {
        (Fraction::whole(self.price) * part).rounded()
    }

    /// Anything but goods and digital content.
    pub(crate) fn is_service(&self) -> bool {
        !matches!(self.product, Product::Goods | Product::DigitalContent)
    }

    /// The costs that the provider made for the agreement.
    pub(crate) fn costs_incurred(&self) -> i128 {
        self.performance().money_or_zero("costsIncurred")
    }

    /// The four kinds of services that end when they are done: two of the policies speak of them.
    pub(crate) fn is_one_off_service(&self) -> bool {
        matches!(self.product, Product::Programme | Product::Coaching | Product::Event | Product::Assignment)
    }

    /// Work that is done for the customer, who may leave it (L9).
    pub(crate) fn is_assignment(&self) -> bool {
        self.is_one_off_service() || self.product == Product::CareAppointment
    }

    /// What the five policies mean where they speak of everything but one kind: none of them sells anything else.
    pub(crate) fn is_of_the_texts(&self) -> bool {
        self.is_one_off_service()
            || matches!(self.product, Product::DigitalContent | Product::Subscription | Product::Goods)
    }

    /// What the law on withdrawing leaves out (BW 6:230h(2), 6:230p e).
    pub(crate) fn has_no_withdrawal_by_law(&self) -> bool {
        matches!(
            self.product,
            Product::Accommodation
                | Product::Rental
                | Product::TravelPackage
                | Product::Leisure
                | Product::CareAppointment
                | Product::Transport
        )
    }
}

impl Node<'_> {
    fn present_without(self, key: &str, other: &str) -> bool {
        self.child(key).present() && !self.child(other).present()
    }
}

/// Every amount is in euros and not negative, every count is not negative, every date exists and is within range.
fn well_formed(key: &str, value: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            let node = Node(Some(value));
            let is_money = fields.contains_key("minorUnits") || fields.contains_key("currencyCode");
            let good_money = !is_money || (node.text("currencyCode") == Some("EUR") && node.count("minorUnits") >= 0);
            good_money && fields.iter().all(|(key, value)| well_formed(key, value))
        }
        Value::Array(entries) => entries.iter().all(|entry| well_formed(key, entry)),
        Value::String(text) if key == "minorUnits" => text.parse::<i64>().is_ok(),
        Value::String(text) if key.ends_with("At") || key == "asOf" => {
            parse_moment(text).is_some_and(|at| known_days().contains(&utc_date(at)))
        }
        Value::String(text) if key.ends_with("On") => parse_day(text).is_some_and(|day| known_days().contains(&day)),
        Value::Number(number) => number.as_i64().is_some_and(|number| number >= 0),
        _ => true,
    }
}

fn known_days() -> std::ops::Range<Day> {
    day(1990, 1, 1)..day(2200, 1, 1)
}

fn policy(id: &str) -> Option<Policy> {
    Some(match id {
        "emperra" => Policy::Emperra,
        "multidonnas" => Policy::Multidonnas,
        "onvergetelijk-onderwijs" => Policy::Onvergetelijk,
        "heartschool" => Policy::Heartschool,
        "klantgenerator" => Policy::Klantgenerator,
        _ => return None,
    })
}

fn product(name: &str) -> Option<Product> {
    Some(match name {
        "PRODUCT_TYPE_DIGITAL_CONTENT" => Product::DigitalContent,
        "PRODUCT_TYPE_PROGRAMME" => Product::Programme,
        "PRODUCT_TYPE_COACHING" => Product::Coaching,
        "PRODUCT_TYPE_EVENT" => Product::Event,
        "PRODUCT_TYPE_SUBSCRIPTION" => Product::Subscription,
        "PRODUCT_TYPE_ASSIGNMENT" => Product::Assignment,
        "PRODUCT_TYPE_GOODS" => Product::Goods,
        "PRODUCT_TYPE_ACCOMMODATION" => Product::Accommodation,
        "PRODUCT_TYPE_RENTAL" => Product::Rental,
        "PRODUCT_TYPE_TRAVEL_PACKAGE" => Product::TravelPackage,
        "PRODUCT_TYPE_LEISURE" => Product::Leisure,
        "PRODUCT_TYPE_CARE_APPOINTMENT" => Product::CareAppointment,
        "PRODUCT_TYPE_TRANSPORT" => Product::Transport,
        "PRODUCT_TYPE_MEMBERSHIP" => Product::Membership,
        _ => return None,
    })
}
