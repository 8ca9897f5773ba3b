//! Whole numbers as JSON writes them, read exactly: never by way of a binary fraction.

/// The whole number that a number of JSON stands for: `12`, `12.00` and `1.2e1` alike. `None` for what JSON does not write
/// so, for what is not whole, and for what does not fit.
pub(super) fn whole(text: &str) -> Option<i64> {
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, power(exponent)?),
        None => (number, 0),
    };
    let (before, after) = match mantissa.split_once('.') {
        Some((_, "")) => return None,
        parts => parts.unwrap_or((mantissa, "")),
    };
    if !are_digits(before) || !(after.is_empty() || are_digits(after)) || (before.len() > 1 && before.starts_with('0'))
    {
        return None;
    }
    let value = scaled(before, after, exponent)?;
    i64::try_from(if negative { -value } else { value }).ok()
}

/// The digits times a power of ten, if that is whole and not longer than 64 bits.
fn scaled(before: &str, after: &str, exponent: i64) -> Option<i128> {
    let digits = || before.bytes().chain(after.bytes());
    let zeros = digits().rev().take_while(|digit| *digit == b'0').count();
    let significant = before.len() + after.len() - zeros;
    let exponent = exponent.checked_add(i64::try_from(zeros).ok()? - i64::try_from(after.len()).ok()?)?;
    let mut value: i128 = 0;
    for digit in digits().take(significant) {
        value = value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    match u32::try_from(exponent) {
        _ if value == 0 => Some(0),
        Ok(exponent) => value.checked_mul(10_i128.checked_pow(exponent)?),
        // Digits that are not zero remain after the point, or there are far too many before it.
        Err(_) => None,
    }
}

/// A power of ten; one with more digits than that is as good as any.
fn power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !are_digits(digits) {
        return None;
    }
    let power = digits.parse().unwrap_or(i64::from(u32::MAX) + 1);
    Some(if text.starts_with('-') { -power } else { power })
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_numbers_however_they_are_written() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("7", 7),
            ("-12", -12),
            ("1e5", 100_000),
            ("1E+5", 100_000),
            ("125000.0", 125_000),
            ("-125000.000", -125_000),
            ("1.25e5", 125_000),
            ("12500000e-2", 125_000),
            ("0.00125e8", 125_000),
            ("0e99999999999999999999999", 0),
            ("0.000e-99999999999999999999999", 0),
            ("1000000000000000000000000e-23", 10),
            ("2.147483647e9", 2_147_483_647),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9223372036854775807", i64::MAX),
            ("9.223372036854775807e18", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("-922337203685477580800e-2", i64::MIN),
        ] {
            assert_eq!(whole(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_whole_does_not_fit_or_is_no_number_of_json() {
        for text in [
            "0.5",
            "1.25e1",
            "1e-1",
            "10e-2",
            "1.00000000000000000000000001",
            "9223372036854775808",
            "-9223372036854775809",
            "9.3e18",
            "1e19",
            "1e400",
            "1e99999999999999999999999",
            "1e-99999999999999999999999",
            "123456789012345678901234567890123456789012345678901234567890",
            "",
            "-",
            "+1",
            "01",
            "-01",
            "00",
            " 1",
            "1 ",
            "1.",
            ".5",
            "1e",
            "1e+",
            "1e5.0",
            "1e5e5",
            "--1",
            "3x3",
            "0x10",
            "1_000",
            "NaN",
            "Infinity",
            "\u{0661}",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
