//! How a message to a caller names fields: as the caller does.

use std::borrow::Cow;

/// The names of fields in messages to a caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldNames {
    /// Those of the `.proto` files, as in `agreement.starts_at`.
    #[default]
    Proto,
    /// Those of the JSON mapping, as in `agreement.startsAt`.
    Json,
}

impl FieldNames {
    /// A dotted path, written in the names of the `.proto` files, in these names. The keys of maps, in brackets, are the
    /// caller's own and stay.
    ///
    /// ```
    /// use clausula::facts::FieldNames;
    /// assert_eq!(FieldNames::Json.path("agreement.payments[0].paid_at"), "agreement.payments[0].paidAt");
    /// assert_eq!(FieldNames::Proto.path("agreement.starts_at"), "agreement.starts_at");
    /// ```
    pub fn path(self, path: &str) -> Cow<'_, str> {
        if self == FieldNames::Proto || !path.contains('_') {
            return Cow::Borrowed(path);
        }
        let mut text = String::with_capacity(path.len());
        let (mut capital, mut key) = (false, false);
        for c in path.chars() {
            key = match c {
                '[' => true,
                ']' => false,
                _ => key,
            };
            match c {
                '_' if !key => capital = true,
                c if std::mem::take(&mut capital) => text.push(c.to_ascii_uppercase()),
                c => text.push(c),
            }
        }
        Cow::Owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_the_names_of_json() {
        for (proto, json) in [
            ("", ""),
            ("event", "event"),
            ("no_show", "noShow"),
            (
                "payment_review.invoices[12].collection_notice_received_on",
                "paymentReview.invoices[12].collectionNoticeReceivedOn",
            ),
            ("facts[has_animals].yes_no", "facts[has_animals].yesNo"),
            ("a_1b.c_", "a1b.c"),
        ] {
            assert_eq!(FieldNames::Json.path(proto), json);
            assert_eq!(FieldNames::Json.path(json), json);
            assert_eq!(FieldNames::Proto.path(proto), proto);
        }
    }
}
