//! The articles that a policy leaves out.

use super::Bad;

/// The good policy with articles left out before what it accepts.
macro_rules! leaving_out {
    ($name:literal, $articles:literal, $($fault:literal),* $(,)?) => {
        Bad {
            name: $name,
            from: "[[accept]]\nrule",
            to: concat!($articles, "\n[[accept]]\nrule"),
            faults: &[$($fault),*],
        }
    };
}

pub(crate) const CASES: &[Bad] = &[
    leaving_out!(
        "an article left out without a reason, without itself, and for a reason in no language",
        "[[unencoded]]\narticle = \"20\"\n[[unencoded]]\nwhy = { nl = \"x\", en = \"x\" }\n[[unencoded]]\narticle = \"21\"\nwhy = {}",
        "282:1: error[missing-key]: missing key `why` in `unencoded`",
        "284:1: error[missing-key]: missing key `article` in `unencoded`",
        "288:7: error[missing-key]: `summary` needs one of `nl` or `en`",
    ),
    leaving_out!(
        "articles that are none, blank reasons, and questions that are none",
        "[[unencoded]]\narticle = []\nwhy = { nl = \" \", en = \"x\" }\n[[unencoded]]\narticle = \"20\"\nquestion = \"cancelation\"\nwhy = { nl = \"x\", en = \"x\" }\n[[unencoded]]\narticle = \"21\"\nquestion = [\"breach\", \"breach\"]\nwhy = { nl = \"x\", en = \"x\" }",
        "283:11: error[empty-list]: the list is empty",
        "284:14: error[bad-text]: the text is empty",
        "287:12: error[unknown-word]: unknown question `cancelation`",
        "291:23: warning[repeated]: `breach` stands here twice",
    ),
    leaving_out!(
        "an article left out twice, for one question and for none",
        "[[unencoded]]\narticle = [\"20\", \"21\"]\nquestion = [\"breach\", \"offer\"]\nwhy = { nl = \"x\", en = \"x\" }\n[[unencoded]]\narticle = \"21\"\nquestion = \"offer\"\nwhy = { nl = \"x\", en = \"x\" }\n[[unencoded]]\narticle = \"22\"\nwhy = { nl = \"x\", en = \"x\" }\n[[unencoded]]\narticle = \"22\"\nwhy = { nl = \"x\", en = \"x\" }",
        "287:11: error[repeated]: article `21` is left out on `offer` twice",
        "294:11: error[repeated]: article `22` is left out twice",
    ),
    leaving_out!(
        "a single table, and an unknown key in it",
        "[unencoded]\narticle = \"20\"\nreason = \"x\"",
        "282:1: error[wrong-kind]: expected a list, found a table",
    ),
];

#[test]
fn an_article_can_be_left_out_and_encoded_and_on_several_questions() {
    let articles = "[[unencoded]]\narticle = \"4.3\"\nquestion = \"breach\"\nwhy = { nl = \"x\", en = \"x\" }\n\
                    [[unencoded]]\narticle = [\"4.3\", \"20\"]\nquestion = [\"offer\", \"cancellation\"]\nwhy = { nl = \"y\", en = \"y\" }\n\
                    [[unencoded]]\narticle = \"4.3\"\nwhy = { nl = \"z\", en = \"z\" }\n\n[[accept]]";
    let found = super::faults(super::changed("[[accept]]", articles).as_bytes());
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn slips_show_the_line_as_it_should_be() {
    let corrected = |from: &str, to: &str| {
        let articles = "[[unencoded]]\narticle = \"20\"\nquestion = \"cancellation\"\nwhy = { nl = \"x\", en = \"x\" }\n\n[[accept]]";
        let text = super::changed("[[accept]]", articles).replacen(from, to, 1);
        super::faults(text.as_bytes()).into_iter().filter_map(|fault| fault.corrected).collect::<Vec<_>>()
    };
    assert_eq!(
        corrected("question = \"cancellation\"\nwhy", "question = \"cancelation\"\nwhy"),
        ["question = \"cancellation\""]
    );
    assert_eq!(corrected("article = \"20\"", "article = 20"), ["article = \"20\""]);
    // A table of its own, of which there are to be several.
    assert_eq!(corrected("[[unencoded]]", "[unencoded]"), ["[[unencoded]]"]);
    assert_eq!(corrected("[[unencoded]]", "  [ unencoded ] # 20"), ["  [[ unencoded ]] # 20"]);
}
