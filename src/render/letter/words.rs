//! What a letter says of each question, in short sentences: a provider to a customer.

use crate::calendar::Instant;
use crate::decision::Decision;
use crate::facts::{Event, Facts};
use crate::money::{Currency, Locale};
use crate::policy::Unencoded;
use crate::render::verdicts::{Refusal, is_revocable, refusal};
use crate::vocabulary::{DecidedBy, Party, Question, Verdict};

/// What a letter is about.
pub(super) fn subject(question: Question, locale: Locale) -> &'static str {
    let (en, nl) = match question {
        Question::Cancellation => ("Your cancellation", "Uw annulering"),
        Question::NoShow => ("You were not there", "U was er niet"),
        Question::Withdrawal => ("You withdraw from the contract", "U ziet af van de overeenkomst"),
        Question::Rescheduling => ("Another date", "Een andere datum"),
        Question::Substitution => ("Somebody in your place", "Iemand in uw plaats"),
        Question::BookingChange => ("A change of your booking", "Een wijziging van uw boeking"),
        Question::ProviderCancellation => ("It does not go ahead", "Het gaat niet door"),
        Question::ProviderChange => ("A change on our side", "Een wijziging van onze kant"),
        Question::PaymentReview => ("Your open invoices", "Uw open facturen"),
        Question::PaymentPlan => ("Paying in parts", "Betalen in delen"),
        Question::PaymentAllocation => ("Your payment", "Uw betaling"),
        Question::Termination => ("The end of the agreement", "Het einde van de overeenkomst"),
        Question::PriceIncrease => ("A new price", "Een nieuwe prijs"),
        Question::TermsChange => ("New terms", "Nieuwe voorwaarden"),
        Question::Complaint => ("Your complaint", "Uw klacht"),
        Question::DamageClaim => ("Your damage", "Uw schade"),
        Question::Breach => ("A rule of our terms", "Een regel uit onze voorwaarden"),
        Question::ForceMajeure => ("Force majeure", "Overmacht"),
        Question::Offer => ("Our offer", "Ons aanbod"),
        Question::DataBreach => ("A data breach", "Een datalek"),
    };
    locale.pick(en, nl)
}

/// What happened, and when.
pub(super) fn opening(facts: &Facts, currency: Currency, moment: impl Fn(Instant) -> String, locale: Locale) -> String {
    let at = |at: Option<Instant>, (en, nl): (&str, &str)| match at {
        Some(at) => locale.pick(en, nl).replace("{}", &moment(at)),
        None => String::new(),
    };
    let always = |en: &str, nl: &str| locale.pick(en, nl).to_owned();
    match facts.event() {
        Event::Cancellation { received_at, .. } => {
            at(Some(*received_at), ("You cancelled on {}.", "Op {} hebt u geannuleerd."))
        }
        Event::NoShow { session_starts_at } => {
            let missed = session_starts_at.or(facts.agreement().starts_at);
            at(missed, ("You were not there on {}.", "Op {} was u er niet."))
        }
        Event::Withdrawal { declared_at, .. } => at(
            Some(*declared_at),
            (
                "On {} you told us that you withdraw from the contract.",
                "Op {} liet u weten dat u van de overeenkomst afziet.",
            ),
        ),
        Event::Rescheduling { requested_at, .. } => {
            at(Some(*requested_at), ("On {} you asked for another date.", "Op {} vroeg u om een andere datum."))
        }
        Event::Substitution { requested_at, .. } => at(
            Some(*requested_at),
            (
                "On {} you asked if somebody else may come in your place.",
                "Op {} vroeg u of iemand anders in uw plaats mag komen.",
            ),
        ),
        Event::BookingChange { requested_at, .. } => at(
            Some(*requested_at),
            ("On {} you asked to change your booking.", "Op {} vroeg u om uw boeking te wijzigen."),
        ),
        Event::ProviderCancellation(event) => at(
            Some(event.announced_at),
            ("On {} we told you that it does not go ahead.", "Op {} lieten wij u weten dat het niet doorgaat."),
        ),
        Event::ProviderChange(_) => always(
            "We changed something that we agreed on with you.",
            "Wij hebben iets gewijzigd dat wij met u afspraken.",
        ),
        Event::PaymentReview(event) => {
            at(Some(event.as_of), ("This is how your invoices stand on {}.", "Zo staan uw facturen ervoor op {}."))
        }
        Event::PaymentPlan => always("You pay in parts. This is when.", "U betaalt in delen. Dit zijn de momenten."),
        Event::PaymentAllocation(event) => {
            let amount = currency.written(event.amount, locale);
            always(
                "We received {} from you. This is what we use it for.",
                "Wij hebben {} van u ontvangen. Hiervoor gebruiken wij het.",
            )
            .replace("{}", &amount)
        }
        Event::Termination(event) if event.by == Party::Provider => {
            at(Some(event.notice_at), ("On {} we ended the agreement.", "Op {} hebben wij de overeenkomst opgezegd."))
        }
        Event::Termination(event) => {
            at(Some(event.notice_at), ("On {} you ended the agreement.", "Op {} hebt u de overeenkomst opgezegd."))
        }
        Event::PriceIncrease(event) => {
            let price = currency.written(event.new_price, locale);
            let said =
                ("On {} we told you that the price goes up to %.", "Op {} lieten wij u weten dat de prijs % wordt.");
            at(Some(event.announced_at), said).replace('%', &price)
        }
        Event::TermsChange { announced_at, .. } => {
            at(Some(*announced_at), ("On {} we told you about new terms.", "Op {} stuurden wij u nieuwe voorwaarden."))
        }
        Event::Complaint(event) => at(event.filed_at, ("You complained on {}.", "Op {} hebt u een klacht gestuurd.")),
        Event::DamageClaim(event) => {
            at(Some(event.reported_at), ("On {} you told us about damage.", "Op {} hebt u schade gemeld."))
        }
        Event::Breach { occurred_at, .. } => {
            at(*occurred_at, ("On {} you did not keep to our terms.", "Op {} hield u zich niet aan onze voorwaarden."))
        }
        Event::ForceMajeure { began_at, .. } => at(
            Some(*began_at),
            ("Something that nobody can help has held us up since {}.", "Door overmacht liggen wij stil sinds {}."),
        ),
        Event::Offer { made_at, .. } => {
            at(Some(*made_at), ("We made you an offer on {}.", "Op {} deden wij u een aanbod."))
        }
        Event::DataBreach { discovered_at } => {
            at(Some(*discovered_at), ("We found a data breach on {}.", "Op {} ontdekten wij een datalek."))
        }
    }
}

/// An article of our terms that the answer leaves out, and why.
pub(super) fn left_out(left_out: &Unencoded, locale: Locale) -> String {
    let (articles, why) = (articles(&left_out.articles, locale), left_out.why.get(locale));
    let one = left_out.articles.len() == 1;
    match locale {
        Locale::En => {
            let say = if one { "says" } else { "say" };
            format!("{articles} of our terms {say} more than we took into account here: {why}")
        }
        Locale::Nl => {
            let say = if one { "zegt" } else { "zeggen" };
            format!("{articles} van onze voorwaarden {say} meer dan waar wij hier rekening mee hielden: {why}")
        }
    }
}

/// The answer.
pub(super) fn answer(facts: &Facts, decision: &Decision, locale: Locale) -> &'static str {
    let question = facts.question();
    let (en, nl) = match (decision.verdict, facts.event()) {
        // The day of it is not known, so that nothing stands before this.
        (Verdict::Permitted, Event::Breach { occurred_at: None, .. }) => (
            "You did not keep to our terms. This has consequences.",
            "U hield zich niet aan onze voorwaarden. Dat heeft gevolgen.",
        ),
        (Verdict::Permitted, Event::Offer { .. }) if is_revocable(decision) => (
            "If there is a mistake in it, we may still take it back.",
            "Staat er een fout in, dan mogen wij het nog intrekken.",
        ),
        (Verdict::Refused, Event::Offer { .. }) if is_revocable(decision) => {
            ("It holds: we can no longer take it back.", "Het geldt: wij kunnen het niet meer intrekken.")
        }
        _ => said(question, decision),
    };
    locale.pick(en, nl)
}

fn said(question: Question, decision: &Decision) -> (&'static str, &'static str) {
    match decision.verdict {
        Verdict::Permitted => permitted(question),
        Verdict::Refused => refused(question, refusal(question, decision)),
        Verdict::Discretionary if decision.decided_by == Some(DecidedBy::Both) => {
            ("That is possible if you and we both agree.", "Dat kan als u en wij het er samen over eens zijn.")
        }
        Verdict::Discretionary => (
            "We may decide on this ourselves. You will hear from us.",
            "Daarover mogen wij zelf beslissen. U hoort van ons wat wij besluiten.",
        ),
        Verdict::Unregulated if decision.leaves_out() => (
            "We cannot work this out here: our terms say more about it, as you read below.",
            "Wij kunnen dit hier niet uitrekenen: onze voorwaarden zeggen er meer over, zoals u hieronder leest.",
        ),
        Verdict::Unregulated => {
            ("Our terms say nothing about this case.", "Onze voorwaarden zeggen niets over dit geval.")
        }
    }
}

fn permitted(question: Question) -> (&'static str, &'static str) {
    match question {
        Question::Cancellation
        | Question::Withdrawal
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange => ("You may do that.", "Dat mag."),
        Question::Termination => ("That is allowed.", "Dat mag."),
        Question::ForceMajeure => ("The agreement may be ended.", "De overeenkomst mag worden beëindigd."),
        Question::Offer => ("It still holds.", "Het geldt nog."),
        Question::ProviderCancellation | Question::ProviderChange | Question::PriceIncrease | Question::TermsChange => {
            ("We are allowed to do that.", "Dat mogen wij doen.")
        }
        Question::NoShow | Question::Breach => ("This has consequences.", "Dat heeft gevolgen."),
        Question::DataBreach => ("We have to tell you in time.", "Wij moeten u dat op tijd vertellen."),
        Question::PaymentReview | Question::PaymentPlan | Question::PaymentAllocation => ("", ""),
        Question::Complaint => ("You may complain about this.", "U mag hierover klagen."),
        Question::DamageClaim => {
            ("Our terms do not exclude that we pay for it.", "Onze voorwaarden sluiten niet uit dat wij die vergoeden.")
        }
    }
}

fn refused(question: Question, refusal: Refusal) -> (&'static str, &'static str) {
    match question {
        Question::Cancellation
        | Question::Withdrawal
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::Termination => match refusal {
            Refusal::Late => ("That is no longer possible.", "Dat kan niet meer."),
            Refusal::Never => ("That is not possible.", "Dat kan niet."),
            Refusal::Early | Refusal::Unknown => ("That is not possible, or no longer.", "Dat kan niet, of niet meer."),
        },
        Question::ForceMajeure if refusal == Refusal::Early => {
            ("The agreement may not be ended for that yet.", "De overeenkomst mag daarom nog niet worden beëindigd.")
        }
        Question::ForceMajeure if refusal == Refusal::Never => {
            ("The agreement may not be ended for that.", "De overeenkomst mag daarom niet worden beëindigd.")
        }
        Question::ForceMajeure => (
            "The agreement may not be ended for that, or not yet.",
            "De overeenkomst mag daarom niet worden beëindigd, of nog niet.",
        ),
        Question::Offer => ("It no longer holds.", "Het geldt niet meer."),
        Question::ProviderCancellation | Question::ProviderChange | Question::PriceIncrease | Question::TermsChange => {
            ("We are not allowed to do that.", "Dat mogen wij niet doen.")
        }
        Question::NoShow => (
            "You do not get another date, and you pay nothing extra.",
            "U krijgt geen andere datum, en u betaalt niets extra.",
        ),
        Question::Breach => ("This has no consequences.", "Dat heeft geen gevolgen."),
        Question::DataBreach => ("We do not have to report it.", "Wij hoeven het niet te melden."),
        Question::PaymentReview | Question::PaymentPlan | Question::PaymentAllocation => {
            ("That is not possible.", "Dat kan niet.")
        }
        Question::Complaint => ("That is too late.", "Dat is te laat."),
        Question::DamageClaim if refusal == Refusal::Late => ("You told us too late.", "U hebt die te laat gemeld."),
        Question::DamageClaim => ("Our terms exclude it.", "Onze voorwaarden sluiten een vergoeding uit."),
    }
}

/// The articles of a clause, as in `Articles 9.1, 9.2`.
pub(in crate::render) fn articles(articles: &[String], locale: Locale) -> String {
    let word = match articles {
        [_] => locale.pick("Article", "Artikel"),
        _ => locale.pick("Articles", "Artikelen"),
    };
    format!("{word} {}", articles.join(", "))
}
