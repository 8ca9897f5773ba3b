//! Every calculation about payment in both languages.

use super::sentences::check;
use super::{day, euro};
use crate::decision::{
    Allocation, AllocationPart, AllocationTarget, Arrears, Calculation as C, Debt, Decision, Instalment, InvoiceArrears,
};
use crate::law::{ContractRate, JurisdictionId, Law, RateTable, contract_interest, statutory_interest};
use crate::money::{Cents, Percent};
use crate::policy::payment::StepCosts;
use crate::vocabulary::Verdict;

#[test]
fn payments() {
    let mut decision = Decision::of(Verdict::Permitted);
    decision.allocation = Some(Box::new(Allocation {
        parts: vec![
            AllocationPart { to: AllocationTarget::Costs, amount: euro(40) },
            AllocationPart { to: AllocationTarget::Interest, amount: euro(3) },
            AllocationPart { to: AllocationTarget::Invoice("2026-07".to_owned()), amount: euro(57) },
        ],
        unallocated: euro(0),
    }));
    let table = Law::built_in().of(JurisdictionId::Nl).interest(RateTable::Trade).unwrap();
    let accrual = statutory_interest(table, 100_000, day("2024-01-15"), day("2024-06-30")).unwrap();
    let months = |from: &str, as_of: &str| {
        let accrual =
            contract_interest(ContractRate::Monthly(Percent::whole(1)), None, 100_000, day(from), day(as_of)).unwrap();
        accrual.periods[0].clone()
    };
    let scale = Law::built_in().of(JurisdictionId::Nl).collection_costs().unwrap();
    let bands = scale.steps(300_000).bands;
    check(
        &decision,
        &[
            (
                C::Default { invoice: 0, due_on: day("2026-03-26"), from: day("2026-03-27") },
                "due 26 March 2026, in default from 27 March 2026",
                "vervalt 26 maart 2026, in verzuim vanaf 27 maart 2026",
            ),
            (
                C::Interest { debt: Debt::Invoice(0), period: accrual.periods[0].clone() },
                "15 January 2024 through 30 June 2024: 168 days at 12.5% a year over € 1,000.00 = € 57.5342",
                "15 januari 2024 t/m 30 juni 2024: 168 dagen tegen 12,5% per jaar over € 1.000,00 = € 57,5342",
            ),
            (
                C::InterestTotal { debt: Debt::Invoice(0), days: 168, result: Cents::new(5_753) },
                "interest over 168 days: € 57.53",
                "rente over 168 dagen: € 57,53",
            ),
            (
                C::Interest { debt: Debt::Settlement, period: months("2026-01-15", "2026-04-24") },
                "what is outstanding: 15 January 2026 through 24 April 2026: 3 months and 10 of 30 days at 1% a month over € 1,000.00 = € 33.3333",
                "wat openstaat: 15 januari 2026 t/m 24 april 2026: 3 maanden en 10 van de 30 dagen tegen 1% per maand over € 1.000,00 = € 33,3333",
            ),
            (
                C::Interest { debt: Debt::Invoice(0), period: months("2026-01-15", "2026-02-14") },
                "15 January 2026 through 14 February 2026: 1 month at 1% a month over € 1,000.00 = € 10.00",
                "15 januari 2026 t/m 14 februari 2026: 1 maand tegen 1% per maand over € 1.000,00 = € 10,00",
            ),
            (
                C::Interest { debt: Debt::Invoice(0), period: months("2026-01-15", "2026-01-15") },
                "15 January 2026 through 15 January 2026: 1 of 31 days at 1% a month over € 1,000.00 = € 0.3226",
                "15 januari 2026 t/m 15 januari 2026: 1 van de 31 dagen tegen 1% per maand over € 1.000,00 = € 0,3226",
            ),
            (
                C::CostsBand(bands[0].clone()),
                "15% of the first € 2,500.00 = € 375.00",
                "15% van de eerste € 2.500,00 = € 375,00",
            ),
            (
                C::CostsBand(bands[1].clone()),
                "10% of the next € 500.00 = € 50.00",
                "10% van de volgende € 500,00 = € 50,00",
            ),
            (
                C::CostsTotal { principal: euro(3000), result: euro(425) },
                "collection costs over € 3,000.00: € 425.00",
                "incassokosten over € 3.000,00: € 425,00",
            ),
            (
                C::CostsTotal { principal: euro(100), result: euro(40) },
                "collection costs over € 100.00: € 40.00, the least that is due",
                "incassokosten over € 100,00: € 40,00, het minimum",
            ),
            (
                C::CostsTotal { principal: euro(2_000_000), result: euro(6_775) },
                "collection costs over € 2,000,000.00: € 6,775.00, the most that is due",
                "incassokosten over € 2.000.000,00: € 6.775,00, het maximum",
            ),
            (
                C::CostsVat {
                    costs: euro(150),
                    percent: Percent::whole(21),
                    vat: Cents::new(3_150),
                    result: Cents::new(18_150),
                },
                "value added tax that the creditor cannot deduct, 21% of € 150.00 = € 31.50: together € 181.50",
                "btw die de schuldeiser niet kan verrekenen, 21% van € 150,00 = € 31,50: samen € 181,50",
            ),
            (
                C::ActualCosts { scale: euro(425), actual: euro(500), result: euro(500) },
                "costs really made € 500.00, above the scale's € 425.00: € 500.00",
                "werkelijke kosten € 500,00, hoger dan € 425,00 volgens de staffel: € 500,00",
            ),
            (
                C::Instalment(Instalment {
                    number: 2,
                    amount: Cents::new(33_333),
                    invoice_on: day("2026-05-12"),
                    at_the_latest: false,
                    due_on: Some(day("2026-05-20")),
                }),
                "instalment 2: € 333.33, invoiced 12 May 2026, due 20 May 2026",
                "termijn 2: € 333,33, factuur 12 mei 2026, te betalen uiterlijk 20 mei 2026",
            ),
            (
                C::Instalment(Instalment {
                    number: 1,
                    amount: euro(50),
                    invoice_on: day("2026-05-12"),
                    at_the_latest: true,
                    due_on: None,
                }),
                "instalment 1: € 50.00, asked by 12 May 2026",
                "termijn 1: € 50,00, gevraagd uiterlijk 12 mei 2026",
            ),
            (
                C::CollectionStep {
                    invoice: 0,
                    number: 2,
                    on: day("2026-03-27"),
                    pay_by: Some(day("2026-04-03")),
                    costs: StepCosts::Fixed(euro(5)),
                    open: euro(120),
                },
                "step 2 on 27 March 2026, € 5.00; to be paid by 3 April 2026",
                "stap 2 op 27 maart 2026, € 5,00; te betalen uiterlijk 3 april 2026",
            ),
            (
                C::CollectionStep {
                    invoice: 0,
                    number: 4,
                    on: day("2026-04-15"),
                    pay_by: None,
                    costs: StepCosts::Percent(Percent::whole(15), euro(50)),
                    open: Cents::new(12_040),
                },
                "step 4 on 15 April 2026, 15% of € 120.40 = € 18.06, at least € 50.00: € 50.00; to be paid at once",
                "stap 4 op 15 april 2026, 15% van € 120,40 = € 18,06, ten minste € 50,00: € 50,00; direct te betalen",
            ),
            (
                C::CollectionStep {
                    invoice: 0,
                    number: 4,
                    on: day("2026-04-15"),
                    pay_by: None,
                    costs: StepCosts::Percent(Percent::whole(15), euro(50)),
                    open: Cents::new(40_010),
                },
                "step 4 on 15 April 2026, 15% of € 400.10 = € 60.02; to be paid at once",
                "stap 4 op 15 april 2026, 15% van € 400,10 = € 60,02; direct te betalen",
            ),
            (
                C::CollectionStep {
                    invoice: 0,
                    number: 1,
                    on: day("2026-03-18"),
                    pay_by: Some(day("2026-03-25")),
                    costs: StepCosts::Free,
                    open: euro(120),
                },
                "step 1 on 18 March 2026, free of charge; to be paid by 25 March 2026",
                "stap 1 op 18 maart 2026, zonder kosten; te betalen uiterlijk 25 maart 2026",
            ),
            (
                C::EarlyStep { invoice: 0, on: day("2026-03-24"), pay_by: day("2026-03-25") },
                "the step on 24 March 2026 does not count: the customer has until 25 March 2026 to pay",
                "de stap op 24 maart 2026 telt niet: de klant heeft tot en met 25 maart 2026 om te betalen",
            ),
            (
                C::NotClaimedYet { invoice: 0, until: day("2026-03-06") },
                "interest and collection costs are claimed only after 6 March 2026",
                "rente en incassokosten worden pas gevorderd na 6 maart 2026",
            ),
            (
                C::CostsAboveLaw { written: euro(65), most: euro(40) },
                "€ 65.00 as written; the law allows € 40.00",
                "€ 65,00 volgens de tekst; de wet staat € 40,00 toe",
            ),
            (
                C::ProviderMayCancel { invoice: 0 },
                "not paid in time: the provider may cancel",
                "niet op tijd betaald: de aanbieder mag annuleren",
            ),
            (C::Allocated { place: 0, amount: euro(40) }, "€ 40.00 to collection costs", "€ 40,00 naar incassokosten"),
            (C::Allocated { place: 1, amount: euro(3) }, "€ 3.00 to interest", "€ 3,00 naar rente"),
            (C::Allocated { place: 2, amount: euro(57) }, "€ 57.00 to invoice 2026-07", "€ 57,00 naar factuur 2026-07"),
        ],
    );
}

#[test]
fn an_invoice_is_named_where_there_are_several() {
    let invoice = |id: &str| InvoiceArrears {
        invoice_id: id.to_owned(),
        due_on: day("2026-03-26"),
        default_from: None,
        days: 0,
        interest: Cents::ZERO,
        pay_by: None,
    };
    let mut decision = Decision::of(Verdict::Permitted);
    let by_invoice = vec![invoice("A"), invoice("B")];
    decision.arrears = Some(Box::new(Arrears {
        principal: euro(0),
        interest: euro(0),
        collection_costs: euro(0),
        total: euro(0),
        by_invoice,
    }));
    check(
        &decision,
        &[(
            C::InterestTotal { debt: Debt::Invoice(1), days: 1, result: Cents::new(8) },
            "invoice B: interest over 1 day: € 0.08",
            "factuur B: rente over 1 dag: € 0,08",
        )],
    );
}
