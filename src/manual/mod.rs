//! The manual, compiled into the documentation.

#[doc = include_str!("how-terms-are-read.md")]
pub mod how_terms_are_read {}

#[doc = include_str!("questions.md")]
pub mod questions {}

#[doc = include_str!("the-law.md")]
pub mod the_law {}

#[doc = include_str!("adding-a-policy.md")]
pub mod adding_a_policy {}

#[doc = include_str!("how-do-i-say.md")]
pub mod how_do_i_say {}

#[doc = include_str!("left-out.md")]
pub mod left_out {}
#[doc = include_str!("words.md")]
pub mod words {}

#[doc = include_str!("amounts.md")]
pub mod amounts {}

#[doc = include_str!("facts.md")]
pub mod facts {}

#[doc = include_str!("paying.md")]
pub mod paying {}

#[doc = include_str!("time.md")]
pub mod time {}

#[doc = include_str!("what-courts-decided.md")]
pub mod what_courts_decided {}

#[doc = include_str!("decision-log.md")]
pub mod decision_log {}
