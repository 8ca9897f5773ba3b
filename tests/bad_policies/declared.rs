//! The facts that a policy declares, and the conditions that name them.

use super::Bad;

/// The first clause of the good policy with facts declared before it.
macro_rules! declaring {
    ($name:literal, $facts:literal, $($fault:literal),* $(,)?) => {
        Bad {
            name: $name,
            from: "[[clause]]\nid = \"cancel\"",
            to: concat!($facts, "\n[[clause]]\nid = \"cancel\""),
            faults: &[$($fault),*],
        }
    };
}

pub(crate) const CASES: &[Bad] = &[
    declaring!(
        "a fact without a kind, of an unknown kind, and with a bad id",
        "[[fact]]\nid = \"a\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"b\"\nkind = \"flag\"\nask = { nl = \"b\", en = \"b\" }\n[[fact]]\nid = \"C\"\nkind = \"yes_no\"\nask = { nl = \"c\", en = \"c\" }",
        "11:1: error[missing-key]: missing key `kind` in `fact`",
        "16:8: error[unknown-word]: unknown kind of fact `flag`",
        "19:6: error[bad-id]: `C` is not an id",
    ),
    declaring!(
        "two facts of one id, and one of a word that is built in",
        "[[fact]]\nid = \"a\"\nkind = \"yes_no\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"a\"\nkind = \"yes_no\"\nask = { nl = \"b\", en = \"b\" }\n[[fact]]\nid = \"begun\"\nkind = \"yes_no\"\nask = { nl = \"c\", en = \"c\" }",
        "16:6: error[duplicate-id]: there are two facts with the id `a`",
        "20:6: error[duplicate-id]: `begun` is a word that is built in; give the fact another id",
    ),
    declaring!(
        "keys of another kind",
        "[[fact]]\nid = \"a\"\nkind = \"yes_no\"\nleast = 1\nat_most = \"price\"\nask = { nl = \"a\", en = \"a\" }",
        "14:9: error[key-conflict]: `least` is for facts of the kind `count`, and this one is `yes_no`",
        "15:11: error[key-conflict]: `at_most` is for facts of the kind `amount`, and this one is `yes_no`",
    ),
    declaring!(
        "a choice without words, of one word, and twice the same word",
        "[[fact]]\nid = \"a\"\nkind = \"choice\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"b\"\nkind = \"choice\"\nchoices = [\"x\"]\nask = { nl = \"b\", en = \"b\" }\n[[fact]]\nid = \"c\"\nkind = \"choice\"\nchoices = [\"x\", \"y\", \"x\"]\nask = { nl = \"c\", en = \"c\" }",
        "11:1: error[missing-key]: a fact of the kind `choice` needs `choices`",
        "18:11: error[out-of-range]: a choice has at least two words",
        "23:22: warning[repeated]: `x` stands here twice",
    ),
    declaring!(
        "bounds of a count that are reversed, and a default beyond them",
        "[[fact]]\nid = \"a\"\nkind = \"count\"\nleast = 3\nmost = 2\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"b\"\nkind = \"count\"\nleast = 3\ndefault = 2\nask = { nl = \"b\", en = \"b\" }",
        "11:1: error[bounds-reversed]: `least` 3 is above `most` 2",
        "21:11: error[out-of-range]: the default is below 3, the smallest count",
    ),
    declaring!(
        "defaults of another kind, and of a day",
        "[[fact]]\nid = \"a\"\nkind = \"yes_no\"\ndefault = \"no\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"b\"\nkind = \"date\"\ndefault = false\nask = { nl = \"b\", en = \"b\" }\n[[fact]]\nid = \"c\"\nkind = \"amount\"\nat_most = \"price\"\ndefault = \"0.01\"\nask = { nl = \"c\", en = \"c\" }",
        "14:11: error[wrong-kind]: the default of a fact of the kind `yes_no` is of another kind",
        "19:11: error[key-conflict]: no day is so unless stated: leave `default` out, and a request states it",
        "25:11: error[out-of-range]: the default is above `agreement.price`",
    ),
    Bad {
        name: "an unknown condition",
        from: r#"unless = ["alternative_date_offered"]"#,
        to: r#"unless = ["doctors_note"]"#,
        faults: &["56:11: error[unknown-word]: unknown condition `doctors_note`"],
    },
    declaring!(
        "conditions on what is no condition",
        "[[fact]]\nid = \"a\"\nkind = \"yes_no\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"b\"\nkind = \"choice\"\nchoices = [\"x\", \"y\"]\nask = { nl = \"b\", en = \"b\" }\n[[fact]]\nid = \"c\"\nkind = \"amount\"\nask = { nl = \"c\", en = \"c\" }\n[[clause]]\nid = \"q\"\narticle = \"1\"\nquestion = \"offer\"\nwhen = [\"a:x\", \"b\", \"b:z\", \"c\"]\nsummary = { nl = \"a\", en = \"a\" }\noutcome = {}",
        "28:9: error[unknown-word]: `a` is so or not: it has no words",
        "28:16: error[unknown-word]: `b` is a choice: say which word",
        "28:21: error[unknown-word]: `b` has no word `z`",
        "28:28: error[unknown-word]: `c` is of the kind `amount`, which is no condition",
    ),
    declaring!(
        "two words of a choice at once",
        "[[fact]]\nid = \"b\"\nkind = \"choice\"\nchoices = [\"x\", \"y\"]\nask = { nl = \"b\", en = \"b\" }\n[[clause]]\nid = \"q\"\narticle = \"1\"\nquestion = \"data_breach\"\nwhen = [\"b:x\", \"b:y\"]\nsummary = { nl = \"a\", en = \"a\" }\noutcome = {}",
        "20:8: error[contradiction]: these conditions can never hold together",
    ),
    declaring!(
        "a fact that is not for the question, by itself and borrowed",
        "[[fact]]\nid = \"a\"\nkind = \"yes_no\"\nquestions = [\"cancellation\"]\nask = { nl = \"a\", en = \"a\" }\n[[clause]]\nid = \"q\"\narticle = \"1\"\nquestion = \"data_breach\"\nwhen = [\"a\"]\nsummary = { nl = \"a\", en = \"a\" }\noutcome = {}\n[[clause]]\nid = \"r\"\narticle = \"1\"\nquestion = \"cancellation\"\nproducts = [\"goods\"]\nsummary = { nl = \"a\", en = \"a\" }\noutcome = { charges = [{ kind = \"administration_fee\", amount = \"1.00\", when = [\"a\"] }] }\n[[clause]]\nid = \"s\"\narticle = \"1\"\nquestion = \"data_breach\"\nproducts = [\"goods\"]\nsummary = { nl = \"a\", en = \"a\" }\nsame_as = { clauses = [\"r\"] }",
        "20:9: error[question-condition]: `a` is not declared for `data_breach`",
        "23:1: warning[ends-unsettled]: a clause that ends the agreement settles nothing: whoever paid is not told what comes back",
        "36:24: error[wrong-reference]: the clause `r` rests on `a`, which `data_breach` does not know",
    ),
    declaring!(
        "amounts that multiply, and facts of another kind",
        "[[fact]]\nid = \"a\"\nkind = \"amount\"\nask = { nl = \"a\", en = \"a\" }\n[[fact]]\nid = \"n\"\nkind = \"count\"\nleast = 1\nmost = 9\nask = { nl = \"n\", en = \"n\" }\n[[clause]]\nid = \"q\"\narticle = \"1\"\nquestion = \"offer\"\ncount = { of = \"n\", at_least = 1, at_most = 9 }\nsummary = { nl = \"a\", en = \"a\" }\n[clause.outcome]\ncharges = [\n{ kind = \"administration_fee\", percent = 10, of = \"price\", per = \"a\" },\n{ kind = \"administration_fee\", percent = 10, of = \"n\" },\n{ kind = \"administration_fee\", amount = \"1.00\", per = \"m\", count = { of = \"a\", at_least = 2 } },\n{ kind = \"administration_fee\", stated = \"b\", count = { of = \"n\" } },\n]",
        "25:32: error[out-of-range]: `n` is from 1 to 9, so that this bound decides nothing",
        "25:45: error[out-of-range]: `n` is from 1 to 9, so that this bound decides nothing",
        "29:66: error[unknown-word]: `a` is an amount, and two amounts are never multiplied",
        "30:51: error[unknown-word]: `n` is of the kind `count`, and here stands one of the kind `amount`",
        "31:55: error[unknown-word]: unknown counter `m`",
        "31:75: error[unknown-word]: `a` is of the kind `amount`, and here stands one of the kind `count`",
        "32:41: error[unknown-word]: unknown base `b`",
        "32:54: error[missing-key]: one of `at_least` or `at_most` is missing",
    ),
];
