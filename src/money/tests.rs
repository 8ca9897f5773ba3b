use super::*;

#[test]
fn rounds_half_away_from_zero() {
    let rows = [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (-4, 10, 0), (15, 10, 2), (1, 3, 0), (2, 3, 1), (3, -2, -2)];
    for (n, d, expected) in rows {
        assert_eq!(round_half_away(n, d), expected, "{n}/{d}");
    }
    assert_eq!(round_half_away(7, 0), 0);
    assert_eq!(round_half_away(i128::MAX, 1), i64::MAX);
}

#[test]
fn products_beyond_64_bits_are_rounded_alike() {
    let (amount, tenths) = (i128::from(Cents::MAX.get()), 1_000_000);
    for (over, expected) in [(0, 0), (499_999, 0), (500_000, 1), (999_999, 1), (1_000_000, 1)] {
        let product = amount * tenths + over;
        assert!(u64::try_from(product).is_err());
        assert_eq!(round_half_away(product, tenths), Cents::MAX.get() + expected, "{over}");
        assert_eq!(round_half_away(-product, tenths), -Cents::MAX.get() - expected, "-{over}");
    }
    // A denominator beyond 64 bits: a half and just less.
    let wide = 1_i128 << 70;
    assert_eq!((round_half_away(wide / 2, wide), round_half_away(wide / 2 - 1, wide)), (1, 0));
}

#[test]
fn a_share_is_rounded_once() {
    assert_eq!(Cents::new(90_000).share(2, 12), Cents::new(15_000));
    assert_eq!(Cents::new(101).share(1, 2), Cents::new(51));
    assert_eq!(Cents::new(100).share(1, 0), Cents::ZERO);
}

#[test]
fn splitting_loses_no_cent_and_earlier_parts_take_the_extra() {
    let parts: Vec<_> = (0..3).map(|i| Cents::new(1_000).part(i, 3).get()).collect();
    assert_eq!(parts, [334, 333, 333]);
    assert_eq!(Cents::new(5).part(0, 0), Cents::ZERO);
    for amount in [0, 1, 2, 99, 100, 101] {
        for n in 1..12 {
            assert_eq!((0..n).map(|i| Cents::new(amount).part(i, n)).sum::<Cents>(), Cents::new(amount));
        }
    }
}

#[test]
fn sums_are_bounded_instead_of_wrapping() {
    assert_eq!(Cents::new(i64::MAX).plus(Cents::new(1)), Cents::new(i64::MAX));
    assert_eq!(Cents::new(2).minus_floored(Cents::new(3)), Cents::ZERO);
    assert_eq!(Cents::new(-150).to_string(), "-1.50");
    assert_eq!(Cents::new(5).times(3), Cents::new(15));
}

#[test]
fn differences_may_be_negative() {
    assert_eq!(Cents::new(2).minus(Cents::new(5)).get(), -3);
    assert_eq!(Cents::new(i64::MIN).minus(Cents::new(1)).get(), i64::MIN);
    assert_eq!(Cents::new(5).minus_floored(Cents::new(3)).get(), 2);
    assert_eq!((Cents::new(7).to_string(), Cents::ZERO.to_string()), ("0.07".to_owned(), "0.00".to_owned()));
}

#[test]
fn locales_by_their_tag() {
    for (tag, locale) in [("", Some(Locale::En)), ("en", Some(Locale::En)), ("nl", Some(Locale::Nl)), ("NL", None)] {
        assert_eq!(Locale::parse(tag), locale, "{tag:?}");
    }
    assert_eq!((Locale::En.pick("one", "een"), Locale::Nl.pick("one", "een")), ("one", "een"));
}

#[test]
fn rounds_up_and_down_where_a_text_says_so() {
    let rows = [(0, 0, 0), (1, 1, 0), (2, 1, 0), (3, 1, 1), (4, 2, 1), (6, 2, 2)];
    for (cents, up, down) in rows {
        let third = |rounding| Cents::new(cents).share_rounded(1, 3, rounding).get();
        assert_eq!((third(Rounding::Up), third(Rounding::Down)), (up, down), "{cents}");
    }
    let half = |rounding| Percent::whole(50).rounded_of(Cents::new(1), rounding).get();
    assert_eq!((half(Rounding::Nearest), half(Rounding::Up), half(Rounding::Down)), (1, 1, 0));
    assert_eq!(Cents::new(1).share_rounded(1, 0, Rounding::Up), Cents::ZERO);
    assert_eq!(Percent::HUNDRED.rounded_of(Cents::MAX, Rounding::Down), Cents::MAX);
}
