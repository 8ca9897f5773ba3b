//! What the language of policies can say: each form and part of it, at its bounds, just before and just after.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // what tests share may fail them

mod amounts;
mod bounds;
mod counts;
mod currencies;
mod declared;
mod elapsed_time;
mod longer_by;
mod measures;
mod notice_days;
mod office_hours;
mod payments;
mod product_prices;
mod products;
mod sample;
mod seasons;
mod staircases;
mod times_of_day;
mod withdrawal_function;
mod working_days;
