//! A staircase as a chart: first laid out, then drawn.

mod draw;
mod frame;
mod inside;
mod labels;
mod layout;
mod money_axis;
mod page;
mod time_axis;

pub use page::Shape;

use super::staircase::{Staircase, merged};
use crate::calendar::Instant;
use crate::evaluate::Quote;
use crate::facts::Agreement;
use crate::money::Locale;
use crate::policy::Policy;

/// A staircase as a chart: an SVG document for light and dark backgrounds, with the charge and the refund over the
/// moment of the notice, for a page or for a narrow screen. The conclusion, the start and, where given, `now` are marked. Text from the policy is escaped.
pub fn quote_svg(
    policy: &Policy,
    quote: &Quote,
    agreement: &Agreement,
    locale: Locale,
    now: Option<Instant>,
    shape: Shape,
) -> String {
    let quote = &merged(quote);
    draw::document(&layout::Layout::of(Staircase { policy, quote, agreement, locale, now }, shape))
}
