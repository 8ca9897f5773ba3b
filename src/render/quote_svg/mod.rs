//! A staircase as a chart: first laid out, then drawn.

mod draw;
mod frame;
mod inside;
mod labels;
mod layout;
mod money_axis;
mod time_axis;

use super::staircase::{Staircase, merged};
use crate::calendar::Instant;
use crate::evaluate::Quote;
use crate::facts::Agreement;
use crate::money::Locale;
use crate::policy::Policy;

/// A staircase as a chart: an SVG document for light and dark backgrounds, with the charge and the refund over the
/// moment of the notice. The conclusion, the start and, where given, `now` are marked. Text from the policy is escaped.
pub fn quote_svg(
    policy: &Policy,
    quote: &Quote,
    agreement: &Agreement,
    locale: Locale,
    now: Option<Instant>,
) -> String {
    let quote = &merged(quote);
    draw::document(&layout::Layout::of(Staircase { policy, quote, agreement, locale, now }))
}
