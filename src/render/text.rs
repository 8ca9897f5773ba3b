//! Texts put together from their parts. Most of the time that an explanation takes is spent on its sentences, and this
//! takes less than half of what formats take: a part is written in place, without a width, a precision or a call that is
//! only known when it runs.

use crate::money::Money;

/// Something that can stand in a sentence.
pub(super) trait Part {
    /// Writes it at the end of a text.
    fn put(&self, text: &mut String);
}

/// The room that a text begins with: that of most sentences.
pub(super) const ROOM: usize = 96;

/// Writes parts at the end of a text, one after the other.
macro_rules! put {
    ($text:expr, $($part:expr),+ $(,)?) => {{
        $($crate::render::text::Part::put(&$part, $text);)+
    }};
}

/// A text of parts.
macro_rules! text {
    () => { String::with_capacity($crate::render::text::ROOM) };
    ($($part:expr),+ $(,)?) => {{
        let mut text = $crate::render::text::text!();
        $crate::render::text::put!(&mut text, $($part),+);
        text
    }};
}

pub(super) use {put, text};

impl<T: Part + ?Sized> Part for &T {
    fn put(&self, text: &mut String) {
        (*self).put(text);
    }
}

impl Part for str {
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Part for String {
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Part for Money {
    fn put(&self, text: &mut String) {
        self.write(text);
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Part for $number {
            fn put(&self, text: &mut String) {
                text.push_str(itoa::Buffer::new().format(*self));
            }
        })+
    };
}

numbers!(u16, u32, u64, i32, i64, usize);
