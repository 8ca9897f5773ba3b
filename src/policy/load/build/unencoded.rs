//! Articles that the file leaves out.

use super::Builder;
use crate::policy::Unencoded;
use crate::policy::load::fault::FaultCode;
use crate::policy::load::format::UnencodedTable;
use crate::policy::load::lists::{List, OneOrMany};
use crate::policy::load::read::Slot;
use crate::vocabulary::{Question, both};

impl Builder<'_, '_> {
    pub(super) fn left_out(&mut self, raw: &Slot<List<UnencodedTable>>) -> Option<Vec<Unencoded>> {
        let built = self.list(raw, |builder, raw| builder.unencoded(raw));
        self.check_told_once(raw);
        built
    }

    fn unencoded(&mut self, raw: &UnencodedTable) -> Option<Unencoded> {
        let UnencodedTable { article, question, why, span } = raw;
        let questions = if question.is_absent() { Some(Vec::new()) } else { self.questions(question) };
        let (articles, why) = (self.articles(article), self.summary(why));
        Some(Unencoded { articles: articles?, questions: questions?, why: why?, span: *span })
    }

    /// Reports an article that is left out twice with a question in common: a decision on it would say so twice.
    fn check_told_once(&mut self, raw: &Slot<List<UnencodedTable>>) {
        let Some(list) = raw.get() else { return };
        let mut told: Vec<(&str, Option<Question>)> = Vec::new();
        for table in &list.items {
            let questions: Vec<Option<Question>> = match table.value.question.get() {
                Some(OneOrMany(list)) => list.items.iter().map(|question| Some(question.value)).collect(),
                None => vec![None],
            };
            let articles = table.value.article.get().map(|OneOrMany(list)| list.items.as_slice()).unwrap_or_default();
            let before = told.len();
            for article in articles {
                let name = article.value.0.as_str();
                let earlier = told.get(..before).unwrap_or_default();
                if let Some(question) = questions.iter().find(|question| earlier.contains(&(name, **question))) {
                    let on = question.map(|question| both!(" on `{question}`", " bij `{question}`"));
                    let on = on.unwrap_or_else(|| both!("", ""));
                    let message = both!(
                        "article `{name}` is left out{on} twice",
                        "artikel `{name}` wordt{on} twee keer weggelaten"; on
                    );
                    let help = both!(
                        "give all reasons in one place, or name other questions",
                        "geef alle redenen op één plaats, of noem andere vragen"
                    );
                    self.faults.error(FaultCode::Repeated, article.span, message, Some(help));
                }
                told.extend(questions.iter().map(|question| (name, *question)));
            }
        }
    }
}
