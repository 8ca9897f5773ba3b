//! The holidays of each country.
//!
//! A table states what is law since 1990, from which year on facts are taken; for earlier years it says the same. It
//! holds the days that a whole country or region keeps by law: no days of some towns, no bank days, no half days.

use super::super::Weekday::{Monday, Wednesday};
use super::rule::Row;

/// Algemene termijnenwet art. 3: every 5 May, and Good Friday, which that article treats as a holiday.
pub(super) const NETHERLANDS: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1),
    Row::after_easter("Good Friday", -2),
    Row::after_easter("Easter Monday", 1),
    Row::fixed("Queen's Day", 4, 30).until(2013).sunday_to_saturday(),
    Row::fixed("King's Day", 4, 27).since(2014).sunday_to_saturday(),
    Row::fixed("Liberation Day", 5, 5),
    Row::after_easter("Ascension Day", 39),
    Row::after_easter("Whit Monday", 50),
    Row::fixed("Christmas Day", 12, 25),
    Row::fixed("Second Day of Christmas", 12, 26),
];

/// Koninklijk besluit of 18 April 1974 on public holidays, art. 1.
pub(super) const BELGIUM: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1),
    Row::after_easter("Easter Monday", 1),
    Row::fixed("Labour Day", 5, 1),
    Row::after_easter("Ascension Day", 39),
    Row::after_easter("Whit Monday", 50),
    Row::fixed("National Day", 7, 21),
    Row::fixed("Assumption Day", 8, 15),
    Row::fixed("All Saints' Day", 11, 1),
    Row::fixed("Armistice Day", 11, 11),
    Row::fixed("Christmas Day", 12, 25),
];

/// The holiday laws of the states, and the Unification Treaty art. 2(2) for 3 October. Days that only some towns keep are
/// left out: Corpus Christi in parts of Saxony and Thuringia, Assumption Day in most of Bavaria, the Peace Festival of
/// Augsburg.
pub(super) const GERMANY: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1),
    Row::fixed("Epiphany", 1, 6).only_in(&["BW", "BY", "ST"]),
    Row::fixed("International Women's Day", 3, 8).only_in(&["BE"]).since(2019),
    Row::fixed("International Women's Day", 3, 8).only_in(&["MV"]).since(2023),
    Row::after_easter("Good Friday", -2),
    Row::after_easter("Easter Monday", 1),
    Row::fixed("Labour Day", 5, 1),
    Row::once("75 Years of Liberation", 2020, 5, 8).only_in(&["BE"]),
    Row::once("80 Years of Liberation", 2025, 5, 8).only_in(&["BE"]),
    Row::after_easter("Ascension Day", 39),
    Row::after_easter("Whit Monday", 50),
    Row::after_easter("Corpus Christi", 60).only_in(&["BW", "BY", "HE", "NW", "RP", "SL"]),
    Row::once("75 Years of the Uprising", 2028, 6, 17).only_in(&["BE"]),
    Row::fixed("Assumption Day", 8, 15).only_in(&["SL"]),
    Row::fixed("World Children's Day", 9, 20).only_in(&["TH"]).since(2019),
    Row::fixed("German Unity Day", 10, 3),
    Row::fixed("Reformation Day", 10, 31).only_in(&["BB", "MV", "SN", "ST", "TH"]),
    Row::fixed("Reformation Day", 10, 31).only_in(&["HB", "HH", "NI", "SH"]).since(2018),
    Row::once("500 Years of the Reformation", 2017, 10, 31),
    Row::fixed("All Saints' Day", 11, 1).only_in(&["BW", "BY", "NW", "RP", "SL"]),
    // The Wednesday before 23 November. In 1995 all states but Saxony gave it up.
    Row::weekday_from("Day of Repentance and Prayer", Wednesday, 11, 16).until(1994),
    Row::weekday_from("Day of Repentance and Prayer", Wednesday, 11, 16).only_in(&["SN"]).since(1995),
    Row::fixed("Christmas Day", 12, 25),
    Row::fixed("Second Day of Christmas", 12, 26),
];

/// Feiertagsruhegesetz § 1(2).
pub(super) const AUSTRIA: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1),
    Row::fixed("Epiphany", 1, 6),
    Row::after_easter("Easter Monday", 1),
    Row::fixed("State Holiday", 5, 1),
    Row::after_easter("Ascension Day", 39),
    Row::after_easter("Whit Monday", 50),
    Row::after_easter("Corpus Christi", 60),
    Row::fixed("Assumption Day", 8, 15),
    Row::fixed("National Day", 10, 26),
    Row::fixed("All Saints' Day", 11, 1),
    Row::fixed("Immaculate Conception", 12, 8),
    Row::fixed("Christmas Day", 12, 25),
    Row::fixed("St Stephen's Day", 12, 26),
];

/// The holidays of the Danish church year. Act 214 of 2023 abolished Great Prayer Day from 2024 on; Constitution Day
/// closes shops and banks, and is no holiday.
pub(super) const DENMARK: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1),
    Row::after_easter("Maundy Thursday", -3),
    Row::after_easter("Good Friday", -2),
    Row::after_easter("Easter Monday", 1),
    Row::after_easter("Great Prayer Day", 26).until(2023),
    Row::after_easter("Ascension Day", 39),
    Row::after_easter("Whit Monday", 50),
    Row::fixed("Christmas Day", 12, 25),
    Row::fixed("Second Day of Christmas", 12, 26),
];

/// The bank holidays of England and Wales (Banking and Financial Dealings Act 1971, and proclamations), Good Friday and
/// Christmas Day, which are holidays by common law.
pub(super) const ENGLAND_AND_WALES: &[Row] = &[
    Row::fixed("New Year's Day", 1, 1).with_substitute(),
    Row::after_easter("Good Friday", -2),
    Row::after_easter("Easter Monday", 1),
    // In 1995 and 2020 on the day on which the war ended in Europe.
    Row::weekday_from("Early May Bank Holiday", Monday, 5, 1).not_in(&[1995, 2020]),
    Row::once("Early May Bank Holiday", 1995, 5, 8),
    Row::once("Early May Bank Holiday", 2020, 5, 8),
    // Jubilees of the queen moved it in three years.
    Row::weekday_from("Spring Bank Holiday", Monday, 5, 25).not_in(&[2002, 2012, 2022]),
    Row::once("Spring Bank Holiday", 2002, 6, 4),
    Row::once("Spring Bank Holiday", 2012, 6, 4),
    Row::once("Spring Bank Holiday", 2022, 6, 2),
    Row::weekday_from("Summer Bank Holiday", Monday, 8, 25),
    Row::fixed("Christmas Day", 12, 25).with_substitute(),
    Row::fixed("Boxing Day", 12, 26).with_substitute(),
    Row::once("Millennium", 1999, 12, 31),
    Row::once("Golden Jubilee", 2002, 6, 3),
    Row::once("Royal Wedding", 2011, 4, 29),
    Row::once("Diamond Jubilee", 2012, 6, 5),
    Row::once("Platinum Jubilee", 2022, 6, 3),
    Row::once("State Funeral of Queen Elizabeth II", 2022, 9, 19),
    Row::once("Coronation of King Charles III", 2023, 5, 8),
];
