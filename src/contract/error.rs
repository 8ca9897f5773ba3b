//! Why a request has no answer: one type for the service, the items of a batch and the command line.

use std::fmt;

use super::wire;
use super::wording::{Echo, Problem, list};
use crate::evaluate::{EvaluateError, QuoteError};
use crate::facts::{self, FieldNames};
use crate::money::Locale;
use crate::policy::store::LookupError;

/// The name of a `google.rpc.Code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say what google.rpc.Code says.
pub enum Code {
    InvalidArgument,
    NotFound,
    FailedPrecondition,
    ResourceExhausted,
    DeadlineExceeded,
    Unavailable,
    Unauthenticated,
    PermissionDenied,
    Unimplemented,
    Internal,
}

impl Code {
    /// The name, as in `INVALID_ARGUMENT`.
    pub const fn name(self) -> &'static str {
        match self {
            Code::InvalidArgument => "INVALID_ARGUMENT",
            Code::NotFound => "NOT_FOUND",
            Code::FailedPrecondition => "FAILED_PRECONDITION",
            Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Code::Unavailable => "UNAVAILABLE",
            Code::Unauthenticated => "UNAUTHENTICATED",
            Code::PermissionDenied => "PERMISSION_DENIED",
            Code::Unimplemented => "UNIMPLEMENTED",
            Code::Internal => "INTERNAL",
        }
    }
}

/// One thing that is wrong with a message, in the language of the request and the names of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The dotted path of the field, as in `agreement.starts_at`.
    pub field: String,
    /// What is wrong and what to do, lowercase, without a final period.
    pub problem: String,
}

/// One thing that is wrong with a message, before it is put in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The dotted path in the names of the `.proto` files.
    path: String,
    /// What comes after the path: a name that no field has, as the caller wrote it.
    unknown: Option<Echo>,
    problem: Problem,
}

impl FieldProblem {
    pub(super) fn new(path: impl Into<String>, problem: impl Into<Problem>) -> FieldProblem {
        FieldProblem { path: path.into(), unknown: None, problem: problem.into() }
    }

    /// The problem of a name that the message at a path does not have.
    pub(super) fn unknown(path: String, name: &str, problem: Problem) -> FieldProblem {
        FieldProblem { path, unknown: Some(name.into()), problem }
    }

    /// The path of the field that is known.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    fn in_words(&self, locale: Locale, names: FieldNames) -> Violation {
        let mut field = names.path(&self.path).into_owned();
        if let Some(name) = &self.unknown {
            field.push_str(if field.is_empty() { "" } else { "." });
            field.push_str(&name.to_string());
        }
        Violation { field, problem: self.problem.text(locale, names) }
    }
}

impl From<facts::Violation> for FieldProblem {
    fn from(violation: facts::Violation) -> FieldProblem {
        FieldProblem::new(violation.field, violation.problem)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.problem)
    }
}

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What is the matter.
    pub cause: Cause,
    /// The language of messages.
    pub locale: Locale,
    /// How messages name fields.
    pub names: FieldNames,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The text is not JSON.
    Syntax {
        /// Line of the text, from 1.
        line: usize,
        /// Column in the line in bytes, from 1.
        column: usize,
        /// What the parser says.
        problem: String,
    },
    /// Fields are missing, wrong or contradictory: all of them.
    Invalid(Vec<FieldProblem>),
    /// No policy, no such version, or none in force at conclusion.
    Lookup(LookupError),
    /// Another version would decide than the one that must.
    OtherVersion {
        /// The policy.
        policy_id: String,
        /// The version that would decide.
        version: String,
        /// Its digest.
        digest: String,
    },
    /// The quote would have more windows than an answer may hold.
    QuoteTooLong,
    /// The answer does not fit in the message that carries the answers of a batch.
    ResponseTooLarge,
    /// The `grpc-timeout` of a call is not one.
    MalformedTimeout,
    /// The time for the call ran out.
    DeadlineExceeded,
    /// The caller has no token that is valid.
    Unauthenticated,
    /// The caller's token does not allow the call.
    PermissionDenied {
        /// The permission that it lacks.
        permission: &'static str,
    },
    /// There is more to do than the service takes on.
    Overloaded,
    /// The caller has its share of the service already.
    ShareTaken,
    /// The service is shutting down.
    ShuttingDown,
    /// The decision cannot be logged, and so is not given.
    NotLogged,
    /// This version of the service does not have the method yet.
    NotImplemented,
    /// A fault of the service itself.
    Internal,
}

impl Rejection {
    /// A rejection in a language, in the names of the `.proto` files.
    pub fn new(cause: Cause, locale: Locale) -> Rejection {
        Rejection { cause, locale, names: FieldNames::default() }
    }

    /// The same with other names of fields.
    #[must_use]
    pub fn named(self, names: FieldNames) -> Rejection {
        Rejection { names, ..self }
    }

    /// The same in another language.
    #[must_use]
    pub fn in_locale(self, locale: Locale) -> Rejection {
        Rejection { locale, ..self }
    }

    /// The rejection of a request for one field.
    pub(super) fn of_field(field: &str, problem: impl Into<Problem>, locale: Locale) -> Rejection {
        Rejection::new(Cause::Invalid(vec![FieldProblem::new(field, problem)]), locale)
    }

    /// The rejection of facts that evaluation found wanting.
    pub(super) fn of_evaluation(error: EvaluateError, locale: Locale) -> Rejection {
        let EvaluateError::Facts(violations) = error;
        Rejection::of_facts(violations, locale)
    }

    /// The rejection of a quote.
    pub(super) fn of_quote(error: QuoteError, locale: Locale) -> Rejection {
        match error {
            QuoteError::Facts(error) => Rejection::of_facts(error.0, locale),
            QuoteError::Evaluate(error) => Rejection::of_evaluation(error, locale),
            QuoteError::NoAct => Rejection::new(Cause::Internal, locale),
            QuoteError::TooManyWindows => Rejection::new(Cause::QuoteTooLong, locale),
        }
    }

    fn of_facts(violations: Vec<facts::Violation>, locale: Locale) -> Rejection {
        Rejection::new(Cause::Invalid(violations.into_iter().map(FieldProblem::from).collect()), locale)
    }

    /// The same where fields have other paths.
    pub(super) fn moved(mut self, path: impl Fn(String) -> String) -> Rejection {
        if let Cause::Invalid(problems) = &mut self.cause {
            problems.iter_mut().for_each(|problem| problem.path = path(std::mem::take(&mut problem.path)));
        }
        self
    }

    /// The code of the status.
    pub fn code(&self) -> Code {
        match self.cause {
            Cause::Syntax { .. } | Cause::Invalid(_) | Cause::MalformedTimeout => Code::InvalidArgument,
            Cause::Lookup(LookupError::UnknownPolicy { .. } | LookupError::UnknownVersion { .. }) => Code::NotFound,
            Cause::Lookup(LookupError::NotInForce { .. }) | Cause::OtherVersion { .. } => Code::FailedPrecondition,
            Cause::QuoteTooLong | Cause::ResponseTooLarge | Cause::Overloaded | Cause::ShareTaken => {
                Code::ResourceExhausted
            }
            Cause::DeadlineExceeded => Code::DeadlineExceeded,
            Cause::ShuttingDown | Cause::NotLogged => Code::Unavailable,
            Cause::Unauthenticated => Code::Unauthenticated,
            Cause::PermissionDenied { .. } => Code::PermissionDenied,
            Cause::NotImplemented => Code::Unimplemented,
            Cause::Internal => Code::Internal,
        }
    }

    /// The stable reason, for programs.
    pub fn reason(&self) -> &'static str {
        match self.cause {
            Cause::Syntax { .. } => "MALFORMED_JSON",
            Cause::Invalid(_) => "INVALID_FIELDS",
            Cause::Lookup(LookupError::UnknownPolicy { .. }) => "POLICY_NOT_FOUND",
            Cause::Lookup(LookupError::UnknownVersion { .. }) => "POLICY_VERSION_NOT_FOUND",
            Cause::Lookup(LookupError::NotInForce { .. }) => "POLICY_NOT_IN_FORCE",
            Cause::OtherVersion { .. } => "POLICY_DIGEST_MISMATCH",
            Cause::QuoteTooLong => "QUOTE_TOO_LONG",
            Cause::ResponseTooLarge => "RESPONSE_TOO_LARGE",
            Cause::MalformedTimeout => "MALFORMED_TIMEOUT",
            Cause::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Cause::Overloaded => "OVERLOADED",
            Cause::ShareTaken => "CALLER_SHARE",
            Cause::ShuttingDown => "SHUTTING_DOWN",
            Cause::NotLogged => "DECISION_NOT_LOGGED",
            Cause::Unauthenticated => "UNAUTHENTICATED",
            Cause::PermissionDenied { .. } => "PERMISSION_DENIED",
            Cause::NotImplemented => "NOT_IMPLEMENTED",
            Cause::Internal => "INTERNAL",
        }
    }

    /// One sentence for people.
    pub fn message(&self) -> String {
        let pick = |en: &str, nl: &str| self.locale.pick(en, nl).to_owned();
        match &self.cause {
            Cause::Syntax { line, column, problem } => match self.locale {
                Locale::En => format!("the text is not JSON: {problem} (line {line}, column {column})"),
                // What the parser says is English.
                Locale::Nl => format!("de tekst is geen JSON (regel {line}, kolom {column})"),
            },
            Cause::Invalid(problems) => {
                let first = problems.first().map(|problem| problem.in_words(self.locale, self.names).to_string());
                invalid(first.unwrap_or_default(), problems.len(), self.locale)
            }
            Cause::Lookup(error) => lookup(error, self.locale),
            Cause::OtherVersion { policy_id, version, digest } => {
                let field = self.names.path("policy_digest");
                match self.locale {
                    Locale::En => format!(
                        "version `{version}` of policy `{policy_id}` decides, and its digest is `{digest}`; ask for the \
                         other by `{}`, or give this digest as `{field}`",
                        self.names.path("policy_version")
                    ),
                    Locale::Nl => format!(
                        "versie `{version}` van voorwaarden `{policy_id}` beslist, en die heeft het kenmerk `{digest}`; \
                         vraag naar de andere met `{}`, of geef dit kenmerk als `{field}`",
                        self.names.path("policy_version")
                    ),
                }
            }
            Cause::QuoteTooLong => pick("the quote has too many windows", "het overzicht heeft te veel perioden"),
            Cause::ResponseTooLarge => pick(
                "the answers do not fit in one message; ask fewer questions at once",
                "de antwoorden passen niet in één bericht; stel minder vragen tegelijk",
            ),
            Cause::MalformedTimeout => {
                pick("the timeout of the call cannot be read", "de tijdslimiet van de aanroep kan niet worden gelezen")
            }
            Cause::DeadlineExceeded => pick("the time for the call ran out", "de tijd voor de aanroep is op"),
            Cause::Overloaded => {
                pick("the service is overloaded; try again later", "de dienst is overbelast; probeer het later opnieuw")
            }
            Cause::ShareTaken => pick(
                "the caller has its share of the service already; finish other calls first",
                "de aanroeper heeft zijn deel van de dienst al; rond eerst andere aanroepen af",
            ),
            Cause::ShuttingDown => pick("the service is shutting down", "de dienst wordt gestopt"),
            Cause::NotLogged => pick(
                "the decision cannot be logged now, and so is not given; try again later",
                "de beslissing kan nu niet worden vastgelegd en wordt daarom niet gegeven; probeer het later opnieuw",
            ),
            Cause::Unauthenticated => pick(
                "a valid token is needed: `authorization: Bearer …`",
                "een geldig token is nodig: `authorization: Bearer …`",
            ),
            Cause::PermissionDenied { permission } => match self.locale {
                Locale::En => format!("the token does not have the permission `{permission}`"),
                Locale::Nl => format!("het token heeft de bevoegdheid `{permission}` niet"),
            },
            Cause::NotImplemented => {
                pick("this version does not have the method yet", "deze versie heeft de methode nog niet")
            }
            Cause::Internal => pick("the service failed on this request", "de dienst is op dit verzoek vastgelopen"),
        }
    }

    /// What is wrong with fields, if that is the matter.
    pub fn violations(&self) -> Vec<Violation> {
        match &self.cause {
            Cause::Invalid(problems) => problems.iter().map(|p| p.in_words(self.locale, self.names)).collect(),
            _ => Vec::new(),
        }
    }
}

/// Which policy was not found, and what there is instead.
pub(crate) fn lookup(error: &LookupError, locale: Locale) -> String {
    let pick = |en: String, nl: String| match locale {
        Locale::En => en,
        Locale::Nl => nl,
    };
    match error {
        LookupError::UnknownPolicy { id, did_you_mean, known } => {
            let id = Echo::from(&**id);
            let hint = match did_you_mean {
                Some(name) => pick(format!("; did you mean `{name}`?"), format!("; bedoelt u `{name}`?")),
                None if known.is_empty() => String::new(),
                None => pick(format!(", only {}", list(known)), format!(", wel {}", list(known))),
            };
            pick(format!("there is no policy `{id}`{hint}"), format!("er zijn geen voorwaarden `{id}`{hint}"))
        }
        LookupError::UnknownVersion { id, version, known } => {
            let (version, known) = (Echo::from(&**version), list(known));
            pick(
                format!("policy `{id}` has no version `{version}`; it has {known}"),
                format!("voorwaarden `{id}` hebben geen versie `{version}`, wel {known}"),
            )
        }
        LookupError::NotInForce { id, on, first_day } => {
            let hint = first_day
                .map(|day| pick(format!("; the next is from {day}"), format!("; de volgende geldt vanaf {day}")));
            let hint = hint.unwrap_or_default();
            pick(
                format!("no version of policy `{id}` was in force on {on}{hint}"),
                format!("geen versie van voorwaarden `{id}` gold op {on}{hint}"),
            )
        }
    }
}

/// The first violation, and how many more there are.
fn invalid(first: String, count: usize, locale: Locale) -> String {
    match (count, locale) {
        (0 | 1, _) => first,
        (count, Locale::En) => format!("{first} (and {} more)", count - 1),
        (count, Locale::Nl) => format!("{first} (en nog {})", count - 1),
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Rejection {}

impl From<&Rejection> for wire::ErrorStatus {
    fn from(rejection: &Rejection) -> wire::ErrorStatus {
        let violations = rejection.violations().into_iter();
        wire::ErrorStatus {
            code: rejection.code().name().to_owned(),
            reason: rejection.reason().to_owned(),
            message: rejection.message(),
            field_violations: violations
                .map(|v| wire::FieldViolation { field: v.field, description: v.problem })
                .collect(),
        }
    }
}
